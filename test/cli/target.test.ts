// The commands that need a target, against simulated filters, and targets in every kind of trouble.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { connectOf, fileOf, goodBytes, goodFile, speakerFilter, targetFile } from './fixtures.ts';
import { assertExit, folderWith, kspin } from './run-kspin.ts';

const target = ['--target', 'simulate:target.kscaps.json'];
const folder = folderWith({
  'target.kscaps.json': targetFile,
  'good.kspin.json': goodFile,
  'several.kspin.json': fileOf(
    connectOf('too fast', 0, 192000),
    connectOf('too fast, and so expected', 0, 192000, { expect: 'ERROR_NO_MATCH' }),
    connectOf('too fast, expected by its NTSTATUS', 0, 192000, { expect: 'STATUS_NO_MATCH' }),
    connectOf('taken', 1, 48000),
    connectOf('any filter', 0, 48000, { filter: {} }),
    connectOf('no such filter', 0, 48000, { filter: { device: '*headset*' } }),
    connectOf('recorded', 0, 48000, { filter: { capabilities: 'speaker.kscaps.json' } }),
  ),
  'speaker.kscaps.json': JSON.stringify(speakerFilter),
});

const connect = (name: string, ...words: readonly string[]) =>
  kspin(folder, ['connect', 'several.kspin.json', '--connect', name, ...words]);

describe('kspin filters', () => {
  it('lists name, path, device and categories', async () => {
    const run = await kspin(folder, ['filters', ...target, '--category', 'KSCATEGORY_RENDER']);
    assertExit(run, 0);
    assert.equal(
      run.stdout,
      [
        'Test speaker',
        '  path        \\\\?\\root#media#0000#speaker',
        '  device      ROOT\\MEDIA\\0000',
        '  categories  KSCATEGORY_RENDER',
        '',
      ].join('\n'),
    );
  });

  it('lists every filter as JSON', async () => {
    const run = await kspin(folder, ['filters', ...target, '--format', 'json']);
    assertExit(run, 0);
    assert.deepEqual(
      JSON.parse(run.stdout).map(({ name }: { name: string }) => name),
      ['Test microphone', 'Test speaker'],
    );
  });

  it('ends with 1 when the target has none of the category', async () => {
    const run = await kspin(folder, ['filters', ...target, '--category', 'KSCATEGORY_VIDEO_CAMERA']);
    assertExit(run, 1);
    assert.equal(run.stdout, '');
  });

  it('ends with 2 for a category that nobody knows', async () => {
    const run = await kspin(folder, ['filters', ...target, '--category', 'SPEAKERS']);
    assertExit(run, 2);
    assert.match(run.stderr, /"SPEAKERS" is not a category/);
  });
});

describe('kspin capture', () => {
  it('writes the capability file that the simulated filter was made from', async () => {
    const run = await kspin(folder, ['capture', ...target, '*SPEAKER']);
    assertExit(run, 0);
    assert.deepEqual(JSON.parse(run.stdout), JSON.parse(JSON.stringify(speakerFilter)));
  });

  it('writes the same bytes every time', async () => {
    const runs = [await kspin(folder, ['capture', ...target, 'Test speaker'])];
    runs.push(await kspin(folder, ['capture', ...target, '\\\\?\\root#media#0000#speaker']));
    assert.equal(runs[0]?.stdout, runs[1]?.stdout);
  });

  it('ends with 1 and names the filters when not one matches', async () => {
    const none = await kspin(folder, ['capture', ...target, 'headset']);
    assertExit(none, 1);
    assert.match(none.stderr, /no filter of the target matches "headset"\. It has:/);
    assert.match(none.stderr, /Test microphone\s.*\n\s*Test speaker/);
    const both = await kspin(folder, ['capture', ...target, 'Test*']);
    assertExit(both, 1);
    assert.match(both.stderr, /2 filters of the target match "Test\*": say which/);
  });
});

