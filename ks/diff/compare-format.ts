// A format that a driver proposes by itself. It is advice: a client that asks for another one is refused for other reasons.
import { fromHex, toHex } from '#ks/bytes.ts';
import { describeFormat } from '#ks/describe-format.ts';
import { decodeFormat } from '#ks/format-bytes.ts';
import type { Path } from '#ks/path.ts';
import { type Change, change, compareFact } from './change.ts';

/** Compared by all its bytes: what kspin can name of two formats may be the same, and what a driver compares not. */
export function compareFormat(
  name: string,
  path: Path,
  [before, after]: readonly [Uint8Array | undefined, Uint8Array | undefined],
): readonly Change[] {
  const pair = [before && toHex(before), after && toHex(after)] as const;
  const [old, now] = pair.map((hex) => hex && inWords(hex));
  if (pair[0] !== pair[1] && old !== undefined && old === now) {
    return [change('neutral', `${name} is ${old} as before, in other bytes.`, { before: path, after: path })];
  }
  return compareFact(name, path, pair, () => 'neutral', inWords);
}

function inWords(hex: string): string {
  const format = decodeFormat(fromHex(hex) ?? new Uint8Array(), 'x64');
  return format ? describeFormat(format) : `${hex.slice(0, shownDigits)}...`;
}

/** Of bytes that are no format. */
const shownDigits = 32;
