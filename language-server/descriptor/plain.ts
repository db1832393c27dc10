// The quick way to read a connect: most are plain JSON but for comments, and all is well with them. V8 reads those far faster
// than a tolerant parser makes a tree with a place for every value. Whatever is unusual (a key twice, a name that nobody
// knows, a number that a double cannot hold) is answered with undefined, and read from the tree: read.ts alone knows what is
// wrong and where. test/language-server/plain.test.ts holds one way of reading against the other.

import { fromHex } from '#ks/bytes.ts';
import { rangeOfScalar } from '#ks/struct.ts';
import type { ObjectScan } from '#language-server/text/brackets.ts';
import type { ReadObject, ReadValue } from './read.ts';
import { fitNumber, guidOfString, numberOfString } from './scalars.ts';
import { connectShape, type GuidShape, type NumberShape, type ObjectShape, type Shape } from './shape.ts';
import { formatKeys, SharedFormat } from './shared-format.ts';

/** Files say the same few names again and again; a file that does not shall not fill the memory. */
const mostRemembered = 500;
const longestRemembered = 200;

/** JSON.parse gives nothing else. */
type Raw = string | number | boolean | null | Raw[] | RawObject;
interface RawObject {
  [key: string]: Raw;
}

const isObject = (raw: Raw | undefined): raw is RawObject =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);

export interface PlainConnect {
  /** All members, those of the format too. */
  readonly value: ReadObject;
  readonly format: SharedFormat;
}

/** `base` is where the text starts in the one that was scanned. Undefined when the tree must be asked. */
export function readPlain(
  text: string,
  { colons, comments }: ObjectScan,
  base: number,
): PlainConnect | undefined {
  const raw = parsed(comments === undefined ? text : withoutComments(text, comments, base));
  if (!isObject(raw)) return undefined;
  const head: RawObject = {};
  const behind: RawObject = {};
  for (const key in raw) (formatKeys.has(key) ? behind : head)[key] = raw[key] as Raw;
  const known = knownFormat(JSON.stringify(behind), behind);
  if (known === undefined) return undefined;
  const count: Count = { members: known.members };
  const value = readHead(head, count) as ReadObject | undefined;
  // Of a key that is written twice JSON.parse keeps one.
  if (value === undefined || count.members !== colons) return undefined;
  return { value: Object.assign(value, known.format.value), format: known.format };
}

interface KnownFormat {
  readonly format: SharedFormat;
  /** How many members are written in it, however deep. */
  readonly members: number;
}

/** A format that says more is hardly ever repeated. */
const longestShared = 4_000;

const knownFormat = remembered((_, raw: RawObject): KnownFormat | undefined => {
  const count: Count = { members: 0 };
  const value = readFormat(raw, count) as ReadObject | undefined;
  return value && { format: new SharedFormat(value), members: count.members };
}, longestShared);

function parsed(json: string): Raw | undefined {
  try {
    return JSON.parse(json) as Raw;
  } catch {
    return undefined;
  }
}

function withoutComments(text: string, comments: readonly number[], base: number): string {
  let rest = '';
  let from = 0;
  for (let at = 0; at < comments.length; at += 2) {
    rest += text.slice(from, (comments[at] ?? 0) - base);
    from = (comments[at + 1] ?? 0) - base;
  }
  return rest + text.slice(from);
}

interface Count {
  members: number;
}

/** Undefined for whatever is not entirely as it should be. */
type Reader = (raw: Raw, count: Count) => ReadValue | undefined;

const readers = new Map<Shape, Reader>();

/** A shape as a function, made once. */
function readerOf(shape: Shape): Reader {
  const known = readers.get(shape);
  if (known !== undefined) return known;
  const made = makeReader(shape);
  readers.set(shape, made);
  return made;
}

