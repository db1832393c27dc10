import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DataRange, dataRangeFromValue } from '#ks/data-range.ts';
import { zeroGuid } from '#ks/guid.ts';
import { type Format, intersectRanges } from '#ks/intersection.ts';
import { memberAt } from '#ks/request.ts';
import type { StructValue } from '#ks/struct.ts';
import { pcmRange, yuy2Range } from './pins.ts';
import { guid } from './requests.ts';

/** The range with members replaced, those of its header too. */
function changed(range: DataRange, members: StructValue, header: StructValue = {}): DataRange {
  const { FormatSize: _, ...old } = range.value.DataRange as StructValue;
  return dataRangeFromValue(range.struct, { ...range.value, ...members, DataRange: { ...old, ...header } });
}

const bare = (members: StructValue): DataRange =>
  dataRangeFromValue('KSDATARANGE', {
    MajorFormat: zeroGuid,
    SubFormat: zeroGuid,
    Specifier: zeroGuid,
    ...members,
  });

function waveOf(format: Format | undefined): readonly unknown[] {
  assert.ok(format);
  const request = { KSPIN_CONNECT: {}, ...format };
  const path = format.block?.key === 'BufferDesc' ? ['BufferDesc', 'WaveFormatEx'] : ['WaveFormatEx'];
  return ['wFormatTag', 'nChannels', 'nSamplesPerSec', 'wBitsPerSample', 'nBlockAlign'].map((name) =>
    memberAt(request, [...path, name]),
  );
}

test('audio takes the highest values that both sides allow', () => {
  const client = changed(pcmRange, {
    MaximumChannels: 8,
    MaximumBitsPerSample: 32,
    MaximumSampleFrequency: 48000,
  });
  assert.deepEqual(waveOf(intersectRanges([pcmRange], [client])), [1, 2, 48000, 24, 6]);
  const format = intersectRanges([pcmRange], [client]);
  assert.deepEqual([format?.KSDATAFORMAT.FormatSize, format?.KSDATAFORMAT.SampleSize], [82, 6]);
});

test('the default handler is stereo at most, and mono where one side is', () => {
  const wide = changed(pcmRange, { MaximumChannels: 8 });
  assert.deepEqual(waveOf(intersectRanges([wide], [wide]))[1], 2);
  const mono = changed(pcmRange, { MaximumChannels: 1 });
  assert.deepEqual(waveOf(intersectRanges([wide], [mono]))[1], 1);
});

test('a wildcard of the client leaves everything to the pin', () => {
  assert.deepEqual(waveOf(intersectRanges([pcmRange], [bare({})])), [1, 2, 96000, 24, 6]);
});

test('audio that does not meet has no format: rates apart, bits apart, another codec', () => {
  const apart = [
    { MinimumSampleFrequency: 192000, MaximumSampleFrequency: 192000 },
    { MinimumBitsPerSample: 8, MaximumBitsPerSample: 8 },
  ];
  for (const members of apart) {
    assert.equal(intersectRanges([pcmRange], [changed(pcmRange, members)]), undefined);
  }
  const float = { SubFormat: guid('KSDATAFORMAT_SUBTYPE_IEEE_FLOAT') };
  assert.equal(intersectRanges([pcmRange], [changed(pcmRange, {}, float)]), undefined);
});

test('the default handler knows PCM only', () => {
  const float = changed(pcmRange, {}, { SubFormat: guid('KSDATAFORMAT_SUBTYPE_IEEE_FLOAT') });
  assert.equal(intersectRanges([float], [float]), undefined);
});

test('a DirectSound range gives a buffer description', () => {
  const dsound = changed(pcmRange, {}, { Specifier: guid('KSDATAFORMAT_SPECIFIER_DSOUND') });
  const format = intersectRanges([pcmRange, dsound], [dsound]);
  assert.equal(format?.block?.key, 'BufferDesc');
  assert.deepEqual(waveOf(format), [1, 2, 96000, 24, 6]);
});

test('the first range of the client that meets one of the pin wins', () => {
  const low = changed(pcmRange, { MaximumSampleFrequency: 44100 });
  assert.equal(waveOf(intersectRanges([pcmRange], [yuy2Range, low, pcmRange]))[2], 44100);
});

const stepped = changed(yuy2Range, {
  ConfigCaps: {
    ...(yuy2Range.value.ConfigCaps as StructValue),
    MinOutputSize: { cx: 160, cy: 120 },
    MaxOutputSize: { cx: 640, cy: 480 },
    OutputGranularityX: 80,
    OutputGranularityY: 60,
  },
});

function sized(width: number, height: number, members: StructValue = {}): DataRange {
  const header = stepped.value.VideoInfoHeader as StructValue;
  const bmiHeader = { ...(header.bmiHeader as StructValue), biWidth: width, biHeight: height };
  return changed(stepped, { ...members, VideoInfoHeader: { ...header, bmiHeader } });
}

test('video takes a size that the output limits and steps allow, with its image size', () => {
  const format = intersectRanges([stepped], [sized(320, 240)]);
  assert.ok(format);
  const request = { KSPIN_CONNECT: {}, ...format };
  const bitmap = memberAt(request, ['VideoInfoHeader', 'bmiHeader']) as StructValue;
  assert.deepEqual([bitmap.biWidth, bitmap.biHeight, bitmap.biSizeImage], [320, 240, 153600]);
  assert.deepEqual([format.KSDATAFORMAT.FormatSize, format.KSDATAFORMAT.SampleSize], [152, 153600]);
});

test('video refuses sizes between the steps or outside, and other flags or caps', () => {
  assert.equal(intersectRanges([stepped], [sized(321, 240)]), undefined);
  assert.equal(intersectRanges([stepped], [sized(1280, 720)]), undefined);
  assert.equal(intersectRanges([stepped], [sized(320, 240, { bTemporalCompression: 1 })]), undefined);
  assert.equal(intersectRanges([yuy2Range], [sized(320, 240)]), undefined, 'caps of another range');
});

test('a bare range of the client gets the default picture of the pin', () => {
  const format = intersectRanges([stepped], [bare({ MajorFormat: guid('KSDATAFORMAT_TYPE_VIDEO') })]);
  assert.equal(
    memberAt({ KSPIN_CONNECT: {}, ...(format as Format) }, ['VideoInfoHeader', 'bmiHeader', 'biWidth']),
    640,
  );
});

test('streams without a specifier are their three GUIDs, once all are known', () => {
  const midi = bare({
    MajorFormat: guid('KSDATAFORMAT_TYPE_MUSIC'),
    SubFormat: guid('KSDATAFORMAT_SUBTYPE_MIDI'),
    Specifier: guid('KSDATAFORMAT_SPECIFIER_NONE'),
  });
  const format = intersectRanges([midi], [bare({ MajorFormat: guid('KSDATAFORMAT_TYPE_MUSIC') })]);
  assert.equal(format?.KSDATAFORMAT.SubFormat, guid('KSDATAFORMAT_SUBTYPE_MIDI'));
  assert.equal(format?.KSDATAFORMAT.FormatSize, 64);
  assert.equal(intersectRanges([bare({})], [bare({})]), undefined);
});
