// One connect object -> a connect request with the place of each of its members. The request holds only what is written;
// ks/ derives the rest, and also says what is missing.

import type { Node } from 'jsonc-parser';
import { type Attribute, type ConnectRequest, complete } from '#ks/connect.ts';
import { isDerivable } from '#ks/derive.ts';
import { formatBlocks } from '#ks/format-blocks.ts';
import { guidText } from '#ks/guid.ts';
import { leavesOfRequest, problemsOf } from '#ks/members.ts';
import { type Path, pathText } from '#ks/path.ts';
import { statusNamed } from '#ks/status.ts';
import type { StructValue } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { Finding } from '#language-server/finding.ts';
import { textProblem } from '#language-server/text/problem.ts';
import { type ConnectEntry, type Expectation, type FilterSelector, rangeOfPath } from './document.ts';
import { newReading, type Reading, type ReadObject, rangeOf, readObject } from './read.ts';
import { connectShape } from './shape.ts';

export function readConnect(text: string, node: Node, index: number): ConnectEntry {
  const reading = newReading(text);
  const value = readObject(reading, node, connectShape, []);
  const { places, unreadable } = reading;
  const request = requestOf(value);
  const expect = expectationOf(reading, value.expect);
  const entry: ConnectEntry = {
    index,
    name: typeof value.name === 'string' ? value.name : undefined,
    range: rangeOf(node),
    head: places.get('name')?.value ?? { start: node.offset, end: node.offset + 1 },
    request: saysEnough((key) => places.has(key)) ? request : undefined,
    format: undefined,
    filter: selectorOf(value.filter),
    expect,
    places,
    isWritten: (path) => places.has(pathText(path)),
    placeOf: (path) => places.get(pathText(path)),
    unreadable,
    problems: [],
    underivable: [],
  };
  const { missing, underivable, overflows } = encodingProblems(entry, request);
  const problems = [...reading.problems, ...missing, ...overflows];
  return {
    ...entry,
    problems: problems.map((problem) => ({ ...problem, connect: index })),
    // A member that is missing or unclear explains why others cannot be derived from it.
    underivable: problems.length > 0 ? [] : underivable.map((problem) => ({ ...problem, connect: index })),
  };
}

export const keysOf = (node: Node): readonly string[] =>
  (node.children ?? []).map((property) => String(property.children?.[0]?.value ?? ''));

/** True when the root object of a file is itself a connect. */
export function isSingleConnect(root: Node): boolean {
  const keys = keysOf(root);
  return !keys.includes('connects') && keys.some((key) => connectShape.members.has(key));
}

/** A connect that has neither is no request yet. */
export const saysEnough = (isWritten: (key: string) => boolean): boolean =>
  isWritten('KSPIN_CONNECT') || isWritten('KSDATAFORMAT');

export function selectorOf(value: unknown): FilterSelector {
  const { category, device, capabilities } = (value ?? {}) as FilterSelector;
  return {
    ...(category === undefined ? {} : { category: guidText(category as Guid, ['filter-category']) }),
    ...(device === undefined ? {} : { device }),
    ...(capabilities === undefined ? {} : { capabilities }),
  };
}

export const requestOf = (value: ReadObject): ConnectRequest => ({ ...headOf(value), ...formatOf(value) });

type Head = Pick<ConnectRequest, 'DesiredAccess' | 'KSPIN_CONNECT'>;

/** Of a request what says which pin is asked, and how. */
export const headOf = (value: ReadObject): Head => ({
  ...(typeof value.DesiredAccess === 'number' ? { DesiredAccess: value.DesiredAccess } : {}),
  KSPIN_CONNECT: structOf(value.KSPIN_CONNECT),
});

/** Of a request what it asks the pin for. */
export function formatOf(value: ReadObject): Omit<ConnectRequest, keyof Head> {
  const block = formatBlocks.find(({ key }) => value[key] !== undefined);
  return {
    KSDATAFORMAT: structOf(value.KSDATAFORMAT),
    ...(block === undefined ? {} : { block: { key: block.key, value: structOf(value[block.key]) } }),
    ...(value.Bytes instanceof Uint8Array ? { Bytes: value.Bytes } : {}),
    ...(Array.isArray(value.Attributes) ? { Attributes: value.Attributes.map(attributeOf) } : {}),
  };
}

