// The device suite against a real driver: the device host's bundle in Node for Windows, koffi, the rig's ksuser.dll, and a kernel-mode
// driver behind it.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import {
  type HostClient,
  HostSupervisor,
  parseTarget,
  startHost,
  type Target,
} from '#device-host/client/index.ts';
import { ensureRig, type Rig, whyNoRig } from '#test/rig/rig.ts';
import { buildHost, temporaryFolder } from './host-under-test.ts';
import { bytesOf, readWrite, waveExt } from './rig-filters.ts';
import { runSuite } from './run-suite.ts';

const why = process.env.CI === 'true' ? undefined : whyNoRig();

test('the driver of the rig', { skip: why ?? false }, async (t) => {
  const rig = await ensureRig();
  const bundle = await buildHost();

  await t.test('gives the answers of the device suite', async (suite) => {
    const host = new HostSupervisor(rigTarget(rig, bundle), { hostBundle: '', client: 'test' });
    suite.after(() => host.dispose());
    await rig.alone(() => runSuite(suite, host));
  });

  await t.test(
    'gets back the pins of a host that is killed, and the next host starts clean',
    async (suite) => {
      const journal = temporaryFolder();
      const target = rigTarget(rig, bundle, journal);
      await rig.alone(async () => {
        const first = await start(suite, target);
        assert.equal((await openHeadphones(first)).outcome, 'opened');
        assert.equal(readdirSync(journal).length, 1);
        first.kill();
        await first.exited;
        const second = await start(suite, target);
        assert.deepEqual(second.hello.unfinished, []);
        // The system closes the handles of a dead process in its own time.
        let result = await openHeadphones(second);
        while (result.outcome === 'blocked') result = await openHeadphones(second);
        assert.equal(result.outcome, 'opened');
        await second.dispose();
        assert.equal((await second.exited).code, 0);
        assert.deepEqual(readdirSync(journal), []);
      });
    },
  );
});

function rigTarget(rig: Rig, bundle: string, journal?: string): Target {
  const more = journal === undefined ? '' : ` --journal '${rig.winePath(journal)}'`;
  const target = parseTarget(`exec:${rig.execTarget(bundle)}${more}`);
  assert.ok(target.ok);
  return target.value;
}

/** A host that goes with the test, also where that fails. */
async function start(suite: TestContext, target: Target): Promise<HostClient> {
  const started = await startHost(target, { hostBundle: '', client: 'test' });
  assert.ok(started.ok, started.ok ? '' : started.error.message);
  suite.after(() => started.value.kill());
  return started.value;
}

/** The pin with a single instance. */
async function openHeadphones(host: HostClient) {
  const listed = await host.listFilters();
  assert.ok(listed.ok);
  const filter = listed.value.filters.find(({ name }) => name === 'kspin rig audio')?.path ?? '';
  const bytes = bytesOf(waveExt({ pin: 2 }));
  const result = await host.createPin({ filter, bytes, access: readWrite });
  assert.ok(result.ok);
  return result.value;
}
