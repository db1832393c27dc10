import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { concatBytes, toHex } from '#ks/bytes.ts';
import { complete, encodeConnect } from '#ks/connect.ts';
import { byteMap, byteTableText } from '#ks/export/byte-map.ts';
import { memberAt } from '#ks/request.ts';
import { anyRequest, runs } from '#test/ks/proof/arbitrary.ts';
import { camera, guid, speaker } from '#test/ks/requests.ts';

test('the rows of any request are its bytes, without a hole, each with its place in the descriptor', (t) => {
  const parameters = runs(500);
  t.diagnostic(`seed ${parameters.seed}`);
  fc.assert(
    fc.property(anyRequest, fc.constantFrom('x64' as const, 'x86' as const), (request, arch) => {
      const rows = byteMap(request, arch);
      const encoded = encodeConnect(request, arch);
      assert.ok(encoded.ok);
      assert.equal(toHex(concatBytes(rows.map(({ bytes }) => bytes))), toHex(encoded.value));
      let end = 0;
      const full = complete(request);
      for (const { kind, offset, bytes, path } of rows) {
        assert.equal(offset, end);
        end += bytes.length;
        if (kind !== 'member' || !path || path.at(-1) === 'SignalProcessingMode') continue;
        assert.notEqual(memberAt(full, path), undefined, path.join('.'));
      }
    }),
    parameters,
  );
});

test('a speaker request as a table', () => {
  const text = byteTableText(
    byteMap(
      {
        ...speaker,
        Attributes: [
          {
            AttributeHeader: { Attribute: guid('KSATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE') },
            SignalProcessingMode: guid('AUDIO_SIGNALPROCESSINGMODE_RAW'),
          },
        ],
      },
      'x64',
    ),
  );
  const lines = text.split('\n').map((line) => line.split(/ {2,}/).slice(0, 4).join('  '));
  assert.deepEqual(lines.slice(8, 14), [
    '0030  00 00 00 00  KSPIN_CONNECT.PinId  0',
    '0034  00 00 00 00  padding  Keeps what follows aligned; holds nothing.',
    '0038  00 00 00 00 00 00 00 00  KSPIN_CONNECT.PinToHandle  0',
    '0040  00 00 00 40  KSPIN_CONNECT.Priority.PriorityClass  KSPRIORITY_NORMAL',
    '0044  01 00 00 00  KSPIN_CONNECT.Priority.PrioritySubClass  1',
    '0048  68 00 00 00  KSDATAFORMAT.FormatSize  104 bytes',
  ]);
  assert.match(text, /008c {2}80 bb 00 00 .*WaveFormatExt\.Format\.nSamplesPerSec +48000 Hz +Sample rate/);
  assert.match(
    text,
    /00d0 {2}20 ea 90 9e 93 b4 d1 4f {2}Attributes\[0\]\.SignalProcessingMode +AUDIO_SIGNALPROCESSINGMODE_RAW/,
  );
});

test('the variable end of a structure is Bytes, not part of it, and not padding', () => {
  const rows = byteMap(
    {
      ...camera,
      KSDATAFORMAT: { ...camera.KSDATAFORMAT, Specifier: guid('KSDATAFORMAT_SPECIFIER_MPEG1_VIDEO') },
      block: { key: 'Mpeg1VideoInfoHeader', value: { hdr: camera.block?.value ?? {} } },
      Bytes: Uint8Array.of(1, 2, 3),
    },
    'x86',
  );
  assert.deepEqual(
    rows.slice(-2).map(({ kind, offset, name, bytes }) => [kind, offset, name, bytes.length]),
    [
      ['member', 64 + 64 + 92, 'Mpeg1VideoInfoHeader.cbSequenceHeader', 4],
      ['bytes', 64 + 64 + 96, 'Bytes', 3],
    ],
  );
});
