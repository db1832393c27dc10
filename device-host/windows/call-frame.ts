// The memory that the host and one of its threads share: in it a call lies, and then its answer. A driver is in the middle, so a
// call and its answer go by a few numbers and one copy of the buffers; a message between threads takes ten times as long.
import type { NativeAnswer, NativeArgument } from './libraries.ts';

/** Of a frame, in `numbers[0]`. */
export const frameStates = {
  idle: 0,
  /** A call lies in the frame, and the host watches for its end. */
  called: 1,
  /** The same, but the host has turned to other work and wants a message at the end. */
  calledAndLeft: 2,
  answered: 3,
} as const;

const mostArguments = 12;

/** The parts of a frame's memory. */
export interface CallFrame {
  /** State, number of the call, count of arguments, last error; then the kind of each argument, or the length of a buffer. */
  readonly numbers: Int32Array;
  /** Result; then a value for each argument. */
  readonly words: BigInt64Array;
  /** Milliseconds in the function. */
  readonly elapsed: Float64Array;
}

const kindsFrom = 4;
/** A buffer has its length there, and lies in the room behind the one before it. */
const kinds = { word: -1, null: -2 } as const;
/** ks.sys takes structures aligned to eight bytes, and SSE copies like sixteen. */
const alignment = 16;

export const frameBytes = 256;

export function frameIn(memory: SharedArrayBuffer): CallFrame {
  return {
    numbers: new Int32Array(memory, 0, kindsFrom + mostArguments),
    words: new BigInt64Array(memory, 64, 1 + mostArguments),
    elapsed: new Float64Array(memory, 64 + 8 * (1 + mostArguments), 1),
  };
}

// Written without iterators and tuples: this is run before and after every call, by a processor that has just come from the driver.

/** How much room the buffers of a call take. */
export function roomFor(args: readonly NativeArgument[]): number {
  let size = 0;
  for (const arg of args) if (arg instanceof Uint8Array) size += aligned(arg.length);
  return size;
}

export function putCall(
  { numbers, words }: CallFrame,
  room: Uint8Array,
  number: number,
  args: readonly NativeArgument[],
): void {
  if (args.length > mostArguments) throw new Error(`a call has ${args.length} arguments`);
  numbers[1] = number;
  numbers[2] = args.length;
  let offset = 0;
  let index = 0;
  for (const arg of args) {
    if (arg instanceof Uint8Array) {
      numbers[kindsFrom + index] = arg.length;
      room.set(arg, offset);
      offset += aligned(arg.length);
    } else if (arg === null) {
      numbers[kindsFrom + index] = kinds.null;
    } else {
      numbers[kindsFrom + index] = kinds.word;
      words[1 + index] = BigInt(arg);
    }
    index++;
  }
}

/** What a thread finds in its frame; the buffers are the room itself. */
export function takeCall(
  { numbers, words }: CallFrame,
  room: Uint8Array,
): { readonly number: number; readonly args: readonly NativeArgument[] } {
  const args: NativeArgument[] = [];
  let offset = 0;
  for (let index = 0; index < (numbers[2] ?? 0); index++) {
    const kind = numbers[kindsFrom + index] ?? kinds.null;
    if (kind === kinds.null) args.push(null);
    else if (kind === kinds.word) args.push(words[1 + index] ?? 0n);
    else {
      args.push(room.subarray(offset, offset + kind));
      offset += aligned(kind);
    }
  }
  return { number: numbers[1] ?? 0, args };
}

export function putAnswer({ numbers, words, elapsed }: CallFrame, answer: NativeAnswer): void {
  numbers[3] = answer.lastError;
  words[0] = BigInt.asIntN(64, answer.result);
  elapsed[0] = answer.elapsedMs;
}

/** The answer; what the function left in the buffers goes back into `args`. */
export function takeAnswer(
  { numbers, words, elapsed }: CallFrame,
  room: Uint8Array,
  args: readonly NativeArgument[],
): NativeAnswer {
  let offset = 0;
  for (const arg of args) {
    if (!(arg instanceof Uint8Array)) continue;
    arg.set(room.subarray(offset, offset + arg.length));
    offset += aligned(arg.length);
  }
  return { result: words[0] ?? 0n, lastError: numbers[3] ?? 0, elapsedMs: elapsed[0] ?? 0 };
}

function aligned(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}
