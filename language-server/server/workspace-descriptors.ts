// The descriptors of the workspace, open or not: workspace diagnostics, symbols and references read them all. Closed files
// are read by the host and kept until they change.

import { type DescriptorDocument, normalUri, parseDescriptor } from '#language-server/service.ts';
import type { Host } from './host.ts';
import type { CancellationToken } from './lsp.ts';
import type { OpenDocuments } from './open-documents.ts';

export interface WorkspaceDescriptors {
  setFolders(uris: readonly string[]): void;
  addFolders(added: readonly string[], removed: readonly string[]): void;
  /** One of them, open or not; undefined when there is no such file. */
  read(uri: string): Promise<WorkspaceDescriptor | undefined>;
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

export function workspaceDescriptors(open: OpenDocuments, host: Host): WorkspaceDescriptors {
  const kept = new Map<string, Known>();
  let folders: readonly string[] = [];

  async function readClosed(uri: string): Promise<DescriptorDocument | undefined> {
    const stamp = await host.stampOf(uri);
    const before = kept.get(uri);
    if (stamp !== undefined && before?.stamp === stamp) return before.doc;
    const text = stamp === undefined ? undefined : await host.readText(uri);
    if (stamp === undefined || text === undefined) {
      kept.delete(uri);
      return undefined;
    }
    const doc = parseDescriptor(text, uri);
    if (kept.size < mostKept || kept.has(uri)) kept.set(uri, { stamp, doc });
    return doc;
  }

  return {
    setFolders(uris) {
      folders = uris;
    },
    addFolders(added, removed) {
      this.setFolders([...folders.filter((uri) => !removed.includes(uri)), ...added]);
    },
    async read(uri) {
      const doc = open.read(uri);
      if (doc !== undefined) return { doc, version: open.version(uri) };
      const closed = await readClosed(uri);
      return closed && { doc: closed, version: null };
    },
    async *all(token) {
      const seen = new Set<string>();
      for (const { uri, version } of open.texts.all()) {
        const doc = open.read(uri);
        if (doc === undefined) continue;
        seen.add(normalUri(uri));
        yield { doc, version };
      }
      for (const folder of folders) {
        for await (const uri of host.descriptorsBelow(folder, token)) {
          // A large workspace must not keep the editor waiting, nor a cancelled request go on.
          await host.breathe();
          if (token.isCancellationRequested) return;
          const normal = normalUri(uri);
          if (seen.has(normal)) continue;
          seen.add(normal);
          const doc = await readClosed(uri);
          if (doc !== undefined) yield { doc, version: null };
        }
      }
    },
  };
}
