// Requests and data ranges with the numbers of public sample drivers, each twice: as a row of C for the compiler, and as
// the value that a descriptor would give, derivable members left out.
import { readFileSync } from 'node:fs';
import { type DataRange, dataRangeFromValue } from '#ks/data-range.ts';
import { parseGuid } from '#ks/guid.ts';
import type { ConnectRequest } from '#ks/request.ts';
import type { StructName, StructValue } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';

interface Video {
  readonly videoStandard: string;
  readonly fixedSizeSamples: boolean;
  readonly temporalCompression: boolean;
  readonly inputSize: readonly [number, number];
  readonly minCropping: readonly [number, number];
  readonly maxCropping: readonly [number, number];
  readonly cropGranularity: readonly [number, number];
  readonly cropAlign: readonly [number, number];
  readonly minOutput: readonly [number, number];
  readonly maxOutput: readonly [number, number];
  readonly outputGranularity: readonly [number, number];
  readonly frameInterval: readonly [number, number];
  readonly bitsPerSecond: readonly [number, number];
  readonly default: {
    readonly dwBitRate: number;
    readonly avgTimePerFrame: number;
    readonly width: number;
    readonly height: number;
    readonly bitCount: number;
    readonly compression: string;
    readonly sizeImage: number;
  };
}

interface Range {
  readonly flags: number;
  readonly sampleSize: number;
  readonly majorFormat: string;
  readonly subFormat: string;
  readonly specifier: string;
  readonly audio?: {
    readonly maximumChannels: number;
    readonly bits: readonly [number, number];
    readonly rate: readonly [number, number];
  };
  readonly music?: {
    readonly technology: string;
    readonly channels: number;
    readonly notes: number;
    readonly channelMask: number;
  };
  readonly video?: Video;
}

type WaveFormat = readonly [number, number, number, number, number, string, string?];

const fixture: {
  readonly waveFormats: readonly { readonly array: string; readonly format: WaveFormat }[];
  readonly ranges: readonly Range[];
} = JSON.parse(readFileSync(new URL('../fixtures/real-formats.json', import.meta.url), 'utf8'));

/** A C type and its initialiser, and the same thing as our value. */
export interface Written<T> {
  readonly name: string;
  readonly type: string;
  readonly initialiser: string;
  readonly ours: T;
}

function guid(text: string): Guid {
  const value = parseGuid(text);
  if (value === undefined) throw new Error(`${text} is no GUID`);
  return value;
}

/** The numbers of a GUID as a STATIC_ macro has them, from its text. */
function numbersOf(text: string): string {
  const [data1, data2, data3, data4 = ''] = text.replace(/-(?=[0-9a-f]{12}$)/, '').split('-');
  const bytes = [...data4.matchAll(/../g)].map(([byte]) => `0x${byte}`);
  return [`0x${data1}`, `0x${data2}`, `0x${data3}`, ...bytes].join(', ');
}

/** A name that mingw may lack, defined by its text for the compiler. */
export function staticMacros(): readonly string[] {
  const names = fixture.ranges.flatMap(({ subFormat, majorFormat }) => [subFormat, majorFormat]);
  return [...new Set(names)].flatMap((name) => [
    `#ifndef STATIC_${name}`,
    `#define STATIC_${name} ${numbersOf(guid(name))}`,
    '#endif',
  ]);
}

const pin = (Id: number): StructValue => ({
  PinId: 0,
  Interface: { Set: guid('KSINTERFACESETID_Standard'), Id },
});
const streaming = pin(0);
const looped = pin(1);

function formatOf(major: string, subFormat: string, specifier: string, more: StructValue = {}): StructValue {
  return {
    MajorFormat: guid(`KSDATAFORMAT_TYPE_${major}`),
    SubFormat: guid(subFormat),
    Specifier: guid(`KSDATAFORMAT_SPECIFIER_${specifier}`),
    ...more,
  };
}

/** Every exact format of the samples; encoded ones say SampleSize 0, which differs from what we would derive. */
function extensibleRequests(): readonly Written<ConnectRequest>[] {
  return fixture.waveFormats.map(
    ({ array, format: [, channels, rate, bits, valid, mask, subFormat] }, index) => {
      const sub = subFormat ?? 'KSDATAFORMAT_SUBTYPE_PCM';
      const sample = subFormat ? '0' : `${channels} * ${bits} / 8`;
      return {
        name: `${array}, ${rate} Hz, ${channels} channels, ${bits} bit`,
        type: 'EXTENSIBLE_REQUEST',
        initialiser: `{ EXTENSIBLE(${channels}, ${rate}, ${bits}, ${valid}, ${mask}, ${subFormat ? `ENCODED_${index}` : 'KSDATAFORMAT_SUBTYPE_PCM'}, 0, ${sample}) }`,
        ours: {
          KSPIN_CONNECT: looped,
          KSDATAFORMAT: formatOf('AUDIO', sub, 'WAVEFORMATEX'),
          block: {
            key: 'WaveFormatExt',
            value: {
              Format: {
                nChannels: channels,
                nSamplesPerSec: rate,
                wBitsPerSample: bits,
                // An encoded stream travels in frames of its link: no rule gives these from its SubFormat.
                ...(subFormat
                  ? { nBlockAlign: (channels * bits) / 8, nAvgBytesPerSec: ((channels * bits) / 8) * rate }
                  : {}),
              },
              Samples: { wValidBitsPerSample: valid },
              dwChannelMask: Number(mask),
              SubFormat: guid(sub),
            },
          },
        },
      };
    },
  );
}

