// `kspin diff` as a shell and a CI job see it: what it writes, how it ends, and files that are no capability files.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { speakerFilter } from './fixtures.ts';
import { assertExit, folderWith, kspin } from './run-kspin.ts';

const file = (more: object = {}): string => JSON.stringify({ ...speakerFilter, ...more });
const [speaker, taken] = speakerFilter.pins;
const folder = folderWith({
  'old.kscaps.json': file(),
  'renamed.kscaps.json': file({ filter: { ...speakerFilter.filter, name: 'Loud\u001b[31m speaker' } }),
  'fewer.kscaps.json': file({ pins: [{ ...speaker, interfaces: [], mediums: [], dataRanges: [] }] }),
  'more.kscaps.json': file({ pins: [speaker, taken, { ...speaker, id: 2, name: 'Headphones' }] }),
  'broken.kscaps.json': '{ "pins": 5 }',
  'text.kscaps.json': 'not JSON',
});

describe('kspin diff', () => {
  it('ends with 0 and says so when nothing differs', async () => {
    const run = await kspin(folder, ['diff', 'old.kscaps.json', 'old.kscaps.json']);
    assertExit(run, 0);
    assert.equal(run.stdout, 'no difference\n');
  });

  it('ends with 0 when nothing that differs breaks a client, and shows no control characters', async () => {
    assertExit(await kspin(folder, ['diff', 'old.kscaps.json', 'more.kscaps.json']), 0);
    const run = await kspin(folder, ['diff', 'old.kscaps.json', 'renamed.kscaps.json']);
    assertExit(run, 0);
    assert.equal(
      run.stdout,
      'Filter "Test speaker"\n' +
        '  neutral     The name changed from Test speaker to Loud [31m speaker.\n' +
        '0 breaking, 0 compatible, 1 neutral\n',
    );
  });

  it('ends with 1 and tells by pin what breaks', async () => {
    const run = await kspin(folder, ['diff', 'old.kscaps.json', 'fewer.kscaps.json']);
    assertExit(run, 1);
    assert.equal(
      run.stdout,
      'Filter "Test speaker"\n' +
        '  Pin 0 "Speaker"\n' +
        '    breaking    PCM, up to 2 ch, 16 bit, 24000-96000 Hz: The data range is gone.\n' +
        '  Pin 1 "Taken"\n' +
        '    breaking    The pin is gone.\n' +
        '2 breaking, 0 compatible, 0 neutral\n',
    );
  });

  it('writes JSON whose paths lead into the two files', async () => {
    const run = await kspin(folder, ['diff', '--format', 'json', 'old.kscaps.json', 'fewer.kscaps.json']);
    assertExit(run, 1);
    assert.deepEqual(JSON.parse(run.stdout), {
      old: 'old.kscaps.json',
      new: 'fewer.kscaps.json',
      breaking: true,
      counts: { breaking: 2, compatible: 0, neutral: 0 },
      changes: [
        {
          effect: 'breaking',
          breaking: true,
          path: 'pins[0].dataRanges[0]',
          oldPath: 'pins[0].dataRanges[0]',
          subject: ['Filter "Test speaker"', 'Pin 0 "Speaker"', 'PCM, up to 2 ch, 16 bit, 24000-96000 Hz'],
          message: 'The data range is gone.',
        },
        {
          effect: 'breaking',
          breaking: true,
          path: 'pins[1]',
          oldPath: 'pins[1]',
          subject: ['Filter "Test speaker"', 'Pin 1 "Taken"'],
          message: 'The pin is gone.',
        },
      ],
    });
  });

  it('ends with 2 and names each file that is no capability file', async () => {
    const run = await kspin(folder, ['diff', 'broken.kscaps.json', 'text.kscaps.json']);
    assertExit(run, 2);
    assert.equal(run.stdout, '');
    const [first, second] = run.stderr.split('\n');
    assert.match(first ?? '', /^kspin diff: broken\.kscaps\.json cannot be used: filter must be an object/);
    assert.match(second ?? '', /^kspin diff: text\.kscaps\.json is not JSON/);
    const missing = await kspin(folder, ['diff', 'old.kscaps.json', 'none.kscaps.json']);
    assertExit(missing, 2);
    assert.equal(missing.stderr, 'kspin diff: none.kscaps.json does not exist\n');
    assertExit(await kspin(folder, ['diff', 'old.kscaps.json']), 2);
  });
});
