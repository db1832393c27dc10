// A short descriptor of every kind of format block: what is written, and what must follow from it.
import type { ConnectRequest } from '#ks/connect.ts';
import { type FormatBlock, formatBlocks } from '#ks/format-blocks.ts';
import { guidOfFourcc, guidOfWaveTag } from '#ks/guid.ts';
import type { StructValue } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { layouts } from '#ks/tables/layouts.ts';
import { guid } from './requests.ts';

export interface Short {
  readonly major: string;
  readonly subFormat: Guid;
  readonly value: StructValue;
  readonly bytes?: Uint8Array;
  /** Members that are derived, by their place in the block; the rest of the golden value is what was written. */
  readonly derived: StructValue;
  readonly formatSize: number;
  readonly sampleSize: number;
}

const zeroRect = { left: 0, top: 0, right: 0, bottom: 0 };
const stereo = { nChannels: 2, nSamplesPerSec: 44100, wBitsPerSample: 16 };
const pcm = { wFormatTag: 1, nAvgBytesPerSec: 176400, nBlockAlign: 4, cbSize: 0 };
const mpegWave = { nChannels: 2, nSamplesPerSec: 44100, nAvgBytesPerSec: 16000, wBitsPerSample: 0 };
const bitmap = {
  biSize: 40,
  biPlanes: 1,
  biBitCount: 16,
  biCompression: 0x32595559,
  biSizeImage: 614400,
  biXPelsPerMeter: 0,
  biYPelsPerMeter: 0,
  biClrUsed: 0,
  biClrImportant: 0,
};
const rate = { dwBitRate: 147456147, dwBitErrorRate: 0 };
const picture = { AvgTimePerFrame: 333333n, bmiHeader: { biWidth: 640, biHeight: 480 } };
const info2 = {
  ...rate,
  dwInterlaceFlags: 0,
  dwCopyProtectFlags: 0,
  dwPictAspectRatioX: 4,
  dwPictAspectRatioY: 3,
  dwControlFlags: 0,
  dwReserved2: 0,
};

const h264 = { wWidth: 1280, wHeight: 720, wProfile: 0x4240, bLevelIDC: 31, dwFrameInterval: 333333 };

