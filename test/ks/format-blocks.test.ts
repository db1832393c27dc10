// Short descriptors of every kind of format: what is written, and what follows from it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHex } from '#ks/bytes.ts';
import { type ConnectRequest, complete, decodeConnect, encodeConnect } from '#ks/connect.ts';
import { type FormatBlock, formatBlocks } from '#ks/format-blocks.ts';
import { guidOfFourcc, guidOfWaveTag } from '#ks/guid.ts';
import type { StructValue } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { guid } from './requests.ts';

interface Short {
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
const rate = { dwBitRate: 147456000, dwBitErrorRate: 0 };
const picture = { AvgTimePerFrame: 333333n, bmiHeader: { biWidth: 640, biHeight: 480 } };
const info2 = {
  ...rate,
  dwBitRate: 147456147,
  dwInterlaceFlags: 0,
  dwCopyProtectFlags: 0,
  dwPictAspectRatioX: 4,
  dwPictAspectRatioY: 3,
  dwControlFlags: 0,
  dwReserved2: 0,
};

const shorts: Readonly<Record<string, Short>> = {
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
      dwBitRate: 147456147,
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
      hdr: { ...rate, dwBitRate: 147456147, rcSource: zeroRect, rcTarget: zeroRect, bmiHeader: bitmap },
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

function requestOf(block: FormatBlock, short: Short): ConnectRequest {
  const [specifier] = block.specifiers;
  assert.ok(specifier);
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

/** Members of both, structure by structure. */
function merged(one: StructValue, other: StructValue): StructValue {
  const members = Object.entries(other).map(([name, value]) => {
    const mine = one[name];
    const both = typeof mine === 'object' && typeof value === 'object';
    return [name, both ? merged(mine as StructValue, value as StructValue) : value];
  });
  return { ...one, ...Object.fromEntries(members) };
}

for (const block of formatBlocks.filter(({ key }) => key in shorts)) {
  const short = shorts[block.key];
  assert.ok(short);
  const request = requestOf(block, short);

  test(`a short ${block.key} is completed`, () => {
    const full = complete(request);
    assert.deepEqual(full.block?.value, merged(short.value, short.derived));
    assert.deepEqual(
      [full.KSDATAFORMAT.FormatSize, full.KSDATAFORMAT.SampleSize],
      [short.formatSize, short.sampleSize],
    );
  });

  test(`the bytes of ${block.key} are read as ${block.key} again`, () => {
    for (const arch of ['x64', 'x86'] as const) {
      const encoded = encodeConnect(request, arch);
      assert.ok(encoded.ok, JSON.stringify(encoded));
      const { request: decoded, problems } = decodeConnect(encoded.value, arch);
      assert.deepEqual(problems, []);
      assert.deepEqual(decoded, complete(request));
    }
  });
}

test('a H.264 format needs its picture, profile, level and frame time; the rest says "not used"', () => {
  const block = formatBlocks.find(({ key }) => key === 'H264VideoInfo');
  assert.ok(block);
  const value = { wWidth: 1280, wHeight: 720, wProfile: 0x4240, bLevelIDC: 31, dwFrameInterval: 333333 };
  const short = { major: 'VIDEO', subFormat: guidOfFourcc('H264'), value } as const;
  const request = requestOf(block, { ...short, derived: {}, formatSize: 148, sampleSize: 0 });
  const full = complete(request);
  const given = Object.entries(full.block?.value ?? {}).filter(([, member]) => member !== 0);
  assert.deepEqual(Object.fromEntries(given), { ...value, wSARwidth: 1, wSARheight: 1 });
  assert.equal(full.KSDATAFORMAT.FormatSize, 148);
  const missing = encodeConnect({ ...request, block: { key: block.key, value: {} } }, 'x64');
  assert.ok(!missing.ok);
  assert.deepEqual(
    missing.error.map(({ path }) => path[1]),
    ['wWidth', 'wHeight', 'wProfile', 'bLevelIDC', 'dwFrameInterval'],
  );
});

test('every block has a short descriptor here', () => {
  const tested = [...Object.keys(shorts), 'H264VideoInfo'];
  assert.deepEqual(
    formatBlocks.map(({ key }) => key).filter((key) => !tested.includes(key)),
    [],
  );
});

test('a codec structure that is cut short or counted short is a WaveFormatEx with Bytes', () => {
  const bytes = Uint8Array.of(1, 0, 0, 0, 0, 0, 161, 1, 1, 0);
  const request: ConnectRequest = {
    KSPIN_CONNECT: { PinId: 0 },
    KSDATAFORMAT: {
      MajorFormat: guid('KSDATAFORMAT_TYPE_AUDIO'),
      SubFormat: guidOfWaveTag(0x55),
      Specifier: guid('KSDATAFORMAT_SPECIFIER_WAVEFORMATEX'),
    },
    block: { key: 'WaveFormatEx', value: { ...mpegWave, nBlockAlign: 1 } },
    Bytes: bytes,
  };
  const encoded = encodeConnect(request, 'x64');
  assert.ok(encoded.ok);
  const { request: decoded } = decodeConnect(encoded.value, 'x64');
  assert.equal(decoded?.block?.key, 'WaveFormatEx');
  assert.equal(toHex(decoded?.Bytes ?? new Uint8Array()), toHex(bytes));
});

test('a palette counts its own colours', () => {
  const request: ConnectRequest = {
    KSPIN_CONNECT: { PinId: 0 },
    KSDATAFORMAT: {
      MajorFormat: guid('KSDATAFORMAT_TYPE_VIDEO'),
      SubFormat: guid('MEDIASUBTYPE_RGB8'),
      Specifier: guid('KSDATAFORMAT_SPECIFIER_VIDEOINFO'),
    },
    block: {
      key: 'VideoInfoHeader',
      value: { AvgTimePerFrame: 333333n, bmiHeader: { biWidth: 321, biHeight: 240 } },
    },
    Bytes: new Uint8Array(16 * 4),
  };
  const full = complete(request);
  const header = full.block?.value.bmiHeader as StructValue;
  assert.deepEqual([header.biBitCount, header.biClrUsed, header.biSizeImage], [8, 16, 324 * 240]);
  assert.equal(full.KSDATAFORMAT.FormatSize, 152 + 64);
});
