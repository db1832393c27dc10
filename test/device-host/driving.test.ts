// An open pin is driven, properties are read and written, formats are proposed: through the conversation that clients have.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostErrors, type PropertyTarget, type WritePropertyParams } from '#device-host/protocol.ts';
import { toHex } from '#ks/bytes.ts';
import { propertySets } from '#ks/properties.ts';
import { ok } from '#ks/result.ts';
import { errorOf, talkTo } from './conversation.ts';
import { fakePin, type PinBehaviour } from './fake-pin.ts';
import { goodSpeaker } from './rig-filters.ts';

const onFilter: PropertyTarget = { on: 'filter', filter: 'f' };

async function openPin(behaviour: PinBehaviour = {}) {
  const driver = fakePin(behaviour);
  const host = talkTo(ok(driver.backend));
  await host.hello();
  const { pin = -1 } = await host.ask('pin/create', goodSpeaker());
  return { ...host, driver, pin };
}

test('a pin goes to RUN through every state, each step with its code and time, and back the same way', async () => {
  const host = await openPin();
  const up = await host.ask('pin/setState', { pin: host.pin, state: 3 });
  assert.deepEqual(
    up.steps.map(({ from, to, win32 }) => [from, to, win32]),
    [
      [0, 1, 0],
      [1, 2, 0],
      [2, 3, 0],
    ],
  );
  assert.ok(up.steps.every(({ elapsedMs }) => elapsedMs >= 0));
  const down = await host.ask('pin/setState', { pin: host.pin, state: 0 });
  assert.equal(down.state, 0);
  assert.deepEqual(host.driver.writes, ['STATE 1', 'STATE 2', 'STATE 3', 'STATE 2', 'STATE 1', 'STATE 0']);
  host.close();
});

test('a step that the driver refuses ends the way, and where the pin is then is asked of the driver', async () => {
  const host = await openPin({ setState: (_from, to) => (to === 3 ? 1450 : 0) });
  const { steps, state } = await host.ask('pin/setState', { pin: host.pin, state: 3 });
  assert.deepEqual(
    steps.map(({ to, win32 }) => [to, win32]),
    [
      [1, 0],
      [2, 0],
      [3, 1450],
    ],
  );
  assert.equal(state, 2);
  host.close();
});

test('a driver that does not tell its state is led from where it was led last', async () => {
  const host = await openPin({ tellsState: false });
  await host.ask('pin/setState', { pin: host.pin, state: 2 });
  const { steps } = await host.ask('pin/setState', { pin: host.pin, state: 3 });
  assert.deepEqual(
    steps.map(({ from, to }) => [from, to]),
    [[2, 3]],
  );
  host.close();
});

test('a state that is none, and a pin that is not open, never reach the driver', async () => {
  const host = await openPin();
  const wrong = await errorOf(host.ask('pin/setState', { pin: host.pin, state: 4 }));
  assert.equal(wrong.code, hostErrors.badParams);
  const gone = await errorOf(host.ask('pin/setState', { pin: 99, state: 1 }));
  assert.deepEqual([gone.code, gone.message], [hostErrors.noPin, 'no pin 99 is open']);
  assert.deepEqual(host.driver.writes, []);
  host.close();
});

test('the request of a property names its target: KSPROPERTY, KSP_PIN, KSP_NODE with the topology flag', async () => {
  const seen: string[] = [];
  const host = await openPin({
    other: (_set, _id, input) => {
      seen.push(toHex(input.subarray(16)));
      return { bytes: new Uint8Array(4) };
    },
  });
  const ask = (target: PropertyTarget, input?: string) =>
    host.ask('property/read', {
      target,
      set: propertySets.general,
      id: 7,
      size: 4,
      ...(input ? { input } : {}),
    });
  await ask(onFilter);
  await ask({ on: 'factory', filter: 'f', pinId: 5 });
  await ask({ on: 'node', filter: 'f', node: 6 }, '01000000ffffffff');
  await ask({ on: 'pin', pin: host.pin });
  await ask({ on: 'pin', pin: host.pin, node: 2 });
  assert.deepEqual(seen.slice(-5), [
    '0700000001000000',
    '07000000010000000500000000000000',
    '0700000001000010060000000000000001000000ffffffff',
    '0700000001000000',
    '07000000010000100200000000000000',
  ]);
  host.close();
});

test('a value comes with what was odd about it, a malformed one as its bytes, a refusal as its code', async () => {
  const host = await openPin({
    other: (_set, id) => {
      if (id === 1) return { bytes: Uint8Array.of(1, 2, 3, 4), returned: 9 };
      return id === 2 ? { bytes: Uint8Array.of(1, 2) } : { win32: 1170 };
    },
  });
  const read = (id: number) =>
    host.ask('property/read', { target: onFilter, set: propertySets.general, id, size: 4 });
  const odd = await read(1);
  assert.deepEqual([odd.win32, odd.value], [0, '01020304']);
  assert.match(odd.message ?? '', /says it wrote 9 bytes into a buffer of 4/);
  const short = await read(2);
  assert.deepEqual([short.value, short.malformed], [undefined, '0102']);
  assert.match(short.message ?? '', /answered 2 bytes; the value takes 4/);
  const refused = await read(3);
  assert.deepEqual([refused.win32, refused.value], [1170, undefined]);
  host.close();
});

test('a write that nobody confirmed is not sent; a confirmed one is sent as it is', async () => {
  const host = await openPin({ other: () => ({}) });
  const write = { target: onFilter, set: propertySets.general, id: 1, value: '0a0b' };
  const error = await errorOf(host.ask('property/write', write as unknown as WritePropertyParams));
  assert.equal(error.code, hostErrors.badParams);
  assert.deepEqual(host.driver.writes, []);
  const written = await host.ask('property/write', { ...write, confirmed: true });
  assert.equal(written.win32, 0);
  assert.deepEqual(host.driver.writes, ['value 0a0b']);
  host.close();
});

test('formats are proposed in order, no pin is opened, and the filter is closed again', async () => {
  const driver = fakePin({ propose: (format) => (format[0] === 1 ? 0 : 1169) });
  const host = talkTo(ok(driver.backend));
  await host.hello();
  const answers = await host.ask('filter/propose', { filter: 'f', pinId: 0, formats: ['0100', '0200'] });
  assert.deepEqual(
    answers.map(({ win32 }) => win32),
    [0, 1169],
  );
  assert.deepEqual([...driver.open], []);
  host.close();
});

test('what is no property request is refused before a driver hears of it', async () => {
  const driver = fakePin();
  const host = talkTo(ok(driver.backend));
  await host.hello();
  const good = { target: onFilter, set: propertySets.pin, id: 1 };
  for (const bad of [
    { ...good, target: { on: 'moon' } },
    { ...good, target: { on: 'factory', filter: 'f', pinId: -1 } },
    { ...good, set: 'nonsense' },
    { ...good, id: 1.5 },
    { ...good, input: 'xyz' },
  ]) {
    const error = await errorOf(host.ask('property/read', bad as never));
    assert.equal(error.code, hostErrors.badParams);
  }
  assert.equal(host.journal.begun.length, 0);
  host.close();
});
