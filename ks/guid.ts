// GUIDs as people write them (header names, braces, FOURCC: and WAVE: families) and as Windows lays them out.
import type { Guid, GuidKind } from '#ks/tables/guid-kinds.ts';
import { type NamedGuid, namedGuids } from '#ks/tables/guid-table.ts';
import { viewOf } from './bytes.ts';

/** The wildcard of data ranges, GUID_NULL. KSDATAFORMAT_SUBTYPE_NONE is another, real GUID. */
export const zeroGuid: Guid = '00000000-0000-0000-0000-000000000000';

/** What FOURCC and wave format tag subtypes have after Data1 (ksmedia.h, DEFINE_WAVEFORMATEX_GUID). */
const familyTail = '-0000-0010-8000-00aa00389b71';

const byName = new Map<string, NamedGuid>();
const byValue = new Map<Guid, NamedGuid[]>();
for (const named of namedGuids) {
  byName.set(named.name, named);
  const names = byValue.get(named.value);
  if (names) names.push(named);
  else byValue.set(named.value, [named]);
}

export function guidNamed(name: string): NamedGuid | undefined {
  return byName.get(name);
}

/** Every header name of a value, the preferred one first. */
export function namesOf(value: Guid): readonly NamedGuid[] {
  return byValue.get(value) ?? [];
}

export function guidsOfKinds(kinds: readonly GuidKind[]): readonly NamedGuid[] {
  return namedGuids.filter((named) => kinds.includes(named.kind));
}

/** Reads a header name, a GUID with or without braces, `FOURCC:NV12` or `WAVE:0x0092`. Undefined for anything else. */
export function parseGuid(text: string): Guid | undefined {
  const trimmed = text.trim();
  const named = byName.get(trimmed);
  if (named) return named.value;
  if (/^FOURCC:[\x20-\x7e]{4}$/.test(trimmed)) return guidOfFourcc(trimmed.slice(7));
  const wave = /^WAVE:(0x[0-9a-f]{1,4}|\d{1,5})$/i.exec(trimmed);
  if (wave) {
    const tag = Number(wave[1]);
    return tag <= 0xffff ? guidOfWaveTag(tag) : undefined;
  }
  const bare = /^\{(.*)\}$/.exec(trimmed)?.[1] ?? trimmed;
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(bare) ? (bare.toLowerCase() as Guid) : undefined;
}

/**
 * How a person writes the value: a header name of one of `kinds`, else any header name, else `FOURCC:` or
 * `WAVE:` for a SubFormat of the two families, else the braced GUID.
 */
export function guidText(value: Guid, kinds: readonly GuidKind[] = []): string {
  const names = namesOf(value);
  const named = names.find((candidate) => kinds.includes(candidate.kind)) ?? names[0];
  if (named) return named.name;
  const fourcc = fourccOf(value);
  if (fourcc !== undefined) return `FOURCC:${fourcc}`;
  const tag = waveTagOf(value);
  if (tag !== undefined) return `WAVE:0x${tag.toString(16).padStart(4, '0')}`;
  return `{${value}}`;
}

/** wFormatTag of a SubFormat of the wave family; undefined for other GUIDs (ksmedia.h, EXTRACT_WAVEFORMATEX_ID). */
export function waveTagOf(subFormat: Guid): number | undefined {
  if (!subFormat.startsWith('0000') || !subFormat.endsWith(familyTail)) return undefined;
  return Number.parseInt(subFormat.slice(4, 8), 16);
}

export function guidOfWaveTag(tag: number): Guid {
  return `${tag.toString(16).padStart(8, '0')}${familyTail}` as Guid;
}

/** The four printable characters of a FOURCC SubFormat, first character in the lowest byte of Data1. */
export function fourccOf(subFormat: Guid): string | undefined {
  return subFormat.endsWith(familyTail) ? fourccText(data1Of(subFormat)) : undefined;
}

export function guidOfFourcc(code: string): Guid {
  return `${fourccNumber(code).toString(16).padStart(8, '0')}${familyTail}` as Guid;
}

/** The DWORD that biCompression carries for a FOURCC. */
export function fourccNumber(code: string): number {
  return [...code].reduceRight((value, char) => value * 256 + (char.charCodeAt(0) & 0xff), 0);
}

/** A DWORD as its FOURCC, undefined unless it is four printable ASCII characters. */
export function fourccText(value: number): string | undefined {
  const codes = [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff);
  return codes.every((code) => code >= 0x20 && code < 0x7f) ? String.fromCharCode(...codes) : undefined;
}

export function data1Of(value: Guid): number {
  return Number.parseInt(value.slice(0, 8), 16);
}

/** Reads 16 bytes at `offset`: Data1, Data2 and Data3 little-endian, Data4 as it stands. */
export function guidFromBytes(bytes: Uint8Array, offset: number): Guid {
  const hex = (index: number): string => (bytes[offset + index] ?? 0).toString(16).padStart(2, '0');
  const group = (...indexes: readonly number[]): string => indexes.map(hex).join('');
  return `${group(3, 2, 1, 0)}-${group(5, 4)}-${group(7, 6)}-${group(8, 9)}-${group(10, 11, 12, 13, 14, 15)}`;
}

/** The 16 bytes of a GUID as Windows stores it. */
export function guidToBytes(value: Guid): Uint8Array {
  const bytes = new Uint8Array(16);
  const view = viewOf(bytes);
  const [data1 = '0', data2 = '0', data3 = '0', data4a = '', data4b = ''] = value.split('-');
  view.setUint32(0, Number.parseInt(data1, 16), true);
  view.setUint16(4, Number.parseInt(data2, 16), true);
  view.setUint16(6, Number.parseInt(data3, 16), true);
  const data4 = data4a + data4b;
  for (let i = 0; i < 8; i++) bytes[8 + i] = Number.parseInt(data4.slice(i * 2, i * 2 + 2), 16);
  return bytes;
}