/** Names for SubFormats that the fixture gives by value. */
export function encodedMacros(): readonly string[] {
  return fixture.waveFormats.flatMap(({ format: [, , , , , , subFormat] }, index) =>
    subFormat ? [`#define STATIC_ENCODED_${index} ${numbersOf(subFormat)}`] : [],
  );
}

/** The PCM formats once more: as plain WAVEFORMATEX, in a DirectSound buffer, and with a signal processing mode. */
function pcmRequests(): readonly Written<ConnectRequest>[] {
  const pcm = fixture.waveFormats.filter(({ format }) => format[6] === undefined && format[1] <= 2);
  return pcm.flatMap(({ format: [, channels, rate, bits, valid] }): Written<ConnectRequest>[] => {
    const wave = { nChannels: channels, nSamplesPerSec: rate, wBitsPerSample: bits };
    const numbers = `${channels}, ${rate}, ${bits}`;
    const what = `${rate} Hz, ${channels} channels, ${bits} bit`;
    const format = formatOf('AUDIO', 'KSDATAFORMAT_SUBTYPE_PCM', 'WAVEFORMATEX');
    const inC = (size: string, specifier: string, sample: string): string =>
      `FORMAT(${size}, 0, ${sample}, AUDIO, KSDATAFORMAT_SUBTYPE_PCM, ${specifier})`;
    const sample = `${channels} * ${bits} / 8`;
    return [
      {
        name: `WAVEFORMATEX, ${what}`,
        type: 'WAVE_REQUEST',
        initialiser: `{ .connect = CONNECT(0, KSINTERFACE_STANDARD_STREAMING), .format = { .DataFormat = ${inC('sizeof(KSDATAFORMAT_WAVEFORMATEX)', 'WAVEFORMATEX', sample)}, .WaveFormatEx = WAVE(WAVE_FORMAT_PCM, ${numbers}, 0) } }`,
        ours: { KSPIN_CONNECT: streaming, KSDATAFORMAT: format, block: { key: 'WaveFormatEx', value: wave } },
      },
      {
        name: `DirectSound buffer, ${what}`,
        type: 'DSOUND_REQUEST',
        initialiser: `{ .connect = CONNECT(0, KSINTERFACE_STANDARD_LOOPED_STREAMING), .format = { .DataFormat = ${inC('sizeof(KSDATAFORMAT_DSOUND)', 'DSOUND', sample)}, .BufferDesc = { .Flags = KSDSOUND_BUFFER_STATIC, .Control = KSDSOUND_BUFFER_CTRL_VOLUME, .WaveFormatEx = WAVE(WAVE_FORMAT_PCM, ${numbers}, 0) } } }`,
        ours: {
          KSPIN_CONNECT: looped,
          KSDATAFORMAT: {
            ...format,
            Specifier: guid('KSDATAFORMAT_SPECIFIER_DSOUND'),
            SampleSize: (channels * bits) / 8,
          },
          block: { key: 'BufferDesc', value: { Flags: 2, Control: 8, WaveFormatEx: wave } },
        },
      },
      {
        name: `raw mode, ${what}`,
        type: 'MODE_REQUEST',
        initialiser: `{ .request = { EXTENSIBLE(${numbers}, ${valid}, 0, KSDATAFORMAT_SUBTYPE_PCM, KSDATAFORMAT_ATTRIBUTES, ${sample}) }, .list = { sizeof(KSMULTIPLE_ITEM) + sizeof(KSATTRIBUTE) + sizeof(GUID), 1 }, .attribute = { sizeof(KSATTRIBUTE) + sizeof(GUID), 0, { MODE_ATTRIBUTE } }, .mode = { RAW_MODE } }`,
        ours: {
          KSPIN_CONNECT: looped,
          KSDATAFORMAT: format,
          block: {
            key: 'WaveFormatExt',
            value: { Format: wave, Samples: { wValidBitsPerSample: valid }, dwChannelMask: 0 },
          },
          Attributes: [
            {
              AttributeHeader: { Attribute: guid('KSATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE') },
              SignalProcessingMode: guid('AUDIO_SIGNALPROCESSINGMODE_RAW'),
            },
          ],
        },
      },
    ];
  });
}

