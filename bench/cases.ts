// What is measured: the structures that every request and every answer about a pin are made of, with real values.

import { type ConnectRequest, complete } from '#ks/connect.ts';
import { dataRangeFromValue } from '#ks/data-range.ts';
import { guidNamed } from '#ks/guid.ts';
import { decodeStruct, encodeStruct, type StructName, type StructValue } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';

function guid(name: string): Guid {
  const named = guidNamed(name);
  if (!named) throw new Error(`no GUID named ${name}`);
  return named.value;
}

export const speaker: ConnectRequest = complete({
  KSPIN_CONNECT: { PinId: 0 },
  KSDATAFORMAT: {
    MajorFormat: guid('KSDATAFORMAT_TYPE_AUDIO'),
    SubFormat: guid('KSDATAFORMAT_SUBTYPE_PCM'),
    Specifier: guid('KSDATAFORMAT_SPECIFIER_WAVEFORMATEX'),
  },
  block: {
    key: 'WaveFormatExt',
    value: { Format: { nChannels: 2, nSamplesPerSec: 48000, wBitsPerSample: 16 } },
  },
});

const camera: ConnectRequest = complete({
  KSPIN_CONNECT: { PinId: 0 },
  KSDATAFORMAT: {
    MajorFormat: guid('KSDATAFORMAT_TYPE_VIDEO'),
    SubFormat: guid('MEDIASUBTYPE_YUY2'),
    Specifier: guid('KSDATAFORMAT_SPECIFIER_VIDEOINFO'),
  },
  block: {
    key: 'VideoInfoHeader',
    value: { AvgTimePerFrame: 333333n, bmiHeader: { biWidth: 640, biHeight: 480 } },
  },
});

export const pcmRange = dataRangeFromValue('KSDATARANGE_AUDIO', {
  DataRange: {
    MajorFormat: guid('KSDATAFORMAT_TYPE_AUDIO'),
    SubFormat: guid('KSDATAFORMAT_SUBTYPE_PCM'),
    Specifier: guid('KSDATAFORMAT_SPECIFIER_WAVEFORMATEX'),
  },
  MaximumChannels: 2,
  MinimumBitsPerSample: 16,
  MaximumBitsPerSample: 24,
  MinimumSampleFrequency: 44100,
  MaximumSampleFrequency: 96000,
});

const videoRange = dataRangeFromValue('KS_DATARANGE_VIDEO', {
  DataRange: camera.KSDATAFORMAT,
  bFixedSizeSamples: 1,
  VideoInfoHeader: camera.block?.value ?? {},
});

export interface Case {
  readonly struct: StructName;
  /** Every member given. */
  readonly value: StructValue;
  readonly bytes: Uint8Array;
}

function made(struct: StructName, members: StructValue | undefined): Case {
  const bytes = encodeStruct(struct, members ?? {}, 'x64');
  return { struct, value: decodeStruct(struct, bytes, 'x64') ?? {}, bytes };
}

export const cases: readonly Case[] = [
  made('KSPIN_CONNECT', speaker.KSPIN_CONNECT),
  made('KSDATAFORMAT', speaker.KSDATAFORMAT),
  made('WAVEFORMATEXTENSIBLE', speaker.block?.value),
  made('KS_VIDEOINFOHEADER', camera.block?.value),
  made('KSDATARANGE_AUDIO', pcmRange.value),
  made('KS_DATARANGE_VIDEO', videoRange.value),
];