describe('kspin connect', () => {
  it('ends with 0 and the whole answer as JSON when the pin opened', async () => {
    const run = await kspin(folder, ['connect', 'good.kspin.json', ...target, '--format', 'json']);
    assertExit(run, 0);
    const { elapsedMs, uncheckedMs, message, ...answer } = JSON.parse(run.stdout);
    assert.equal(typeof elapsedMs, 'number');
    assert.equal(typeof uncheckedMs, 'number');
    assert.equal(typeof message, 'string');
    assert.deepEqual(answer, {
      name: 'good',
      status: 'opened',
      code: 0,
      win32: 'ERROR_SUCCESS',
      bytes: goodBytes,
      filter: { path: speakerFilter.filter.path, name: 'Test speaker' },
      target: 'simulate:target.kscaps.json',
      expected: 'ERROR_SUCCESS',
      asExpected: true,
    });
  });

  it('ends with 1 and names stage, field and reason when the pin is refused', async () => {
    const run = await connect('too fast', ...target, '--format', 'json');
    assertExit(run, 1);
    const { message, ...answer } = JSON.parse(run.stdout);
    assert.equal(answer.status, 'refused');
    assert.equal(answer.code, 1169);
    assert.equal(answer.win32, 'ERROR_NO_MATCH');
    assert.equal(answer.ntstatus, 'STATUS_NO_MATCH');
    assert.equal(answer.stage, 'format');
    assert.equal(answer.path, 'WaveFormatEx.nSamplesPerSec');
    assert.match(message, /192000.*24000.*96000/);
  });

  it('explains a refusal to people: what was asked, the answer, the cause and its place in the file', async () => {
    const run = await connect('too fast', ...target);
    assertExit(run, 1);
    const text = run.stdout.replace(/after [\d.]+ ms/, 'after N ms');
    assert.match(
      text,
      /^too fast\n {2}asked {6}pin 0, PCM, 192000 Hz, 2 ch, 16 bit, GENERIC_WRITE, 154 bytes$/m,
    );
    assert.match(
      text,
      /^ {2}answer {5}refused: ERROR_NO_MATCH \(1169\), STATUS_NO_MATCH in the driver, after N ms$/m,
    );
    assert.match(text, /^ {2}where {6}several\.kspin\.json:\d+:\d+ {2}WaveFormatEx\.nSamplesPerSec$/m);
    assert.match(text, /^ {2}expected {3}ERROR_SUCCESS: not as expected$/m);
  });

  it('lets no name of a driver move the cursor', async () => {
    const [pin] = speakerFilter.pins;
    const named = {
      ...speakerFilter,
      filter: { ...speakerFilter.filter, name: 'speaker\u001b[2J\r\n' },
      pins: [{ ...pin, name: 'Pin\u001b[2J', Communication: 'KSPIN_COMMUNICATION_NONE' }],
    };
    const hostile = folderWith({ 'good.kspin.json': goodFile, 'target.kscaps.json': JSON.stringify(named) });
    const listed = await kspin(hostile, ['filters', ...target]);
    const refused = await kspin(hostile, ['connect', 'good.kspin.json', ...target]);
    assert.match(listed.stdout, /^speaker \[2J$/m);
    assert.match(refused.stdout, /^ {2}why {8}Pin 0 "Pin \[2J" is KSPIN_COMMUNICATION_NONE/m);
    for (const { stdout, stderr } of [listed, refused]) {
      assert.doesNotMatch(stdout + stderr, /[^\P{Cc}\n]/u);
    }
  });

  it('ends with 0 when a refusal is what the descriptor expects', async () => {
    assertExit(await connect('too fast, and so expected', ...target), 0);
    assertExit(await connect('too fast, expected by its NTSTATUS', ...target), 0);
  });

  it('does not call the driver for a pin that is taken, unless it is told to', async () => {
    const blocked = await connect('taken', ...target, '--format', 'json');
    assertExit(blocked, 1);
    const answer = JSON.parse(blocked.stdout);
    assert.deepEqual(
      [answer.status, answer.code, answer.win32, answer.stage],
      ['blocked', null, null, 'instances'],
    );
    const forced = await connect('taken', ...target, '--format', 'json', '--even-if-busy');
    assertExit(forced, 1);
    assert.equal(JSON.parse(forced.stdout).status, 'refused');
  });

  it('ends with 2 when it is not clear which filter is meant, or none is', async () => {
    const any = await connect('any filter', ...target);
    assertExit(any, 2);
    assert.match(any.stderr, /the target has 2 filters: say which\.\n {2}Test/);
    const none = await connect('no such filter', ...target);
    assertExit(none, 2);
    assert.match(none.stderr, /"\*headset\*"/);
  });

  it('ends with 2 for text that cannot be read, and sends nothing', async () => {
    const broken = folderWith({ 'a.kspin.json': '{ "connects": [ {', 'target.kscaps.json': targetFile });
    const run = await kspin(broken, ['connect', 'a.kspin.json', ...target]);
    assertExit(run, 2);
    assert.match(run.stderr, /^a\.kspin\.json:1:\d+: error: .*\[syntax\]$/m);
    assert.equal(run.stdout, '');
  });

  it('simulates the recorded filter when no target is named', {
    skip: process.platform === 'win32',
  }, async () => {
    const run = await connect('recorded', '--format', 'json');
    assertExit(run, 0);
    assert.equal(JSON.parse(run.stdout).target, 'simulate:speaker.kscaps.json');
  });

  it('asks for a target when nothing is recorded', { skip: process.platform === 'win32' }, async () => {
    const run = await kspin(folder, ['connect', 'good.kspin.json']);
    assertExit(run, 2);
    assert.match(run.stderr, /no target: .* --target/);
  });
});

describe('a target in trouble', () => {
  const troubles: readonly (readonly [string, string, RegExp])[] = [
    ['is no target', 'speakers', /"speakers" is not a target: write local, simulate:/],
    [
      'names a missing capability file',
      'simulate:gone.kscaps.json',
      /gone\.kscaps\.json cannot be read: there is no such file/,
    ],
    [
      'names a file that is no capability file',
      'simulate:good.kspin.json',
      /good\.kspin\.json does not describe a filter/,
    ],
    ['is a command that does not exist', 'exec:no-such-program-here', /no-such-program-here/],
    ['is a command that ends at once', `exec:"${process.execPath}" -e "process.exit(3)"`, /3/],
    [
      'is a command that is no device host',
      `exec:"${process.execPath}" -e "console.log(1234)"`,
      /is not a device host/,
    ],
  ];

  for (const [what, text, expected] of troubles) {
    it(`ends every device command with 2 and one message when it ${what}`, async () => {
      for (const words of [['filters'], ['capture', '*'], ['connect', 'good.kspin.json']]) {
        const run = await kspin(folder, [...words, '--target', text]);
        assertExit(run, 2);
        assert.equal(run.stdout, '');
        assert.match(run.stderr, new RegExp(`^kspin ${words[0]}: `));
        assert.match(run.stderr, expected);
      }
    });
  }

  const host = fileURLToPath(new URL('./dying-host.mjs', import.meta.url));

  it('ends a connect with 1 when the driver takes the host down in the middle of the call', async () => {
    const words = ['connect', 'good.kspin.json', '--target', `exec:"${process.execPath}" "${host}"`];
    const run = await kspin(folder, words);
    assertExit(run, 1);
    assert.match(run.stderr, /^kspin connect: .*KsCreatePin/);
    assert.match(run.stderr, /segmentation fault in fake\.sys/);
  });

  it('ends a connect with 1 when the call does not return, says so as JSON too, and leaves no process behind', async () => {
    const target = `exec:"${process.execPath}" "${host}" hang pid`;
    const run = await kspin(folder, ['connect', 'good.kspin.json', '--target', target, '--format', 'json']);
    assertExit(run, 1);
    const { status, code, asExpected } = JSON.parse(run.stdout);
    assert.deepEqual({ status, code, asExpected }, { status: 'hung', code: null, asExpected: false });
    assert.match(run.stderr, /^kspin connect: No answer within 10 s while KsCreatePin/);
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
  });
});
