// `kspin lint` as a shell and a CI job see it: findings in every report format, exit codes, and files that are no descriptors.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import Ajv from 'ajv-draft-04';
import { connectOf, fileOf, goodFile, targetFile } from './fixtures.ts';
import { assertExit, folderWith, kspin } from './run-kspin.ts';

/** nBlockAlign is 8 where 2 channels of 16 bits make 4. */
const wrongBlockAlign = `{
  "KSPIN_CONNECT": { "PinId": 0 },
  "KSDATAFORMAT": {
    "MajorFormat": "KSDATAFORMAT_TYPE_AUDIO",
    "SubFormat": "KSDATAFORMAT_SUBTYPE_PCM",
    "Specifier": "KSDATAFORMAT_SPECIFIER_WAVEFORMATEX"
  },
  "WaveFormatEx": {
    "nChannels": 2, "nSamplesPerSec": 48000, "wBitsPerSample": 16,
    "nBlockAlign": 8,
    "nAvgBytesPerSec": 384000
  }
}
`;

async function rowsOf(cwd: string, ...words: readonly string[]) {
  const run = await kspin(cwd, ['lint', '--format', 'json', ...words]);
  return { run, rows: JSON.parse(run.stdout) as readonly Record<string, unknown>[] };
}

/** By the published schema of SARIF 2.1.0, one of whose patterns is none to the letter. */
const isSarif = new Ajv.default({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
  createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
);

describe('kspin lint', () => {
  it('ends with 0 and an empty array for a good file', async () => {
    const { run, rows } = await rowsOf(folderWith({ 'good.kspin.json': goodFile }), 'good.kspin.json');
    assertExit(run, 0);
    assert.deepEqual(rows, []);
    assert.equal(run.stderr, '');
  });

  it('ends with 1 and says place, rule and expected value of an error', async () => {
    const folder = folderWith({ 'bad.kspin.json': wrongBlockAlign });
    const { run, rows } = await rowsOf(folder, 'bad.kspin.json');
    assertExit(run, 1);
    const found = rows.find(({ code }) => code === 'block-align-pcm');
    assert.ok(found, run.stdout);
    const { message, ...place } = found;
    assert.deepEqual(place, {
      file: 'bad.kspin.json',
      line: 10,
      column: 20,
      endLine: 10,
      endColumn: 21,
      severity: 'error',
      code: 'block-align-pcm',
    });
    assert.match(String(message), /4/);
  });

  it('ends with 0 when there are only warnings', async () => {
    const warned = fileOf(connectOf('warned', 0, 48000, { KSPIN_CONNECT: { PinId: 4294967295 } }));
    const { run, rows } = await rowsOf(folderWith({ 'a.kspin.json': warned }), 'a.kspin.json');
    assertExit(run, 0);
    assert.deepEqual(
      rows.map(({ severity, code }) => [severity, code]),
      [['warning', 'pin-id-all-ones']],
    );
  });

  it('checks every descriptor in a folder but those of node_modules and dot folders', async () => {
    const folder = folderWith({
      'a.kspin.json': wrongBlockAlign,
      'deep/er/b.kspin.json': wrongBlockAlign,
      'deep/other.json': '{ not a descriptor',
      'node_modules/p/c.kspin.json': wrongBlockAlign,
      '.hidden/d.kspin.json': wrongBlockAlign,
    });
    const { run, rows } = await rowsOf(folder, '.', 'a.kspin.json');
    assertExit(run, 1);
    const files = rows
      .filter(({ code }) => code === 'block-align-pcm')
      .map(({ file }) => String(file).replaceAll('\\', '/'));
    assert.deepEqual(files, ['a.kspin.json', 'deep/er/b.kspin.json']);
  });

  it('checks a thousand files and writes every finding to a pipe', async () => {
    const files = Array.from({ length: 1000 }, (_, index) => [`${index}.kspin.json`, wrongBlockAlign]);
    const { run, rows } = await rowsOf(folderWith(Object.fromEntries(files)), '.');
    assertExit(run, 1);
    assert.equal(rows.filter(({ code }) => code === 'block-align-pcm').length, 1000);
  });

  it('writes one line for people with a sum, and no colours into a pipe', async () => {
    const run = await kspin(folderWith({ 'bad.kspin.json': wrongBlockAlign }), ['lint', 'bad.kspin.json']);
    assertExit(run, 1);
    assert.match(run.stdout, /^bad\.kspin\.json:10:20: error: .*\[block-align-pcm\]$/m);
    assert.match(run.stdout, /^1 file checked: \d+ errors?/m);
    assert.ok(!run.stdout.includes('\u001b'));
  });

  it('writes workflow commands for GitHub', async () => {
    const run = await kspin(folderWith({ 'bad.kspin.json': wrongBlockAlign }), [
      'lint',
      '--format',
      'github',
      '.',
    ]);
    assertExit(run, 1);
    assert.match(
      run.stdout,
      /^::error file=bad\.kspin\.json,line=10,endLine=10,col=20,endColumn=21,title=block-align-pcm::/m,
    );
  });

  it('writes SARIF 2.1.0 whose results point into its list of rules', async () => {
    const folder = folderWith({ 'a b.kspin.json': wrongBlockAlign });
    const run = await kspin(folder, ['lint', '--format=sarif', 'a b.kspin.json']);
    assertExit(run, 1);
    const log = JSON.parse(run.stdout);
    assert.equal(isSarif(log), true, JSON.stringify(isSarif.errors));
    assert.equal(log.version, '2.1.0');
    const [{ tool, results }] = log.runs;
    const result = results.find(({ ruleId }: { ruleId: string }) => ruleId === 'block-align-pcm');
    assert.equal(tool.driver.rules[result.ruleIndex].id, 'block-align-pcm');
    assert.equal(result.level, 'error');
    assert.deepEqual(result.locations[0].physicalLocation, {
      artifactLocation: { uri: 'a%20b.kspin.json' },
      region: { startLine: 10, startColumn: 20, endLine: 10, endColumn: 21 },
    });
  });

  it('checks against a capability file of the command line', async () => {
    const folder = folderWith({
      'a.kspin.json': fileOf(connectOf('too fast', 0, 192000)),
      'target.kscaps.json': targetFile,
    });
    assertExit(await kspin(folder, ['lint', 'a.kspin.json']), 0);
    const { run, rows } = await rowsOf(folder, '--caps', 'target.kscaps.json', 'a.kspin.json');
    assertExit(run, 1);
    assert.ok(
      rows.some(({ code }) => code === 'range-rate'),
      run.stdout,
    );
  });
});

describe('kspin lint, given bad input,', () => {
  it('reports broken text as findings of the file', async () => {
    const { run, rows } = await rowsOf(folderWith({ 'a.kspin.json': '{ "connects": [ {' }), 'a.kspin.json');
    assertExit(run, 1);
    assert.ok(rows.length > 0 && rows.every(({ severity }) => severity === 'error'), run.stdout);
    assert.ok(
      rows.some(({ code }) => code === 'syntax'),
      run.stdout,
    );
  });

  it('reports an empty file as one finding', async () => {
    const { run, rows } = await rowsOf(folderWith({ 'a.kspin.json': '' }), 'a.kspin.json');
    assertExit(run, 1);
    assert.equal(rows.length, 1);
  });

  it('reports a missing capability file of a connect as one finding', async () => {
    const text = fileOf(connectOf('a', 0, 48000, { filter: { capabilities: 'gone.kscaps.json' } }));
    const { run, rows } = await rowsOf(folderWith({ 'a.kspin.json': text }), 'a.kspin.json');
    assert.equal(rows.length, 1, run.stdout);
    assert.match(String(rows[0]?.message), /gone\.kscaps\.json.*does not exist/);
  });

  it('does not open a capability file by an absolute path, which may lead to another machine', async () => {
    const folder = folderWith({ 'target.kscaps.json': targetFile });
    for (const capabilities of [join(folder, 'target.kscaps.json'), '\\\\host\\share\\a.kscaps.json']) {
      writeFileSync(
        join(folder, 'a.kspin.json'),
        fileOf(connectOf('a', 0, 48000, { filter: { capabilities } })),
      );
      const { rows } = await rowsOf(folder, 'a.kspin.json');
      assert.equal(rows.length, 1);
      assert.match(String(rows[0]?.message), /is an absolute path: expected one relative to this file/);
    }
  });

  it('names a binary, a huge and a missing file on stderr, ends with 2, and still reports the others', async () => {
    const folder = folderWith({
      'bad.kspin.json': wrongBlockAlign,
      'binary.kspin.json': Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2]),
      'huge.kspin.json': Buffer.alloc(50 * 1024 * 1024, ' '),
    });
    const { run, rows } = await rowsOf(folder, '.', 'gone.kspin.json');
    assertExit(run, 2);
    assert.ok(rows.some(({ code }) => code === 'block-align-pcm'));
    assert.deepEqual(run.stderr.trimEnd().split('\n'), [
      'kspin lint: gone.kspin.json does not exist',
      'kspin lint: binary.kspin.json is not text: it has NUL bytes',
      'kspin lint: huge.kspin.json is too large: 50 MB, no file of kspin has more than 20 MB',
    ]);
  });

  it('ends with 2 for a folder without descriptors', async () => {
    const run = await kspin(folderWith({ 'a.json': '{}' }), ['lint', '.']);
    assertExit(run, 2);
    assert.match(run.stderr, /has no \*\.kspin\.json in it/);
  });

  it('ends with 2 when the capability file of the command line is missing', async () => {
    const run = await kspin(folderWith({ 'a.kspin.json': goodFile }), [
      'lint',
      '--caps',
      'no.json',
      'a.kspin.json',
    ]);
    assertExit(run, 2);
    assert.equal(run.stderr, 'kspin lint: --caps no.json does not exist\n');
  });

  it('ends with 2 for wrong usage, and says what is right', async () => {
    const folder = folderWith({});
    for (const [words, expected] of [
      [['lint'], /PATH\.\.\. is missing/],
      [['lint', '--format', 'xml', 'a'], /--format takes text, json, sarif or github, not "xml"/],
      [['lint', '--format'], /--format needs a value/],
      [['lint', '--colour', 'a'], /--colour is not an option of kspin lint/],
    ] as const) {
      const run = await kspin(folder, words);
      assertExit(run, 2);
      assert.match(run.stderr, expected);
      assert.equal(run.stdout, '');
    }
  });
});
