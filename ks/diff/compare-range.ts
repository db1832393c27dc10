// One data range of the older build beside one of the newer: what each member says of the formats that are taken.
import { attributeFromBytes } from '#ks/attributes.ts';
import { roundUp8, toHex, viewOf } from '#ks/bytes.ts';
import { numberText } from '#ks/constants.ts';
import { type DataRange, rangeHeader } from '#ks/data-range.ts';
import { constantsOfField } from '#ks/field-constants.ts';
import { guidText, zeroGuid } from '#ks/guid.ts';
import { type Leaf, leavesOf } from '#ks/members.ts';
import { type Path, pathText } from '#ks/path.ts';
import { sizeOf, type Value, valueAt } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { Box, Interval } from './box.ts';
import { added, type Change, change, compareBytes, type Effect, removed } from './change.ts';
import { isIdentifying, kindOf, type Limit, limitsOf, numberOf } from './range-members.ts';

/** KSDATARANGE_ATTRIBUTES and KSDATARANGE_REQUIRED_ATTRIBUTES (ks.h). */
const attributesFollow = 0x2;
const attributesRequired = 0x4;

const typeMembers = ['MajorFormat', 'SubFormat', 'Specifier'] as const;

/** Ranges with the same text are about the same formats, and are compared member by member. */
export function lookOfRange(range: DataRange): string {
  const header = rangeHeader(range);
  const marks = leavesOf(range.struct).filter(({ path }) => isIdentifying(path));
  return [
    range.struct,
    ...typeMembers.map((member) => header[member]),
    ...marks.map(({ path }) => valueAt(range.value, path)),
  ].join(' ');
}

/** What both ranges limit, as intervals; `limitsOf` says what each one is. */
export function boxOf(range: DataRange): Box {
  return limitsOf(range.struct).map((limit) => intervalOf(range, limit));
}

function intervalOf({ value }: DataRange, { low, high, zeroMeansAny }: Limit): Interval {
  const [from, to] = [low ? numberOf(valueAt(value, low)) : 0, high ? numberOf(valueAt(value, high)) : 0];
  return zeroMeansAny && from === 0 && to === 0 ? [0, Number.MAX_SAFE_INTEGER] : [from, to];
}

/** True when the three GUIDs of `wide` let every format in that those of `narrow` let in (match.ts has the rule). */
export function typesCover(wide: DataRange, narrow: DataRange): boolean {
  const [outer, inner] = [rangeHeader(wide), rangeHeader(narrow)];
  if (outer.MajorFormat === zeroGuid) return true;
  if (outer.MajorFormat !== inner.MajorFormat) return false;
  if (outer.SubFormat === zeroGuid) return true;
  return outer.SubFormat === inner.SubFormat && outer.Specifier === inner.Specifier;
}

/** Every difference of two ranges of one structure. Paths start at the range in its file. */
export function compareRange(before: DataRange, after: DataRange): readonly Change[] {
  return [
    ...flagChanges(before, after),
    ...leavesOf(before.struct)
      .filter(({ secondary, path }) => !secondary && !isHeaderMember(before, path))
      .flatMap((leaf) => memberChanges(before, after, leaf)),
    ...tailChanges(before, after),
    ...attributeChanges(before, after),
  ];
}

const headMembers: ReadonlySet<string> = new Set(['Flags', ...typeMembers]);

function isHeaderMember({ struct }: DataRange, path: Path): boolean {
  const member = struct === 'KSDATARANGE' ? path[0] : path[0] === 'DataRange' ? path[1] : undefined;
  return member !== undefined && headMembers.has(String(member));
}

/** Where a member stands in a capability file: the header under KSDATARANGE, the rest under the structure's own name. */
function filePath({ struct }: DataRange, path: Path): Path {
  if (struct === 'KSDATARANGE') return [struct, ...path];
  return path[0] === 'DataRange' ? ['KSDATARANGE', ...path.slice(1)] : [struct, ...path];
}

function memberChanges(before: DataRange, after: DataRange, leaf: Leaf): readonly Change[] {
  const [old, now] = [valueAt(before.value, leaf.path), valueAt(after.value, leaf.path)];
  if (textOf(old, leaf) === textOf(now, leaf)) return [];
  const [effect, verb] = effectOf(before, after, leaf);
  const path = filePath(before, leaf.path);
  const name = pathText(leaf.path[0] === 'DataRange' ? leaf.path.slice(1) : leaf.path);
  const unit = leaf.field.unit ? ` ${leaf.field.unit}` : '';
  const message = `${name} ${verb} from ${textOf(old, leaf)} to ${textOf(now, leaf)}${unit}.`;
  return [change(effect, message, { before: path, after: path })];
}

