// `kspin decode` on driver source: the tables of a driver become files that kspin reads.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertExit, folderWith, kspin } from './run-kspin.ts';

const head = (struct: string): string =>
  `{ sizeof(${struct}), 0, 4, 0, STATICGUIDOF(KSDATAFORMAT_TYPE_AUDIO), STATICGUIDOF(KSDATAFORMAT_SUBTYPE_PCM),
     STATICGUIDOF(KSDATAFORMAT_SPECIFIER_WAVEFORMATEX) }`;
const format = (rate: number): string =>
  `{ ${head('KSDATAFORMAT_WAVEFORMATEX')}, { WAVE_FORMAT_PCM, 2, ${rate}, ${rate} * 4, 4, 16, 0 } }`;
const source = `
#define RATE 48000 /* of the first */
static KSDATAFORMAT_WAVEFORMATEX Formats[] = { ${format(44100)}, { ${head('KSDATAFORMAT_WAVEFORMATEX')},
  { WAVE_FORMAT_PCM, 2, RATE, RATE * 4, 4, 16, 0 } } };
static KSDATARANGE_AUDIO Ranges[] = { { ${head('KSDATARANGE_AUDIO')}, 2, 16, 24, 8000, RATE * 2 } };
`;

test('formats of driver source become connects that lint clean', async () => {
  const folder = folderWith({ 'formats.c': source });
  const run = await kspin(folder, ['decode', 'formats.c']);
  assertExit(run, 0);
  assert.deepEqual(
    JSON.parse(run.stdout).connects.map((connect: { name: string; WaveFormatEx: unknown }) => [
      connect.name,
      connect.WaveFormatEx,
    ]),
    [
      ['Formats[0]', { nChannels: 2, nSamplesPerSec: 44100, wBitsPerSample: 16 }],
      ['Formats[1]', { nChannels: 2, nSamplesPerSec: 48000, wBitsPerSample: 16 }],
    ],
  );
  assert.match(run.stderr, /formats\.c: 1 data range not written: --ranges writes a capability file/);
  const linted = await kspin(folderWith({ 'formats.kspin.json': run.stdout }), [
    'lint',
    'formats.kspin.json',
  ]);
  assertExit(linted, 0);
});

test('data ranges of driver source become a capability file that lint checks against', async () => {
  const folder = folderWith({ 'formats.c': source });
  const capabilities = await kspin(folder, ['decode', '--ranges', 'formats.c']);
  assertExit(capabilities, 0);
  const connects = await kspin(folder, ['decode', 'formats.c']);
  const checked = folderWith({
    'formats.kspin.json': connects.stdout.replace('44100', '192000'),
    'ranges.kscaps.json': capabilities.stdout,
  });
  const run = await kspin(checked, ['lint', '--caps', 'ranges.kscaps.json', 'formats.kspin.json']);
  assertExit(run, 1);
  assert.match(run.stdout, /nSamplesPerSec is 192000; the pin takes 8000 to 96000.*\[range-rate\]/);
});

test('C that is exported is read back as the same request', async () => {
  const decoded = await kspin(folderWith({ 'formats.c': source }), ['decode', 'formats.c']);
  const folder = folderWith({ 'a.kspin.json': decoded.stdout });
  const select = ['a.kspin.json', '--connect', 'Formats[1]'];
  const exported = await kspin(folder, ['encode', ...select, '--format', 'c']);
  assertExit(exported, 0);
  const again = await kspin(folderWith({ 'a.c': exported.stdout }), ['decode', 'a.c']);
  assertExit(again, 0);
  const hex = await kspin(folderWith({ 'b.kspin.json': again.stdout }), ['encode', 'b.kspin.json']);
  const first = await kspin(folder, ['encode', ...select]);
  assert.equal(hex.stdout, first.stdout);
});

test('C that is not understood ends with line and column', async () => {
  const broken = source.replace('RATE * 2', 'UNKNOWN_RATE');
  const run = await kspin(folderWith({ 'broken.c': broken }), ['decode', 'broken.c']);
  assertExit(run, 1);
  assert.equal(run.stdout, '');
  assert.match(run.stderr, /^broken\.c:\d+:\d+: error: "UNKNOWN_RATE" is not defined in this text/);
});
