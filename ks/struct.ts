// One codec for every structure: it follows the layout tables, so a new structure needs a table entry and no code.
import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { Arch, ScalarType } from '#ks/tables/layout.ts';
import { placeFields } from '#ks/tables/layout-math.ts';
import { layouts, type StructName } from '#ks/tables/layouts.ts';
import { viewOf } from './bytes.ts';
import { guidFromBytes, guidToBytes, zeroGuid } from './guid.ts';

export type { Arch } from '#ks/tables/layout.ts';
export type { StructName } from '#ks/tables/layouts.ts';

/** `bigint` for u64, i64 and pointer members, `number` for smaller integers, `Guid` for GUIDs. */
export type Value = number | bigint | Guid | StructValue | readonly Value[];
export interface StructValue {
  readonly [member: string]: Value;
}

/** One member, placed: what the codec needs to know and nothing else. */
interface Member {
  readonly name: string;
  readonly offset: number;
  readonly scalar: ScalarType | undefined;
  readonly nested: Plan | undefined;
  /** Undefined for a plain member, the number of elements for a fixed array. */
  readonly count: number | undefined;
  readonly stride: number;
  /** A member of a union that is written only when the value names it: the first one stands for the bytes. */
  readonly secondary: boolean;
}

interface Plan {
  readonly size: number;
  readonly members: readonly Member[];
}

const scalarTypes: ReadonlySet<string> = new Set<ScalarType>([
  'u8',
  'u16',
  'u32',
  'i16',
  'i32',
  'u64',
  'i64',
  'guid',
  'pointer',
]);

const plans: Record<Arch, Map<string, Plan>> = { x64: new Map(), x86: new Map() };

function planOf(struct: StructName, arch: Arch): Plan {
  const known = plans[arch].get(struct);
  if (known) return known;
  const layout = layouts[struct];
  const placed = placeFields(layout, arch);
  const members = placed.fields
    .filter(({ field }) => !field.alignOnly)
    .map(({ field, offset, size }, index): Member => {
      const scalar = scalarTypes.has(field.type) ? (field.type as ScalarType) : undefined;
      return {
        name: field.name,
        offset,
        scalar,
        nested: scalar === undefined ? planOf(field.type as StructName, arch) : undefined,
        count: field.count,
        stride: size / (field.count ?? 1),
        secondary: field.overlaps !== undefined || (layout.union === true && index > 0),
      };
    });
  const plan = { size: placed.size, members };
  plans[arch].set(struct, plan);
  return plan;
}

/** sizeof, trailing padding included. */
export function sizeOf(struct: StructName, arch: Arch): number {
  return planOf(struct, arch).size;
}

/** offsetof of a member of `struct`; throws for a member that the layout does not have. */
export function offsetOf(struct: StructName, member: string, arch: Arch): number {
  const found = planOf(struct, arch).members.find(({ name }) => name === member);
  if (!found) throw new Error(`${struct} has no member ${member}`);
  return found.offset;
}

/** Little-endian bytes of exactly sizeOf(struct). Missing members and padding are 0; numbers are cut to the member's width. */
export function encodeStruct(struct: StructName, value: StructValue, arch: Arch): Uint8Array {
  const plan = planOf(struct, arch);
  const bytes = new Uint8Array(plan.size);
  writePlan(plan, value, viewOf(bytes), bytes, 0, arch);
  return bytes;
}

function writePlan(
  plan: Plan,
  value: StructValue,
  view: DataView,
  bytes: Uint8Array,
  at: number,
  arch: Arch,
): void {
  for (const member of plan.members) {
    const given = value[member.name];
    if (given === undefined) continue;
    if (member.count === undefined) {
      writeMember(member, given, view, bytes, at + member.offset, arch);
      continue;
    }
    const items = Array.isArray(given) ? (given as readonly Value[]) : [given];
    for (let i = 0; i < Math.min(items.length, member.count); i++) {
      writeMember(member, items[i] ?? 0, view, bytes, at + member.offset + i * member.stride, arch);
    }
  }
}

