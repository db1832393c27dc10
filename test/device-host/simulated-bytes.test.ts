import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulatedBackend } from '#device-host/simulated/backend.ts';
import { fromHex, toHex } from '#ks/bytes.ts';
import type { encodeConnect } from '#ks/connect.ts';
import {
  ioctlKsProperty,
  pinProperties,
  pinPropertyRequest,
  propertyRequest,
  propertySets,
} from '#ks/properties.ts';
import { bytesOf, guid, rigFilters, speakerPath, wave, waveExt } from './rig-filters.ts';

const backend = simulatedBackend(rigFilters());

async function openSpeaker(on = backend): Promise<bigint> {
  const filter = await on.open(speakerPath());
  assert.ok(filter.ok);
  return filter.value;
}

/** An answer without the time that it took, which must be there. */
function untimed<T extends { readonly elapsedMs: number }>({ elapsedMs, ...answer }: T) {
  assert.ok(elapsedMs >= 0);
  return answer;
}

/** code, bytes returned, and what was written, as the driver's answer to one request. */
async function ask(input: Uint8Array, output: number | Uint8Array, handle?: bigint): Promise<string> {
  const answer = await backend.ioctl(handle ?? (await openSpeaker()), ioctlKsProperty, input, output);
  return `${answer.win32} ${answer.returned} ${toHex(answer.output.subarray(0, answer.returned))}`.trim();
}

/** KSP_PIN for pin 0 with other flags: the verb is at offset 20. */
function verb(id: number, flags: string, pin = 0): Uint8Array {
  const bytes = pinPropertyRequest(id, pin);
  bytes.set(fromHex(flags) ?? [], 20);
  return bytes;
}

const interfaces = pinPropertyRequest(pinProperties.INTERFACES, 0);

test('a list is sized as ks.sys does it', async () => {
  assert.equal(await ask(interfaces, 0), '234 56');
  assert.equal(await ask(interfaces, 3), '122 0');
  assert.equal(await ask(interfaces, 4), '0 4 38000000');
  assert.equal(await ask(interfaces, 7), '122 0');
  assert.equal(await ask(interfaces, 8), '0 8 3800000002000000');
  assert.equal(await ask(interfaces, 55), '122 0');
  assert.match(await ask(interfaces, 56), /^0 56 3800000002000000/);
  assert.match(await ask(interfaces, 100), /^0 56 3800000002000000/);
});

test('a value and a string are sized as ks.sys does it', async () => {
  const flow = pinPropertyRequest(pinProperties.DATAFLOW, 0);
  assert.equal(await ask(flow, 0), '234 4');
  assert.equal(await ask(flow, 3), '122 0');
  assert.equal(await ask(flow, 4), '0 4 01000000');
  const name = pinPropertyRequest(pinProperties.NAME, 2);
  assert.equal(await ask(name, 0), '234 30');
  assert.equal(await ask(name, 4), '122 0');
  assert.equal(await ask(name, 30), `0 30 ${toHex(Buffer.from('Rig Headphones\0', 'utf16le'))}`);
});

test('what is wrong with a request is told in the order of the driver', async () => {
  assert.equal(await ask(interfaces.subarray(0, 23), 100), '122 0');
  assert.equal(await ask(propertyRequest(propertySets.connection, 0), 100), '1170 0');
  assert.equal(await ask(propertyRequest(propertySets.pin, 99), 100), '1168 0');
  assert.equal(await ask(verb(pinProperties.INTERFACES, '04000000'), 100), '87 0');
  assert.equal(await ask(verb(pinProperties.INTERFACES, '02000000'), 100), '1 0');
  assert.equal(await ask(verb(pinProperties.CTYPES, '02000000'), 100), '1 0');
  assert.equal(await ask(interfaces.subarray(0, 31), 100), '122 0');
  assert.equal(await ask(pinPropertyRequest(pinProperties.INTERFACES, 4), 100), '87 0');
  assert.equal(await ask(pinPropertyRequest(pinProperties.NAME, 3), 100), '1168 0');
});

