// The language service's port for terminals: capability files from the disk, each read once per run.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CapabilityReading, parseCapabilityFile, type Workspace } from '#language-server/service.ts';
import { readText } from './files.ts';

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
  const text = readText(file);
  return text.ok ? parseCapabilityFile(text.value) : text;
}
