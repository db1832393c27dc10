// The service's workspace on a disk: capability files beside their descriptors, read once until they change.
import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fail } from '#ks/result.ts';
import {
  type CapabilityReading,
  largestCapabilityFile,
  parseCapabilityFile,
  type Workspace,
} from '#language-server/service.ts';
import { filePath } from './file-path.ts';

interface Known {
  readonly stamp: string;
  readonly reading: CapabilityReading;
}

export function capabilityFiles(): Workspace {
  const known = new Map<string, Known>();
  return {
    readCapabilities(descriptorUri, path) {
      const descriptor = filePath(descriptorUri);
      if (descriptor === undefined) {
        return fail('cannot be read: the descriptor is not a file on this machine');
      }
      return read(resolve(dirname(descriptor), path));
    },
  };

  function read(file: string): CapabilityReading {
    try {
      const { mtimeMs, size } = statSync(file);
      const stamp = `${mtimeMs}:${size}`;
      const before = known.get(file);
      if (before?.stamp === stamp) return before.reading;
      const reading =
        size > largestCapabilityFile
          ? fail('is larger than 20 MB: no capability file is')
          : parseCapabilityFile(readFileSync(file, 'utf8'));
      known.set(file, { stamp, reading });
      return reading;
    } catch (error) {
      return fail(whyNot(error));
    }
  }
}

function whyNot(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'does not exist';
  if (code === 'EISDIR') return 'is a folder';
  return `cannot be read (${String(code ?? error)})`;
}
