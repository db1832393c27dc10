// Questions that several rules ask of a request: where its WAVEFORMATEX or bitmap header is, which codec it names, how its
// values read in a message.
import { encodeConnect } from '#ks/connect.ts';
import { type ConstantSetName, numberText } from '#ks/constants.ts';
import { type BlockKey, bitmapPathOf, wavePathOf } from '#ks/format-blocks.ts';
import { guidNamed, guidText } from '#ks/guid.ts';
import type { Path } from '#ks/path.ts';
import { sizeOf } from '#ks/struct.ts';
import type { Guid, GuidKind } from '#ks/tables/guid-kinds.ts';
import { isUncompressedVideo, type SubFormatFacts, videoFormatOf } from '#ks/video-format.ts';
import { codecTagOf, waveTags } from '#ks/wave-format.ts';
import { placeOf } from '#language-server/descriptor/member-place.ts';
import type { Subject } from './rule.ts';

/** The value of a GUID that the headers name; a misspelt name is a bug. */
export function guid(name: string): Guid {
  const named = guidNamed(name);
  if (named === undefined) throw new Error(`no GUID named ${name}`);
  return named.value;
}

const subtypeKinds: readonly GuidKind[] = ['format-subtype', 'dshow-subtype'];

export const subtypeText = (value: Guid): string => guidText(value, subtypeKinds);
export const guidOf = (value: Guid, kind: GuidKind): string => guidText(value, [kind]);

/** A number as its constant where it has one, with the number behind it. */
export function named(value: number, set: ConstantSetName): string {
  const text = numberText(value, set);
  return /^[\d-]/.test(text) ? text : `${text} (${hexText(value)})`;
}

export const hexText = (value: number): string => (value < 10 ? String(value) : `0x${value.toString(16)}`);

/** Whether a block has a WAVEFORMATEX. */
export const hasWave = (block: BlockKey | undefined): boolean => wavePathOf(block) !== undefined;

/** Whether a block has a KS_BITMAPINFOHEADER. */
export const hasBitmap = (block: BlockKey | undefined): boolean => bitmapPathOf(block) !== undefined;

export interface Wave {
  readonly path: Path;
  readonly tag: number | undefined;
  /** The codec: the tag itself, or what SubFormat says for an EXTENSIBLE format. */
  readonly codec: number | undefined;
  readonly channels: number | undefined;
  readonly rate: number | undefined;
  readonly bits: number | undefined;
  readonly align: number | undefined;
  readonly average: number | undefined;
  readonly extra: number | undefined;
}

/** A question that dozens of rules ask of one subject, one after the other: the last answer is kept. */
export function oncePerSubject<T>(answer: (subject: Subject) => T): (subject: Subject) => T {
  let last: { readonly subject: Subject; readonly value: T } | undefined;
  return (subject) => {
    if (last?.subject !== subject) last = { subject, value: answer(subject) };
    return last.value;
  };
}

/** The members of the WAVEFORMATEX by short names; undefined for a format that has none. */
export const waveOf = oncePerSubject((subject): Wave | undefined => {
  const path = wavePathOf(subject.written.block?.key);
  if (path === undefined) return undefined;
  const tag = subject.number(...path, 'wFormatTag');
  const inner = subject.guid('WaveFormatExt', 'SubFormat') ?? subject.guid('KSDATAFORMAT', 'SubFormat');
  return {
    path,
    tag,
    codec: codecTagOf(tag, inner),
    channels: subject.number(...path, 'nChannels'),
    rate: subject.number(...path, 'nSamplesPerSec'),
    bits: subject.number(...path, 'wBitsPerSample'),
    align: subject.number(...path, 'nBlockAlign'),
    average: subject.number(...path, 'nAvgBytesPerSec'),
    extra: subject.number(...path, 'cbSize'),
  };
});

export const isPcmOrFloat = (codec: number | undefined): boolean =>
  codec === waveTags.pcm || codec === waveTags.ieeeFloat;

export interface Bitmap {
  readonly path: Path;
  readonly width: number | undefined;
  readonly height: number | undefined;
  /** Lines, whatever the orientation. */
  readonly lines: number | undefined;
  readonly bitCount: number | undefined;
  readonly compression: number | undefined;
  readonly sizeImage: number | undefined;
  readonly size: number | undefined;
  /** What KSDATAFORMAT.SubFormat says; undefined for a subtype that nothing is known of. */
  readonly facts: SubFormatFacts | undefined;
  readonly isRgb: boolean;
  readonly isUncompressed: boolean;
}

export const bitmapOf = oncePerSubject((subject): Bitmap | undefined => {
  const path = bitmapPathOf(subject.written.block?.key);
  if (path === undefined) return undefined;
  const subFormat = subject.guid('KSDATAFORMAT', 'SubFormat');
  const height = subject.number(...path, 'biHeight');
  const facts = videoFormatOf(subFormat);
  return {
    path,
    width: subject.number(...path, 'biWidth'),
    height,
    lines: height === undefined ? undefined : Math.abs(height),
    bitCount: subject.number(...path, 'biBitCount'),
    compression: subject.number(...path, 'biCompression'),
    sizeImage: subject.number(...path, 'biSizeImage'),
    size: subject.number(...path, 'biSize'),
    facts,
    isRgb: facts?.class === 'rgb',
    isUncompressed: isUncompressedVideo(subFormat),
  };
});

/** Bytes of the format before the member at a path of its block. */
export const offsetInFormat = (path: Path): number =>
  (placeOf(path)?.offset ?? 0) - sizeOf('KSPIN_CONNECT', 'x64');

/** Bytes of KSDATAFORMAT, the block and Bytes together, whatever FormatSize says. */
export const formatBytes = oncePerSubject((subject): number | undefined => {
  const block = subject.written.block?.key;
  if (subject.isUnreadable('Bytes') || (block !== undefined && subject.isUnreadable(block))) return undefined;
  const size = subject.derived('KSDATAFORMAT', 'FormatSize')?.value;
  return typeof size === 'number' ? size : undefined;
});

/** The request as bytes (x64), whichever pin it asks for; undefined when its format cannot become bytes. */
export function requestBytes(subject: Subject): Uint8Array | undefined {
  const encoded = encodeConnect({ ...subject.completed, KSPIN_CONNECT: { PinId: 0 } }, 'x64');
  return encoded.ok ? encoded.value : undefined;
}

export const formatSize = (subject: Subject): number | undefined =>
  subject.number('KSDATAFORMAT', 'FormatSize');
