// The service's workspace on a disk: capability files beside their descriptors, read once until they change.
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { capabilityFileTooLarge, largestCapabilityFile } from '#ks/capability-text.ts';
import { fail } from '#ks/result.ts';
import { type CapabilityReading, parseCapabilityFile, type Workspace } from '#language-server/service.ts';
import { filePath } from './file-path.ts';

interface Known {
  readonly stamp: string;
  readonly reading: CapabilityReading;
}

/** More names than this help nobody to choose. */
const mostOffered = 200;

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
    capabilityFiles(descriptorUri) {
      const descriptor = filePath(descriptorUri);
      return descriptor === undefined ? [] : below(dirname(descriptor));
    },
  };

  /** Beside the descriptor and one folder down, in a stable order. */
  function below(folder: string): readonly string[] {
    const entries = entriesOf(folder);
    const inside = entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
      .flatMap(({ name }) => filesIn(entriesOf(join(folder, name))).map((file) => `${name}/${file}`));
    return [...filesIn(entries), ...inside].slice(0, mostOffered);
  }

  function read(file: string): CapabilityReading {
    try {
      const { mtimeMs, size } = statSync(file);
      const stamp = `${mtimeMs}:${size}`;
      const before = known.get(file);
      if (before?.stamp === stamp) return before.reading;
      const reading =
        size > largestCapabilityFile
          ? fail(capabilityFileTooLarge)
          : parseCapabilityFile(readFileSync(file, 'utf8'));
      known.set(file, { stamp, reading });
      return reading;
    } catch (error) {
      return fail(whyNot(error));
    }
  }
}

const filesIn = (entries: readonly Dirent[]): readonly string[] =>
  entries.filter((entry) => entry.isFile() && entry.name.endsWith('.kscaps.json')).map(({ name }) => name);

/** A folder that is gone or closed has nothing to offer. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

function whyNot(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'does not exist';
  if (code === 'EISDIR') return 'is a folder';
  return `cannot be read (${String(code ?? error)})`;
}
