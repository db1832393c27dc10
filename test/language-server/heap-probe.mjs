// Loaded into the server by --import: it says on request what the process holds after garbage is collected. The server itself knows
// nothing of it. Needs --expose-gc.
import { setImmediate } from 'node:timers/promises';

process.on('message', async () => {
  // Promises and messages that are just being finished hold on to what they were about.
  for (let turn = 0; turn < 3; turn++) {
    await setImmediate();
    globalThis.gc();
  }
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  process.send({ held: heapUsed + external + arrayBuffers });
});
process.channel.unref();