test('support for a set and for a property is told', async () => {
  assert.equal(await ask(verb(99, '00010000'), 0), '0 0');
  assert.equal(await ask(verb(pinProperties.INTERFACES, '00020000'), 4), '0 4 01000000');
  assert.equal(await ask(verb(pinProperties.PROPOSEDATAFORMAT, '00020000'), 4), '0 4 03000000');
});

test('a proposed format is judged like that of a connect request, and nothing is opened', async () => {
  const propose = verb(pinProperties.PROPOSEDATAFORMAT, '02000000');
  const format = (request: Parameters<typeof encodeConnect>[0]) =>
    fromHex(bytesOf(request))?.subarray(72) ?? 0;
  assert.equal(await ask(propose, format(wave())), '0 0');
  assert.equal(await ask(propose, format(wave({ wave: { nSamplesPerSec: 8000 } }))), '1169 0');
  assert.equal(await ask(propose, format(waveExt({ format: { SubFormat: guid('WAVE:0x0055') } }))), '1169 0');
  assert.equal(await ask(propose, new Uint8Array(63)), '122 0');
  assert.equal(await ask(propose, new Uint8Array(64)), '87 0');
  assert.equal(await ask(verb(pinProperties.PROPOSEDATAFORMAT, '02000000', 3), format(wave())), '50 0');
  assert.equal(await ask(pinPropertyRequest(pinProperties.GLOBALCINSTANCES, 0), 8), '0 8 0800000000000000');
});

test('instances are counted through the asking handle and through all handles', async () => {
  const on = simulatedBackend(rigFilters());
  const [mine, other] = [await openSpeaker(on), await openSpeaker(on)];
  const counts = async (handle: bigint) => {
    const local = await on.ioctl(handle, ioctlKsProperty, pinPropertyRequest(pinProperties.CINSTANCES, 2), 8);
    const all = await on.ioctl(
      handle,
      ioctlKsProperty,
      pinPropertyRequest(pinProperties.GLOBALCINSTANCES, 2),
      8,
    );
    return [toHex(local.output), toHex(all.output)];
  };
  const block = fromHex(bytesOf(waveExt({ pin: 2 }))) ?? new Uint8Array();
  const pin = await on.createPin(mine, block, 0);
  assert.ok(pin.ok);
  assert.deepEqual(await counts(mine), ['0100000001000000', '0100000001000000']);
  assert.deepEqual(await counts(other), ['0100000000000000', '0100000001000000']);
  assert.deepEqual(untimed(await on.createPin(other, block, 0)), {
    ok: false,
    error: { call: 'createPin', win32: 1450 },
  });
  assert.deepEqual(untimed(await on.close(pin.value)), { ok: true, value: undefined });
  assert.deepEqual(await counts(mine), ['0100000000000000', '0100000000000000']);
});

test('a handle that is closed is no handle any more', async () => {
  const handle = await openSpeaker();
  assert.ok((await backend.close(handle)).ok);
  assert.deepEqual(untimed(await backend.close(handle)), { ok: false, error: { call: 'close', win32: 6 } });
  assert.equal(await ask(interfaces, 8, handle), '6 0');
  const block = fromHex(bytesOf(waveExt())) ?? new Uint8Array();
  assert.deepEqual(untimed(await backend.createPin(handle, block, 0)), {
    ok: false,
    error: { call: 'createPin', win32: 6 },
  });
});

test('instances that the capability file says are taken belong to somebody else', async () => {
  const [audio] = rigFilters();
  assert.ok(audio);
  const held = { PossibleCount: 1, CurrentCount: 1 };
  const pins = audio.pins.map((pin) => (pin.id === 2 ? { ...pin, instances: { global: held } } : pin));
  const on = simulatedBackend([{ ...audio, pins }]);
  const block = fromHex(bytesOf(waveExt({ pin: 2 }))) ?? new Uint8Array();
  const refused = await on.createPin(await openSpeaker(on), block, 0);
  assert.deepEqual(untimed(refused), { ok: false, error: { call: 'createPin', win32: 1450 } });
});
