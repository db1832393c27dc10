// Numbers, GUIDs and bytes as a descriptor writes them. Numbers are read from their source text: going through a double
// would lose bits of a 64-bit member.
import { constantsOf, parseNumber } from '#ks/constants.ts';
import { fourccNumber, guidNamed, guidsOfKinds, namesOf, parseGuid, zeroGuid } from '#ks/guid.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import { rangeOfScalar } from '#ks/struct.ts';
import { constantSets } from '#ks/tables/constants.ts';
import { type Guid, type GuidKind, guidKinds } from '#ks/tables/guid-kinds.ts';
import { namedGuids } from '#ks/tables/guid-table.ts';
import type { TextCode } from '#language-server/finding.ts';
import { nearestName } from '#language-server/text/nearest.ts';
import type { GuidShape, NumberShape } from './shape.ts';

export interface ScalarProblem {
  readonly code: TextCode;
  readonly message: string;
  /** Part of the string that is wrong, as offsets into it; the whole value when absent. */
  readonly part?: { readonly start: number; readonly end: number };
  /** What was probably meant, for the part. */
  readonly suggestion?: string;
}

/** `1e3` is a whole number too; `1.5` is not. */
export function numberOfSource(source: string): bigint | undefined {
  if (/^-?\d+$/.test(source)) return BigInt(source);
  const value = Number(source);
  return Number.isSafeInteger(value) ? BigInt(value) : undefined;
}

/** The number that a string stands for: hex, decimal, a constant, flags, or a FOURCC where one fits. */
export function numberOfString(text: string, shape: NumberShape): Result<bigint, ScalarProblem> {
  const code = /^FOURCC:(.*)$/.exec(text.trim())?.[1];
  if (code !== undefined && shape.fourcc) {
    if (/^[\x20-\x7e]{4}$/.test(code)) return ok(BigInt(fourccNumber(code)));
    return fail({
      code: 'unknown-name',
      message: 'FOURCC: takes exactly four characters, as in FOURCC:NV12.',
    });
  }
  const value = parseNumber(text);
  return value === undefined ? fail(unknownNumber(text, shape)) : ok(value);
}

function unknownNumber(text: string, shape: NumberShape): ScalarProblem {
  const term = unknownTerm(text);
  const name = text.slice(term.start, term.end);
  // Of flags only the one that is wrong is meant.
  const place = text.includes('|') ? { part: term } : {};
  const suggestion = nearestConstant(name, shape);
  if (suggestion !== undefined) {
    const message = `${name} is not a known constant. Did you mean ${suggestion}?`;
    return { code: 'unknown-name', message, ...place, suggestion };
  }
  // Header names have an underscore; where a member has names of its own, any word may be meant as one.
  const isName = shape.constants === undefined ? /^[A-Z]\w*_\w*$/ : /^[A-Za-z_]\w*$/;
  const wanted = 'a number, "0x1F", or a constant of the headers';
  if (isName.test(name)) {
    return { code: 'unknown-name', message: `${name} is not a known constant. Write ${wanted}.`, ...place };
  }
  return {
    code: 'wrong-type',
    message: `${JSON.stringify(name)} is not a number: expected ${wanted}.`,
    ...place,
  };
}

/** The first term of `A | B | C` that is no number, trimmed. */
function unknownTerm(text: string): { readonly start: number; readonly end: number } {
  let at = 0;
  for (const term of text.split('|')) {
    const trimmed = term.trim();
    const start = at + term.indexOf(trimmed);
    if (parseNumber(trimmed) === undefined) return { start, end: start + trimmed.length };
    at += term.length + 1;
  }
  return { start: 0, end: text.length };
}

function nearestConstant(name: string, shape: NumberShape): string | undefined {
  if (shape.constants !== undefined) {
    const names = constantsOf(shape.constants).entries.map((entry) => entry.name);
    const near = nearestName(name, names);
    if (near !== undefined) return near;
  }
  const all = Object.values(constantSets).flatMap((set) => set.entries.map((entry) => entry.name));
  return nearestName(name, all);
}

