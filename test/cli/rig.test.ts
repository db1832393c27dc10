// The command line against a real driver: as a Linux program over `exec:`, and as the Windows program that a test machine runs.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ensureRig, type Rig, whyNoRig } from '#test/rig/rig.ts';
import { connectOf, fileOf } from './fixtures.ts';
import { assertExit, bundle, folderWith, kspin, type Run } from './run-kspin.ts';

const why = whyNoRig();
const hostBundle = fileURLToPath(new URL('../../dist/device-host.cjs', import.meta.url));
const filter = { device: '*rig audio*' };
const folder = folderWith({
  'a.kspin.json': fileOf(
    connectOf('good', 0, 48000, { filter }),
    connectOf('too fast', 0, 768000, { filter }),
    connectOf('no such pin', 99, 48000, { filter }),
  ),
});

const connectWords = (name: string, ...target: readonly string[]) => [
  'connect',
  'a.kspin.json',
  '--connect',
  name,
  '--format',
  'json',
  ...target,
];

/** What must not depend on how the driver was reached. */
function answerOf(run: Run): unknown {
  const { status, code, win32, ntstatus, stage, path } = JSON.parse(run.stdout);
  return { status, code, win32, ntstatus, stage, path };
}

test('the command line on the rig', {
  skip: why !== undefined && process.env.CI !== 'true' && why,
}, async (t) => {
  const rig = await ensureRig();
  const target = ['--target', `exec:${rig.execTarget(hostBundle)}`];
  const wanted = {
    good: {
      status: 'opened',
      code: 0,
      win32: 'ERROR_SUCCESS',
      ntstatus: undefined,
      stage: undefined,
      path: undefined,
    },
    'too fast': {
      status: 'refused',
      code: 1169,
      win32: 'ERROR_NO_MATCH',
      ntstatus: 'STATUS_NO_MATCH',
      stage: 'format',
      path: 'WaveFormatEx.nSamplesPerSec',
    },
    'no such pin': {
      status: 'refused',
      code: 87,
      win32: 'ERROR_INVALID_PARAMETER',
      ntstatus: 'STATUS_INVALID_PARAMETER',
      stage: 'pin',
      path: 'KSPIN_CONNECT.PinId',
    },
  };

  await rig.alone(async () => {
    await t.test('captures the filter of the driver', async () => {
      const run = await kspin(folder, ['capture', '*rig audio*', ...target]);
      assertExit(run, 0);
      writeFileSync(join(folder, 'captured.kscaps.json'), run.stdout);
      assert.equal(JSON.parse(run.stdout).filter.name, 'kspin rig audio');
    });

    for (const [name, answer] of Object.entries(wanted)) {
      await t.test(`gets the driver's answer to "${name}", and the same from the capture`, async () => {
        const real = await kspin(folder, connectWords(name, ...target));
        assert.deepEqual(answerOf(real), answer, real.stderr);
        assertExit(real, name === 'good' ? 0 : 1);
        const simulated = await kspin(
          folder,
          connectWords(name, '--target', 'simulate:captured.kscaps.json'),
        );
        assert.deepEqual(answerOf(simulated), answer, simulated.stderr);
      });
    }

    const onDriver = (...words: readonly string[]) => kspin(folder, [...words, ...target]);

    await t.test('drives a pin of the driver up and down, and finds it alive', async () => {
      const run = await onDriver('drive', 'a.kspin.json', '--connect', 'good', '--run', '300');
      assertExit(run, 0);
      assert.match(run.stdout, /state +PAUSE to RUN: done in /);
      assert.match(run.stdout, /position +good RUN: PlayOffset moves by \d+ bytes a second/);
      assert.match(run.stdout, /position +good PAUSE: PlayOffset stands at \d+/);
      assert.match(run.stdout, /verdict +alive/);
    });

    await t.test('finds the smallest change that the driver takes', async () => {
      const run = await onDriver('connect', 'a.kspin.json', '--connect', 'too fast', '--bisect');
      assertExit(run, 1);
      assert.match(run.stdout, /bisected +Change WaveFormatEx\.nSamplesPerSec to \d+: the smallest change/);
    });

    await t.test('sweeps formats and intersects ranges without opening a pin', async () => {
      const words = ['--rates', '8000,48000', '--bits', '16', '--channels', '2'];
      const swept = await onDriver('sweep', '*rig audio*', '--pin', '0', ...words);
      assertExit(swept, 0);
      assert.match(swept.stdout, /48000 Hz, 16 bit +\+/);
      assertExit(await onDriver('intersect', '*rig audio*', '--pin', '0', '--range', '0'), 0);
    });

    await t.test('reads and writes the volume of a node, and puts it back', async () => {
      const volume = ['*rig audio*', 'KSPROPERTY_AUDIO_VOLUMELEVEL', '--node', '2'];
      const before = await onDriver('property', 'get', ...volume, '--format', 'json');
      assertExit(before, 0);
      const [level] = JSON.parse(before.stdout).value;
      assertExit(await onDriver('property', 'set', ...volume, '--value', '-65536', '--yes'), 0);
      const after = await onDriver('property', 'get', ...volume);
      assert.match(after.stdout, /value +-65536/);
      assertExit(await onDriver('property', 'set', ...volume, '--value', level, '--yes'), 0);
    });

    await t.test('connects as a Windows program, whose target is the machine itself', () => {
      const run = onWindows(rig, connectWords('good'));
      assertExit(run, 0);
      assert.equal(JSON.parse(run.stdout).target, 'local');
      assert.deepEqual(answerOf(run), wanted.good);
    });
  });
});

function onWindows(rig: Rig, words: readonly string[]): Run {
  const { command, args, env } = rig.wineNode(bundle, ...words);
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, env, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}
