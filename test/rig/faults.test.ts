// The fault matrix on the rig's driver, through the device host that a Windows machine runs: what the simulated target is
// expected to do, the driver does, and it gets every handle back.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { HostSupervisor, parseTarget } from '#device-host/client/index.ts';
import { faults } from '#device-host/simulated/faults.ts';
import {
  assertGone,
  assertLieFound,
  assertWalk,
  processesWith,
  walk,
} from '#test/device-host/fault-matrix.ts';
import { buildHost } from '#test/device-host/host-under-test.ts';
import { rigFilters } from '#test/device-host/rig-filters.ts';
import type { RigControl } from './control.ts';
import { ensureRig, whyNoRig } from './rig.ts';

const categoryCapture = '{65E8773D-8F56-11D0-A3B9-00A0C9223196}';
const why = process.env.CI === 'true' ? undefined : whyNoRig();
const source = readFileSync(fileURLToPath(new URL('driver/faults.c', import.meta.url)), 'utf8');
/** The names in the driver's own table. */
const names = [...source.matchAll(/^ {4}\{"([a-z-]+)", FAULT_/gm)].map(([, name]) => name);
const ofDriver = faults.filter(({ name }) => names.includes(name));

test('the driver has the faults of the simulated target but those that Wine cannot have', () => {
  const missing = faults.map(({ name }) => name).filter((name) => !names.includes(name));
  assert.deepEqual(missing, ['hang-open', 'hang-close', 'vanish-open', 'die-close']);
  assert.equal(ofDriver.length, names.length);
});

test('the driver of the rig with each of its faults', { skip: why ?? false }, async (t) => {
  const rig = await ensureRig();
  const bundle = await buildHost();
  const [audio, camera] = rigFilters();
  assert.ok(audio && camera);
  // The path that a listing shows: both filters are in this category, the first of all.
  const pathOf = (wanted: string) =>
    rig.interfaces.find(({ name, category }) => name === wanted && category === categoryCapture)?.path ?? '';
  const paths = { faulty: pathOf('kspin rig audio'), honest: pathOf('kspin rig video') };
  const target = parseTarget(`exec:${rig.execTarget(bundle)}`);
  assert.ok(target.ok);
  const patience = 10_000;
  const deadlines = { hello: 60_000, read: patience, create: patience, property: patience };
  for (const fault of ofDriver) {
    await t.test(`${fault.name}: ${fault.effect}`, () =>
      rig.alone(async () => {
        const control = await rig.control(paths.faulty);
        await control.setFault(fault.name);
        const host = new HostSupervisor(target.value, { hostBundle: '', client: 'test', deadlines });
        try {
          assertWalk(await walk(host, paths, fault, [audio, camera]), fault);
          if (fault.kind === 'vanish') await assertGone(host, paths.faulty, fault);
          if (fault.name === 'intersection-lies') await assertLieFound(host, paths.faulty, audio);
        } finally {
          await host.dispose();
          const left = await leftOpen(control);
          await control.end();
          assert.equal(left, 0, 'handles that are still open');
        }
      }),
    );
  }
  assert.deepEqual(processesWith(bundle.replaceAll('/', '\\')), [], 'device hosts that are still there');
});

/** The system closes the handles of a process that was ended in its own time. */
async function leftOpen(control: RigControl): Promise<number> {
  let left = await control.openFiles();
  for (let tries = 0; left > 0 && tries < 50; tries++) {
    await sleep(100);
    left = await control.openFiles();
  }
  return left;
}
