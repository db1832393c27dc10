// The descriptors of the workspace, open or not: workspace diagnostics, symbols and references read them all. Closed files
// are read from disk and kept until they change.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { CancellationToken } from 'vscode-languageserver/node';
import { type DescriptorDocument, parseDescriptor } from '#language-server/service.ts';
import type { OpenDocuments } from './open-documents.ts';

export interface WorkspaceDescriptors {
  setFolders(uris: readonly string[]): void;
  addFolders(added: readonly string[], removed: readonly string[]): void;
  /** Every descriptor, one at a time; ends early when cancelled. */
  all(token: CancellationToken): AsyncGenerator<WorkspaceDescriptor>;
}

export interface WorkspaceDescriptor {
  readonly doc: DescriptorDocument;
  /** Null for a file that is not open. */
  readonly version: number | null;
}

interface Known {
  readonly stamp: string;
  readonly doc: DescriptorDocument;
}

/** Beyond this, files are read again each time: memory is worth more. */
const mostKept = 2_000;
/** The reader refuses more anyway, so larger files are not even loaded. */
const largestFile = 20 * 1024 * 1024;

export function workspaceDescriptors(open: OpenDocuments): WorkspaceDescriptors {
  const kept = new Map<string, Known>();
  let folders: readonly string[] = [];

  async function readClosed(file: string): Promise<DescriptorDocument | undefined> {
    try {
      const { mtimeMs, size } = await stat(file);
      const stamp = `${mtimeMs}:${size}`;
      const before = kept.get(file);
      if (before?.stamp === stamp) return before.doc;
      if (size > largestFile) return undefined;
      const doc = parseDescriptor(await readFile(file, 'utf8'), pathToFileURL(file).href);
      if (kept.size < mostKept || kept.has(file)) kept.set(file, { stamp, doc });
      return doc;
    } catch {
      // Gone or unreadable since it was listed: there is nothing to say of it.
      kept.delete(file);
      return undefined;
    }
  }

  return {
    setFolders(uris) {
      folders = uris.filter((uri) => uri.startsWith('file:'));
    },
    addFolders(added, removed) {
      this.setFolders([...folders.filter((uri) => !removed.includes(uri)), ...added]);
    },
    async *all(token) {
      const seen = new Set<string>();
      for (const { uri, version } of open.texts.all()) {
        const doc = open.read(uri);
        if (doc === undefined) continue;
        if (uri.startsWith('file:')) seen.add(fileURLToPath(uri));
        yield { doc, version };
      }
      for (const folder of folders) {
        for await (const file of descriptorsBelow(fileURLToPath(folder), token)) {
          // A large workspace must not keep the editor waiting, nor a cancelled request go on.
          await setImmediate();
          if (token.isCancellationRequested) return;
          if (seen.has(file)) continue;
          seen.add(file);
          const doc = await readClosed(file);
          if (doc !== undefined) yield { doc, version: null };
        }
      }
    },
  };
}

async function* descriptorsBelow(folder: string, token: CancellationToken): AsyncGenerator<string> {
  if (token.isCancellationRequested) return;
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules' && !entry.name.startsWith('.')) yield* descriptorsBelow(path, token);
    } else if (entry.isFile() && entry.name.endsWith('.kspin.json')) yield path;
  }
}
