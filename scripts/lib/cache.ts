// What is too big or too slow to make again for every checkout (a VS Code, a Windows) is made once and kept for the user,
// outside the checkout.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { takeLock } from './lock.mjs';
import type { Progress } from './run.mjs';

export function cacheFolder(): string {
  return process.env.KSPIN_CACHE ?? join(homedir(), '.cache', 'kspin');
}

/**
 * Makes the folder `path` unless it is there. `work` fills a folder of its own that gets the wanted name as the last step: a
 * run that is killed leaves nothing that looks finished, and what its programs still write does not get into the next
 * one. Of several at once one works, the others wait and are told `why`.
 */
export async function makeOnce(
  path: string,
  why: string,
  progress: Progress,
  work: (folder: string) => Promise<void>,
): Promise<void> {
  if (existsSync(path)) return;
  const unlock = await takeLock(path, why, progress);
  try {
    if (existsSync(path)) return;
    const partial = `${path}.partial-`;
    await mkdir(dirname(path), { recursive: true });
    await removeAll(partial);
    const folder = await mkdtemp(partial);
    await work(folder);
    await rename(folder, path);
  } finally {
    unlock();
  }
}

async function removeAll(prefix: string): Promise<void> {
  for (const name of await readdir(dirname(prefix))) {
    if (!name.startsWith(basename(prefix))) continue;
    await rm(join(dirname(prefix), name), { recursive: true, force: true, maxRetries: 9 });
  }
}
