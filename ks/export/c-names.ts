// Which header names a C compiler knows. Headers differ: mingw's lack names that Microsoft's newer ones have, and the
// DirectShow names are in headers that drivers do not include. What is not sure to be there is written out, so that the
// source compiles everywhere.
import { type ConstantSetName, numberText } from '#ks/constants.ts';
import { guidToBytes, namesOf } from '#ks/guid.ts';
import type { Guid, GuidKind } from '#ks/tables/guid-kinds.ts';

/** GUIDs whose STATIC_ macro is in every ks.h and ksmedia.h. Others are defined beside the request. */
const inEveryHeader: ReadonlySet<string> = new Set([
  'KSINTERFACESETID_Standard',
  'KSMEDIUMSETID_Standard',
  'KSDATAFORMAT_TYPE_AUDIO',
  'KSDATAFORMAT_TYPE_VIDEO',
  'KSDATAFORMAT_TYPE_MUSIC',
  'KSDATAFORMAT_TYPE_STREAM',
  'KSDATAFORMAT_SUBTYPE_NONE',
  'KSDATAFORMAT_SUBTYPE_PCM',
  'KSDATAFORMAT_SUBTYPE_IEEE_FLOAT',
  'KSDATAFORMAT_SUBTYPE_MIDI',
  'KSDATAFORMAT_SPECIFIER_NONE',
  'KSDATAFORMAT_SPECIFIER_WAVEFORMATEX',
  'KSDATAFORMAT_SPECIFIER_DSOUND',
  'KSDATAFORMAT_SPECIFIER_VIDEOINFO',
  'KSDATAFORMAT_SPECIFIER_VIDEOINFO2',
]);

/** Constants that some ks.h, ksmedia.h, mmreg.h or wingdi.h lacks. */
const notInEveryHeader =
  /\b(AM_?[A-Z]|KS_AMCONTROL|KS_COPYPROTECT|KS_MPEG2_Widescreen|KS_BI_JPEG|KS_VIDEO_FLAG_|KSAUDIO_SPEAKER_(?:[1-3]POINT|[57]POINT0)|ACM_|WAVE_FORMAT_(?!PCM|IEEE_FLOAT|EXTENSIBLE|ADPCM|MPEG|MPEGLAYER3|UNKNOWN|MULAW|ALAW)\b|MPEGLAYER3_)/;

/** The eleven numbers of a GUID as a STATIC_ macro lists them. */
export function guidNumbers(value: Guid): string {
  const hex = (part: string): string => `0x${part}`;
  const [data1 = '', data2 = '', data3 = ''] = value.split('-');
  const data4 = [...guidToBytes(value).subarray(8)].map((byte) => hex(byte.toString(16).padStart(2, '0')));
  return [hex(data1), hex(data2), hex(data3), ...data4].join(', ');
}

/** The preferred header name of a GUID in its place; undefined for one that has none. */
export function guidNameOf(value: Guid, kinds: readonly GuidKind[] = []): string | undefined {
  const names = namesOf(value);
  return (names.find(({ kind }) => kinds.includes(kind)) ?? names[0])?.name;
}

/** The definition of a name that a header may lack; undefined where every header has it. */
export function guardedMacro(name: string, value: Guid): string | undefined {
  if (inEveryHeader.has(name)) return undefined;
  return [`#ifndef STATIC_${name}`, `#define STATIC_${name} \\`, `    ${guidNumbers(value)}`, '#endif'].join(
    '\n',
  );
}

/** A number for C: constants that every header has by name, others as a number and the name beside it. */
export function numberInC(
  value: number | bigint,
  set: ConstantSetName | undefined,
): { readonly text: string; readonly comment?: string } {
  const number = plainNumber(value);
  const name = numberText(value, set);
  if (set === undefined || /^(-?\d|0x)/.test(name)) return { text: number };
  const isC = /^[\w |]+$/.test(name) && !notInEveryHeader.test(name);
  return isC ? { text: name } : { text: number, comment: name };
}

const minLong = -0x80000000;

function plainNumber(value: number | bigint): string {
  if (typeof value === 'bigint' && (value > 0xffffffffn || value < BigInt(minLong))) return wideNumber(value);
  // In C -2147483648 is the negation of a number that is no LONG.
  if (Number(value) === minLong) return '(-2147483647 - 1)';
  return value >= 0x10000000 ? `0x${value.toString(16).toUpperCase()}` : value.toString();
}

function wideNumber(value: bigint): string {
  if (value === -(1n << 63n)) return '(-9223372036854775807LL - 1)';
  return value < 0n
    ? `${value}LL`
    : `0x${value.toString(16).toUpperCase()}${value >= 1n << 63n ? 'ULL' : 'LL'}`;
}
