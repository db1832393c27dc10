// What a wave format is made of: its codec, whether its samples have one size, and the usual speaker positions.

import { waveTagOf } from './guid.ts';
import type { Path } from './path.ts';
import type { Value } from './struct.ts';

/** wFormatTag values that have a structure or a rule of their own (mmreg.h). */
export const waveTags = {
  pcm: 0x0001,
  adpcm: 0x0002,
  ieeeFloat: 0x0003,
  mpeg: 0x0050,
  mpegLayer3: 0x0055,
  mpegHeaac: 0x1610,
  extensible: 0xfffe,
} as const;

/** The codec: wFormatTag itself, or the tag that an EXTENSIBLE format's SubFormat stands for. */
export function codecTagOf(tag: Value | undefined, subFormat: Value | undefined): number | undefined {
  if (tag !== waveTags.extensible) return typeof tag === 'number' ? tag : undefined;
  return typeof subFormat === 'string' ? waveTagOf(subFormat) : undefined;
}

interface Members {
  member(...path: Path): Value | undefined;
}

/** PCM or float, whose samples all have nBlockAlign bytes; `wave` is where the WAVEFORMATEX is. */
export function isUncompressedWave(members: Members, wave: Path): boolean {
  const tag = members.member(...wave, 'wFormatTag');
  const inner = members.member(...wave.slice(0, -1), 'SubFormat');
  const codec = codecTagOf(tag, inner ?? members.member('KSDATAFORMAT', 'SubFormat'));
  return codec === waveTags.pcm || codec === waveTags.ieeeFloat;
}

/** ksmedia.h KSAUDIO_SPEAKER_MONO, STEREO, (L R C), QUAD, 5POINT0, 5POINT1, 7POINT0, 7POINT1_SURROUND. */
const standardMasks: Readonly<Record<number, number>> = {
  1: 0x4,
  2: 0x3,
  3: 0x7,
  4: 0x33,
  5: 0x37,
  6: 0x3f,
  7: 0x637,
  8: 0x63f,
};

/** The usual dwChannelMask for 1 to 8 channels; undefined for more, which have no usual one. */
export function standardChannelMask(channels: number): number | undefined {
  return standardMasks[channels];
}
