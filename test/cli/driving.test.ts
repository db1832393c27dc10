// The commands that drive a pin or ask it without opening it, against the simulated filters of the rig and of these tests.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { connectOf, fileOf, speakerFilter, targetFile } from './fixtures.ts';
import { assertExit, folderWith, kspin } from './run-kspin.ts';

const target = ['--target', 'simulate:target.kscaps.json'];
const folder = folderWith({
  'target.kscaps.json': targetFile,
  'rig.kscaps.json': readFileSync(new URL('../device-host/fixtures/rig.kscaps.json', import.meta.url)),
  'pins.kspin.json': fileOf(
    connectOf('good', 0, 48000),
    connectOf('too fast', 0, 192000),
    connectOf('slower', 0, 44100),
    connectOf('taken', 1, 48000),
    connectOf('elsewhere', 0, 48000, { filter: { device: '*nowhere*' } }),
  ),
});

const { path } = speakerFilter.filter;
const onPin = (command: string, name: string, ...words: readonly string[]) =>
  kspin(folder, [command, 'pins.kspin.json', '--connect', name, ...target, ...words]);

describe('kspin drive', () => {
  it('runs a pin up and down and finds its position alive', async () => {
    const run = await onPin('drive', 'good', '--run', '200');
    assertExit(run, 0);
    assert.match(run.stdout, /opening +opened/);
    assert.match(run.stdout, /format +PCM, 48000 Hz, 2 ch, 16 bit/);
    for (const step of [
      'STOP to ACQUIRE',
      'ACQUIRE to PAUSE',
      'PAUSE to RUN',
      'RUN to PAUSE',
      'ACQUIRE to STOP',
    ]) {
      assert.match(run.stdout, new RegExp(`state +${step}: done in `));
    }
    assert.match(run.stdout, /position +good RUN: PlayOffset moves by \d+ bytes a second/);
    assert.match(run.stdout, /verdict +alive/);
  });

  it('gives steps, positions and findings as JSON', async () => {
    const run = await onPin('drive', 'good', '--run', '100', '--format', 'json');
    assertExit(run, 0);
    const { status, good, steps, positions, findings, facts } = JSON.parse(run.stdout);
    assert.deepEqual([status, good, steps.length], ['opened', true, 6]);
    assert.deepEqual(
      findings.map(({ good: fine }: { good: boolean }) => fine),
      [true, true, true, true],
    );
    assert.deepEqual(positions[0].play, '0');
    assert.deepEqual(facts.KSPROPERTY_CONNECTION_DATAFORMAT, ['PCM, 48000 Hz, 2 ch, 16 bit']);
  });

  it('sets another format of the file on the open pin when told so with --yes, and judges the position by it', async () => {
    const unsaid = await onPin('drive', 'good', '--set-format', 'slower');
    assertExit(unsaid, 2);
    assert.match(unsaid.stderr, /sets the format of "slower" on the open pin: say --yes/);
    const run = await onPin('drive', 'good', '--run', '200', '--set-format', 'slower', '--yes');
    assertExit(run, 0);
    assert.match(run.stdout, /set format +done in /);
    assert.match(run.stdout, /format +PCM, 44100 Hz, 2 ch, 16 bit/);
    assert.match(run.stdout, /position +good RUN: PlayOffset moves/);
  });

  it('ends with 1 when the driver refuses the other format', async () => {
    const words = ['--set-format', 'too fast', '--yes', '--format', 'json'];
    const run = await onPin('drive', 'good', ...words);
    assertExit(run, 1);
    const { formatSet, notes, steps } = JSON.parse(run.stdout);
    assert.equal(formatSet.win32, 'ERROR_NO_MATCH');
    assert.deepEqual([notes, steps], [['The driver refused the format: ERROR_NO_MATCH (1169).'], []]);
  });

  it('ends with 1 for a pin that does not open, and says what explains it', async () => {
    const run = await onPin('drive', 'too fast');
    assertExit(run, 1);
    assert.match(run.stdout, /opening +refused: ERROR_NO_MATCH \(1169\)/);
    assert.match(run.stdout, /kspin connect explains the answer/);
  });

  it('ends with 2 for a time that is none', async () => {
    assertExit(await onPin('drive', 'good', '--run', 'long'), 2);
  });
});

