// The language service's port for terminals: capability files from the disk, each read once per run.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Capabilities } from '#ks/capabilities.ts';
import { ok, type Result } from '#ks/result.ts';
import { type CapabilityReading, parseCapabilityFile, type Workspace } from '#language-server/service.ts';
import { readText } from './files.ts';

export function capabilityWorkspace(): Workspace {
  const known = new Map<string, CapabilityReading>();
  return {
    readCapabilities: (descriptorUri, path) => {
      const file = resolve(dirname(fileURLToPath(descriptorUri)), path);
      const reading = known.get(file) ?? readingOf(file);
      known.set(file, reading);
      return reading;
    },
  };
}

/** The filters of a file. The error begins after the file's name. */
export function readCapabilityFile(file: string): Result<readonly Capabilities[], string> {
  const reading = readingOf(file);
  return reading.ok ? ok(reading.value.filters) : reading;
}

function readingOf(file: string): CapabilityReading {
  const text = readText(file);
  return text.ok ? parseCapabilityFile(text.value) : text;
}
