// Standard input, read on a thread of its own. Under Wine a read on Node's pool and the wake of the event loop after it cost more than
// all else on the way of a short request, and requests come in rows: so the host looks for the next one shortly, as it looks at a
// call (windows/call-threads.ts), before its event loop waits for whatever comes.
import { EventEmitter } from 'node:events';
import { writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

/** `data` with bytes as they come, then once `end`, or `error`. */
export interface HostInput extends EventEmitter {
  /** To be called when an answer has gone out. */
  lookForNext(): void;
}

/** So long the host looks for the next request and does nothing else. */
const lookedMs = 5;
const roomBytes = 65_536;

/** Of the room, in `numbers[0]`. */
const states = {
  empty: 0,
  /** The same, and the host looks for what comes. */
  looked: 1,
  filled: 2,
} as const;

/**
 * What the thread runs, as text: it needs nothing of the host's program. `numbers[1]` is how much it read, 0 at the end of the
 * input, which Windows calls an error.
 */
const program = `
const { readSync } = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');
const { numbers, room, states } = workerData;
const pause = new Int32Array(new SharedArrayBuffer(4));
function read() {
  for (;;) {
    try {
      return readSync(0, room);
    } catch (error) {
      if (error.code === 'EOF') return 0;
      if (error.code !== 'EAGAIN') throw error;
      Atomics.wait(pause, 0, 0, 10);
    }
  }
}
for (let size = 1; size > 0; ) {
  size = read();
  numbers[1] = size;
  if (Atomics.exchange(numbers, 0, states.filled) === states.looked) Atomics.notify(numbers, 0);
  else parentPort.postMessage('filled');
  Atomics.wait(numbers, 0, states.filled);
}
`;

export function openInput(): HostInput {
  const numbers = new Int32Array(new SharedArrayBuffer(8));
  const room = new Uint8Array(new SharedArrayBuffer(roomBytes));
  const input = new EventEmitter();
  let looking: NodeJS.Immediate | undefined;
  let ended = false;

  function take(): void {
    // A message may come late: its bytes were seen by a look.
    if (Atomics.load(numbers, 0) !== states.filled) return;
    // What has come is to be answered before more is looked for.
    clearImmediate(looking);
    looking = undefined;
    const bytes = Buffer.from(room.subarray(0, numbers[1]));
    Atomics.store(numbers, 0, states.empty);
    Atomics.notify(numbers, 0);
    if (bytes.length > 0) input.emit('data', bytes);
    else end('end');
  }

  function look(): void {
    looking = undefined;
    const { empty, looked } = states;
    if (Atomics.compareExchange(numbers, 0, empty, looked) === empty) {
      Atomics.wait(numbers, 0, looked, lookedMs);
      Atomics.compareExchange(numbers, 0, looked, empty);
    }
    take();
  }

  function end(event: 'end' | 'error', error?: Error): void {
    ended = true;
    input.emit(event, error);
  }

  const thread = new Worker(program, {
    eval: true,
    // An option such as --input-type would make another program of it.
    execArgv: [],
    workerData: { numbers, room, states },
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 },
  });
  // Whether it is done or has failed, a process that exits waits for its threads, and this one waits for a client. Node would say
  // only after that why the process fails.
  process.on('uncaughtExceptionMonitor', ({ stack = '' }) => writeSync(2, `${stack}\n`));
  process.on('exit', () => {
    if (!ended) process.kill(process.pid, 'SIGKILL');
  });
  thread.on('message', take).on('error', (error) => end('error', error));
  return Object.assign(input, {
    lookForNext: () => {
      // What else waits in the event loop has its turn first.
      if (!ended) looking ??= setImmediate(look);
    },
  });
}
