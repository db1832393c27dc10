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

  it('writes name, arch, bytes and size as JSON', async () => {
    const run = await kspin(folder, ['encode', '--format', 'json', 'good.kspin.json']);
    assertExit(run, 0);
    assert.deepEqual(JSON.parse(run.stdout), { name: 'good', arch: 'x64', bytes: goodBytes, size: 154 });
  });

  it('writes C with every field named, which decodes to the same bytes', async () => {
    const run = await kspin(folder, ['encode', '--format', 'c', 'good.kspin.json']);
    assertExit(run, 0);
    assert.match(run.stdout, /^static const unsigned char connect_good_x64\[154\] = \{$/m);
    assert.match(
      run.stdout,
      /^ {4}\/\* {2}72 {2}KSDATAFORMAT\.FormatSize = 82 \*\/\n {4}0x52, 0x00, 0x00, 0x00,$/m,
    );
    assert.match(run.stdout, /^ {4}\/\* {2}52 {2}padding \*\/$/m);
    const bytes = [...run.stdout.matchAll(/0x([0-9a-f]{2}),/g)].map(([, digits]) => digits).join('');
    assert.equal(bytes, goodBytes);
  });

  it('keeps a name with comment signs inside the comment of the C source', async () => {
    const text = fileOf(connectOf('a */ b /* c', 0, 48000));
    const run = await kspin(folderWith({ 'a.kspin.json': text }), [
      'encode',
      '--format',
      'c',
      'a.kspin.json',
    ]);
    assertExit(run, 0);
    assert.match(run.stdout, /^\/\* a \* \/ b \/ \* c \(x64\) \*\/\nstatic const/);
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
