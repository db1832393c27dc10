// Every byte of a request with the member it belongs to: what a person wants beside a hex dump, and what a test wants to
// know when two dumps differ.
import { toHex } from '#ks/bytes.ts';
import { complete } from '#ks/connect.ts';
import { guidFromBytes, guidText } from '#ks/guid.ts';
import { type Path, pathText } from '#ks/path.ts';
import type { ConnectRequest } from '#ks/request.ts';
import { type Arch, encodeStruct, type StructName, type StructValue } from '#ks/struct.ts';
import { structToJson } from '#ks/struct-json.ts';
import type { Field } from '#ks/tables/layout.ts';
import { placeFields } from '#ks/tables/layout-math.ts';
import { layouts } from '#ks/tables/layouts.ts';
import { type BytesPart, type Part, partsOf, type StructPart, sizeOfPart } from './parts.ts';

/** Bytes that belong together: one member, a run of bytes that no structure describes, or padding. */
export interface ByteRow {
  readonly kind: 'member' | 'bytes' | 'padding';
  /** From the start of the request. */
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** `KSDATAFORMAT.FormatSize`; `padding`. */
  readonly name: string;
  /** Where a descriptor has it; absent for padding and for the header of the attribute list. */
  readonly path?: Path;
  /** As a descriptor writes it: names for GUIDs and constants. Empty for padding and for runs of bytes. */
  readonly value: string;
  readonly unit?: string;
  /** A sentence. */
  readonly meaning: string;
}

/**
 * Rows in memory order without holes; their bytes together are the bytes of the request. Derivable members are derived
 * first. A member without a value counts as 0, a number is cut to its member's width: what encodeConnect refuses can be
 * looked at here.
 */
export function byteMap(request: ConnectRequest, arch: Arch): readonly ByteRow[] {
  const rows: ByteRow[] = [];
  let offset = 0;
  for (const part of partsOf(complete(request), arch)) {
    rows.push(...rowsOf(part, offset, arch));
    offset += sizeOfPart(part);
  }
  return rows;
}

function rowsOf(part: Part, offset: number, arch: Arch): readonly ByteRow[] {
  switch (part.kind) {
    case 'struct':
      return structRows(part, offset, arch);
    case 'bytes':
      return [bytesRow(part, offset)];
    case 'gap':
      return [padding(offset, part.size)];
  }
}

function bytesRow({ bytes, path, name, meaning }: BytesPart, offset: number): ByteRow {
  const isMode = path.at(-1) === 'SignalProcessingMode';
  const value = isMode ? guidText(guidFromBytes(bytes, 0), ['audio-processing-mode']) : '';
  return { kind: isMode ? 'member' : 'bytes', offset, bytes, name, path, value, meaning };
}

function padding(offset: number, size: number): ByteRow {
  const meaning = 'Keeps what follows aligned; holds nothing.';
  return { kind: 'padding', offset, bytes: new Uint8Array(size), name: 'padding', value: '', meaning };
}

/** A member of a structure, nested ones resolved, with its place from the start of the outermost. */
interface PlacedMember {
  readonly field: Field;
  readonly path: Path;
  readonly offset: number;
  readonly size: number;
  readonly value: string;
}

function structRows(part: StructPart, start: number, arch: Arch): readonly ByteRow[] {
  const bytes = encodeStruct(part.struct, part.value, arch);
  const rows: ByteRow[] = [];
  let at = 0;
  for (const { field, path, offset, size, value } of membersOf(part.struct, part.value, arch, 0, [])) {
    if (offset >= part.size) break;
    if (offset > at) rows.push(padding(start + at, offset - at));
    rows.push({
      kind: 'member',
      offset: start + offset,
      bytes: bytes.slice(offset, offset + size),
      name: pathText([part.name, ...path]),
      ...(part.path ? { path: [...part.path, ...path] } : {}),
      value,
      ...(field.unit === undefined ? {} : { unit: field.unit }),
      meaning: field.meaning,
    });
    at = offset + size;
  }
  if (part.size > at) rows.push(padding(start + at, part.size - at));
  return rows;
}

function membersOf(
  struct: StructName,
  value: StructValue,
  arch: Arch,
  base: number,
  prefix: Path,
): readonly PlacedMember[] {
  const json = structToJson(struct, value);
  return placeFields(layouts[struct], arch).fields.flatMap(({ field, offset, size }): PlacedMember[] => {
    if (field.alignOnly || size === 0 || !standsForBytes(struct, field, value)) return [];
    const path = [...prefix, field.name];
    if (field.type in layouts && field.count === undefined) {
      const inner = (value[field.name] ?? {}) as StructValue;
      return [...membersOf(field.type as StructName, inner, arch, base + offset, path)];
    }
    const shown = json[field.name];
    const text = typeof shown === 'string' || typeof shown === 'number' ? String(shown) : '';
    return [{ field, path, offset: base + offset, size, value: text }];
  });
}

/** Of the members of a union the one that has a value, else the first. */
function standsForBytes(struct: StructName, field: Field, value: StructValue): boolean {
  const { fields, union } = layouts[struct];
  const first = field.overlaps ?? field.name;
  const rivals = fields.filter((other) => union || other.name === first || other.overlaps === first);
  return field === (rivals.find((other) => value[other.name] !== undefined) ?? rivals[0]);
}

const bytesPerLine = 8;

/** The rows as text: offset, bytes, member, value and meaning in columns; long members on several lines. */
export function byteTableText(rows: readonly ByteRow[]): string {
  const cells = rows.map((row) => [row.name, row.unit ? `${row.value} ${row.unit}` : row.value] as const);
  const width = (column: 0 | 1): number => Math.max(...cells.map((cell) => cell[column].length), 0);
  const [nameWidth, valueWidth] = [width(0), width(1)];
  const lines = rows.flatMap((row, index) => {
    const [name = '', value = ''] = cells[index] ?? [];
    const first = `${name.padEnd(nameWidth)}  ${value.padEnd(valueWidth)}  ${row.meaning}`;
    return chunks(row.bytes).map((chunk, line) => {
      const offset = (row.offset + line * bytesPerLine).toString(16).padStart(4, '0');
      const hex = toHex(chunk)
        .replace(/..(?!$)/g, '$& ')
        .padEnd(bytesPerLine * 3 - 1);
      return `${offset}  ${hex}  ${line === 0 ? first : ''}`.trimEnd();
    });
  });
  return `${lines.join('\n')}\n`;
}

function chunks(bytes: Uint8Array): readonly Uint8Array[] {
  const count = Math.ceil(bytes.length / bytesPerLine);
  return Array.from({ length: count }, (_, index) =>
    bytes.subarray(index * bytesPerLine, (index + 1) * bytesPerLine),
  );
}
