// What may follow KSDATAFORMAT in memory: one row per block. Reader, encoder, decoder, completion and hover all
// read this table, so a new format is a new row.
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { viewOf } from './bytes.ts';
import { guidNamed } from './guid.ts';
import { type Arch, offsetOf, type StructName, sizeOf } from './struct.ts';

export interface FormatBlock {
  /** The key in a descriptor: the C member name in the KSDATAFORMAT_* structure of the header. */
  readonly key: string;
  readonly struct: StructName;
  /** The Specifiers that announce this block. */
  readonly specifiers: readonly Guid[];
  readonly meaning: string;
  /** Where the variable part begins, when the structure ends in a C array of 1: from here on it is `Bytes`. */
  readonly tail?: string;
  /** Rows that share a Specifier: true when the bytes are this one. Rows are tried in order. */
  readonly fits?: (bytes: Uint8Array) => boolean;
}

export type BlockKey = string;

const waveFormatExtensible = 0xfffe;

function specifier(name: string): Guid {
  const named = guidNamed(`KSDATAFORMAT_SPECIFIER_${name}`);
  if (!named) throw new Error(`no GUID named KSDATAFORMAT_SPECIFIER_${name}`);
  return named.value;
}

/** Ordered: of several rows for one Specifier the first that fits is taken. */
export const formatBlocks: readonly FormatBlock[] = [
  {
    key: 'WaveFormatExt',
    struct: 'WAVEFORMATEXTENSIBLE',
    specifiers: [specifier('WAVEFORMATEX')],
    meaning:
      'Audio format with channel mask, valid bits and SubFormat; wFormatTag is WAVE_FORMAT_EXTENSIBLE.',
    fits: (bytes) => bytes.length >= 40 && viewOf(bytes).getUint16(0, true) === waveFormatExtensible,
  },
  {
    key: 'WaveFormatEx',
    struct: 'WAVEFORMATEX',
    specifiers: [specifier('WAVEFORMATEX')],
    meaning: 'Plain audio format; codec bytes counted by cbSize follow in Bytes.',
  },
  {
    key: 'BufferDesc',
    struct: 'KSDSOUND_BUFFERDESC',
    specifiers: [specifier('DSOUND')],
    meaning: 'DirectSound buffer description around a WAVEFORMATEX.',
  },
  {
    key: 'VideoInfoHeader',
    struct: 'KS_VIDEOINFOHEADER',
    specifiers: [specifier('VIDEOINFO')],
    meaning: 'Progressive video; a palette or colour masks follow in Bytes.',
  },
  {
    key: 'VideoInfoHeader2',
    struct: 'KS_VIDEOINFOHEADER2',
    specifiers: [specifier('VIDEOINFO2')],
    meaning: 'Video with interlacing, aspect ratio and colour information.',
  },
  {
    key: 'Mpeg1VideoInfoHeader',
    struct: 'KS_MPEG1VIDEOINFO',
    specifiers: [specifier('MPEG1_VIDEO')],
    meaning: 'MPEG-1 video; the sequence header follows in Bytes.',
    tail: 'bSequenceHeader',
  },
  {
    key: 'MpegVideoInfoHeader2',
    struct: 'KS_MPEGVIDEOINFO2',
    specifiers: [specifier('MPEG2_VIDEO')],
    meaning: 'MPEG-2 video; the sequence header follows in Bytes.',
    tail: 'bSequenceHeader',
  },
  {
    key: 'MpegAudioInfo',
    struct: 'KS_MPEGAUDIOINFO',
    specifiers: [specifier('DIALECT_MPEG2_AUDIO')],
    meaning: 'MPEG audio dialect.',
  },
  {
    key: 'H264VideoInfo',
    struct: 'KS_H264VIDEOINFO',
    specifiers: [specifier('H264_VIDEO')],
    meaning: 'H.264 video as UVC describes it.',
  },
  {
    key: 'AnalogVideoInfo',
    struct: 'KS_ANALOGVIDEOINFO',
    specifiers: [specifier('ANALOGVIDEO')],
    meaning: 'Analog video signal geometry.',
  },
  {
    key: 'VBIInfoHeader',
    struct: 'KS_VBIINFOHEADER',
    specifiers: [specifier('VBI')],
    meaning: 'Raw vertical blanking interval lines.',
  },
  {
    key: 'ImageInfoHeader',
    struct: 'KS_BITMAPINFOHEADER',
    specifiers: [specifier('IMAGE')],
    meaning: 'A still image.',
  },
];

const byKey = new Map(formatBlocks.map((block) => [block.key, block]));

export function blockOfKey(key: BlockKey): FormatBlock | undefined {
  return byKey.get(key);
}

/** The row for a format's Specifier and the bytes that follow KSDATAFORMAT; undefined when they are opaque. */
export function blockOfBytes(specifierGuid: Guid, bytes: Uint8Array): FormatBlock | undefined {
  return formatBlocks.find(
    (block) => block.specifiers.includes(specifierGuid) && (block.fits === undefined || block.fits(bytes)),
  );
}

/** Bytes of the block's fixed part: up to its variable tail, if it has one. */
export function blockSize(block: FormatBlock, arch: Arch): number {
  return block.tail === undefined ? sizeOf(block.struct, arch) : offsetOf(block.struct, block.tail, arch);
}
