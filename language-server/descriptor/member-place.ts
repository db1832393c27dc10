// Where a member lies in the bytes of the request: what a person needs beside a memory dump.
import { blockOfKey } from '#ks/format-blocks.ts';
import type { Path } from '#ks/path.ts';
import { offsetOf, type StructName, sizeOf } from '#ks/struct.ts';
import { layouts } from '#ks/tables/layouts.ts';

export interface ByteRange {
  /** From the start of KSPIN_CONNECT, on x64. */
  readonly offset: number;
  readonly size: number;
}

/** Undefined for what has no fixed place: names, Bytes, attributes, elements of arrays. */
export function placeOf(path: Path): ByteRange | undefined {
  const [first, ...rest] = path;
  const connectSize = sizeOf('KSPIN_CONNECT', 'x64');
  if (first === 'KSPIN_CONNECT') return within(first, rest, 0);
  if (first === 'KSDATAFORMAT') return within(first, rest, connectSize);
  const block = typeof first === 'string' ? blockOfKey(first) : undefined;
  return block && within(block.struct, rest, connectSize + sizeOf('KSDATAFORMAT', 'x64'));
}

function within(struct: StructName, path: Path, base: number): ByteRange | undefined {
  const [name, ...rest] = path;
  if (name === undefined) return { offset: base, size: sizeOf(struct, 'x64') };
  const field = layouts[struct].fields.find((candidate) => candidate.name === name);
  if (field === undefined || typeof rest[0] === 'number') return undefined;
  const offset = base + offsetOf(struct, field.name, 'x64');
  if (field.type in layouts) return within(field.type as StructName, rest, offset);
  return { offset, size: scalarSize(field.type) * (field.count ?? 1) };
}

const scalarSizes: Readonly<Record<string, number>> = { guid: 16, pointer: 8 };
const scalarSize = (type: string): number => scalarSizes[type] ?? Number(type.slice(1)) / 8;
