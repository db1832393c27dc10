// Two terminals, or the test files that run side by side, may want the same thing installed at the same moment: one does it
// while the others wait. Plain Node 20, because installing our packages is such a thing.
import { createHash } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Waits until no other process holds the lock of this name, and takes it; the result gives it back. `why` is told to
 * those who wait. A program started with it (`lock` of runAny) holds it too, so that the next one waits for what a killed
 * run has left at work. The lock is a listening local socket without a file (Linux' abstract namespace, a named pipe on Windows): the
 * system frees it when those processes ended, however they ended. macOS has no such thing, and there it protects nothing.
 */
export async function takeLock(name, why, progress) {
  const address = addressOf(name);
  if (address === undefined) return lockOf(() => {}, undefined);
  for (let waited = 0; ; waited++) {
    const server = await listen(address);
    if (server) return lockOf(() => server.close(), server);
    if (waited % 50 === 10) progress(`${why}, waiting ... ${waited / 10} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Node has no public name for the descriptor; without it (on Windows) a program that outlives us does not keep the lock. */
function lockOf(release, server) {
  return Object.assign(release, { fd: process.platform === 'linux' ? server?._handle?.fd : undefined });
}

function addressOf(name) {
  const id = `kspin-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
  return { linux: `\0${id}`, win32: `\\\\.\\pipe\\${id}` }[process.platform];
}

function listen(address) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen(address, () => resolve(server));
  });
}
