// Loaded into the server by --import: it says on request what the process holds after garbage is collected. The server itself knows
// nothing of it. Needs --expose-gc.
process.on('message', () => {
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  process.send({ held: heapUsed + external + arrayBuffers });
});
process.channel.unref();