function effectOf(before: DataRange, after: DataRange, { path }: Leaf): readonly [Effect, string] {
  const [old, now] = [numberOf(valueAt(before.value, path)), numberOf(valueAt(after.value, path))];
  switch (kindOf(path)) {
    case 'limit':
      return limitEffect(before, after, path);
    case 'step':
      return old === 0 || (now > 0 && old % now === 0)
        ? ['compatible', 'is finer, changed']
        : ['breaking', 'is coarser, changed'];
    case 'information':
      return ['neutral', 'changed'];
    case 'exact':
      return ['breaking', 'changed'];
  }
}

function limitEffect(before: DataRange, after: DataRange, path: Path): readonly [Effect, string] {
  const isThis = (other: Path | undefined): boolean => other?.join('.') === path.join('.');
  const limit = limitsOf(before.struct).find(({ low, high }) => isThis(low) || isThis(high));
  if (!limit) return ['breaking', 'changed'];
  const end = isThis(limit.low) ? 0 : 1;
  const moved = intervalOf(after, limit)[end] - intervalOf(before, limit)[end];
  if (moved === 0) return ['neutral', 'changed'];
  const narrower = end === 0 ? moved > 0 : moved < 0;
  return narrower ? ['breaking', 'is narrowed'] : ['compatible', 'is widened'];
}

function textOf(value: Value | undefined, { field }: Leaf): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return JSON.stringify(value);
  if (typeof value === 'string') return guidText(value as Guid, field.guids);
  return typeof value === 'object' ? '' : numberText(value, constantsOfField(field, {}));
}

function flagChanges(before: DataRange, after: DataRange): readonly Change[] {
  const [old, now] = [numberOf(rangeHeader(before).Flags), numberOf(rangeHeader(after).Flags)];
  if (old === now) return [];
  const both = { before: ['KSDATARANGE', 'Flags'], after: ['KSDATARANGE', 'Flags'] };
  const text = (value: number): string => numberText(value, 'KSDATARANGE_FLAGS');
  return [change(flagEffect(old, now), `Flags changed from ${text(old)} to ${text(now)}.`, both)];
}

/** A client without attributes is refused once they are required; one with attributes, once none may follow. */
function flagEffect(old: number, now: number): Effect {
  const changed = old ^ now;
  if ((changed & ~(attributesFollow | attributesRequired)) !== 0) return 'breaking';
  if ((changed & now & attributesRequired) !== 0 || (changed & old & attributesFollow) !== 0)
    return 'breaking';
  return 'compatible';
}

/** Bytes behind the structure: a palette, or a range that no structure is known for. */
function tailChanges(before: DataRange, after: DataRange): readonly Change[] {
  const tail = ({ struct, bytes }: DataRange): Uint8Array => bytes.subarray(sizeOf(struct, 'x64'));
  return compareBytes(`What follows ${before.struct}`, ['bytes'], 'breaking', [tail(before), tail(after)]);
}

function attributeChanges(before: DataRange, after: DataRange): readonly Change[] {
  const [old, now] = [attributesOf(before), attributesOf(after)];
  const path = ['attributes'];
  return [
    ...[...old]
      .filter(([hex]) => !now.has(hex))
      .map(([, name]) => removed(`Attribute ${name} is gone.`, path)),
    ...[...now].filter(([hex]) => !old.has(hex)).map(([, name]) => added(`Attribute ${name} is new.`, path)),
  ];
}

const listHeader = 8;
const attributeHeader = 24;

/** The attributes of the list behind a range, by their bytes: KSMULTIPLE_ITEM, then each at a multiple of 8. */
function attributesOf({ attributes }: DataRange): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (!attributes) return found;
  for (let at = listHeader; at + attributeHeader <= attributes.length; ) {
    const size = viewOf(attributes).getUint32(at, true);
    if (size < attributeHeader) break;
    const bytes = attributes.slice(at, at + size);
    const { AttributeHeader: header, SignalProcessingMode: mode } = attributeFromBytes(bytes, 'x64');
    const name = guidText(header.Attribute as Guid, ['attribute']);
    found.set(
      toHex(bytes),
      mode === undefined ? name : `${name} ${guidText(mode, ['audio-processing-mode'])}`,
    );
    at += roundUp8(size);
  }
  return found;
}
