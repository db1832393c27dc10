// The fault matrix on the simulated target: the client lives, the cause is named, nothing shown is lost, other filters go on, and
// no process is left. Driver and simulation are walked by the same matrix; the driver's turn is in test/rig/faults.test.ts.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type HostState, HostSupervisor } from '#device-host/client/index.ts';
import { type Fault, faults } from '#device-host/simulated/faults.ts';
import { simulatedTarget } from '#device-host/simulated/load.ts';
import { assertGone, assertLieFound, assertWalk, processesWith, walk } from './fault-matrix.ts';
import { buildHost, temporaryFolder } from './host-under-test.ts';
import { cameraPath, rigFilters, speakerPath } from './rig-filters.ts';

const fixture = fileURLToPath(new URL('./fixtures/rig.kscaps.json', import.meta.url));
const [audio, camera] = rigFilters();
assert.ok(audio && camera);
const shown = [audio, camera] as const;
const paths = { faulty: speakerPath(), honest: cameraPath() };
const hostBundle = await buildHost();
const journal = temporaryFolder();
after(() => assert.deepEqual(processesWith(journal), [], 'device hosts that are still there'));

/** A call that hangs is waited for so long; a machine that is busy with other tests takes a while for good calls too. */
const patience = 12_000;
const deadlines = {
  hello: 60_000,
  list: patience,
  read: patience,
  create: patience,
  close: patience,
  property: patience,
};

async function walkWith(fault: Fault): Promise<readonly HostState[]> {
  const seen: HostState[] = [];
  const target = {
    kind: 'simulate',
    file: fixture,
    fault: { name: fault.name, filters: '*audio*' },
  } as const;
  const host = new HostSupervisor(target, { hostBundle, client: 'test', journal, deadlines }, (state) =>
    seen.push(state),
  );
  let started = 0;
  try {
    assertWalk(await walk(host, paths, fault, shown), fault);
    if (fault.kind === 'vanish') await assertGone(host, paths.faulty, fault);
    if (fault.name === 'intersection-lies') await assertLieFound(host, paths.faulty, shown[0]);
  } finally {
    started = performance.now();
    await host.dispose();
  }
  assert.ok(performance.now() - started < 5000, `${fault.name}: shutting down took too long`);
  return seen;
}

/** Several at a time: most of a hanging walk is waiting. */
test('each fault in each phase leaves a client that lives and knows the cause', {
  concurrency: 3,
}, async (t) => {
  await Promise.all(
    faults.map((fault) =>
      t.test(`${fault.name}: ${fault.effect}`, async () => {
        const states = await walkWith(fault);
        const hung = states.find(({ kind }) => kind === 'hung');
        assert.equal(hung !== undefined, fault.kind === 'hang', 'a hung host is told as one');
        if (hung) assert.match(hung.reason, /in flight: .*kspinrig/);
        assert.equal(
          states.some(({ kind }) => kind === 'dead'),
          fault.kind === 'die',
        );
      }),
    ),
  );
});

test('a fault that does not exist is told with the names of those that do', () => {
  const wrong = simulatedTarget(fixture, { name: 'explode' }, () => {});
  assert.ok(!wrong.ok);
  assert.match(wrong.error, /"explode" is no fault .* hang-open, .* held-elsewhere/);
});