function writeMember(
  member: Member,
  value: Value,
  view: DataView,
  bytes: Uint8Array,
  at: number,
  arch: Arch,
): void {
  if (member.nested) {
    if (typeof value === 'object') writePlan(member.nested, value as StructValue, view, bytes, at, arch);
    return;
  }
  switch (member.scalar) {
    case 'u8':
      view.setUint8(at, Number(value));
      break;
    case 'u16':
    case 'i16':
      view.setUint16(at, Number(value), true);
      break;
    case 'u32':
    case 'i32':
      view.setUint32(at, Number(value), true);
      break;
    case 'u64':
    case 'i64':
      view.setBigUint64(at, BigInt.asUintN(64, integer(value)), true);
      break;
    case 'pointer':
      if (arch === 'x64') view.setBigUint64(at, BigInt.asUintN(64, integer(value)), true);
      else view.setUint32(at, Number(BigInt.asUintN(32, integer(value))), true);
      break;
    case 'guid':
      bytes.set(guidToBytes(typeof value === 'string' ? value : zeroGuid), at);
      break;
  }
}

function integer(value: Value): bigint {
  return typeof value === 'bigint' ? value : BigInt(Math.trunc(Number(value)));
}

/**
 * Reads a structure at `offset`; undefined when fewer than sizeOf(struct) bytes are left. Of a union the
 * first member is read: it stands for the same bytes as the others.
 */
export function decodeStruct(
  struct: StructName,
  bytes: Uint8Array,
  arch: Arch,
  offset = 0,
): StructValue | undefined {
  const plan = planOf(struct, arch);
  if (offset < 0 || offset + plan.size > bytes.length) return undefined;
  return readPlan(plan, viewOf(bytes), bytes, offset, arch);
}

function readPlan(plan: Plan, view: DataView, bytes: Uint8Array, at: number, arch: Arch): StructValue {
  const value: Record<string, Value> = {};
  for (const member of plan.members) {
    if (member.secondary) continue;
    const start = at + member.offset;
    value[member.name] =
      member.count === undefined
        ? readMember(member, view, bytes, start, arch)
        : Array.from({ length: member.count }, (_, i) =>
            readMember(member, view, bytes, start + i * member.stride, arch),
          );
  }
  return value;
}

function readMember(member: Member, view: DataView, bytes: Uint8Array, at: number, arch: Arch): Value {
  if (member.nested) return readPlan(member.nested, view, bytes, at, arch);
  switch (member.scalar) {
    case 'u8':
      return view.getUint8(at);
    case 'u16':
      return view.getUint16(at, true);
    case 'i16':
      return view.getInt16(at, true);
    case 'i32':
      return view.getInt32(at, true);
    case 'u64':
      return view.getBigUint64(at, true);
    case 'i64':
      return view.getBigInt64(at, true);
    case 'pointer':
      return arch === 'x64' ? view.getBigUint64(at, true) : BigInt(view.getUint32(at, true));
    case 'guid':
      return guidFromBytes(bytes, at);
    default:
      return view.getUint32(at, true);
  }
}

export interface ScalarRange {
  readonly min: bigint;
  readonly max: bigint;
}

const scalarRanges = new Map<ScalarType, ScalarRange>();

/** The smallest and largest value that fits a scalar type; undefined for a GUID. */
export function rangeOfScalar(type: ScalarType, arch: Arch = 'x64'): ScalarRange | undefined {
  if (type === 'guid') return undefined;
  if (type === 'pointer') return rangeOfScalar(arch === 'x64' ? 'u64' : 'u32');
  const known = scalarRanges.get(type);
  if (known !== undefined) return known;
  const range = rangeOfInteger(type);
  scalarRanges.set(type, range);
  return range;
}

function rangeOfInteger(type: ScalarType): ScalarRange {
  const bits = BigInt(type.slice(1));
  return type.startsWith('i')
    ? { min: -(1n << (bits - 1n)), max: (1n << (bits - 1n)) - 1n }
    : { min: 0n, max: (1n << bits) - 1n };
}

/** The value at a path of member names and array indexes inside a structure. */
export function valueAt(value: Value | undefined, path: readonly (string | number)[]): Value | undefined {
  return path.reduce<Value | undefined>((current, part) => {
    if (typeof current !== 'object') return undefined;
    return (current as Readonly<Record<string | number, Value>>)[part];
  }, value);
}
