// The bytes of a request with the name and value of every field: what a reader of a hex dump wants beside it.

import { roundUp8 } from '#ks/bytes.ts';
import { type ConnectRequest, complete } from '#ks/connect.ts';
import { blockOfKey, blockSize } from '#ks/format-blocks.ts';
import { pathText } from '#ks/path.ts';
import type { Attribute } from '#ks/request.ts';
import { type Arch, type StructName, type StructValue, sizeOf } from '#ks/struct.ts';
import { structToJson } from '#ks/struct-json.ts';
import type { Field } from '#ks/tables/layout.ts';
import { placeFields } from '#ks/tables/layout-math.ts';
import { layouts } from '#ks/tables/layouts.ts';

export interface ByteField {
  readonly offset: number;
  readonly size: number;
  /** `KSDATAFORMAT.FormatSize`, or what the bytes are where no member names them. */
  readonly name: string;
  /** As a descriptor writes it; absent for arrays and padding. */
  readonly value?: string;
}

/** In memory order and without holes: padding has rows too. `size` is the number of bytes of the whole request. */
export function byteFields(request: ConnectRequest, arch: Arch, size: number): readonly ByteField[] {
  const full = complete(request);
  const rows: ByteField[] = [];
  let at = 0;
  const add = (struct: StructName, value: StructValue, name: string, length = sizeOf(struct, arch)): void => {
    rows.push(...fieldsOf(struct, value, arch, at, name).filter(({ offset }) => offset < at + length));
    at += length;
  };
  const addBytes = (length: number, name: string): void => {
    if (length > 0) rows.push({ offset: at, size: length, name });
    at += length;
  };
  add('KSPIN_CONNECT', full.KSPIN_CONNECT, 'KSPIN_CONNECT');
  add('KSDATAFORMAT', full.KSDATAFORMAT, 'KSDATAFORMAT');
  const block = full.block && blockOfKey(full.block.key);
  if (block && full.block) add(block.struct, full.block.value, block.key, blockSize(block, arch));
  addBytes(full.Bytes?.length ?? 0, 'Bytes');
  if (full.Attributes !== undefined) {
    at = roundUp8(at);
    add('KSMULTIPLE_ITEM', { Size: size - at, Count: full.Attributes.length }, 'KSMULTIPLE_ITEM');
    for (const [index, attribute] of full.Attributes.entries()) {
      at = roundUp8(at);
      const name = `Attributes[${index}]`;
      add('KSATTRIBUTE', attribute.AttributeHeader, name);
      addBytes(
        bodySize(attribute),
        `${name}.${attribute.SignalProcessingMode ? 'SignalProcessingMode' : 'Bytes'}`,
      );
    }
  }
  return withPadding(rows, size);
}

function bodySize({ SignalProcessingMode: mode, Bytes: bytes }: Attribute): number {
  return mode === undefined ? (bytes?.length ?? 0) : 16;
}

function fieldsOf(
  struct: StructName,
  value: StructValue,
  arch: Arch,
  base: number,
  name: string,
): readonly ByteField[] {
  const layout = layouts[struct];
  const json = structToJson(struct, value);
  return placeFields(layout, arch).fields.flatMap(({ field, offset, size }): readonly ByteField[] => {
    if (field.alignOnly || !standsForBytes(struct, field, value)) return [];
    const path = pathText([name, field.name]);
    if (field.type in layouts && field.count === undefined) {
      const inner = (value[field.name] ?? {}) as StructValue;
      return fieldsOf(field.type as StructName, inner, arch, base + offset, path);
    }
    const text = json[field.name];
    const shown = typeof text === 'string' || typeof text === 'number' ? { value: String(text) } : {};
    return [{ offset: base + offset, size, name: path, ...shown }];
  });
}

/** Of the members of a union the one that is written, else the first, which is what a decoder reads. */
function standsForBytes(struct: StructName, field: Field, value: StructValue): boolean {
  const { fields, union } = layouts[struct];
  const first = field.overlaps ?? field.name;
  const rivals = fields.filter((other) => union || other.name === first || other.overlaps === first);
  const written = rivals.find((other) => value[other.name] !== undefined);
  return field === (written ?? rivals[0]);
}

function withPadding(rows: readonly ByteField[], size: number): readonly ByteField[] {
  const whole: ByteField[] = [];
  let at = 0;
  for (const row of rows) {
    if (row.offset > at) whole.push({ offset: at, size: row.offset - at, name: 'padding' });
    if (row.offset < at) continue;
    whole.push(row);
    at = row.offset + row.size;
  }
  if (size > at) whole.push({ offset: at, size: size - at, name: 'padding' });
  return whole;
}