describe('kspin connect --bisect', () => {
  it('names the smallest change that opens a refused pin, and tells each trial', async () => {
    const run = await onPin('connect', 'too fast', '--bisect');
    assertExit(run, 1);
    assert.match(
      run.stdout,
      /bisected +Change WaveFormatEx\.nSamplesPerSec to 96000: the smallest change that opens it, found in 2 calls/,
    );
    assert.match(run.stderr, /again as it is: ERROR_NO_MATCH/);
  });

  it('gives the trials as JSON', async () => {
    const run = await onPin('connect', 'too fast', '--bisect', '--format', 'json');
    const { bisect } = JSON.parse(run.stdout);
    assert.deepEqual([bisect.outcome, bisect.smallest, bisect.calls], ['found', true, 2]);
    assert.deepEqual(bisect.trials.at(-1), {
      changes: ['WaveFormatEx.nSamplesPerSec to 96000'],
      win32: 'ERROR_SUCCESS',
    });
  });

  it('keeps to its budget of calls', async () => {
    const run = await onPin('connect', 'too fast', '--bisect', '--calls', '1');
    assertExit(run, 1);
    assert.match(run.stdout, /bisected +The budget of 1 call is spent\./);
  });

  it('looks for nothing where the pin is taken or opens', async () => {
    for (const name of ['taken', 'good']) {
      assert.doesNotMatch((await onPin('connect', name, '--bisect')).stdout, /bisected/);
    }
  });

  it('ends with 2 for a number of calls that is none', async () => {
    assertExit(await onPin('connect', 'good', '--bisect', '--calls', '0'), 2);
  });
});

describe('kspin sweep', () => {
  it('shows a table of signs, and ends with 0 where the driver takes what it declares', async () => {
    const words = ['--rates', '8000,48000', '--bits', '16', '--channels', '1,2,6'];
    const run = await kspin(folder, ['sweep', '*SPEAKER', '--pin', '0', ...target, ...words]);
    assertExit(run, 0);
    assert.equal(
      run.stdout,
      [
        'Pin 0 "Speaker" of Test speaker',
        '6 formats asked, 2 declared, 2 accepted',
        '',
        '                       1 ch  2 ch  6 ch',
        'PCM, 8000 Hz, 16 bit      .     .     .',
        'PCM, 48000 Hz, 16 bit     +     +     .',
        '',
        '+ accepted   ! declared but refused   ? accepted but undeclared   . refused',
        '',
      ].join('\n'),
    );
  });

  it('says which pins there are when none was chosen', async () => {
    const run = await kspin(folder, ['sweep', '*SPEAKER', ...target]);
    assertExit(run, 2);
    assert.match(run.stderr, /say which pin with --pin: 0 "Speaker", 1 "Taken"/);
  });

  it('ends with 2 for a list that is none', async () => {
    const run = await kspin(folder, ['sweep', '*SPEAKER', '--sizes', '640', ...target]);
    assertExit(run, 2);
    assert.match(run.stderr, /--sizes takes sizes such as 640x480 with commas between, not "640"/);
  });
});

describe('kspin intersect', () => {
  it('shows which format the driver makes of a data range', async () => {
    const run = await kspin(folder, ['intersect', '*SPEAKER', '--pin', '0', ...target]);
    assertExit(run, 0);
    assert.equal(
      run.stdout,
      'range 0: PCM, up to 2 ch, 16 bit, 24000-96000 Hz\n  chosen   PCM, 96000 Hz, 2 ch, 16 bit\n',
    );
  });

  it('gives the format as a connect of a descriptor', async () => {
    const run = await kspin(folder, ['intersect', '*SPEAKER', '--pin', '0', '--format', 'json', ...target]);
    const [range] = JSON.parse(run.stdout).ranges;
    assert.deepEqual(range.descriptor.WaveFormatEx, {
      nChannels: 2,
      nSamplesPerSec: 96000,
      wBitsPerSample: 16,
    });
  });
});

