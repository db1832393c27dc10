import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex, toHex } from '#ks/bytes.ts';
import { type ConnectRequest, complete, decodeConnect, encodeConnect } from '#ks/connect.ts';
import { camera, guid, speaker, withMembers } from './requests.ts';

/** The parts of a request in hex, joined; spaces are for the eye. */
function hex(...parts: readonly string[]): string {
  return parts.join('').replaceAll(' ', '');
}

function encoded(request: ConnectRequest, arch: 'x64' | 'x86' = 'x64'): string {
  const result = encodeConnect(request, arch);
  assert.ok(result.ok, JSON.stringify(result));
  return toHex(result.value);
}

test('a speaker request has the bytes that the headers lay out on x64', () => {
  const bytes = encoded(speaker);
  assert.equal(bytes.length / 2, 72 + 104);
  assert.equal(
    bytes,
    hex(
      'a066871a ce62 cf11 a5d6 28db04c10000 00000000 00000000', // KSINTERFACESETID_Standard, STREAMING
      '20b34747 ce62 cf11 a5d6 28db04c10000 00000000 00000000', // KSMEDIUMSETID_Standard, ANYINSTANCE
      '00000000 00000000', // PinId, padding
      '0000000000000000', // PinToHandle
      '00000040 01000000', // KSPRIORITY_NORMAL, 1
      '68000000 00000000 04000000 00000000', // FormatSize 104, Flags, SampleSize 4, Reserved
      '6175647300001000800000aa00389b71', // KSDATAFORMAT_TYPE_AUDIO
      '0100000000001000800000aa00389b71', // KSDATAFORMAT_SUBTYPE_PCM
      '819f580556c3ce11bf0100aa0055595a', // KSDATAFORMAT_SPECIFIER_WAVEFORMATEX
      'feff 0200 80bb0000 00ee0200 0400 1000 1600', // EXTENSIBLE, 2 ch, 48000, 192000, 4, 16 bit, cbSize 22
      '1000 03000000', // 16 valid bits, front left and right
      '0100000000001000800000aa00389b71',
    ),
  );
});

test('on x86 the handle takes 4 bytes, so the format starts at 64', () => {
  const bytes = encoded(speaker, 'x86');
  assert.equal(bytes.length / 2, 64 + 104);
  assert.equal(bytes.slice(128, 136), '68000000');
});

test('a camera request derives image size, sample size, bit rate and compression', () => {
  const full = complete(camera);
  assert.deepEqual(full.block?.value, {
    rcSource: { left: 0, top: 0, right: 0, bottom: 0 },
    rcTarget: { left: 0, top: 0, right: 0, bottom: 0 },
    dwBitRate: Math.round((8 * 614400 * 1e7) / 333333),
    dwBitErrorRate: 0,
    AvgTimePerFrame: 333333n,
    bmiHeader: {
      biSize: 40,
      biWidth: 640,
      biHeight: 480,
      biPlanes: 1,
      biBitCount: 16,
      biCompression: 0x32595559,
      biSizeImage: 614400,
      biXPelsPerMeter: 0,
      biYPelsPerMeter: 0,
      biClrUsed: 0,
      biClrImportant: 0,
    },
  });
  assert.equal(full.KSDATAFORMAT.SampleSize, 614400);
  assert.equal(full.KSDATAFORMAT.FormatSize, 152);
});

test('what is written is sent literally, even where it is wrong', () => {
  const wrong = withMembers(speaker, 'KSDATAFORMAT', { FormatSize: 90, Reserved: 7 });
  const bytes = encoded(wrong);
  assert.equal(bytes.slice(144, 152), '5a000000');
  assert.equal(bytes.slice(168, 176), '07000000');
  assert.equal(bytes.length / 2, 72 + 104, 'no byte of the block is lost');
});

