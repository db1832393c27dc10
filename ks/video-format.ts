// What a video SubFormat says about its pictures: depth, compression and size in memory.
import { type VideoFormat, videoFormats } from '#ks/tables/video-formats.ts';
import type { Value } from './struct.ts';

/** BITMAPINFOHEADER implies 24 bits for pictures that are decoded before they are shown. */
const impliedBitCount = 24;

export interface SubFormatFacts extends VideoFormat {
  /** What biBitCount should say. */
  readonly bitCount: number;
}

const bySubFormat = new Map<Value, SubFormatFacts>(
  videoFormats.map((format) => [
    format.subtype,
    { ...format, bitCount: format.bitsPerPixel || impliedBitCount },
  ]),
);

/** The facts for KSDATAFORMAT.SubFormat; undefined when it is no known video format. */
export function videoFormatOf(subFormat: Value | undefined): SubFormatFacts | undefined {
  return subFormat === undefined ? undefined : bySubFormat.get(subFormat);
}

/** RGB or a raw FourCC: every picture has the same size. */
export function isUncompressedVideo(subFormat: Value | undefined): boolean {
  const row = videoFormatOf(subFormat);
  return row !== undefined && row.class !== 'compressed';
}

/**
 * Bytes of one picture, from pixels and bits per pixel. RGB lines are padded to a multiple of 4 bytes; packed and
 * planar YUV are counted without padding, block formats (v210) in whole blocks; for a compressed or unknown SubFormat this is the size of the picture
 * before compression, an upper bound in practice. The sign of the height is orientation only.
 */
export function minimumImageSize(
  subFormat: Value | undefined,
  width: number,
  height: number,
  bitCount: number,
): number {
  const lines = Math.abs(height);
  const { class: kind, lineBlock } = videoFormatOf(subFormat) ?? {};
  if (lineBlock) return Math.ceil(width / lineBlock.pixels) * lineBlock.bytes * lines;
  if (kind === 'rgb') return Math.ceil((width * bitCount) / 32) * 4 * lines;
  return Math.ceil((width * lines * bitCount) / 8);
}
