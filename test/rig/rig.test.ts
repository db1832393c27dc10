// The rig itself: what the tests of everything above it take for granted.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { splitCommand } from '#device-host/client/split-command.ts';
import { runAny } from '#scripts/lib/run.mjs';
import { ensureRig, type Rig, whyNoRig } from './rig.ts';

const smoke = fileURLToPath(new URL('windows/smoke.ts', import.meta.url));
const reason = process.env.CI === 'true' ? undefined : whyNoRig();

interface Seen {
  readonly path: string;
  readonly leftOpen: number;
}

async function runSmoke(rig: Rig): Promise<Seen> {
  const { command, args, env } = rig.wineNode(smoke);
  const { code, output } = await rig.alone(() => runAny([command, ...args], { env }));
  assert.equal(code, 0, output);
  return JSON.parse(output.slice(output.indexOf('{')));
}

/** Starts the script, and kills it with its whole group, as a client does with a host that hangs, when it holds its pin. */
async function killSmoke(rig: Rig): Promise<void> {
  const { command, args, env } = rig.wineNode(smoke, 'stay');
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  assert.ok(child.pid);
  process.kill(-child.pid, 'SIGKILL');
  await ended;
}

test('the rig', { skip: reason ?? false }, async (t) => {
  const rig = await ensureRig();

  await t.test('registers each filter in all its categories, with a friendly name', () => {
    const listed = rig.interfaces.map(({ name, category }) => `${name} ${category}`).sort();
    assert.deepEqual(listed, [
      'kspin rig audio {65E8773D-8F56-11D0-A3B9-00A0C9223196}',
      'kspin rig audio {65E8773E-8F56-11D0-A3B9-00A0C9223196}',
      'kspin rig audio {6994AD04-93EF-11D0-A3CC-00A0C9223196}',
      'kspin rig mixer {5D2F3A10-6B11-4C0E-9A01-6B7370696E10}',
      'kspin rig video {65E8773D-8F56-11D0-A3B9-00A0C9223196}',
      'kspin rig video {6994AD05-93EF-11D0-A3CC-00A0C9223196}',
      'kspin rig video {E5323777-F976-4F5B-9B55-B94699C46E44}',
    ]);
  });

  await t.test(
    'answers a Windows program: properties, a pin, its states, a refusal, a busy pin',
    async () => {
      assert.deepEqual(await runSmoke(rig), {
        path: '\\\\?\\root#kspinrig#0000#{6994ad04-93ef-11d0-a3cc-00a0c9223196}',
        opened: true,
        ctypes: { win32: 0, returned: 4, hex: '04000000' },
        ctypesSize: { win32: 234, returned: 4, hex: '' },
        good: 0,
        driven: { codes: [22, 0, 0, 0, 0, 0], moved: true, frozen: true, stopped: 0 },
        refused: { win32: 1169, isInvalidHandle: true },
        single: { win32: 0, count: '0100000001000000' },
        busy: 1450,
        freed: '0100000000000000',
        leftOpen: 0,
      });
    },
  );

  await t.test('frees the pins of a process that ends without closing them', async () => {
    assert.equal((await runSmoke(rig)).leftOpen, 0);
    assert.equal((await runSmoke(rig)).leftOpen, 0);
  });

  await t.test('frees the pins of a process that is killed, and lives on itself', async () => {
    await rig.alone(() => killSmoke(rig));
    assert.equal((await runSmoke(rig)).leftOpen, 0);
  });

  await t.test('gives a command for exec: that splits into the words it was made of', () => {
    const words = splitCommand(rig.execTarget('/some folder/device-host.cjs'));
    assert.ok(words.ok);
    assert.equal(words.value[0], 'env');
    assert.deepEqual(words.value.slice(-2), ['Z:\\some folder\\device-host.cjs', '--stdio']);
  });
});
