// A thread that does nothing but call functions of Windows, one at a time, as its frame says. It never comes back to its event
// loop: a driver may keep it for ever, and between two calls it sleeps on its frame, which wakes faster than a message does.
import { isMainThread, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { Result } from '#ks/result.ts';
import { type CallFrame, frameIn, frameStates, putAnswer, takeCall } from './call-frame.ts';
import { loadKoffi } from './koffi.ts';
import { calls, loadFunctions, type NativeCaller } from './libraries.ts';

/** What a thread is started with. */
export interface CallThreadData {
  readonly callFrame: SharedArrayBuffer;
}

/** The thread's first message: it is ready, or why it never will be. After that its only message is the end of a call. */
export type CallThreadMessage = { readonly ready: true } | { readonly problem: string } | 'answered';

/** True in a thread that was started to make calls: the program of the host is also the program of its threads. */
export function isCallThread(): boolean {
  return !isMainThread && typeof workerData === 'object' && 'callFrame' in workerData;
}

export function runCallThread(load: () => Result<NativeCaller, string> = loadWindows): void {
  const caller = load();
  const { callFrame }: CallThreadData = workerData;
  if (caller.ok) {
    tell({ ready: true });
    makeCalls(frameIn(callFrame), caller.value);
  } else {
    tell({ problem: caller.error });
  }
}

function loadWindows(): Result<NativeCaller, string> {
  const koffi = loadKoffi();
  return koffi.ok ? loadFunctions(koffi.value) : koffi;
}

function makeCalls(frame: CallFrame, call: NativeCaller): never {
  const { numbers } = frame;
  let room: Uint8Array = new Uint8Array();
  for (;;) {
    const state = Atomics.load(numbers, 0);
    if (state === frameStates.idle || state === frameStates.answered) {
      Atomics.wait(numbers, 0, state);
      continue;
    }
    room = newRoom() ?? room;
    const { number, args } = takeCall(frame, room);
    const name = calls[number];
    if (name === undefined) throw new Error(`there is no call ${number}`);
    putAnswer(frame, call(name, args));
    const before = Atomics.exchange(numbers, 0, frameStates.answered);
    Atomics.notify(numbers, 0);
    if (before === frameStates.calledAndLeft) tell('answered');
  }
}

/** The host sends a larger room ahead of a call that needs it. */
function newRoom(): Uint8Array | undefined {
  const received = parentPort ? receiveMessageOnPort(parentPort) : undefined;
  return received && new Uint8Array(received.message);
}

function tell(message: CallThreadMessage): void {
  parentPort?.postMessage(message);
}
