// A data range in one line, for trees, messages and the terminal.

import type { Guid } from '#ks/tables/guid-kinds.ts';
import { type DataRange, rangeHeader } from './data-range.ts';
import { fourccOf, guidText, waveTagOf, zeroGuid } from './guid.ts';
import { type Value, valueAt } from './struct.ts';

const ticksPerSecond = 10_000_000;
const anyChannels = 0xffffffff;

/** For example `PCM, 1-2 ch, 16-24 bit, 44100-96000 Hz` or `YUY2 640x480, 30 fps`. */
export function describeRange(range: DataRange): string {
  const header = rangeHeader(range);
  const subFormat = subFormatText(header.SubFormat as Guid);
  if (range.struct === 'KSDATARANGE_AUDIO') return `${subFormat}, ${audioText(range)}`;
  const bitmap = valueAt(range.value, ['VideoInfoHeader', 'bmiHeader']);
  if (bitmap !== undefined) return `${subFormat} ${videoText(range, bitmap)}`;
  if (header.MajorFormat === zeroGuid) return 'any format';
  const specifier = guidText(header.Specifier as Guid, ['format-specifier']);
  return `${guidText(header.MajorFormat as Guid, ['format-type'])}, ${subFormat}, ${specifier}`;
}

/** The short name: `PCM`, `YUY2`, `any`; the header's own name without its prefix. */
export function subFormatText(subFormat: Guid): string {
  if (subFormat === zeroGuid) return 'any';
  const tag = waveTagOf(subFormat);
  const name = guidText(subFormat, ['format-subtype']);
  if (tag === undefined) {
    const fourcc = fourccOf(subFormat);
    if (fourcc !== undefined) return fourcc;
  }
  return name.replace(/^(KSDATAFORMAT_SUBTYPE|MEDIASUBTYPE)_/, '');
}

function span(low: Value | undefined, high: Value | undefined): string {
  return low === high ? String(low) : `${low}-${high}`;
}

function audioText({ value }: DataRange): string {
  const channels = value.MaximumChannels === anyChannels ? 'any number of' : `up to ${value.MaximumChannels}`;
  const bits = span(value.MinimumBitsPerSample, value.MaximumBitsPerSample);
  return `${channels} ch, ${bits} bit, ${span(value.MinimumSampleFrequency, value.MaximumSampleFrequency)} Hz`;
}

function videoText(range: DataRange, bitmap: Value): string {
  const size = `${valueAt(bitmap, ['biWidth'])}x${valueAt(bitmap, ['biHeight'])}`;
  const ticks = Number(valueAt(range.value, ['VideoInfoHeader', 'AvgTimePerFrame']) ?? 0);
  const rate = ticks > 0 ? `, ${Number((ticksPerSecond / ticks).toFixed(2))} fps` : '';
  return `${size}, ${valueAt(bitmap, ['biBitCount'])} bit${rate}`;
}
