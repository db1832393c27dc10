// Short descriptors of every kind of format: what is written, and what follows from it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHex } from '#ks/bytes.ts';
import { type ConnectRequest, complete, decodeConnect, encodeConnect } from '#ks/connect.ts';
import { formatBlocks } from '#ks/format-blocks.ts';
import { guidOfWaveTag } from '#ks/guid.ts';
import type { StructValue } from '#ks/struct.ts';
import { guid } from './requests.ts';
import { requestOf, shortRequests, shorts } from './short-requests.ts';

/** Members of both, structure by structure. */
function merged(one: StructValue, other: StructValue): StructValue {
  const members = Object.entries(other).map(([name, value]) => {
    const mine = one[name];
    const both = typeof mine === 'object' && typeof value === 'object';
    return [name, both ? merged(mine as StructValue, value as StructValue) : value];
  });
  return { ...one, ...Object.fromEntries(members) };
}

for (const block of formatBlocks) {
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

test('a H.264 format needs its picture, profile, level and frame time', () => {
  const request = shortRequests.find(([key]) => key === 'H264VideoInfo')?.[1];
  assert.ok(request);
  const missing = encodeConnect({ ...request, block: { key: 'H264VideoInfo', value: {} } }, 'x64');
  assert.ok(!missing.ok);
  assert.deepEqual(
    missing.error.map(({ path }) => path[1]),
    ['wWidth', 'wHeight', 'wProfile', 'bLevelIDC', 'dwFrameInterval'],
  );
});

test('every block has a short descriptor here', () => {
  assert.deepEqual(
    formatBlocks.map(({ key }) => key),
    shortRequests.map(([key]) => key),
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
    block: {
      key: 'WaveFormatEx',
      value: {
        nChannels: 2,
        nSamplesPerSec: 44100,
        nAvgBytesPerSec: 16000,
        nBlockAlign: 1,
        wBitsPerSample: 0,
      },
    },
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
