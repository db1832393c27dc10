// The language service's port for terminals: capability files from the disk, each read once per run.
import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail, type Result } from '#ks/result.ts';
import { type CapabilityReading, parseCapabilityFile, type Workspace } from '#language-server/service.ts';
import { largestText, reason, textOf } from './files.ts';

export function capabilityWorkspace(): Workspace {
  const known = new Map<string, CapabilityReading>();
  return {
    readCapabilities: (descriptorUri, path) => {
      const file = resolve(dirname(fileURLToPath(descriptorUri)), path);
      const reading = known.get(file) ?? readCapabilityFile(file);
      known.set(file, reading);
      return reading;
    },
  };
}

/** The error begins after the file's name. */
export function readCapabilityFile(file: string): CapabilityReading {
  const text = readSmall(file);
  return text.ok ? parseCapabilityFile(text.value) : text;
}

function readSmall(file: string): Result<string, string> {
  try {
    if (statSync(file).size > largestText) return fail('is larger than 20 MB: no capability file is');
    return textOf(readFileSync(file));
  } catch (error) {
    return fail(reason(error));
  }
}