describe('kspin property', () => {
  const property = (...words: readonly string[]) => kspin(folder, ['property', ...words]);
  const rig = ['--target', 'simulate:rig.kscaps.json'];

  it('reads a property by its name, of the filter and of a pin factory', async () => {
    const count = await property('get', '*SPEAKER', 'KSPROPERTY_PIN_CTYPES', ...target);
    assertExit(count, 0);
    assert.match(count.stdout, /value +2\n +hex +02000000\n/);
    const name = await property('get', '*SPEAKER', 'KSPROPERTY_PIN_NAME', '--pin', '1', ...target);
    assert.match(name.stdout, /value +Taken\n/);
  });

  it('reads by set and id, as JSON', async () => {
    const words = ['get', '*SPEAKER', 'KSPROPSETID_Pin:2', '--pin', '0', '--format', 'json'];
    const run = await property(...words, ...target);
    const { property: name, value, hex } = JSON.parse(run.stdout);
    assert.deepEqual([name, value, hex], ['KSPROPERTY_PIN_DATAFLOW', ['KSPIN_DATAFLOW_IN'], '01000000']);
  });

  it('reads a property of a pin that it opens for that', async () => {
    const open = ['--open', 'pins.kspin.json', '--connect', 'good'];
    const run = await property('get', '*SPEAKER', 'KSPROPERTY_CONNECTION_STATE', ...open, ...target);
    assertExit(run, 0);
    assert.match(run.stdout, /value +KSSTATE_STOP/);
  });

  it('tells the bounds of a volume node, writes it when told so, and not without the word', async () => {
    const volume = ['*rig audio*', 'KSPROPERTY_AUDIO_VOLUMELEVEL', '--node', '2', ...rig];
    const support = await property('support', ...volume);
    assertExit(support, 0);
    assert.match(support.stdout, /verbs: GET \| SET/);
    assert.match(support.stdout, /values: -6291456 to 0 in steps of 32768/);
    const unasked = await property('set', ...volume, '--value', '-65536');
    assertExit(unasked, 2);
    assert.match(unasked.stderr, /set writes 0000ffff to the driver: say --yes to do it/);
    assertExit(await property('set', ...volume, '--value', '-65536', '--yes'), 0);
  });

  it('ends with 1 for a property that the driver does not have, and with 2 for none at all', async () => {
    const run = await property('get', '*SPEAKER', 'KSPROPSETID_Jack:1', ...target);
    assertExit(run, 1);
    assert.match(run.stdout, /ERROR_SET_NOT_FOUND \(1170\)/);
    assertExit(await property('get', '*SPEAKER', 'LOUDNESS', ...target), 2);
    assertExit(await property('shout', '*SPEAKER', 'KSPROPERTY_PIN_NAME', ...target), 2);
  });
});

describe('a filter by a path typed by hand', () => {
  it('is captured, swept and connected to without being listed', async () => {
    assertExit(await kspin(folder, ['capture', path, ...target]), 0);
    assertExit(await kspin(folder, ['intersect', path, '--pin', '0', ...target]), 0);
    assertExit(await onPin('connect', 'elsewhere', '--filter', path), 0);
  });

  it('that leads nowhere is told with what to look at', async () => {
    const run = await kspin(folder, ['capture', '\\\\?\\nowhere', ...target]);
    assertExit(run, 2);
    assert.match(run.stderr, /the filter cannot be opened: ERROR_FILE_NOT_FOUND \(2\)/);
  });
});
