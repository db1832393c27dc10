// What a difference between two recordings of a filter is: which fact, what became of it, and what it means for a client
// that worked with the older build. Each part of the comparison finds changes; the part around it says where they are.
import { toHex } from '#ks/bytes.ts';
import type { Path } from '#ks/path.ts';
import { count } from '#ks/words.ts';

/**
 * Breaking: a client that worked before may be refused or find less. Compatible: such a client still works, and more is
 * possible. Neutral: no client can depend on it (names, versions, how many instances were open while recording).
 */
export type Effect = 'breaking' | 'compatible' | 'neutral';

export interface Change {
  readonly effect: Effect;
  /** What it is about, from the outside in: `["Pin 0 \"Speaker\"", "PCM, up to 2 ch, 16-24 bit, 44100-96000 Hz"]`. */
  readonly subject: readonly string[];
  /** One sentence without the subject: `MaximumSampleFrequency is narrowed from 96000 to 48000.` */
  readonly message: string;
  /** Where the fact stands in the older file; absent for what was added. */
  readonly before?: Path;
  /** Where it stands in the newer file; absent for what was removed. */
  readonly after?: Path;
}

/** Where two things that belong together stand, the one in the older file and the other in the newer. */
export interface Places {
  readonly before?: Path;
  readonly after?: Path;
}

export function change(effect: Effect, message: string, places: Places = { before: [], after: [] }): Change {
  return { effect, subject: [], message, ...places };
}

export const removed = (message: string, before: Path = []): Change =>
  change('breaking', message, { before });
export const added = (message: string, after: Path = []): Change => change('compatible', message, { after });

/** The same changes, seen from the thing around: its name in front of the subject, its places in front of the paths. */
export function within(
  subject: string | undefined,
  { before, after }: Places,
  changes: readonly Change[],
): readonly Change[] {
  return changes.map((inner) => ({
    ...inner,
    subject: subject === undefined ? inner.subject : [subject, ...inner.subject],
    ...(inner.before && before ? { before: [...before, ...inner.before] } : {}),
    ...(inner.after && after ? { after: [...after, ...inner.after] } : {}),
  }));
}

/** A fact that is written on both sides, on one, or on none: what one recording does not say is no change of the driver. */
export function compareFact<T>(
  name: string,
  path: Path,
  [before, after]: readonly [T | undefined, T | undefined],
  effectOf: (before: T, after: T) => Effect,
  text: (value: T) => string = String,
): readonly Change[] {
  if (before === after) return [];
  const both = { before: path, after: path };
  if (before === undefined) return [change('neutral', `${name} is recorded now: ${text(after as T)}.`, both)];
  if (after === undefined) return [change('neutral', `${name} is not recorded any more.`, both)];
  const effect = effectOf(before, after);
  return [change(effect, `${name} changed from ${text(before)} to ${text(after)}.`, both)];
}

/** Bytes that are compared and not understood. */
export function compareBytes(
  name: string,
  path: Path,
  effect: Effect,
  [before, after]: readonly [Uint8Array, Uint8Array],
): readonly Change[] {
  if (toHex(before) === toHex(after)) return [];
  const amounts =
    before.length === after.length
      ? count(after.length, 'byte')
      : `${before.length} and now ${count(after.length, 'byte')}`;
  return [change(effect, `${name} changed (${amounts}).`, { before: path, after: path })];
}

const order: readonly Effect[] = ['breaking', 'compatible', 'neutral'];

/** The gravest of them; undefined for no change at all. */
export function gravest(changes: readonly Change[]): Effect | undefined {
  return order.find((effect) => changes.some((one) => one.effect === effect));
}

/** How many there are of each. */
export function tally(changes: readonly Change[]): Readonly<Record<Effect, number>> {
  const amount = (effect: Effect): number => changes.filter((one) => one.effect === effect).length;
  return { breaking: amount('breaking'), compatible: amount('compatible'), neutral: amount('neutral') };
}
