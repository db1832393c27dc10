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

/** A GUID in memory as four little-endian words, as it is compared and copied. */
interface GuidWords {
  readonly text: Guid;
  readonly words: readonly [number, number, number, number];
}

/**
 * Most GUIDs of a request are the same few, and text is slow to take apart. Both ways remember what they saw; when
 * hostile bytes have brought too many, they start anew.
 */
const mostRemembered = 4096;
const wordsOfText = new Map<Guid, GuidWords>();
const textOfWords = new Map<number, GuidWords[]>();
let remembered = 0;

function remember(text: Guid, words: GuidWords['words']): GuidWords {
  if (++remembered > mostRemembered) {
    wordsOfText.clear();
    textOfWords.clear();
    remembered = 1;
  }
  const entry = { text: textFromWords(words), words };
  wordsOfText.set(text, entry);
  const alike = textOfWords.get(words[0]);
  if (alike) alike.push(entry);
  else textOfWords.set(words[0], [entry]);
  return entry;
}

/** Writes the 16 bytes of a GUID as Windows stores it: Data1, Data2 and Data3 little-endian, Data4 as it stands. */
export function writeGuid(view: DataView, at: number, value: Guid): void {
  const { words } = wordsOfText.get(value) ?? remember(value, wordsFromText(value));
  view.setUint32(at, words[0], true);
  view.setUint32(at + 4, words[1], true);
  view.setUint32(at + 8, words[2], true);
  view.setUint32(at + 12, words[3], true);
}

/** Reads what writeGuid wrote. */
export function readGuid(view: DataView, at: number): Guid {
  const first = view.getUint32(at, true);
  const second = view.getUint32(at + 4, true);
  const third = view.getUint32(at + 8, true);
  const fourth = view.getUint32(at + 12, true);
  const alike = textOfWords.get(first);
  if (alike) {
    for (const { text, words } of alike) {
      if (words[1] === second && words[2] === third && words[3] === fourth) return text;
    }
  }
  const text = textFromWords([first, second, third, fourth]);
  return remember(text, [first, second, third, fourth]).text;
}

const swapped = (word: number): number =>
  ((word & 0xff) << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);

function wordsFromText(text: Guid): GuidWords['words'] {
  const [data1 = '0', data2 = '0', data3 = '0', data4 = '', data5 = ''] = text.split('-');
  const tail = data4 + data5;
  const word = (hex: string): number => Number.parseInt(hex, 16);
  return [
    word(data1) >>> 0,
    (word(data2) | (word(data3) << 16)) >>> 0,
    swapped(word(tail.slice(0, 8))) >>> 0,
    swapped(word(tail.slice(8))) >>> 0,
  ];
}

function textFromWords([first, second, third, fourth]: GuidWords['words']): Guid {
  const hex = (value: number, digits: number): string => (value >>> 0).toString(16).padStart(digits, '0');
  const tail = hex(swapped(third), 8) + hex(swapped(fourth), 8);
  return `${hex(first, 8)}-${hex(second & 0xffff, 4)}-${hex(second >>> 16, 4)}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

/** Reads 16 bytes at `offset`; bytes that are not there count as 0. */
export function guidFromBytes(bytes: Uint8Array, offset: number): Guid {
  if (offset + 16 <= bytes.length) return readGuid(viewOf(bytes), offset);
  const whole = new Uint8Array(16);
  whole.set(bytes.subarray(offset));
  return readGuid(viewOf(whole), 0);
}

/** The 16 bytes of a GUID as Windows stores it. */
export function guidToBytes(value: Guid): Uint8Array {
  const bytes = new Uint8Array(16);
  writeGuid(viewOf(bytes), 0, value);
  return bytes;
}
