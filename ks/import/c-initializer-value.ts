// Initialisers by the rules of C: braces around a structure or none, members in order or by name, what is not written is
// zero. The layout tables say what the members are, so a structure that has a layout can be read.
import type { StructValue, Value } from '#ks/struct.ts';
import { rangeOfScalar } from '#ks/struct.ts';
import type { Field, Layout, ScalarType } from '#ks/tables/layout.ts';
import { layouts } from '#ks/tables/layouts.ts';
import type { CCursor } from './c-cursor.ts';
import { readExpression } from './c-expression.ts';
import { type CNames, readGuid } from './c-guid.ts';

/** Reads an initialiser of a structure; every member has a value then. After a problem it means nothing. */
export function readStruct(cursor: CCursor, layout: Layout, names: CNames): StructValue {
  const braces = openingBraces(cursor, layout);
  const value = readMembers(cursor, layout, names, braces > 0);
  for (let i = 0; i < braces; i++) {
    cursor.accept(',');
    cursor.expect('}', `${layout.name} has no more members`);
  }
  return value;
}

/**
 * ks.h aligns some structures by an anonymous union around their members; C allows braces for it and for the structure
 * inside, but they must hold all members then.
 */
function openingBraces(cursor: CCursor, layout: Layout): number {
  const most = layout.fields.some((field) => field.alignOnly) ? 3 : 1;
  let braces = 0;
  while (braces < most && cursor.accept('{')) braces++;
  return braces;
}

function readMembers(cursor: CCursor, layout: Layout, names: CNames, braced: boolean): StructValue {
  const value: Record<string, Value> = {};
  const inOrder = layout.fields.filter((field) => !field.alignOnly && field.overlaps === undefined);
  const members = layout.union ? inOrder.slice(0, 1) : inOrder;
  let index = 0;
  while (cursor.peek() !== undefined && cursor.text() !== '}') {
    if (cursor.text() === '.' && braced) {
      const named = readDesignated(cursor, layout, names, value);
      index = members.findIndex(({ name }) => name === named) + 1 || members.length;
    } else {
      const member = members[index];
      if (member === undefined) {
        cursor.fail(`${layout.name} has no member for this: its ${members.length} members have their values`);
        return value;
      }
      value[member.name] = readField(cursor, member, names);
      index++;
    }
    const more = cursor.text() === ',' && (braced || (index < members.length && !endsHere(cursor.text(1))));
    if (!more) break;
    cursor.next();
  }
  for (const member of members) {
    const isGiven = layout.fields.some(
      ({ name, overlaps }) =>
        name in value && (name === member.name || overlaps === member.name || layout.union),
    );
    if (!isGiven) value[member.name] = zeroOf(member);
  }
  return value;
}

const endsHere = (text: string): boolean => text === '}' || text === '.';

/** `.member = value`, `.structure.member = value`; answers the member of this structure. */
function readDesignated(
  cursor: CCursor,
  layout: Layout,
  names: CNames,
  value: Record<string, Value>,
): string {
  cursor.expect('.', 'a member');
  const place = cursor.next();
  const field = layout.fields.find(({ name, alignOnly }) => name === place?.text && !alignOnly);
  if (field === undefined || place === undefined) {
    cursor.fail(`${layout.name} has no member ${place?.text ?? ''}`, place);
    return '';
  }
  const inner = layoutOf(field);
  if (cursor.text() === '.' && inner !== undefined) {
    const before = (value[field.name] ?? zeroOf(field)) as StructValue;
    const copy: Record<string, Value> = { ...before };
    readDesignated(cursor, inner, names, copy);
    value[field.name] = copy;
    return field.name;
  }
  cursor.expect('=', 'a member is followed by = and its value');
  value[field.name] = readField(cursor, field, names);
  return field.name;
}

export function layoutOf(field: Field): Layout | undefined {
  return (layouts as Readonly<Record<string, Layout>>)[field.type];
}

function readField(cursor: CCursor, field: Field, names: CNames): Value {
  return field.count === undefined
    ? readOne(cursor, field, names)
    : readElements(cursor, field, field.count, names);
}

function readOne(cursor: CCursor, field: Field, names: CNames): Value {
  if (field.type === 'guid') return readGuid(cursor, names);
  const inner = layoutOf(field);
  if (inner !== undefined) return readStruct(cursor, inner, names);
  const braced = cursor.accept('{');
  const place = cursor.peek();
  const number = braced && cursor.text() === '}' ? 0n : readExpression(cursor, names.constants);
  if (braced) cursor.expect('}', `${field.name} is one number`);
  return stored(cursor, field, number, place);
}

function readElements(cursor: CCursor, field: Field, count: number, names: CNames): readonly Value[] {
  const items: Value[] = [];
  const braced = cursor.accept('{');
  while (items.length < count && cursor.peek() !== undefined && cursor.text() !== '}') {
    items.push(readOne(cursor, field, names));
    const more = cursor.text() === ',' && (braced || (items.length < count && !endsHere(cursor.text(1))));
    if (!more) break;
    cursor.next();
  }
  if (braced) cursor.expect('}', `${field.name} has ${count} elements`);
  const { count: _, ...one } = field;
  while (items.length < count) items.push(zeroOf(one));
  return items;
}

/** As C stores a number: 0xFFFFFFFF in a LONG is -1, -1 in a ULONG is 0xFFFFFFFF; what no bits can hold is a problem. */
function stored(
  cursor: CCursor,
  field: Field,
  number: bigint,
  place: { readonly line: number; readonly column: number } | undefined,
): Value {
  const range = rangeOfScalar(field.type as ScalarType, 'x64');
  if (!range) return 0;
  const bits = BigInt((range.max - range.min).toString(2).length);
  if (number < -(1n << (bits - 1n)) || number >= 1n << bits) {
    cursor.fail(`${number} does not fit ${field.name}, a ${field.c}`, place);
    return 0;
  }
  const wrapped = range.min < 0n ? BigInt.asIntN(Number(bits), number) : BigInt.asUintN(Number(bits), number);
  return isWide(field) ? wrapped : Number(wrapped);
}

const isWide = ({ type }: Field): boolean => type === 'u64' || type === 'i64' || type === 'pointer';

function zeroOf(field: Field): Value {
  if (field.count !== undefined) {
    const { count, ...one } = field;
    return Array.from({ length: count }, () => zeroOf(one));
  }
  if (field.type === 'guid') return '00000000-0000-0000-0000-000000000000';
  const inner = layoutOf(field);
  if (inner === undefined) return isWide(field) ? 0n : 0;
  const members = inner.fields.filter((member) => !member.alignOnly && member.overlaps === undefined);
  const first = inner.union ? members.slice(0, 1) : members;
  return Object.fromEntries(first.map((member) => [member.name, zeroOf(member)]));
}
