// The states of a pin (KSSTATE) and the way from one to another: a driver is led through them one at a time
// (pin-properties.md section 4), because that is what its state handler is written for.
import { viewOf } from './bytes.ts';
import { numberText } from './constants.ts';

/** KSSTATE of ks.h. */
export const states = { stop: 0, acquire: 1, pause: 2, run: 3 } as const;

const lastState: number = states.run;

export function isState(value: number): boolean {
  return Number.isInteger(value) && value >= states.stop && value <= lastState;
}

/** The states to set, in order, to come from one to the other: `[1, 2, 3]` from stop to run; empty when they are the same. */
export function stepsBetween(from: number, to: number): readonly number[] {
  const direction = Math.sign(to - from);
  return Array.from({ length: Math.abs(to - from) }, (_, index) => from + direction * (index + 1));
}

/** KSSTATE as 4 bytes, little-endian. */
export function encodeState(state: number): Uint8Array {
  const bytes = new Uint8Array(4);
  viewOf(bytes).setUint32(0, state, true);
  return bytes;
}

/** `RUN`: the header's name without its prefix. */
export function stateName(state: number): string {
  return numberText(state, 'KSSTATE').replace('KSSTATE_', '');
}

/** `run`, `RUN`, `KSSTATE_RUN` or `3`; undefined for anything else. */
export function stateNamed(text: string): number | undefined {
  const name = text.toUpperCase().replace('KSSTATE_', '');
  return Object.values(states).find((state) => stateName(state) === name || String(state) === name);
}
