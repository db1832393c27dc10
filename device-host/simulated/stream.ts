// What an open pin is doing: its state, its format, and how long it has been running. No data moves here; the position moves
// as if it did.
import { concatBytes, viewOf } from '#ks/bytes.ts';
import { decodeConnect } from '#ks/connect.ts';
import { bitmapPathOf, wavePathOf } from '#ks/format-blocks.ts';
import { formatHasAttributes } from '#ks/request.ts';
import { states } from '#ks/stream-state.ts';
import { offsetOf, type StructValue, sizeOf, valueAt } from '#ks/struct.ts';

/** Milliseconds that only go up. */
export type Clock = () => number;

const connectSize = sizeOf('KSPIN_CONNECT', 'x64');
const priorityOffset = offsetOf('KSPIN_CONNECT', 'Priority', 'x64');
const prioritySize = sizeOf('KSPRIORITY', 'x64');
const flagsOffset = 4;

export class SimulatedStream {
  /** KSPRIORITY as it is set. */
  priority: Uint8Array;
  readonly #clock: Clock;
  #state: number = states.stop;
  #format: Uint8Array;
  /** In RUN since the last STOP, up to the last time that RUN was left. */
  #ranMs = 0;
  #runSince = 0;

  /** Stopped, with the priority and the format of a connect request that was judged good. */
  constructor(connect: Uint8Array, clock: Clock) {
    this.priority = connect.slice(priorityOffset, priorityOffset + prioritySize);
    this.#format = formatOf(connect.subarray(connectSize));
    this.#clock = clock;
  }

  get state(): number {
    return this.#state;
  }

  /** KSDATAFORMAT and its block, FormatSize bytes, without an attribute list. */
  get format(): Uint8Array {
    return this.#format;
  }

  /** One step up or down, or from PAUSE straight to STOP; false for anything else. */
  setState(state: number): boolean {
    if (!isStep(this.#state, state)) return false;
    this.#ranMs = state === states.stop ? 0 : this.#ran();
    this.#runSince = this.#clock();
    this.#state = state;
    return true;
  }

  /** Only a stopped stream changes its format; `value` was judged good. */
  setFormat(value: Uint8Array): boolean {
    if (this.#state !== states.stop) return false;
    this.#format = formatOf(value);
    return true;
  }

  /** Bytes of the whole blocks moved since the last STOP; undefined when the format is no sound. */
  position(): bigint | undefined {
    const wave = waveOf(this.#format);
    if (wave === undefined) return undefined;
    const blocks = Math.floor((this.#ran() * Number(wave.nSamplesPerSec)) / 1000);
    return BigInt(blocks) * BigInt(Number(wave.nBlockAlign));
  }

  #ran(): number {
    return this.#ranMs + (this.#state === states.run ? this.#clock() - this.#runSince : 0);
  }
}

function isStep(from: number, to: number): boolean {
  return Math.abs(from - to) <= 1 || (from === states.pause && to === states.stop);
}

function formatOf(bytes: Uint8Array): Uint8Array {
  const format = new Uint8Array(viewOf(bytes).getUint32(0, true));
  format.set(bytes.subarray(0, format.length));
  const view = viewOf(format);
  view.setUint32(flagsOffset, view.getUint32(flagsOffset, true) & ~formatHasAttributes, true);
  return format;
}

/** Its WAVEFORMATEX, whichever block that is in; undefined when it has none. */
export function waveOf(format: Uint8Array): StructValue | undefined {
  return partOf(format, wavePathOf);
}

const defaultFrameSize = 4096;

/** What a client should move at a time, in bytes: 10 ms of sound, one picture. */
export function frameSize(format: Uint8Array): number {
  const wave = waveOf(format);
  if (wave) return Math.floor(Number(wave.nSamplesPerSec) / 100) * Number(wave.nBlockAlign);
  const bitmap = partOf(format, bitmapPathOf);
  if (!bitmap) return defaultFrameSize;
  const pixels = Math.abs(Number(bitmap.biWidth) * Number(bitmap.biHeight));
  return Number(bitmap.biSizeImage) || Math.floor((pixels * Number(bitmap.biBitCount)) / 8);
}

function partOf(format: Uint8Array, pathOf: typeof wavePathOf): StructValue | undefined {
  const connect = concatBytes([new Uint8Array(connectSize), format]);
  const block = decodeConnect(connect, 'x64').request?.block;
  const path = pathOf(block?.key);
  return path && (valueAt(block?.value, path.slice(1)) as StructValue | undefined);
}
