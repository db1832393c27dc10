// Ends this process when its event loop stands still. A client on this machine ends a hung host itself; from another machine it
// can only break the pipe, and that is noticed by the event loop. So a thread waits for its beats, and for nothing else.
import { Worker } from 'node:worker_threads';

/** Longer than a client waits for a beat: it is the one to say that the host hangs. */
const silenceMs = 20_000;

/**
 * What the thread runs, as text: it needs nothing of the host's program, whose other threads make native calls. Only the second
 * silence in a row counts, because a machine that wakes from sleep has been silent without fault.
 */
const program = `
const { workerData } = require('node:worker_threads');
const { beats, silenceMs } = workerData;
for (let silences = 0; silences < 2; ) {
  const seen = Atomics.load(beats, 0);
  silences = Atomics.wait(beats, 0, seen, silenceMs / 2) === 'timed-out' ? silences + 1 : 0;
}
process.kill(process.pid, 'SIGKILL');
`;

export interface Watchdog {
  /** To be called every second or so. */
  beat(): void;
}

export function startWatchdog(afterMs: number = silenceMs): Watchdog {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const thread = new Worker(program, {
    eval: true,
    workerData: { beats, silenceMs: afterMs },
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 },
  });
  thread.unref();
  return {
    beat: () => {
      Atomics.add(beats, 0, 1);
      Atomics.notify(beats, 0);
    },
  };
}
