// `kspin encode` as a shell sees it: the bytes in each format, and an answer with a place for everything that has none.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { connectOf, fileOf, goodBytes, goodFile } from './fixtures.ts';
import { assertExit, folderWith, kspin } from './run-kspin.ts';

describe('kspin encode', () => {
  const folder = folderWith({
    'good.kspin.json': goodFile,
    'two.kspin.json': fileOf(connectOf('slow', 0, 48000), connectOf('fast', 0, 96000)),
  });

  it('writes the exact bytes as lower-case hex on one line', async () => {
    const run = await kspin(folder, ['encode', 'good.kspin.json']);
    assertExit(run, 0);
    assert.equal(run.stdout, `${goodBytes}\n`);
  });

  it('writes the layout of a 32-bit process when asked', async () => {
    const run = await kspin(folder, ['encode', '--arch', 'x86', 'good.kspin.json']);
    assertExit(run, 0);
    // PinId and PinToHandle follow each other without padding: 8 bytes less.
    assert.equal(run.stdout, `${goodBytes.slice(0, 96)}${'00'.repeat(8)}${goodBytes.slice(128)}\n`);
  });

  it('writes name, arch, bytes, size and every member as JSON', async () => {
    const run = await kspin(folder, ['encode', '--format', 'json', 'good.kspin.json']);
    assertExit(run, 0);
    const { fields, ...rest } = JSON.parse(run.stdout);
    assert.deepEqual(rest, { name: 'good', arch: 'x64', bytes: goodBytes, size: 154 });
    const size = fields.reduce((sum: number, field: { size: number }) => sum + field.size, 0);
    assert.equal(size, 154);
    const { meaning, ...formatSize } = fields.find(({ offset }: { offset: number }) => offset === 72);
    assert.deepEqual(formatSize, {
      offset: 72,
      size: 4,
      name: 'KSDATAFORMAT.FormatSize',
      value: '82',
      unit: 'bytes',
    });
    assert.equal(typeof meaning, 'string');
  });

  it('writes a table with one row for each member and for padding', async () => {
    const run = await kspin(folder, ['encode', '--format', 'table', 'good.kspin.json']);
    assertExit(run, 0);
    assert.match(run.stdout, /^0034 {2}00 00 00 00 +padding /m);
    assert.match(run.stdout, /^0048 {2}52 00 00 00 +KSDATAFORMAT\.FormatSize +82 bytes /m);
  });

  it('writes C in which every member is named, and the connect gives its name', async () => {
    const run = await kspin(folder, ['encode', '--format', 'c', 'good.kspin.json']);
    assertExit(run, 0);
    assert.match(run.stdout, /^\/\/ good\n#include <windows\.h>\n/);
    assert.match(run.stdout, /^\} connect_good = \{$/m);
    assert.match(run.stdout, /^ +48000, \/\/ nSamplesPerSec$/m);
    assert.match(run.stdout, /^C_ASSERT\(sizeof\(connect_good\) == sizeof\(KSPIN_CONNECT\) \+ 82\);$/m);
  });

  it('keeps any name of a connect in one comment and makes a C name of it', async () => {
    const text = fileOf(connectOf('9 Größe\n"; */ int\u2028 x\\', 0, 48000));
    const words = ['encode', '--format', 'c', 'a.kspin.json'];
    const run = await kspin(folderWith({ 'a.kspin.json': text }), words);
    assertExit(run, 0);
    assert.match(run.stdout, /^\/\/ 9 Größe "; \*\/ int {2}x\/\n#include/);
    assert.match(run.stdout, /^\} connect_9_gro_e_int_x = \{$/m);
  });

  it('takes the connect that is named', async () => {
    const run = await kspin(folder, ['encode', '--connect', 'fast', '--format', 'json', 'two.kspin.json']);
    assertExit(run, 0);
    assert.equal(JSON.parse(run.stdout).name, 'fast');
  });

  it('names the connects when it cannot know which is meant', async () => {
    const several = await kspin(folder, ['encode', 'two.kspin.json']);
    assertExit(several, 2);
    assert.equal(
      several.stderr,
      'two.kspin.json has 2 connects: choose one with --connect NAME\n  slow\n  fast\n',
    );
    const unknown = await kspin(folder, ['encode', '--connect', 'medium', 'two.kspin.json']);
    assertExit(unknown, 2);
    assert.match(unknown.stderr, /no connect named "medium"\. It has:\n {2}slow\n {2}fast/);
  });

  it('encodes what a rule objects to: wrong requests are sent on purpose', async () => {
    const odd = connectOf('odd', 0, 48000);
    const text = fileOf({ ...odd, WaveFormatEx: { ...odd.WaveFormatEx, nBlockAlign: 5 } });
    const run = await kspin(folderWith({ 'a.kspin.json': text }), ['encode', 'a.kspin.json']);
    assertExit(run, 0);
    assert.equal(run.stdout.slice(2 * 148, 2 * 150), '0500');
  });
});

describe('kspin encode, given what cannot be encoded,', () => {
  it('ends with 1 and the place of a member that is missing', async () => {
    const { name, ...rest } = connectOf('a', 0, 48000, {
      WaveFormatEx: { nChannels: 2, wBitsPerSample: 16 },
    });
    const folder = folderWith({ 'a.kspin.json': fileOf({ name, ...rest }) });
    const run = await kspin(folder, ['encode', 'a.kspin.json']);
    assertExit(run, 1);
    assert.equal(run.stdout, '');
    assert.match(run.stderr, /^a\.kspin\.json:\d+:\d+: error: .*nSamplesPerSec.*\[missing-key\]$/m);
  });

  it('ends with 1 and the place of an unknown key, whose value would be lost', async () => {
    const folder = folderWith({ 'a.kspin.json': fileOf(connectOf('a', 0, 48000, { Colour: 1 })) });
    const run = await kspin(folder, ['encode', 'a.kspin.json']);
    assertExit(run, 1);
    assert.match(run.stderr, /^a\.kspin\.json:\d+:\d+: error: .*Colour.*\[unknown-key\]$/m);
  });

  it('ends with 1 and the place where broken text breaks', async () => {
    const run = await kspin(folderWith({ 'a.kspin.json': '{ "connects": [ {' }), ['encode', 'a.kspin.json']);
    assertExit(run, 1);
    assert.match(run.stderr, /^a\.kspin\.json:1:\d+: error: .*\[syntax\]$/m);
  });

  it('ends with 2 for a file that is missing, empty, binary, huge, a folder, or has no connect', async () => {
    const folder = folderWith({
      'empty.kspin.json': ' \n',
      'binary.kspin.json': Uint8Array.from([1, 0, 2]),
      'huge.kspin.json': Buffer.alloc(50 * 1024 * 1024, ' '),
      'none.kspin.json': '{ "connects": [] }',
    });
    for (const [file, expected] of [
      ['gone.kspin.json', 'gone.kspin.json does not exist'],
      ['empty.kspin.json', 'empty.kspin.json is empty: it has no connect'],
      ['binary.kspin.json', 'binary.kspin.json is not text: it has NUL bytes'],
      ['huge.kspin.json', 'huge.kspin.json is too large: 50 MB, no file of kspin has more than 20 MB'],
      ['.', '. is a folder'],
      ['none.kspin.json', 'none.kspin.json has no connect: add one to its "connects"'],
    ] as const) {
      const run = await kspin(folder, ['encode', file]);
      assertExit(run, 2);
      assert.equal(run.stderr, `${expected}\n`);
    }
  });
});
