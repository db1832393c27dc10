// What the Capability Files view shows, as an immutable value: recordings that a person opened, and pairs of them that are
// compared. A file that changes on disk is read again, and its comparisons with it.
import type { Capabilities } from '#ks/capabilities.ts';
import { type Change, tally } from '#ks/diff/change.ts';
import { diffCapabilities } from '#ks/diff/diff-capabilities.ts';
import { fail, ok, type Result } from '#ks/result.ts';

export interface Recording {
  readonly uri: string;
  /** For people: the path in the workspace. */
  readonly name: string;
  /** Its filters, or why there are none. */
  readonly reading: Result<readonly Capabilities[], string>;
}

export interface Comparison {
  readonly older: Recording;
  readonly newer: Recording;
  readonly changes: Result<readonly Change[], string>;
}

export interface Recordings {
  readonly opened: readonly Recording[];
  readonly comparisons: readonly Comparison[];
}

export const noRecordings: Recordings = { opened: [], comparisons: [] };

/** The newest first; one that is there already is moved up. */
export function withRecording({ opened, comparisons }: Recordings, recording: Recording): Recordings {
  return { opened: [recording, ...opened.filter(({ uri }) => uri !== recording.uri)], comparisons };
}

export function withComparison(
  { opened, comparisons }: Recordings,
  older: Recording,
  newer: Recording,
): Recordings {
  const others = comparisons.filter((one) => one.older.uri !== older.uri || one.newer.uri !== newer.uri);
  return { opened, comparisons: [compare(older, newer), ...others] };
}

/** The same comparison the other way round, in its place. */
export function withSwapped({ opened, comparisons }: Recordings, swapped: Comparison): Recordings {
  return {
    opened,
    comparisons: comparisons.map((one) => (isSame(one, swapped) ? compare(one.newer, one.older) : one)),
  };
}

/** What was read again takes the place of what was read before, wherever it is. */
export function withReadingOf({ opened, comparisons }: Recordings, recording: Recording): Recordings {
  const now = (old: Recording): Recording => (old.uri === recording.uri ? recording : old);
  return {
    opened: opened.map(now),
    comparisons: comparisons.map((one) =>
      uses(one, recording.uri) ? compare(now(one.older), now(one.newer)) : one,
    ),
  };
}

export function withoutRecording({ opened, comparisons }: Recordings, uri: string): Recordings {
  return { opened: opened.filter((one) => one.uri !== uri), comparisons };
}

export function withoutComparison({ opened, comparisons }: Recordings, gone: Comparison): Recordings {
  return { opened, comparisons: comparisons.filter((one) => !isSame(one, gone)) };
}

/** Every file that is shown or compared. */
export function urisOf({ opened, comparisons }: Recordings): ReadonlySet<string> {
  return new Set([
    ...opened.map(({ uri }) => uri),
    ...comparisons.flatMap(({ older, newer }) => [older.uri, newer.uri]),
  ]);
}

const isSame = (one: Comparison, other: Comparison): boolean => keyOf(one) === keyOf(other);

export const keyOf = ({ older, newer }: Comparison): string => `${older.uri} ${newer.uri}`;

const uses = ({ older, newer }: Comparison, uri: string): boolean => older.uri === uri || newer.uri === uri;

function compare(older: Recording, newer: Recording): Comparison {
  return { older, newer, changes: changesBetween(older, newer) };
}

function changesBetween(older: Recording, newer: Recording): Comparison['changes'] {
  for (const { name, reading } of [older, newer]) if (!reading.ok) return fail(`${name} ${reading.error}.`);
  if (!older.reading.ok || !newer.reading.ok) return fail('');
  return ok(diffCapabilities(older.reading.value, newer.reading.value));
}

/** `2 breaking, 1 compatible`; `no difference`. */
export function summaryOf(changes: readonly Change[]): string {
  const parts = Object.entries(tally(changes)).filter(([, amount]) => amount > 0);
  return parts.length === 0
    ? 'no difference'
    : parts.map(([effect, amount]) => `${amount} ${effect}`).join(', ');
}
