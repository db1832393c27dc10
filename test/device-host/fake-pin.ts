// A driver with one filter and one pin that a test can drive: it knows its state, refuses what the test says, and has a
// position that moves as a test lets it. Every SET is written down, so that a test can count them.
import type { Backend } from '#device-host/backend.ts';
import { viewOf } from '#ks/bytes.ts';
import { guidFromBytes } from '#ks/guid.ts';
import { audioPosition, connectionProperties, pinProperties, propertySets } from '#ks/properties.ts';
import { ok } from '#ks/result.ts';
import { encodeStruct } from '#ks/struct.ts';
import { answered, fakeBackend, type Said } from './fake-backend.ts';

const filter = 4n;
const pin = 8n;
const setVerb = 2;

export interface FakePin {
  readonly backend: Backend;
  /** What was written, in order: `STATE 1`, `value 0011`. */
  readonly writes: string[];
  /** Handles that are open. */
  readonly open: Set<bigint>;
}

export interface PinBehaviour {
  /** The code of a SET of the state; 0 goes there. */
  readonly setState?: (from: number, to: number) => number;
  /** False for a driver that has no GET for its state. */
  readonly tellsState?: boolean;
  /** PlayOffset by state and number of the question, from 0; undefined for a pin without a position. */
  readonly position?: (state: number, question: number) => bigint;
  /** What PROPOSEDATAFORMAT says to a format. */
  readonly propose?: (format: Uint8Array) => number;
  /** Everything else. */
  readonly other?: (set: string, id: number, input: Uint8Array, output: Uint8Array) => Said | undefined;
}

const notFound = 1168;

export function fakePin(behaviour: PinBehaviour = {}): FakePin {
  const writes: string[] = [];
  const open = new Set<bigint>();
  let state = 0;
  let questions = 0;
  const say = (handle: bigint, input: Uint8Array, output: Uint8Array): Said => {
    const set = guidFromBytes(input, 0);
    const id = viewOf(input).getUint32(16, true);
    const isSet = viewOf(input).getUint32(20, true) === setVerb;
    const isPin = handle === pin;
    if (isPin && set === propertySets.connection && id === connectionProperties.STATE) {
      if (!isSet) return behaviour.tellsState === false ? { win32: notFound } : { bytes: ulong(state) };
      const to = viewOf(output).getUint32(0, true);
      writes.push(`STATE ${to}`);
      const win32 = behaviour.setState?.(state, to) ?? 0;
      if (win32 === 0) state = to;
      return { win32 };
    }
    if (isPin && set === propertySets.audio && id === audioPosition && behaviour.position) {
      const at = behaviour.position(state, questions++);
      return { bytes: encodeStruct('KSAUDIO_POSITION', { PlayOffset: at, WriteOffset: at }, 'x64') };
    }
    if (!isPin && set === propertySets.pin && id === pinProperties.PROPOSEDATAFORMAT && isSet) {
      return { win32: behaviour.propose?.(output) ?? notFound };
    }
    if (isSet) writes.push(`value ${Buffer.from(output).toString('hex')}`);
    return behaviour.other?.(set, id, input, output) ?? { win32: notFound };
  };
  const backend = fakeBackend({
    open: async () => {
      open.add(filter);
      return ok(filter);
    },
    createPin: async () => {
      open.add(pin);
      state = 0;
      return ok(pin);
    },
    close: async (handle) => {
      open.delete(handle);
      return ok(undefined);
    },
    ioctl: async (handle, _code, input, output) => {
      const buffer = typeof output === 'number' ? new Uint8Array(output) : output;
      return answered(say(handle, input, buffer), buffer.length);
    },
  });
  return { backend, writes, open };
}

function ulong(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  viewOf(bytes).setUint32(0, value, true);
  return bytes;
}