const compressionInC = (name: string): string =>
  name === 'BI_RGB' ? 'KS_BI_RGB' : `FOURCC(${[...name].map((letter) => `'${letter}'`).join(', ')})`;

function videoRequests(): readonly Written<ConnectRequest>[] {
  return fixture.ranges.flatMap(({ subFormat, video }): Written<ConnectRequest>[] => {
    if (!video) return [];
    const { width, height, bitCount, compression, sizeImage, avgTimePerFrame, dwBitRate } = video.default;
    const inC = (struct: string, specifier: string, more: string): string =>
      `{ .connect = CONNECT(0, KSINTERFACE_STANDARD_STREAMING), .format = { .DataFormat = FORMAT(sizeof(${struct}), 0, ${sizeImage}, VIDEO, ${subFormat}, ${specifier}), .${more} .dwBitRate = ${dwBitRate}, .AvgTimePerFrame = ${avgTimePerFrame}, .bmiHeader = BITMAP(${width}, ${height}, ${bitCount}, ${compressionInC(compression)}, ${sizeImage}) } } }`;
    const value = {
      dwBitRate,
      AvgTimePerFrame: BigInt(avgTimePerFrame),
      bmiHeader: { biWidth: width, biHeight: height },
    };
    return [
      {
        name: `${subFormat} ${width}x${height}`,
        type: 'VIDEO_REQUEST',
        initialiser: inC('KS_DATAFORMAT_VIDEOINFOHEADER', 'VIDEOINFO', 'VideoInfoHeader = {'),
        ours: {
          KSPIN_CONNECT: streaming,
          KSDATAFORMAT: formatOf('VIDEO', subFormat, 'VIDEOINFO'),
          block: { key: 'VideoInfoHeader', value },
        },
      },
      {
        name: `${subFormat} ${width}x${height} in VIDEOINFOHEADER2`,
        type: 'VIDEO2_REQUEST',
        initialiser: inC(
          'KS_DATAFORMAT_VIDEOINFOHEADER2',
          'VIDEOINFO2',
          'VideoInfoHeader2 = { .dwInterlaceFlags = 1, .dwPictAspectRatioX = 4, .dwPictAspectRatioY = 3,',
        ),
        ours: {
          KSPIN_CONNECT: streaming,
          KSDATAFORMAT: formatOf('VIDEO', subFormat, 'VIDEOINFO2'),
          block: { key: 'VideoInfoHeader2', value: { ...value, dwInterlaceFlags: 1 } },
        },
      },
    ];
  });
}

/** Formats that are nothing but KSDATAFORMAT: streams of MIDI, and encoded audio by its SubFormat alone. */
function bareRequests(): readonly Written<ConnectRequest>[] {
  const bare = fixture.ranges.filter(({ specifier }) => specifier === 'KSDATAFORMAT_SPECIFIER_NONE');
  return bare.map(({ majorFormat, subFormat }) => {
    const major = majorFormat.replace('KSDATAFORMAT_TYPE_', '');
    return {
      name: subFormat,
      type: 'BARE_REQUEST',
      initialiser: `{ .connect = CONNECT(0, KSINTERFACE_STANDARD_STREAMING), .format = FORMAT(sizeof(KSDATAFORMAT), 0, 0, ${major}, ${subFormat}, NONE) }`,
      ours: { KSPIN_CONNECT: streaming, KSDATAFORMAT: formatOf(major, subFormat, 'NONE') },
    };
  });
}

export const realRequests: readonly Written<ConnectRequest>[] = [
  ...extensibleRequests(),
  ...pcmRequests(),
  ...videoRequests(),
  ...bareRequests(),
];

const size = ([cx, cy]: readonly [number, number]): StructValue => ({ cx, cy });
const inBraces = (numbers: readonly (number | string)[]): string => `{ ${numbers.join(', ')} }`;

export const realRanges: readonly Written<DataRange>[] = fixture.ranges.map((range) => {
  const header = {
    Flags: range.flags,
    SampleSize: range.sampleSize,
    MajorFormat: guid(range.majorFormat),
    SubFormat: guid(range.subFormat),
    Specifier: guid(range.specifier),
  };
  const struct: StructName = range.audio
    ? 'KSDATARANGE_AUDIO'
    : range.music
      ? 'KSDATARANGE_MUSIC'
      : range.video
        ? 'KS_DATARANGE_VIDEO'
        : 'KSDATARANGE';
  const inC = `{ .FormatSize = sizeof(${struct}), .Flags = ${range.flags}, .SampleSize = ${range.sampleSize}, .MajorFormat = { STATICGUIDOF(${range.majorFormat}) }, .SubFormat = { STATICGUIDOF(${range.subFormat}) }, .Specifier = { STATICGUIDOF(${range.specifier}) } }`;
  const rest = restOf(range);
  return {
    name: `${struct} ${range.subFormat}`,
    type: struct,
    initialiser: struct === 'KSDATARANGE' ? inC : `{ ${inC}, ${rest.inC} }`,
    ours: dataRangeFromValue(
      struct,
      struct === 'KSDATARANGE' ? header : { DataRange: header, ...rest.members },
    ),
  };
});