function makeReader(shape: Shape): Reader {
  switch (shape.kind) {
    case 'object':
      return objectReader(shape);
    case 'list':
      return listReader(shape);
    case 'number':
      return numberReader(shape);
    case 'guid':
      return guidReader(shape);
    case 'hex':
      return (raw) => (typeof raw === 'string' ? fromHex(raw) : undefined);
    case 'text':
    // A number says by its source text which status it is.
    case 'status':
      return (raw) => (typeof raw === 'string' ? raw : undefined);
    case 'opaque-list':
      return () => undefined;
  }
}

/** The members of an object that was just parsed become what they mean where they stand: most are that already. */
function objectReader({ members }: ObjectShape): Reader {
  const known = new Map(
    [...members].map(([key, { shape, group }]) => [key, { read: readerOf(shape), group }] as const),
  );
  return (raw, count) => {
    if (!isObject(raw)) return undefined;
    let groups: string[] | undefined;
    for (const key in raw) {
      const member = known.get(key);
      if (member === undefined) return undefined;
      if (member.group !== undefined) {
        if (groups?.includes(member.group)) return undefined;
        groups = [...(groups ?? []), member.group];
      }
      const written = raw[key] as Raw;
      const value = member.read(written, count);
      if (value === undefined) return undefined;
      if (!Object.is(value, written)) raw[key] = value as Raw;
      count.members++;
    }
    return raw as ReadObject;
  };
}

function listReader({ item, count: most }: Extract<Shape, { kind: 'list' }>): Reader {
  const read = readerOf(item);
  return (raw, count) => {
    if (!Array.isArray(raw) || raw.length > (most ?? raw.length)) return undefined;
    for (let index = 0; index < raw.length; index++) {
      const value = read(raw[index] as Raw, count);
      if (value === undefined) return undefined;
      raw[index] = value as Raw;
    }
    return raw as readonly ReadValue[];
  };
}

function numberReader(shape: NumberShape): Reader {
  const named = remembered((text) => {
    const number = numberOfString(text, shape);
    return number.ok ? fitting(number.value, shape) : undefined;
  });
  const limits = rangeOfScalar(shape.type);
  const isSmall = limits !== undefined && limits.max <= 0xffffffffn;
  const [least, most] = isSmall ? [Number(limits.min), Number(limits.max)] : [0, -1];
  return (raw) => {
    if (typeof raw === 'string') return named(raw);
    if (raw === null) return shape.nullable ? 0n : undefined;
    // Beyond the safe integers a double is not what is written; -0 is 0.
    if (typeof raw !== 'number' || !Number.isSafeInteger(raw)) return undefined;
    return raw >= least && raw <= most ? raw + 0 : fitting(BigInt(raw), shape);
  };
}

function fitting(value: bigint, shape: NumberShape): number | bigint | undefined {
  const fit = fitNumber(value, shape);
  return fit.ok ? fit.value : undefined;
}

function guidReader(shape: GuidShape): Reader {
  const named = remembered((text) => {
    const guid = guidOfString(text, shape);
    return guid.ok ? guid.value : undefined;
  });
  return (raw) => (typeof raw === 'string' ? named(raw) : undefined);
}

/** What was read from a text, by the text; `more` is what else reading it takes. */
function remembered<T, More extends readonly unknown[]>(
  read: (text: string, ...more: More) => T | undefined,
  longest = longestRemembered,
): (text: string, ...more: More) => T | undefined {
  const known = new Map<string, T>();
  return (text, ...more) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = read(text, ...more);
    if (value === undefined || text.length > longest) return value;
    if (known.size === mostRemembered) known.clear();
    known.set(text, value);
    return value;
  };
}

const readerOfSome = (isSome: (key: string) => boolean): Reader =>
  objectReader({
    ...connectShape,
    members: new Map([...connectShape.members].filter(([key]) => isSome(key))),
  });

const readHead = readerOfSome((key) => !formatKeys.has(key));
const readFormat = readerOfSome((key) => formatKeys.has(key));
