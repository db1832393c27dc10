// Makes calls on threads, so that a driver that never answers leaves the host free to say so. Most calls are over in less than a
// message between threads takes: the host looks at such a call until it is over, and turns to other work only when it is not.
import { Worker } from 'node:worker_threads';
import { fail, ok, type Result } from '#ks/result.ts';
import {
  type CallFrame,
  frameBytes,
  frameIn,
  frameStates,
  putCall,
  roomFor,
  takeAnswer,
} from './call-frame.ts';
import type { CallThreadData, CallThreadMessage } from './call-thread.ts';
import { type CallName, calls, type NativeAnswer, type NativeArgument } from './libraries.ts';

export interface Windows {
  /** Buffers among `args` hold afterwards what the function left in them. */
  call(name: CallName, ...args: readonly NativeArgument[]): Promise<NativeAnswer>;
}

/** So long the host looks at a call and does nothing else. */
const watchedMs = 5;
/** So long calls may follow each other before requests, timers and the heartbeat get their turn. */
const turnMs = 20;
/** Each call that hangs keeps its thread until the host is replaced; after so many the others wait. */
const mostThreads = 16;
const firstRoom = 65_536;

/** `program` is what the host runs, or another one that runs call threads. Fails, in words, where koffi or a function is missing. */
export async function startCallThreads(program: string | URL): Promise<Result<Windows, string>> {
  const first = await startThread(program);
  if (!first.ok) return first;
  const idle: CallThread[] = [first.value];
  const waiting: ((thread: CallThread) => void)[] = [];
  const turn = newTurn();
  let count = 1;

  async function idleThread(): Promise<CallThread> {
    const thread = idle.pop();
    if (thread !== undefined) return thread;
    if (count >= mostThreads) return new Promise((resolve) => waiting.push(resolve));
    count++;
    const started = await startThread(program);
    if (!started.ok) throw new Error(started.error);
    return started.value;
  }

  return ok({
    call: async (name, ...args) => {
      const thread = await idleThread();
      const answer = await thread.call(calls.indexOf(name), args);
      const next = waiting.shift();
      if (next) next(thread);
      else idle.push(thread);
      await turn.isOver();
      return answer;
    },
  });
}

/** Resolves when the thread has what it needs to make calls. */
function startThread(program: string | URL): Promise<Result<CallThread, string>> {
  const callFrame = new SharedArrayBuffer(frameBytes);
  const workerData: CallThreadData = { callFrame };
  const worker = new Worker(program, { workerData });
  return new Promise((resolve) => {
    worker.once('error', (error) => resolve(fail(`a thread for calls ended: ${String(error)}`)));
    worker.once('message', (message: CallThreadMessage) => {
      // The host lives as long as its input, not as long as its threads.
      worker.unref();
      if (typeof message === 'object' && 'problem' in message) resolve(fail(message.problem));
      else resolve(ok(new CallThread(worker, frameIn(callFrame))));
    });
  });
}

class CallThread {
  readonly #worker: Worker;
  readonly #frame: CallFrame;
  #room: Uint8Array = new Uint8Array();

  constructor(worker: Worker, frame: CallFrame) {
    this.#worker = worker;
    this.#frame = frame;
  }

  /** One call at a time. */
  async call(number: number, args: readonly NativeArgument[]): Promise<NativeAnswer> {
    const { numbers } = this.#frame;
    this.#makeRoom(roomFor(args));
    putCall(this.#frame, this.#room, number, args);
    Atomics.store(numbers, 0, frameStates.called);
    Atomics.notify(numbers, 0);
    Atomics.wait(numbers, 0, frameStates.called, watchedMs);
    const { called, calledAndLeft } = frameStates;
    if (Atomics.compareExchange(numbers, 0, called, calledAndLeft) === called) await this.#answered();
    return takeAnswer(this.#frame, this.#room, args);
  }

  #makeRoom(size: number): void {
    if (size <= this.#room.length) return;
    const shared = new SharedArrayBuffer(Math.max(size, 2 * this.#room.length, firstRoom));
    this.#room = new Uint8Array(shared);
    this.#worker.postMessage(shared);
  }

  #answered(): Promise<void> {
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      worker.ref();
      const end = (settle: () => void) => {
        worker.unref();
        worker.off('message', onAnswer).off('error', onError);
        settle();
      };
      const onAnswer = () => end(resolve);
      const onError = (error: Error) => end(() => reject(error));
      worker.once('message', onAnswer).once('error', onError);
    });
  }
}

/** The event loop's turn: it begins with the first call and should not last, however many calls follow each other. */
function newTurn() {
  let began: number | undefined;
  return {
    isOver: async (): Promise<void> => {
      const now = performance.now();
      if (began === undefined) {
        began = now;
        setImmediate(() => {
          began = undefined;
        });
      } else if (now - began > turnMs) {
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}
