// Where the fields of a structure lie. The headers fix only order, types and packing; the rest is the C layout
// rule of the Windows ABI, applied here so that no offset is ever typed by hand.
import type { Arch, Field, Layout, ScalarType } from './layout.ts';
import { layouts } from './layouts.ts';

export interface PlacedField {
  readonly field: Field;
  /** Bytes from the start of the structure. */
  readonly offset: number;
  /** Bytes, all elements of an array together. */
  readonly size: number;
}

export interface PlacedLayout {
  /** sizeof: a multiple of `align`, so trailing padding is included. */
  readonly size: number;
  readonly align: number;
  /** In declaration order, without members of another architecture. Bytes that no field covers are padding. */
  readonly fields: readonly PlacedField[];
}

/** Bytes; `size` with trailing padding. */
interface Extent {
  readonly size: number;
  readonly align: number;
}

const scalars: Readonly<Record<Exclude<ScalarType, 'pointer'>, Extent>> = {
  u8: { size: 1, align: 1 },
  u16: { size: 2, align: 2 },
  i16: { size: 2, align: 2 },
  u32: { size: 4, align: 4 },
  i32: { size: 4, align: 4 },
  // The Windows ABI aligns 64-bit members to 8 on x86 too, unlike the System V one.
  u64: { size: 8, align: 8 },
  i64: { size: 8, align: 8 },
  guid: { size: 16, align: 4 },
};

const roundUp = (value: number, align: number): number => Math.ceil(value / align) * align;

/** Structures consist of structures that others consist of: each is placed once. */
const extents: Readonly<Record<Arch, Map<string, Extent>>> = { x64: new Map(), x86: new Map() };

/** Of a scalar, a pointer or a structure of the tables; throws for a name that is none of them. */
export function extentOf(type: string, arch: Arch): Extent {
  if (type === 'pointer') return arch === 'x64' ? { size: 8, align: 8 } : { size: 4, align: 4 };
  if (type in scalars) return scalars[type as keyof typeof scalars];
  const known = extents[arch].get(type);
  if (known !== undefined) return known;
  const layout: Layout | undefined = (layouts as Readonly<Record<string, Layout>>)[type];
  if (layout === undefined) throw new Error(`no layout named ${type}`);
  const { size, align } = placeFields(layout, arch);
  extents[arch].set(type, { size, align });
  return { size, align };
}

/**
 * Places every field of `layout` for `arch` by the C rule: each member at the next multiple of its alignment
 * (capped by `pack`), members of a union together, the size rounded up to the largest alignment.
 * A member that `overlaps` another starts with it, and the two are aligned as the stricter one.
 * Throws when a field names a layout or an earlier member that does not exist: the table is wrong then.
 */
export function placeFields(layout: Layout, arch: Arch): PlacedLayout {
  const alignOf = (field: Field): number =>
    Math.min(extentOf(field.type, arch).align, layout.pack ?? Number.POSITIVE_INFINITY);
  const alignOfGroup = (field: Field): number =>
    Math.max(alignOf(field), ...layout.fields.filter((other) => other.overlaps === field.name).map(alignOf));

  const placed: PlacedField[] = [];
  let align = 1;
  let end = 0;
  let cursor = 0;
  for (const field of layout.fields) {
    if (field.onlyOn !== undefined && field.onlyOn !== arch) continue;
    const size = extentOf(field.type, arch).size * (field.count ?? 1);
    align = Math.max(align, alignOf(field));
    const offset = offsetOf(field);
    placed.push({ field, offset, size });
    end = Math.max(end, offset + size);
    if (!field.alignOnly) cursor = Math.max(cursor, offset + size);
  }
  return { size: roundUp(end, align), align, fields: placed };

  function offsetOf(field: Field): number {
    if (field.overlaps !== undefined) {
      const base = placed.find((earlier) => earlier.field.name === field.overlaps);
      if (base === undefined) throw new Error(`${layout.name}.${field.name} overlaps no earlier member`);
      return base.offset;
    }
    if (layout.union || field.alignOnly) return 0;
    return roundUp(cursor, alignOfGroup(field));
  }
}
