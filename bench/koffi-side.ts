// The same structures described to koffi: what a program would do that leaves layouts to it. The description is made from
// our tables, so both sides have the same members; a check compares the bytes before anything is measured.
import koffi from 'koffi';
import { guidToBytes } from '#ks/guid.ts';
import type { StructName, StructValue, Value } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { Layout, ScalarType } from '#ks/tables/layout.ts';
import { layouts } from '#ks/tables/layouts.ts';

type KoffiType = ReturnType<typeof koffi.struct>;

const scalars: Readonly<Record<Exclude<ScalarType, 'guid'>, string>> = {
  u8: 'uint8_t',
  u16: 'uint16_t',
  u32: 'uint32_t',
  i16: 'int16_t',
  i32: 'int32_t',
  u64: 'uint64_t',
  i64: 'int64_t',
  pointer: 'uint64_t',
};

const guidType = koffi.struct('GUID', {
  Data1: 'uint32_t',
  Data2: 'uint16_t',
  Data3: 'uint16_t',
  Data4: koffi.array('uint8_t', 8),
});

const known = new Map<string, KoffiType>();

export function koffiType(struct: StructName): KoffiType {
  const type = known.get(struct) ?? makeType(layouts[struct]);
  known.set(struct, type);
  return type;
}

function makeType(layout: Layout): KoffiType {
  const read = layout.fields.filter(({ alignOnly, overlaps }) => !alignOnly && overlaps === undefined);
  const aligned = layout.fields.some(({ alignOnly }) => alignOnly);
  const fields = (layout.union ? read.slice(0, 1) : read).map(({ name, type, count }, index) => {
    const one = memberType(type);
    const whole = count === undefined ? one : koffi.array(one, count);
    return [name, aligned && index === 0 ? [8, whole] : whole];
  });
  const make = layout.pack === 1 ? koffi.pack : koffi.struct;
  return make(layout.name.replace('.', '_'), Object.fromEntries(fields));
}

function memberType(type: string): string | KoffiType {
  if (type === 'guid') return guidType;
  return type in scalars ? scalars[type as keyof typeof scalars] : koffiType(type as StructName);
}

/** The value as koffi takes it: a GUID is a structure there. */
export function koffiValue(value: Value): unknown {
  if (typeof value === 'string') {
    const bytes = guidToBytes(value as Guid);
    const view = new DataView(bytes.buffer);
    return {
      Data1: view.getUint32(0, true),
      Data2: view.getUint16(4, true),
      Data3: view.getUint16(6, true),
      Data4: [...bytes.subarray(8)],
    };
  }
  if (Array.isArray(value)) return value.map(koffiValue);
  if (typeof value !== 'object') return value;
  const members = Object.entries(value as StructValue).map(([name, member]) => [name, koffiValue(member)]);
  return Object.fromEntries(members);
}
