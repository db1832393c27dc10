// The device suite against a real driver: the device host's bundle in Node for Windows, koffi, the rig's ksuser.dll, and a kernel-mode
// driver behind it.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { HostSupervisor, parseTarget } from '#device-host/client/index.ts';
import { ensureRig, whyNoRig } from '#test/rig/rig.ts';
import { buildHost } from './host-under-test.ts';
import { runSuite } from './run-suite.ts';

const why = whyNoRig();

test('the rig’s driver', { skip: why !== undefined && process.env.CI !== 'true' && why }, async (t) => {
  const rig = await ensureRig();
  const target = parseTarget(`exec:${rig.execTarget(await buildHost())}`);
  assert.ok(target.ok);
  const host = new HostSupervisor(target.value, { hostBundle: '', client: 'test' });
  after(() => host.dispose());
  await rig.alone(() => runSuite(t, host));
});