/** A number that fits its member: `number` up to 32 bits, `bigint` above. */
export function fitNumber(value: bigint, shape: NumberShape): Result<number | bigint, ScalarProblem> {
  // INVALID_HANDLE_VALUE, as people write it.
  if (shape.nullable && value === -1n) return ok(BigInt.asUintN(64, value));
  const range = rangeOfScalar(shape.type);
  if (range !== undefined && (value < range.min || value > range.max)) {
    return fail({
      code: 'out-of-range',
      message: `${value} does not fit: the member takes ${range.min} to ${range.max}.`,
    });
  }
  const wide = shape.type === 'u64' || shape.type === 'i64' || shape.type === 'pointer';
  return ok(wide ? value : Number(value));
}

/** DirectShow names stand for the same GUIDs as the KS ones, so they are welcome in the same places. */
const welcomeToo: Readonly<Partial<Record<GuidKind, GuidKind>>> = {
  'format-type': 'dshow-mediatype',
  'format-subtype': 'dshow-subtype',
  'format-specifier': 'dshow-format',
};

/** The GUID that a string stands for, if it may stand here. */
export function guidOfString(text: string, shape: GuidShape): Result<Guid, ScalarProblem> {
  const value = parseGuid(text);
  if (value === undefined) return fail(unknownGuid(text, shape));
  const misplaced = misplacedKind(value, text, shape.kinds);
  return misplaced === undefined ? ok(value) : fail(misplaced);
}

function misplacedKind(value: Guid, text: string, kinds: readonly GuidKind[]): ScalarProblem | undefined {
  const names = namesOf(value);
  if (kinds.length === 0 || names.length === 0 || value === zeroGuid) return undefined;
  const accepted = kinds.flatMap((kind) => [kind, welcomeToo[kind] ?? kind]);
  if (names.some((named) => accepted.includes(named.kind) || named.kind === 'other')) return undefined;
  const named = guidNamed(text.trim()) ?? names[0];
  if (named === undefined) return undefined;
  return {
    code: 'wrong-type',
    message: `${named.name} is a GUID of another kind: ${guidKinds[named.kind]}. Expected: ${kindsText(kinds)}.`,
  };
}

export const kindsText = (kinds: readonly GuidKind[]): string =>
  kinds.map((kind) => guidKinds[kind]).join(', or ');

function unknownGuid(text: string, shape: GuidShape): ScalarProblem {
  const trimmed = text.trim();
  if (/^[{0-9]/.test(trimmed)) {
    return {
      code: 'wrong-type',
      message: 'Not a GUID: expected {XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX} in hex digits.',
    };
  }
  if (trimmed.startsWith('FOURCC:')) {
    return { code: 'unknown-name', message: 'FOURCC: takes exactly four characters, as in FOURCC:NV12.' };
  }
  if (trimmed.startsWith('WAVE:')) {
    return { code: 'unknown-name', message: 'WAVE: takes a format tag of 16 bits, as in WAVE:0x0092.' };
  }
  const near = nearestGuidName(trimmed, shape.kinds);
  const guess = near === undefined ? 'Write a header name or the GUID in braces.' : `Did you mean ${near}?`;
  return {
    code: 'unknown-name',
    message: `${trimmed === '' ? 'An empty string' : trimmed} is not a known GUID name. ${guess}`,
    ...(near === undefined ? {} : { suggestion: near }),
  };
}

/** The preferred kind first: PCM means KSDATAFORMAT_SUBTYPE_PCM before MEDIASUBTYPE_PCM. */
function nearestGuidName(name: string, kinds: readonly GuidKind[]): string | undefined {
  for (const kind of kinds) {
    const near = nearestName(
      name,
      guidsOfKinds([kind]).map((named) => named.name),
    );
    if (near !== undefined) return near;
  }
  return nearestName(
    name,
    namedGuids.map((named) => named.name),
  );
}
