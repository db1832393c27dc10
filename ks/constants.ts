// Numbers as people write them: decimal, hex, a header constant, or flags joined by `|`.

import type { ConstantSet, NamedConstant } from '#ks/tables/constant-set.ts';
import { type ConstantSetName, constantSets } from '#ks/tables/constants.ts';
import { fourccNumber, fourccText } from './guid.ts';

export type { ConstantSet } from '#ks/tables/constant-set.ts';
export type { ConstantSetName } from '#ks/tables/constants.ts';

/** biCompression takes a BI_* constant or a FOURCC. */
const compressions: ConstantSetName = 'BI';

const valueOfName = new Map<string, number>();
for (const set of Object.values(constantSets)) {
  for (const entry of set.entries) valueOfName.set(entry.name, entry.value);
}

export function constantsOf(set: ConstantSetName): ConstantSet {
  return constantSets[set];
}

/**
 * Reads `12`, `-3`, `0x1F`, a constant of any set, `FOURCC:NV12`, or several of these joined by `|`. Undefined
 * for anything else. A negative number stays negative: the member decides whether it may be.
 */
export function parseNumber(text: string): bigint | undefined {
  const terms = text.split('|').map((term) => numberOfTerm(term.trim()));
  if (terms.length === 1) return terms[0];
  return terms.reduce<bigint | undefined>(
    (sum, term) => (sum === undefined || term === undefined ? undefined : sum | term),
    0n,
  );
}

function numberOfTerm(term: string): bigint | undefined {
  if (/^(-?\d+|0x[0-9a-f]+)$/i.test(term)) return BigInt(term);
  if (/^FOURCC:[\x20-\x7e]{4}$/.test(term)) return BigInt(fourccNumber(term.slice(7)));
  const value = valueOfName.get(term);
  return value === undefined ? undefined : BigInt(value);
}

/**
 * How a person writes a number: the name in its set, its flags joined by `|` (what is left over in hex), else
 * decimal; hex for large values that have no name.
 */
export function numberText(value: number | bigint, setName?: ConstantSetName): string {
  const entries = setName ? constantSets[setName].entries.filter((entry) => !entry.inputOnly) : [];
  const named = entries.find((entry) => BigInt(entry.value) === BigInt(value));
  if (named) return named.name;
  if (setName && constantSets[setName].flags && value > 0) return flagsText(BigInt(value), entries);
  const fourcc = setName === compressions ? fourccText(Number(value)) : undefined;
  if (fourcc !== undefined) return `FOURCC:${fourcc}`;
  return value >= 0x10000000 ? `0x${value.toString(16)}` : value.toString();
}

/** Combinations of several bits first, so that a pattern of two bits is not read as two patterns of one. */
function flagsText(value: bigint, entries: readonly NamedConstant[]): string {
  const byBits = entries
    .map((entry) => ({ name: entry.name, bits: BigInt(entry.value) }))
    .filter(({ bits }) => bits !== 0n && (value & bits) === bits)
    .sort((a, b) => bitCount(b.bits) - bitCount(a.bits));
  let rest = value;
  const taken: { readonly name: string; readonly bits: bigint }[] = [];
  for (const flag of byBits) {
    if ((rest & flag.bits) !== flag.bits) continue;
    taken.push(flag);
    rest &= ~flag.bits;
  }
  const names = taken.sort((a, b) => (a.bits < b.bits ? -1 : 1)).map(({ name }) => name);
  return [...names, ...(rest === 0n ? [] : [`0x${rest.toString(16)}`])].join(' | ');
}

function bitCount(value: bigint): number {
  return value.toString(2).replaceAll('0', '').length;
}
