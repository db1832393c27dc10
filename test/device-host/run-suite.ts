// Runs the device suite against a device host, whichever driver is behind it.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { inspect } from 'node:util';
import type { DeviceHost } from '#device-host/client/index.ts';
import type { CreatePinParams, CreatePinResult } from '#device-host/protocol.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import { capabilitiesToJson } from '#ks/capability-file.ts';
import { bytesOf, cameraPath, readWrite, rigFilters, speakerPath, video, waveExt } from './rig-filters.ts';
import { createCases, expectedOutcome, win32 } from './suite.ts';

/** The whole suite, as steps of one test: they share one target. */
export async function runSuite(t: TestContext, host: DeviceHost): Promise<void> {
  const paths = await listPaths(host);
  const create = (params: Partial<CreatePinParams> & Pick<CreatePinParams, 'filter' | 'bytes'>) =>
    createPin(host, { access: readWrite, ...params, filter: paths.get(params.filter) ?? params.filter });

  await t.test('both filters are listed once, under their names', () => {
    assert.deepEqual([...paths.keys()].sort(), [speakerPath(), cameraPath()].sort());
  });

  for (const recorded of rigFilters()) {
    await t.test(`${recorded.filter.name} says of itself what the capability file says`, async () => {
      const read = await host.readFilter(paths.get(recorded.filter.path) ?? '');
      assert.ok(read.ok, inspect(read));
      assert.deepEqual(comparable(read.value), comparable(recorded));
    });
  }

  for (const { name, filter, bytes, win32: code } of createCases) {
    await t.test(`${name}: ${code}`, async () => {
      const result = await create({ filter, bytes });
      if (result.pin !== undefined) await closePin(host, result.pin);
      assert.deepEqual([result.outcome, result.win32], [expectedOutcome(code), code]);
    });
  }

  await t.test(
    'a pin with one instance is blocked while it is open, and free again when it is closed',
    async () => {
      const headphones = { filter: speakerPath(), bytes: bytesOf(waveExt({ pin: 2 })) };
      const first = await create(headphones);
      assert.equal(first.outcome, 'opened');
      const second = await create(headphones);
      assert.deepEqual([second.outcome, second.win32, second.pin], ['blocked', undefined, undefined]);
      assert.deepEqual(second.local, { PossibleCount: 1, CurrentCount: 1 });
      assert.deepEqual(second.global, { PossibleCount: 1, CurrentCount: 1 });
      const forced = await create({ ...headphones, evenIfBusy: true });
      assert.deepEqual([forced.outcome, forced.win32], ['refused', win32.noSystemResources]);
      await closePin(host, first.pin ?? 0);
      const third = await create(headphones);
      assert.equal(third.outcome, 'opened');
      await closePin(host, third.pin ?? 0);
    },
  );

  await t.test('a taken pin is told before a bad rate', async () => {
    const taken = await create({ filter: speakerPath(), bytes: bytesOf(waveExt({ pin: 2 })) });
    const badRate = bytesOf(waveExt({ pin: 2, wave: { nSamplesPerSec: 8000 } }));
    const second = await create({ filter: speakerPath(), bytes: badRate, evenIfBusy: true });
    assert.deepEqual([second.outcome, second.win32], ['refused', win32.noSystemResources]);
    await closePin(host, taken.pin ?? 0);
  });

  await t.test('pins of both filters are open together and listed in the order of opening', async () => {
    const sound = await create({ filter: speakerPath(), bytes: bytesOf(waveExt()) });
    const picture = await create({ filter: cameraPath(), bytes: bytesOf(video()) });
    const open = await host.openPins();
    assert.ok(open.ok);
    assert.deepEqual(
      open.value.map(({ pin }) => pin),
      [sound.pin, picture.pin],
    );
    await closePin(host, sound.pin ?? 0);
    await closePin(host, picture.pin ?? 0);
    assert.deepEqual(await host.openPins(), { ok: true, value: [] });
  });

  await t.test('a filter that is not there fails before KsCreatePin', async () => {
    const result = await create({ filter: `${speakerPath()}-gone`, bytes: bytesOf(waveExt()) });
    assert.equal(result.outcome, 'failed');
    assert.match(result.message ?? '', /the filter cannot be opened/);
  });
}

/** Path in the fixture -> path on this target, by the filter's name. */
async function listPaths(host: DeviceHost): Promise<ReadonlyMap<string, string>> {
  const listed = await host.listFilters();
  assert.ok(listed.ok, inspect(listed));
  return new Map(
    listed.value.filters.flatMap(({ name, path }) =>
      rigFilters()
        .filter(({ filter }) => filter.name === name)
        .map(({ filter }): [string, string] => [filter.path, path]),
    ),
  );
}

async function createPin(host: DeviceHost, params: CreatePinParams): Promise<CreatePinResult> {
  const result = await host.createPin(params);
  assert.ok(result.ok, inspect(result));
  return result.value;
}

async function closePin(host: DeviceHost, pin: number): Promise<void> {
  const closed = await host.closePin(pin);
  assert.ok(closed.ok && closed.value.win32 === undefined, inspect(closed));
}

/** Everything but what belongs to the installation: path, instance id, driver version, and the order of categories. */
function comparable(capabilities: Capabilities): unknown {
  const { name, categories } = capabilities.filter;
  return capabilitiesToJson({
    ...capabilities,
    filter: { path: '', ...(name && { name }), categories: [...categories].sort() },
  });
}
