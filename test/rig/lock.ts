// Test files run side by side and share one rig: one prepares it while the others wait, and one at a time
// takes its pins.
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import type { Progress } from './run.ts';

/**
 * Waits until no other process holds the lock of this name, and takes it; the result gives it back. `why` is
 * told to those who wait. The lock is a listening socket in Linux' abstract namespace: the kernel frees it
 * when its process ends, however it ends.
 */
export async function takeLock(name: string, why: string, progress: Progress): Promise<() => void> {
  const address = `\0kspin-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
  for (let waited = 0; ; waited++) {
    const server = await listen(address);
    if (server) return () => server.close();
    if (waited % 50 === 10) progress(`${why}, waiting ... ${waited / 10} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function listen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(address, () => resolve(server));
  });
}
