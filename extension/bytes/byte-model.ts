// What the byte view shows of a request, as a plain value: its memory, cut into members, and where another request differs.
import { fromHex, toHex } from '#ks/bytes.ts';
import { decodeConnect } from '#ks/connect.ts';
import { type ByteRow, byteMap } from '#ks/export/byte-map.ts';
import { pathText } from '#ks/path.ts';
import type { Arch } from '#ks/struct.ts';

export type Difference = 'same' | 'changed' | 'added' | 'removed';

export interface ByteField {
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** `KSDATAFORMAT.FormatSize`. */
  readonly name: string;
  readonly value: string;
  readonly meaning: string;
  /** The part of the request, for its colour: 0 padding, 1 KSPIN_CONNECT, 2 KSDATAFORMAT, 3 the block, 4 what follows. */
  readonly part: 0 | 1 | 2 | 3 | 4;
  /** The text of its path in the descriptor; absent for padding and what has no place there. */
  readonly path?: string;
  /** Beside another request: what this field is there. */
  readonly difference: Difference;
  /** Its value in the other request, where that is another one. */
  readonly other?: string;
}

export interface ByteModel {
  readonly name: string;
  readonly arch: Arch;
  readonly fields: readonly ByteField[];
  /** The name of the request that it is compared with. */
  readonly comparedWith?: string;
}

export interface NamedBytes {
  readonly name: string;
  /** Hex, as KsCreatePin takes them. */
  readonly bytes: string;
}

export function byteModel(request: NamedBytes, arch: Arch, other?: NamedBytes): ByteModel {
  const rows = rowsOf(request.bytes, arch);
  if (!other) return { name: request.name, arch, fields: rows.map((row) => fieldOf(row, 'same')) };
  const fields = compared(rows, rowsOf(other.bytes, arch));
  return { name: request.name, arch, fields, comparedWith: other.name };
}

/** The rows of the map are of these bytes, and exactly these: what no member is known for stands as bytes at the end. */
function rowsOf(hex: string, arch: Arch): readonly ByteRow[] {
  const bytes = fromHex(hex) ?? new Uint8Array();
  const { request } = decodeConnect(bytes, arch);
  const rows = request ? byteMap(request, arch) : [];
  const known: ByteRow[] = [];
  let end = 0;
  for (const row of rows) {
    if (row.offset + row.bytes.length > bytes.length) break;
    known.push({ ...row, bytes: bytes.slice(row.offset, row.offset + row.bytes.length) });
    end = row.offset + row.bytes.length;
  }
  if (end === bytes.length) return known;
  const rest = {
    kind: 'bytes',
    offset: end,
    bytes: bytes.slice(end),
    name: 'other bytes',
    value: '',
  } as const;
  return [...known, { ...rest, meaning: 'No member is known for these.' }];
}

function fieldOf(row: ByteRow, difference: Difference, other?: string): ByteField {
  const { offset, bytes, name, meaning, path } = row;
  return {
    offset,
    bytes,
    name,
    value: valueText(row),
    meaning,
    part: partOf(row),
    ...(path === undefined ? {} : { path: pathText(path) }),
    difference,
    ...(other === undefined ? {} : { other }),
  };
}

/** A member as a descriptor writes it; bytes without a member as they are, shortened. */
function valueText({ value, unit, bytes, kind }: ByteRow): string {
  if (value !== '') return unit === undefined ? value : `${value} ${unit}`;
  if (kind === 'padding') return '';
  const shown = toHex(bytes.subarray(0, mostShown));
  return bytes.length > mostShown ? `${shown}... (${bytes.length} bytes)` : shown;
}

const mostShown = 16;

function partOf({ kind, path, name }: ByteRow): ByteField['part'] {
  if (kind === 'padding') return 0;
  const first = path?.[0] ?? name;
  if (first === 'KSPIN_CONNECT') return 1;
  if (first === 'KSDATAFORMAT') return 2;
  return first === 'Bytes' || first === 'Attributes' || path === undefined ? 4 : 3;
}

/** Fields are the same by name, whatever their offset: a longer format moves what follows without changing it. */
function compared(rows: readonly ByteRow[], others: readonly ByteRow[]): readonly ByteField[] {
  const keyed = keyedByName(others);
  const names = new Set<string>();
  const own = [...keyedByName(rows)].map(([key, row]) => {
    names.add(key);
    const other = keyed.get(key);
    if (!other) return fieldOf(row, row.kind === 'padding' ? 'same' : 'added');
    const same = toHex(row.bytes) === toHex(other.bytes);
    return same ? fieldOf(row, 'same') : fieldOf(row, 'changed', valueText(other));
  });
  const gone = [...keyed]
    .filter(([key, { kind }]) => !names.has(key) && kind !== 'padding')
    .map(([, row]) => fieldOf(row, 'removed', valueText(row)));
  return [...own, ...gone];
}

/** Padding has one name for all; it is told apart by its order. */
function keyedByName(rows: readonly ByteRow[]): ReadonlyMap<string, ByteRow> {
  const times = new Map<string, number>();
  return new Map(
    rows.map((row) => {
      const time = times.get(row.name) ?? 0;
      times.set(row.name, time + 1);
      return [`${row.name} ${time}`, row];
    }),
  );
}

/** The field that a path of the descriptor stands for: the member itself, else the first below a structure. */
export function fieldAt({ fields }: ByteModel, path: string): number | undefined {
  const exact = fields.findIndex((field) => field.path === path);
  const index = exact >= 0 ? exact : fields.findIndex((field) => field.path?.startsWith(`${path}.`));
  return index < 0 ? undefined : index;
}