function restOf({ audio, music, video }: Range): {
  readonly inC: string;
  readonly members: StructValue;
} {
  if (audio) {
    const { maximumChannels, bits, rate } = audio;
    return {
      inC: [maximumChannels, ...bits, ...rate].join(', '),
      members: {
        MaximumChannels: maximumChannels,
        MinimumBitsPerSample: bits[0],
        MaximumBitsPerSample: bits[1],
        MinimumSampleFrequency: rate[0],
        MaximumSampleFrequency: rate[1],
      },
    };
  }
  if (music) {
    const { technology, channels, notes, channelMask } = music;
    return {
      inC: `{ STATICGUIDOF(${technology}) }, ${channels}, ${notes}, ${channelMask}`,
      members: {
        Technology: guid(technology),
        Channels: channels,
        Notes: notes,
        ChannelMask: channelMask,
      },
    };
  }
  return video ? restOfVideo(video) : { inC: '', members: {} };
}

function restOfVideo(video: Video): { readonly inC: string; readonly members: StructValue } {
  const { width, height, bitCount, compression, sizeImage, avgTimePerFrame, dwBitRate } = video.default;
  const flags = [video.fixedSizeSamples, video.temporalCompression].map(Number);
  const standards: Readonly<Record<string, readonly [string, number]>> = {
    KS_AnalogVideo_None: ['KS_AnalogVideo_None', 0],
    'KS_AnalogVideo_NTSC_M | PAL_B': ['KS_AnalogVideo_NTSC_M | KS_AnalogVideo_PAL_B', 0x11],
  };
  const [standardInC, standard] = standards[video.videoStandard] ?? ['?', 0];
  const caps = [
    '{ STATICGUIDOF(KSDATAFORMAT_SPECIFIER_VIDEOINFO) }',
    standardInC,
    inBraces(video.inputSize),
    inBraces(video.minCropping),
    inBraces(video.maxCropping),
    ...video.cropGranularity,
    ...video.cropAlign,
    inBraces(video.minOutput),
    inBraces(video.maxOutput),
    ...video.outputGranularity,
    ...[0, 0, 0, 0],
    ...video.frameInterval,
    ...video.bitsPerSecond,
  ];
  const fourcc = [...compression].map((letter) => letter.charCodeAt(0));
  return {
    inC: `${flags.join(', ')}, 0, 0, ${inBraces(caps)}, { .dwBitRate = ${dwBitRate}, .AvgTimePerFrame = ${avgTimePerFrame}, .bmiHeader = BITMAP(${width}, ${height}, ${bitCount}, ${compressionInC(compression)}, ${sizeImage}) }`,
    members: {
      bFixedSizeSamples: flags[0] ?? 0,
      bTemporalCompression: flags[1] ?? 0,
      ConfigCaps: {
        guid: guid('KSDATAFORMAT_SPECIFIER_VIDEOINFO'),
        VideoStandard: standard,
        InputSize: size(video.inputSize),
        MinCroppingSize: size(video.minCropping),
        MaxCroppingSize: size(video.maxCropping),
        CropGranularityX: video.cropGranularity[0],
        CropGranularityY: video.cropGranularity[1],
        CropAlignX: video.cropAlign[0],
        CropAlignY: video.cropAlign[1],
        MinOutputSize: size(video.minOutput),
        MaxOutputSize: size(video.maxOutput),
        OutputGranularityX: video.outputGranularity[0],
        OutputGranularityY: video.outputGranularity[1],
        MinFrameInterval: BigInt(video.frameInterval[0]),
        MaxFrameInterval: BigInt(video.frameInterval[1]),
        MinBitsPerSecond: video.bitsPerSecond[0],
        MaxBitsPerSecond: video.bitsPerSecond[1],
      },
      VideoInfoHeader: {
        dwBitRate,
        AvgTimePerFrame: BigInt(avgTimePerFrame),
        bmiHeader: {
          biSize: 40,
          biWidth: width,
          biHeight: height,
          biPlanes: 1,
          biBitCount: bitCount,
          biCompression:
            compression === 'BI_RGB' ? 0 : fourcc.reduceRight((value, code) => value * 256 + code, 0),
          biSizeImage: sizeImage,
        },
      },
    },
  };
}
