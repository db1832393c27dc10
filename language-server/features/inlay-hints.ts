// What a descriptor does not spell out, shown between its characters: the values that will be derived, the names behind
// numbers and GUIDs, frames a second behind a frame time, and offsets for who compares with a memory dump.
import { complete } from '#ks/connect.ts';
import { numberText } from '#ks/constants.ts';
import { deriveAll } from '#ks/derive.ts';
import { guidText, parseGuid } from '#ks/guid.ts';
import { pathText } from '#ks/path.ts';
import { type ConnectRequest, memberAt } from '#ks/request.ts';
import type { StructValue, Value } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { oneLine } from '#ks/words.ts';
import type { ConnectEntry, DescriptorDocument } from '#language-server/descriptor/document.ts';
import { placeOf } from '#language-server/descriptor/member-place.ts';
import { memberShapeAt } from '#language-server/descriptor/shape.ts';
import { type KnownFilters, knownFilters } from '#language-server/known-filters.ts';
import type { TextRange } from '#language-server/text/text-range.ts';
import { noFiles, type Workspace } from '#language-server/workspace.ts';
import { constantsOfMember } from './value-text.ts';
import {
  bareRange,
  connectsIn,
  isWritten,
  textAt,
  type WrittenMember,
  writtenMembers,
} from './written-members.ts';

export interface InlayHint {
  readonly offset: number;
  readonly label: string;
  readonly tooltip: string;
}

export interface InlayHintOptions {
  /** Offsets of the members in the request, in hex, behind their keys. */
  readonly offsets?: boolean;
}

const ticksPerSecond = 10_000_000;

/** Hints of the connects that touch the range (of all, when there is none), in the order of the text. */
export function inlayHints(
  doc: DescriptorDocument,
  range?: TextRange,
  options: InlayHintOptions = {},
  workspace: Workspace = noFiles,
): readonly InlayHint[] {
  const hints = connectsIn(doc, range).flatMap((entry) => {
    const { request } = entry;
    if (request === undefined) return [];
    const members = writtenMembers(entry);
    const completed = complete(request);
    return [
      ...members.flatMap((member) => valueHint(doc.text, member, completed)),
      ...pinHint(entry, request, knownFilters(workspace, doc.uri, entry)),
      ...(options.offsets === true ? members.flatMap(offsetHint) : []),
      ...derivedHints(entry, request, completed),
    ];
  });
  return hints
    .filter(({ offset }) => range === undefined || (range.start <= offset && offset <= range.end))
    .toSorted((a, b) => a.offset - b.offset);
}

/** Which pin the number means, and which way data goes there; silent where several filters may be meant. */
function pinHint(
  entry: ConnectEntry,
  { KSPIN_CONNECT: { PinId } }: ConnectRequest,
  { filters }: KnownFilters,
): readonly InlayHint[] {
  const place = entry.places.get('KSPIN_CONNECT.PinId');
  const [filter, ...others] = filters;
  const pin = filter?.pins.find(({ id }) => id === PinId);
  if (place === undefined || filter === undefined || pin === undefined || others.length > 0) return [];
  const { dataFlow, communication } = pin;
  const words = [
    ...(pin.name === undefined ? [] : [pin.name]),
    ...(dataFlow === undefined ? [] : [dataFlow === 1 ? 'in' : 'out']),
    ...(communication === undefined ? [] : [roles[communication] ?? String(communication)]),
  ];
  if (words.length === 0) return [];
  return [
    {
      offset: place.value.end,
      label: oneLine(words.join(', ')),
      tooltip: oneLine(filter.filter.name ?? filter.filter.path),
    },
  ];
}

/** KSPIN_COMMUNICATION in a word. */
const roles = ['none', 'sink', 'source', 'source or sink', 'bridge'];

function valueHint(text: string, written: WrittenMember, completed: ConnectRequest): readonly InlayHint[] {
  const label = valueLabel(text, written, completed);
  if (label === undefined) return [];
  return [{ offset: written.place.value.end, label, tooltip: written.member.meaning }];
}

/** Undefined where the text says it already. */
function valueLabel(text: string, written: WrittenMember, completed: ConnectRequest): string | undefined {
  const { place, shape, member } = written;
  const bare = textAt(text, bareRange(text, place.value)).trim();
  if (shape.kind === 'guid') {
    const guid = parseGuid(bare);
    const name = guid && guidText(guid, shape.kinds);
    return name === undefined || name === bare || name.startsWith('{') ? undefined : name;
  }
  const value = memberAt(completed, place.path);
  if (shape.kind !== 'number' || (typeof value !== 'number' && typeof value !== 'bigint')) return undefined;
  if (member.key === 'AvgTimePerFrame') return frameRate(Number(value));
  if (!/^(\d+|0x[0-9a-f]+)$/i.test(bare)) return undefined;
  const name = numberText(value, constantsOfMember(member, ownerOf(completed, place.path)));
  return /^[A-Z]/.test(name) ? name : undefined;
}

const frameRate = (ticks: number): string | undefined =>
  ticks > 0 ? `${Number((ticksPerSecond / ticks).toFixed(2))} fps` : undefined;

function ownerOf(completed: ConnectRequest, path: readonly (string | number)[]): StructValue | undefined {
  const owner = memberAt(completed, path.slice(0, -1));
  return typeof owner === 'object' ? (owner as StructValue) : undefined;
}

function offsetHint({ place }: WrittenMember): readonly InlayHint[] {
  const bytes = placeOf(place.path);
  if (bytes === undefined || place.key === undefined) return [];
  const label = `+0x${bytes.offset.toString(16).padStart(2, '0')}`;
  return [{ offset: place.key.end, label, tooltip: `${bytes.size} bytes at offset ${bytes.offset}, x64` }];
}

/** One hint behind the last member of each structure that is written: what will be sent beside it. Zeros go without saying. */
function derivedHints(
  entry: ConnectEntry,
  request: ConnectRequest,
  completed: ConnectRequest,
): readonly InlayHint[] {
  const ends = lastMemberEnds(entry);
  const byParent = new Map<string, { words: string[]; formulas: string[] }>();
  for (const { path, value, formula } of deriveAll(request)) {
    const parent = pathText(path.slice(0, -1));
    if (isWritten(entry, path) || !ends.has(parent) || value === 0 || value === 0n) continue;
    const group = byParent.get(parent) ?? { words: [], formulas: [] };
    const member = memberShapeAt(path);
    const constants = member && constantsOfMember(member, ownerOf(completed, path));
    group.words.push(`${String(path.at(-1))} ${shortText(value, constants)}`);
    group.formulas.push(`${String(path.at(-1))} = ${formula}`);
    byParent.set(parent, group);
  }
  return [...byParent].map(([parent, { words, formulas }]) => ({
    offset: ends.get(parent) ?? 0,
    label: words.join(', '),
    tooltip: `Derived:\n${formulas.join('\n')}`,
  }));
}

const shortText = (value: Value, constants: Parameters<typeof numberText>[1]): string => {
  if (typeof value === 'string') return guidText(value as Guid);
  return typeof value === 'number' || typeof value === 'bigint' ? numberText(value, constants) : '...';
};

/** Where the last member of each written structure ends, by the structure's path. */
function lastMemberEnds(entry: ConnectEntry): ReadonlyMap<string, number> {
  const ends = new Map<string, number>();
  for (const { path, value } of entry.places.values()) {
    const parent = pathText(path.slice(0, -1));
    ends.set(parent, Math.max(value.end, ends.get(parent) ?? 0));
  }
  return ends;
}