test('bytes decode to the request that encodes to them, on both architectures', () => {
  const attributed: ConnectRequest = {
    ...speaker,
    Attributes: [
      {
        AttributeHeader: { Attribute: guid('KSATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE') },
        SignalProcessingMode: guid('AUDIO_SIGNALPROCESSINGMODE_RAW'),
      },
      { AttributeHeader: { Attribute: guid('KSDATAFORMAT_TYPE_AUDIO') }, Bytes: Uint8Array.of(1, 2, 3) },
    ],
  };
  const palette: ConnectRequest = { ...camera, Bytes: Uint8Array.of(1, 2, 3, 4) };
  const opaque: ConnectRequest = {
    KSPIN_CONNECT: { PinId: 3, PinToHandle: 0x1234n },
    KSDATAFORMAT: { ...camera.KSDATAFORMAT, Specifier: guid('KSDATAFORMAT_TYPE_VIDEO') },
    Bytes: Uint8Array.of(9, 8, 7),
  };
  for (const request of [speaker, camera, attributed, palette, opaque]) {
    for (const arch of ['x64', 'x86'] as const) {
      const first = encodeConnect(request, arch);
      assert.ok(first.ok);
      const decoded = decodeConnect(first.value, arch);
      assert.deepEqual(decoded.problems, []);
      assert.ok(decoded.request);
      const second = encodeConnect(decoded.request, arch);
      assert.ok(second.ok);
      assert.equal(toHex(second.value), toHex(first.value));
      assert.deepEqual(
        { ...decoded.request, DesiredAccess: undefined },
        { ...complete(request), DesiredAccess: undefined },
      );
    }
  }
});

test('attributes start at a multiple of 8 after the format and set the flag', () => {
  const result = encodeConnect(
    {
      ...speaker,
      block: { key: 'WaveFormatEx', value: { nChannels: 2, nSamplesPerSec: 48000, wBitsPerSample: 16 } },
      Attributes: [
        {
          AttributeHeader: { Attribute: guid('KSATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE') },
          SignalProcessingMode: guid('AUDIO_SIGNALPROCESSINGMODE_DEFAULT'),
        },
      ],
    },
    'x64',
  );
  assert.ok(result.ok);
  const bytes = toHex(result.value);
  assert.equal(
    bytes.slice(144, 160),
    '52000000 02000000'.replace(' ', ''),
    'FormatSize 82, Flags ATTRIBUTES',
  );
  assert.equal(bytes.slice((72 + 82) * 2, (72 + 88) * 2), '000000000000', 'six bytes of padding to 88');
  assert.equal(
    bytes.slice((72 + 88) * 2, (72 + 88) * 2 + 24),
    '30000000 01000000 28000000'.replaceAll(' ', ''),
  );
});

test('a member that is neither written nor derivable is named with its path', () => {
  const result = encodeConnect(
    { ...speaker, block: { key: 'WaveFormatEx', value: { nChannels: 2 } } },
    'x64',
  );
  assert.ok(!result.ok);
  assert.deepEqual(
    result.error.map(({ code, path }) => [code, path.join('.')]),
    [
      ['missing-key', 'WaveFormatEx.nSamplesPerSec'],
      ['missing-key', 'WaveFormatEx.wBitsPerSample'],
    ],
  );
});

test('a number that does not fit its member is a problem, not a cut-off value', () => {
  const result = encodeConnect(withMembers(speaker, 'KSPIN_CONNECT', { PinId: 2 ** 32 }), 'x64');
  assert.ok(!result.ok);
  assert.deepEqual(result.error, [
    {
      code: 'out-of-range',
      path: ['KSPIN_CONNECT', 'PinId'],
      message: 'KSPIN_CONNECT.PinId is 0x100000000; it takes a ULONG from 0 to 4294967295.',
    },
  ]);
});

test('truncated bytes never throw and say where they end', () => {
  const whole = fromHex(encoded(camera));
  assert.ok(whole);
  for (let length = 0; length < whole.length; length++) {
    const { request, problems } = decodeConnect(whole.slice(0, length), 'x64');
    assert.ok(problems.length > 0, `${length} bytes`);
    assert.equal(request === undefined, length < 136, `${length} bytes`);
  }
});
