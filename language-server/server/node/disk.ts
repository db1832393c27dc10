// The server's host on a machine with a disk.
import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { type Host, largestFile } from '#language-server/server/host.ts';
import type { CancellationToken } from '#language-server/server/lsp.ts';
import { capabilityFiles } from './capability-files.ts';
import { filePath } from './file-path.ts';
import { rulePage } from './rule-page.ts';

export const diskHost = (): Host => ({
  workspace: capabilityFiles(),
  ready: async () => {},
  // Each look at a file begins with its stamp.
  changed: () => {},
  async *descriptorsBelow(folder, token) {
    const path = filePath(folder);
    if (path === undefined) return;
    for await (const file of descriptorsIn(path, token)) yield pathToFileURL(file).href;
  },
  async stampOf(uri) {
    try {
      const { mtimeMs, size } = await fs.stat(filePath(uri) ?? '');
      return size > largestFile ? undefined : `${mtimeMs}:${size}`;
    } catch {
      // Gone or unreadable since it was listed: there is nothing to say of it.
      return undefined;
    }
  },
  readText: (uri) => fs.readFile(filePath(uri) ?? '', 'utf8').catch(() => undefined),
  exists: async (uri) => (await fs.stat(filePath(uri) ?? '').catch(() => undefined)) !== undefined,
  rulePage,
  breathe: () => setImmediate(),
});

async function* descriptorsIn(folder: string, token: CancellationToken): AsyncGenerator<string> {
  if (token.isCancellationRequested) return;
  const entries = await fs.readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules' && !entry.name.startsWith('.')) yield* descriptorsIn(path, token);
    } else if (entry.isFile() && entry.name.endsWith('.kspin.json')) yield path;
  }
}
