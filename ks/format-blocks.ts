// What may follow KSDATAFORMAT in memory: one row per block. Reader, encoder, decoder, completion and hover all
// read this table, so a new format is a new row.
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { viewOf } from './bytes.ts';
import { guidNamed } from './guid.ts';
import type { Path } from './path.ts';
import { type Arch, offsetOf, type StructName, sizeOf } from './struct.ts';
import { waveTags } from './wave-format.ts';

export interface FormatBlock {
  /** The key in a descriptor: the C member name in the KSDATAFORMAT_* structure of the header. */
  readonly key: string;
  readonly struct: StructName;
  /** The Specifiers that announce this block. */
  readonly specifiers: readonly Guid[];
  readonly meaning: string;
  /** Where the variable part begins, when the structure ends in a C array of 1: from here on it is `Bytes`. */
  readonly tail?: string;
  /** Where the WAVEFORMATEX is inside the structure; empty when it is the structure itself. */
  readonly wave?: Path;
  /** Where the KS_BITMAPINFOHEADER is inside the structure. */
  readonly bitmap?: Path;
  /** The wFormatTag that alone makes bytes this block, where a Specifier has several. */
  readonly tag?: number;
  /** Rows that share a Specifier: true when the bytes are this one. Rows are tried in order. */
  readonly fits?: (bytes: Uint8Array) => boolean;
}

export type BlockKey = string;

const waveFormatSize = 18;

function specifier(name: string): Guid {
  const named = guidNamed(`KSDATAFORMAT_SPECIFIER_${name}`);
  if (!named) throw new Error(`no GUID named KSDATAFORMAT_SPECIFIER_${name}`);
  return named.value;
}

/**
 * A structure that begins with a WAVEFORMATEX: known by its tag, and only where cbSize and the bytes have room for the
 * whole of it. What is shorter is a WaveFormatEx with Bytes.
 */
function codec(
  key: string,
  struct: StructName,
  tag: number,
  wave: string,
  meaning: string,
  tail?: string,
): FormatBlock {
  const size = tail === undefined ? sizeOf(struct, 'x64') : offsetOf(struct, tail, 'x64');
  return {
    key,
    struct,
    specifiers: [specifier('WAVEFORMATEX')],
    meaning,
    wave: [wave],
    tag,
    ...(tail === undefined ? {} : { tail }),
    fits: (bytes) => {
      if (bytes.length < size) return false;
      const view = viewOf(bytes);
      return view.getUint16(0, true) === tag && view.getUint16(16, true) >= size - waveFormatSize;
    },
  };
}

/** Ordered: of several rows for one Specifier the first that fits is taken. */
export const formatBlocks: readonly FormatBlock[] = [
  {
    key: 'WaveFormatExt',
    struct: 'WAVEFORMATEXTENSIBLE',
    specifiers: [specifier('WAVEFORMATEX')],
    meaning:
      'Audio format with channel mask, valid bits and SubFormat; wFormatTag is WAVE_FORMAT_EXTENSIBLE.',
    wave: ['Format'],
    tag: waveTags.extensible,
    fits: (bytes) => bytes.length >= 40 && viewOf(bytes).getUint16(0, true) === waveTags.extensible,
  },
  codec(
    'Mpeg1WaveFormat',
    'MPEG1WAVEFORMAT',
    waveTags.mpeg,
    'wfx',
    'MPEG-1 audio, layers I to III, with its frame header.',
  ),
  codec('MpegLayer3WaveFormat', 'MPEGLAYER3WAVEFORMAT', waveTags.mpegLayer3, 'wfx', 'MP3 by blocks.'),
  codec(
    'HeaacWaveInfo',
    'HEAACWAVEINFO',
    waveTags.mpegHeaac,
    'wfx',
    'AAC; the AudioSpecificConfig follows in Bytes.',
  ),
  codec(
    'AdpcmWaveFormat',
    'ADPCMWAVEFORMAT',
    waveTags.adpcm,
    'wfx',
    'Microsoft ADPCM; the coefficient pairs follow in Bytes.',
    'aCoef',
  ),
  {
    key: 'WaveFormatEx',
    struct: 'WAVEFORMATEX',
    specifiers: [specifier('WAVEFORMATEX')],
    meaning: 'Plain audio format; codec bytes counted by cbSize follow in Bytes.',
    wave: [],
  },
  {
    key: 'BufferDesc',
    struct: 'KSDSOUND_BUFFERDESC',
    specifiers: [specifier('DSOUND')],
    meaning: 'DirectSound buffer description around a WAVEFORMATEX.',
    wave: ['WaveFormatEx'],
  },
  {
    key: 'VideoInfoHeader',
    struct: 'KS_VIDEOINFOHEADER',
    specifiers: [specifier('VIDEOINFO')],
    meaning: 'Progressive video; a palette or colour masks follow in Bytes.',
    bitmap: ['bmiHeader'],
  },
  {
    key: 'VideoInfoHeader2',
    struct: 'KS_VIDEOINFOHEADER2',
    specifiers: [specifier('VIDEOINFO2')],
    meaning: 'Video with interlacing, aspect ratio and colour information.',
    bitmap: ['bmiHeader'],
  },
  {
    key: 'Mpeg1VideoInfoHeader',
    struct: 'KS_MPEG1VIDEOINFO',
    specifiers: [specifier('MPEG1_VIDEO')],
    meaning: 'MPEG-1 video; the sequence header follows in Bytes.',
    bitmap: ['hdr', 'bmiHeader'],
    tail: 'bSequenceHeader',
  },
  {
    key: 'MpegVideoInfoHeader2',
    struct: 'KS_MPEGVIDEOINFO2',
    specifiers: [specifier('MPEG2_VIDEO')],
    meaning: 'MPEG-2 video; the sequence header follows in Bytes.',
    bitmap: ['hdr', 'bmiHeader'],
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
    bitmap: [],
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

/** The path of the WAVEFORMATEX in a request with this block; undefined when it has none. */
export function wavePathOf(key: BlockKey | undefined): Path | undefined {
  const wave = key === undefined ? undefined : blockOfKey(key)?.wave;
  return key === undefined || wave === undefined ? undefined : [key, ...wave];
}

/** The path of the KS_BITMAPINFOHEADER in a request with this block; undefined when it has none. */
export function bitmapPathOf(key: BlockKey | undefined): Path | undefined {
  const bitmap = key === undefined ? undefined : blockOfKey(key)?.bitmap;
  return key === undefined || bitmap === undefined ? undefined : [key, ...bitmap];
}