export const shorts: Readonly<Record<string, Short>> = {
  WaveFormatEx: {
    major: 'AUDIO',
    subFormat: guid('KSDATAFORMAT_SUBTYPE_PCM'),
    value: stereo,
    derived: pcm,
    formatSize: 82,
    sampleSize: 4,
  },
  WaveFormatExt: {
    major: 'AUDIO',
    subFormat: guid('KSDATAFORMAT_SUBTYPE_PCM'),
    value: { Format: stereo },
    derived: {
      Format: { ...pcm, wFormatTag: 0xfffe, cbSize: 22 },
      Samples: { wValidBitsPerSample: 16 },
      dwChannelMask: 3,
      SubFormat: guid('KSDATAFORMAT_SUBTYPE_PCM'),
    },
    formatSize: 104,
    sampleSize: 4,
  },
  BufferDesc: {
    major: 'AUDIO',
    subFormat: guid('KSDATAFORMAT_SUBTYPE_PCM'),
    value: { Flags: 2, Control: 8, WaveFormatEx: stereo },
    derived: { WaveFormatEx: pcm },
    formatSize: 90,
    sampleSize: 4,
  },
  Mpeg1WaveFormat: {
    major: 'AUDIO',
    subFormat: guidOfWaveTag(0x50),
    value: { wfx: { ...mpegWave, nBlockAlign: 1 }, fwHeadLayer: 2 },
    derived: {
      wfx: { wFormatTag: 0x50, cbSize: 22 },
      dwHeadBitrate: 128000,
      fwHeadMode: 1,
      fwHeadModeExt: 0,
      wHeadEmphasis: 1,
      fwHeadFlags: 16,
      dwPTSLow: 0,
      dwPTSHigh: 0,
    },
    formatSize: 104,
    sampleSize: 0,
  },
  MpegLayer3WaveFormat: {
    major: 'AUDIO',
    subFormat: guidOfWaveTag(0x55),
    value: { wfx: { ...mpegWave, nBlockAlign: 1 } },
    derived: {
      wfx: { wFormatTag: 0x55, cbSize: 12 },
      wID: 1,
      fdwFlags: 0,
      nBlockSize: 417,
      nFramesPerBlock: 1,
      nCodecDelay: 0,
    },
    formatSize: 94,
    sampleSize: 0,
  },
  HeaacWaveInfo: {
    major: 'AUDIO',
    subFormat: guidOfWaveTag(0x1610),
    value: { wfx: { ...mpegWave, nBlockAlign: 1 } },
    bytes: Uint8Array.of(0x12, 0x10),
    derived: {
      wfx: { wFormatTag: 0x1610, cbSize: 14 },
      wPayloadType: 0,
      wAudioProfileLevelIndication: 0xfe,
      wStructType: 0,
      wReserved1: 0,
      dwReserved2: 0,
    },
    formatSize: 96,
    sampleSize: 0,
  },
  AdpcmWaveFormat: {
    major: 'AUDIO',
    subFormat: guidOfWaveTag(2),
    value: {
      wfx: {
        nChannels: 2,
        nSamplesPerSec: 22050,
        nAvgBytesPerSec: 22311,
        nBlockAlign: 1024,
        wBitsPerSample: 4,
      },
    },
    // The 7 standard coefficient pairs.
    bytes: Uint8Array.from(
      [256, 0, 512, -256, 0, 0, 192, 64, 240, 0, 460, -208, 392, -232].flatMap((value) => [
        value & 0xff,
        (value >> 8) & 0xff,
      ]),
    ),
    derived: { wfx: { wFormatTag: 2, cbSize: 32 }, wSamplesPerBlock: 1012, wNumCoef: 7 },
    formatSize: 114,
    sampleSize: 0,
  },
  VideoInfoHeader: {
    major: 'VIDEO',
    subFormat: guid('MEDIASUBTYPE_YUY2'),
    value: picture,
    derived: {
      ...rate,
      rcSource: zeroRect,
      rcTarget: zeroRect,
      bmiHeader: bitmap,
    },
    formatSize: 152,
    sampleSize: 614400,
  },
  VideoInfoHeader2: {
    major: 'VIDEO',
    subFormat: guid('MEDIASUBTYPE_YUY2'),
    value: picture,
    derived: { ...info2, rcSource: zeroRect, rcTarget: zeroRect, bmiHeader: bitmap },
    formatSize: 176,
    sampleSize: 614400,
  },
  Mpeg1VideoInfoHeader: {
    major: 'VIDEO',
    subFormat: guid('MEDIASUBTYPE_YUY2'),
    value: { hdr: picture },
    bytes: new Uint8Array(12),
    derived: {
      hdr: { ...rate, rcSource: zeroRect, rcTarget: zeroRect, bmiHeader: bitmap },
      dwStartTimeCode: 0,
      cbSequenceHeader: 12,
    },
    formatSize: 172,
    sampleSize: 614400,
  },
  MpegVideoInfoHeader2: {
    major: 'VIDEO',
    subFormat: guid('MEDIASUBTYPE_YUY2'),
    value: { hdr: picture, dwProfile: 1, dwLevel: 1 },
    bytes: new Uint8Array(22),
    derived: {
      hdr: { ...info2, rcSource: zeroRect, rcTarget: zeroRect, bmiHeader: bitmap },
      dwStartTimeCode: 0,
      cbSequenceHeader: 22,
      dwFlags: 0,
    },
    formatSize: 218,
    sampleSize: 614400,
  },
  MpegAudioInfo: {
    major: 'AUDIO',
    subFormat: guid('KSDATAFORMAT_SUBTYPE_STANDARD_MPEG2_AUDIO'),
    value: {},
    derived: { dwFlags: 0, dwReserved1: 0, dwReserved2: 0, dwReserved3: 0 },
    formatSize: 80,
    sampleSize: 0,
  },
  H264VideoInfo: {
    major: 'VIDEO',
    subFormat: guidOfFourcc('H264'),
    value: h264,
    derived: {
      ...Object.fromEntries(
        layouts.KS_H264VIDEOINFO.fields.flatMap(({ name }) => (name in h264 ? [] : [[name, 0]])),
      ),
      wSARwidth: 1,
      wSARheight: 1,
    },
    formatSize: 148,
    sampleSize: 0,
  },
  AnalogVideoInfo: {
    major: 'ANALOGVIDEO',
    subFormat: guid('KSDATAFORMAT_SUBTYPE_NONE'),
    value: { dwActiveWidth: 720, dwActiveHeight: 483 },
    derived: {
      rcSource: { left: 0, top: 0, right: 720, bottom: 483 },
      rcTarget: { left: 0, top: 0, right: 720, bottom: 483 },
      AvgTimePerFrame: 0n,
    },
    formatSize: 112,
    sampleSize: 0,
  },
  VBIInfoHeader: {
    major: 'VBI',
    subFormat: guid('KSDATAFORMAT_SUBTYPE_RAW8'),
    value: {
      StartLine: 10,
      EndLine: 21,
      SamplingFrequency: 28636360,
      ActualLineStartTime: 975,
      VideoStandard: 1,
      SamplesPerLine: 1535,
    },
    derived: {
      MinLineStartTime: 975,
      MaxLineStartTime: 975,
      ActualLineEndTime: 6335,
      StrideInBytes: 1535,
      BufferSize: 18420,
    },
    formatSize: 108,
    sampleSize: 18420,
  },
  ImageInfoHeader: {
    major: 'IMAGE',
    subFormat: guidOfFourcc('YUY2'),
    value: { biWidth: 640, biHeight: 480 },
    derived: bitmap,
    formatSize: 104,
    sampleSize: 614400,
  },
};

export function requestOf(block: FormatBlock, short: Short): ConnectRequest {
  const [specifier] = block.specifiers;
  if (!specifier) throw new Error(`${block.key} has no Specifier`);
  return {
    KSPIN_CONNECT: { PinId: 0 },
    KSDATAFORMAT: {
      MajorFormat: guid(`KSDATAFORMAT_TYPE_${short.major}`),
      SubFormat: short.subFormat,
      Specifier: specifier,
    },
    block: { key: block.key, value: short.value },
    ...(short.bytes ? { Bytes: short.bytes } : {}),
  };
}

/** Every short request by the key of its block. */
export const shortRequests: readonly (readonly [key: string, request: ConnectRequest])[] =
  formatBlocks.flatMap((block) => {
    const short = shorts[block.key];
    return short ? [[block.key, requestOf(block, short)] as const] : [];
  });
