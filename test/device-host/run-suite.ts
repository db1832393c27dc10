// Runs the device suite against a device host, whichever driver is behind it.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import type { DeviceHost } from '#device-host/client/index.ts';
import type {
  CreatePinParams,
  CreatePinResult,
  PropertyResult,
  ReadPropertyParams,
} from '#device-host/protocol.ts';
import { toHex } from '#ks/bytes.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import { capabilitiesToJson } from '#ks/capability-file.ts';
import {
  audioNodeProperties,
  audioPosition,
  connectionProperties,
  pinProperties,
  propertySets,
} from '#ks/properties.ts';
import { states } from '#ks/stream-state.ts';
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

  await runDriving(t, host, paths, create);

  await t.test('a filter that is not there fails before KsCreatePin', async () => {
    const result = await create({ filter: `${speakerPath()}-gone`, bytes: bytesOf(waveExt()) });
    assert.equal(result.outcome, 'failed');
    assert.match(result.message ?? '', /the filter cannot be opened/);
  });
}

type Create = (params: Pick<CreatePinParams, 'filter' | 'bytes'>) => Promise<CreatePinResult>;

/** What can be done with an open pin, and with the properties of a filter and its nodes. */
async function runDriving(
  t: TestContext,
  host: DeviceHost,
  paths: ReadonlyMap<string, string>,
  create: Create,
): Promise<void> {
  const filter = paths.get(speakerPath()) ?? '';
  const read = async (params: ReadPropertyParams): Promise<PropertyResult> => {
    const result = await host.readProperty(params);
    assert.ok(result.ok, inspect(result));
    return result.value;
  };
  const withSpeaker = async (work: (pin: number) => Promise<void>): Promise<void> => {
    const { pin = -1 } = await create({ filter: speakerPath(), bytes: bytesOf(waveExt()) });
    try {
      await work(pin);
    } finally {
      await closePin(host, pin);
    }
  };
  const setState = async (pin: number, state: number): Promise<void> => {
    const moved = await host.setState({ pin, state });
    assert.ok(moved.ok && moved.value.state === state, inspect(moved));
  };

  await t.test('the position moves in RUN, stands still in PAUSE and is zero in STOP', () =>
    withSpeaker(async (pin) => {
      const position = async (): Promise<bigint> => {
        const target = { on: 'pin', pin } as const;
        const answer = await read({ target, set: propertySets.audio, id: audioPosition, size: 16 });
        return Buffer.from(answer.value ?? '', 'hex').readBigUInt64LE();
      };
      assert.equal(await position(), 0n);
      await setState(pin, states.run);
      const first = await position();
      await sleep(30);
      const second = await position();
      assert.ok(second > first && second % 4n === 0n, `${first} then ${second}`);
      await setState(pin, states.pause);
      const paused = await position();
      await sleep(30);
      assert.equal(await position(), paused);
      await setState(pin, states.stop);
      assert.equal(await position(), 0n);
    }),
  );

  await t.test('a pin that is set two states ahead refuses, and stays where it is', () =>
    withSpeaker(async (pin) => {
      const state = { target: { on: 'pin', pin }, set: propertySets.connection, id: 0 } as const;
      const skipped = await host.writeProperty({ ...state, value: '03000000', confirmed: true });
      assert.ok(skipped.ok);
      assert.equal(skipped.value.win32, 22);
      assert.equal((await read(state)).value, '00000000');
    }),
  );

  await t.test('an open pin tells its format and its framing', () =>
    withSpeaker(async (pin) => {
      const of = (id: number) =>
        read({ target: { on: 'pin', pin }, set: propertySets.connection, id }).then(({ value }) => value);
      assert.equal(await of(connectionProperties.DATAFORMAT), bytesOf(waveExt()).slice(2 * 72));
      // System memory, non-paged pool, 4 frames of 10 ms.
      assert.equal(
        await of(connectionProperties.ALLOCATORFRAMING),
        '020000000000000004000000800700000000000000000000',
      );
      assert.equal((await of(connectionProperties.ALLOCATORFRAMING_EX))?.length, 2 * 112);
    }),
  );

  await t.test('the volume of a node is told with its bounds, set, and told again', async () => {
    const volume = {
      target: { on: 'node', filter, node: 2 },
      set: propertySets.audio,
      id: audioNodeProperties.VOLUMELEVEL,
    } as const;
    const support = await read({ ...volume, verb: 'basicSupport' });
    assert.equal(support.win32, 0);
    for (const value of ['0000f6ff', '00000000']) {
      const written = await host.writeProperty({ ...volume, value, confirmed: true });
      assert.ok(written.ok && written.value.win32 === 0, inspect(written));
      assert.equal((await read(volume)).value, value);
    }
    const tooLoud = await host.writeProperty({ ...volume, value: '01000000', confirmed: true });
    assert.ok(tooLoud.ok);
    assert.equal(tooLoud.value.win32, win32.invalidParameter);
  });

  await t.test('formats are proposed without opening a pin', async () => {
    const formats = [48000, 8000, 96000, 192000].map((nSamplesPerSec) =>
      bytesOf(waveExt({ wave: { nSamplesPerSec } })).slice(2 * 72),
    );
    const proposed = await host.propose({ filter, pinId: 0, formats });
    assert.ok(proposed.ok);
    assert.deepEqual(
      proposed.value.map((answer) => answer.win32),
      [0, win32.noMatch, 0, win32.noMatch],
    );
  });

  await t.test('the intersection of a pin with a wildcard is the best that its first range has', async () => {
    const anything = `4800000001000000${'40'.padEnd(2 * 64, '0')}`;
    const target = { on: 'factory', filter, pinId: 0 } as const;
    const id = pinProperties.DATAINTERSECTION;
    const { value } = await read({ target, set: propertySets.pin, id, input: anything });
    const recorded = rigFilters()[0]?.pins[0]?.defaultFormat;
    assert.equal(value, recorded && toHex(recorded));
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
