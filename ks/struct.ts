// One codec for every structure: it follows the layout tables, so a new structure needs a table entry and no code.
import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { Arch, ScalarType } from '#ks/tables/layout.ts';
import { extentOf, placeFields } from '#ks/tables/layout-math.ts';
import { layouts, type StructName } from '#ks/tables/layouts.ts';
import { viewOf } from './bytes.ts';
import { readGuid, writeGuid, zeroGuid } from './guid.ts';

export type { Arch } from '#ks/tables/layout.ts';
export type { StructName } from '#ks/tables/layouts.ts';

/** `bigint` for u64, i64 and pointer members, `number` for smaller integers, `Guid` for GUIDs. */
export type Value = number | bigint | Guid | StructValue | readonly Value[];
export interface StructValue {
  readonly [member: string]: Value;
}

/** How one type is written to memory and read from it. All is little-endian. */
interface Codec {
  readonly write: (view: DataView, at: number, value: Value) => void;
  readonly read: (view: DataView, at: number) => Value;
}

/** One member, placed: what the codec needs to know and nothing else. */
interface Member extends Codec {
  readonly name: string;
  readonly offset: number;
  /** A member of a union that is written only when the value names it: the first one stands for the bytes. */
  readonly secondary: boolean;
}

interface Plan {
  readonly size: number;
  readonly members: readonly Member[];
}

const u32: Codec = {
  write: (view, at, value) => view.setUint32(at, Number(value), true),
  read: (view, at) => view.getUint32(at, true),
};
const u64: Codec = {
  write: (view, at, value) => view.setBigUint64(at, integer(value), true),
  read: (view, at) => view.getBigUint64(at, true),
};
/** A handle or an address on x86 is a bigint too, so that a value does not change its type with the architecture. */
const pointer32: Codec = {
  write: (view, at, value) => view.setUint32(at, Number(BigInt.asUintN(32, integer(value))), true),
  read: (view, at) => BigInt(view.getUint32(at, true)),
};

const scalarCodecs: Readonly<Record<Exclude<ScalarType, 'pointer'>, Codec>> = {
  u8: {
    write: (view, at, value) => view.setUint8(at, Number(value)),
    read: (view, at) => view.getUint8(at),
  },
  u16: {
    write: (view, at, value) => view.setUint16(at, Number(value), true),
    read: (view, at) => view.getUint16(at, true),
  },
  i16: {
    write: (view, at, value) => view.setInt16(at, Number(value), true),
    read: (view, at) => view.getInt16(at, true),
  },
  u32,
  i32: {
    write: (view, at, value) => view.setInt32(at, Number(value), true),
    read: (view, at) => view.getInt32(at, true),
  },
  u64,
  i64: { write: u64.write, read: (view, at) => view.getBigInt64(at, true) },
  guid: {
    write: (view, at, value) => writeGuid(view, at, typeof value === 'string' ? value : zeroGuid),
    read: readGuid,
  },
};

function integer(value: Value): bigint {
  return typeof value === 'bigint' ? value : BigInt(Math.trunc(Number(value)));
}

const plans: Record<Arch, Map<string, Plan>> = { x64: new Map(), x86: new Map() };

/** The layout as a list of things to do, made once: offsets are added up and types are looked up here, not per value. */
function planOf(struct: StructName, arch: Arch): Plan {
  const known = plans[arch].get(struct);
  if (known) return known;
  const layout = layouts[struct];
  const placed = placeFields(layout, arch);
  const members = placed.fields
    .filter(({ field }) => !field.alignOnly)
    .map(({ field, offset, size }, index): Member => {
      const one = codecOf(field.type, arch);
      const codec = field.count === undefined ? one : arrayOf(one, field.count, size / field.count);
      const secondary = field.overlaps !== undefined || (layout.union === true && index > 0);
      return { name: field.name, offset, secondary, ...codec };
    });
  const plan = { size: placed.size, members };
  plans[arch].set(struct, plan);
  return plan;
}

function codecOf(type: string, arch: Arch): Codec {
  if (type === 'pointer') return arch === 'x64' ? u64 : pointer32;
  if (type in scalarCodecs) return scalarCodecs[type as keyof typeof scalarCodecs];
  const plan = planOf(type as StructName, arch);
  return {
    write: (view, at, value) => {
      if (typeof value === 'object') writePlan(plan, value as StructValue, view, at);
    },
    read: (view, at) => readPlan(plan, view, at),
  };
}

/** A fixed array; of more elements than it has the first are written, a single value is the first element. */
function arrayOf(one: Codec, count: number, stride: number): Codec {
  return {
    write: (view, at, value) => {
      const items = Array.isArray(value) ? (value as readonly Value[]) : [value];
      for (const [index, item] of items.slice(0, count).entries()) one.write(view, at + index * stride, item);
    },
    read: (view, at) => Array.from({ length: count }, (_, index) => one.read(view, at + index * stride)),
  };
}

/** sizeof, trailing padding included. */
export function sizeOf(struct: StructName, arch: Arch): number {
  return extentOf(struct, arch).size;
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
  writePlan(plan, value, viewOf(bytes), 0);
  return bytes;
}

/** Writes the structure into memory that is there, zeros as yet; as encodeStruct otherwise. */
export function writeStruct(
  struct: StructName,
  value: StructValue,
  arch: Arch,
  view: DataView,
  at: number,
): void {
  writePlan(planOf(struct, arch), value, view, at);
}

function writePlan(plan: Plan, value: StructValue, view: DataView, at: number): void {
  for (const member of plan.members) {
    const given = value[member.name];
    if (given !== undefined) member.write(view, at + member.offset, given);
  }
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
  return readPlan(plan, viewOf(bytes), offset);
}

function readPlan(plan: Plan, view: DataView, at: number): StructValue {
  const value: Record<string, Value> = {};
  for (const member of plan.members) {
    if (!member.secondary) value[member.name] = member.read(view, at + member.offset);
  }
  return value;
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