const structOf = (value: unknown): StructValue => (value ?? {}) as StructValue;

function attributeOf(value: ReadObject): Attribute {
  return {
    AttributeHeader: structOf(value.AttributeHeader),
    ...(value.SignalProcessingMode === undefined
      ? {}
      : { SignalProcessingMode: value.SignalProcessingMode as Guid }),
    ...(value.Bytes instanceof Uint8Array ? { Bytes: value.Bytes } : {}),
  };
}

function expectationOf(reading: Reading, text: unknown): Expectation | undefined {
  if (typeof text !== 'string') return undefined;
  const named = statusNamed(text.trim());
  if (named !== undefined) return { ...named, text };
  const number = /^(0x[0-9a-f]{1,8}|\d{1,10})$/i.test(text) ? Number(text) : Number.NaN;
  // A success or error code of NTSTATUS has its top bits set; Win32 codes are small.
  if (number <= 0xffffffff) return { kind: number >= 0x40000000 ? 'ntstatus' : 'win32', value: number, text };
  const place = reading.places.get('expect');
  if (place !== undefined) {
    const message = `${text} is not a known result. Write ERROR_SUCCESS, another ERROR_ or STATUS_ name, or a number.`;
    reading.problems.push(textProblem('unknown-name', place.value, message));
  }
  return undefined;
}

interface EncodingProblems {
  /** Members that only the author can know. */
  readonly missing: readonly Finding[];
  /** Members that can mostly be derived, but not here. */
  readonly underivable: readonly Finding[];
  /** Derived values that do not fit their members. */
  readonly overflows: readonly Finding[];
}

/** What keeps the request from becoming bytes, apart from what reading already said. */
function encodingProblems(entry: ConnectEntry, request: ConnectRequest): EncodingProblems {
  const full = complete(request);
  const problems = problemsOf(full, 'x64').filter(
    ({ path }) => !isUnreadable(entry, path) && !entry.places.has(pathText(path)),
  );
  if (problems.length === 0) return { missing: [], underivable: [], overflows: [] };
  const derivable = new Set(
    leavesOfRequest(full).flatMap(({ path, struct, field }) =>
      isDerivable(struct, field.name) ? [pathText(path)] : [],
    ),
  );
  const absent = problems.filter(({ code }) => code === 'missing-key').map(({ path }) => path);
  return {
    missing: missingFindings(
      entry,
      absent.filter((path) => !derivable.has(pathText(path))),
    ),
    underivable: missingFindings(
      entry,
      absent.filter((path) => derivable.has(pathText(path))),
    ),
    overflows: problems
      .filter(({ code }) => code === 'out-of-range')
      .map(({ path, message }) => ({
        ...textProblem('out-of-range', rangeOfPath(entry, path), message),
        path,
      })),
  };
}

/** One finding for each object that lacks members. */
function missingFindings(entry: ConnectEntry, paths: readonly Path[]): readonly Finding[] {
  const byParent = new Map<string, Path[]>();
  for (const path of paths) {
    const highest = highestUnwritten(entry, path);
    const parent = pathText(highest.slice(0, -1));
    byParent.set(parent, [...(byParent.get(parent) ?? []), highest]);
  }
  return [...byParent.values()].map((group) => missingFinding(entry, group));
}

/** True when the member, or something around it, is written but was not understood. */
export function isUnreadable(entry: Pick<ConnectEntry, 'unreadable'>, path: Path): boolean {
  return path.some((_, length) => entry.unreadable.has(pathText(path.slice(0, length + 1))));
}

function highestUnwritten(entry: ConnectEntry, path: Path): Path {
  const length = path.findIndex((_, index) => !entry.places.has(pathText(path.slice(0, index + 1))));
  return path.slice(0, length + 1);
}

function missingFinding(entry: ConnectEntry, paths: readonly Path[]): Finding {
  const names = [...new Set(paths.map((path) => String(path.at(-1))))];
  const [first = []] = paths;
  const parent = first.length > 1 ? ` in ${pathText(first.slice(0, -1))}` : '';
  const message = `Missing${parent}: ${names.join(', ')}. ${names.length === 1 ? 'It' : 'They'} cannot be derived.`;
  return { ...textProblem('missing-key', rangeOfPath(entry, first), message), path: first };
}
