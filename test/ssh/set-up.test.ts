// "KS: Set Up Test Machine" from end to end: a real sshd, a Windows behind it (Node for Windows under Wine), the folder that is
// copied there, and the driver of the rig behind the device host that then runs in it.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setUpTarget, startHost, type Target } from '#device-host/client/index.ts';
import { kspinVersion } from '#device-host/version.ts';
import { buildHostFolders } from '#scripts/host-folders.ts';
import { tell } from '#scripts/lib/run.mjs';
import { ensureRig, whyNoRig } from '#test/rig/rig.ts';
import { ensureOpenSsh } from './setup.ts';
import { hosts, startTestMachine } from './test-machine.ts';
import { windowsNode } from './windows-node.ts';

const why = process.env.CI === 'true' ? undefined : whyNoRig();

test('a test machine that is set up runs the device host from the folder that was copied', {
  skip: why ?? false,
}, async (t) => {
  await ensureOpenSsh(tell);
  const rig = await ensureRig();
  const machine = await startTestMachine();
  t.after(() => machine.stop());
  machine.setNode(windowsNode(rig));
  const target = { kind: 'ssh', host: hosts.good } as const satisfies Target;
  const steps: string[] = [];
  const done = await setUpTarget(target, {
    hosts: await buildHostFolders(tell),
    client: 'test',
    env: machine.env,
    onStep: (step) => steps.push(step),
  });
  assert.ok(done.ok, done.ok ? '' : done.error);
  assert.deepEqual(steps, [
    'asking testbox for its Node',
    'copying the device host for win32-x64',
    'starting it',
  ]);
  assert.deepEqual(
    { ...done.value, node: Number.parseInt(done.value.node, 10) },
    { platform: 'win32', arch: 'x64', node: 22, kspin: kspinVersion },
  );
  assert.ok(existsSync(join(machine.home, 'kspin-host', 'koffi.node')));

  const started = await startHost(target, { hostBundle: '', client: 'test', env: machine.env });
  assert.ok(started.ok, started.ok ? '' : started.error.message);
  assert.equal(started.value.hello.backend, 'windows');
  const listed = await started.value.listFilters();
  assert.ok(listed.ok);
  assert.ok(listed.value.filters.some(({ name }) => name === 'kspin rig audio'));
  await started.value.dispose();
  assert.equal((await started.value.exited).code, 0);
});
