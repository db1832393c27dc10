import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Backend } from '#device-host/backend.ts';
import { OpenPins } from '#device-host/connect.ts';
import { readableBlock } from '#device-host/connect-block.ts';
import { OpenFilters } from '#device-host/open-filters.ts';
import { simulatedBackend } from '#device-host/simulated/backend.ts';
import type { UntimedBackend } from '#device-host/timed.ts';
import { fromHex, toHex } from '#ks/bytes.ts';
import { sizeAsSent } from '#ks/connect.ts';
import { fail } from '#ks/result.ts';
import { fakeBackend } from './fake-backend.ts';
import { bytesOf, goodSpeaker, readWrite, rigFilters, speakerPath, video, waveExt } from './rig-filters.ts';

function openPinsOf(backend: Backend): OpenPins {
  return new OpenPins(backend, new OpenFilters(backend));
}

interface Watched {
  readonly backend: Backend;
  /** The calls in order: 'open', 'createPin', 'close filter' ... */
  readonly calls: string[];
  readonly blocks: Uint8Array[];
}

/** The simulated rig, with every call but the reading of counts written down. */
function watched(changes: Partial<UntimedBackend> = {}): Watched {
  const simulated = fakeBackend({ ...simulatedBackend(rigFilters()), ...changes });
  const calls: string[] = [];
  const blocks: Uint8Array[] = [];
  const pins = new Set<bigint>();
  const backend: Backend = {
    ...simulated,
    open: (path) => {
      calls.push('open');
      return simulated.open(path);
    },
    createPin: async (filter, connect, access) => {
      calls.push('createPin');
      blocks.push(connect);
      const pin = await simulated.createPin(filter, connect, access);
      if (pin.ok) pins.add(pin.value);
      return pin;
    },
    close: (handle) => {
      calls.push(pins.delete(handle) ? 'close pin' : 'close filter');
      return simulated.close(handle);
    },
  };
  return { backend, calls, blocks };
}

const headphones = { filter: speakerPath(), bytes: bytesOf(waveExt({ pin: 2 })), access: readWrite };

test('a pin that is taken is blocked, and KsCreatePin is not called', async () => {
  const { backend, calls } = watched();
  const pins = openPinsOf(backend);
  await pins.create(headphones);
  calls.length = 0;
  const blocked = await pins.create(headphones);
  assert.deepEqual(blocked, {
    outcome: 'blocked',
    local: { PossibleCount: 1, CurrentCount: 1 },
    global: { PossibleCount: 1, CurrentCount: 1 },
    elapsedMs: 0,
  });
  assert.deepEqual(calls, []);
});

test('a taken pin is tried all the same when that was asked for', async () => {
  const { backend, calls } = watched();
  const pins = openPinsOf(backend);
  await pins.create(headphones);
  const forced = await pins.create({ ...headphones, evenIfBusy: true });
  assert.deepEqual([forced.outcome, forced.win32], ['refused', 1450]);
  assert.deepEqual(calls, ['open', 'createPin', 'createPin']);
});

test('a driver that answers no counts is asked for the pin', async () => {
  const { backend } = watched({
    ioctl: async () => ({ win32: 1168, returned: 0, output: new Uint8Array(8) }),
  });
  const result = await openPinsOf(backend).create(goodSpeaker());
  assert.deepEqual([result.outcome, result.local, result.global], ['opened', undefined, undefined]);
});

test('a pin that can never have an instance is not busy: the driver says why it is refused', async () => {
  const { backend, calls } = watched();
  const bridge = { ...headphones, bytes: bytesOf(waveExt({ pin: 3 })) };
  const result = await openPinsOf(backend).create(bridge);
  assert.deepEqual([result.outcome, result.win32], ['refused', 1]);
  assert.deepEqual(calls, ['open', 'createPin', 'close filter']);
});

test('pins of one filter share its handle, which is closed after the last of them', async () => {
  const { backend, calls } = watched();
  const pins = openPinsOf(backend);
  const [first, second] = await Promise.all([pins.create(goodSpeaker()), pins.create(goodSpeaker())]);
  await pins.close(first.pin ?? 0);
  assert.deepEqual(calls, ['open', 'createPin', 'createPin', 'close pin']);
  await pins.close(second.pin ?? 0);
  assert.deepEqual(calls.slice(4), ['close pin', 'close filter']);
});

test('a refused request leaves the filter handle to the pins that are open', async () => {
  const { backend, calls } = watched();
  const pins = openPinsOf(backend);
  const [good, bad] = await Promise.all([
    pins.create(goodSpeaker()),
    pins.create({ ...goodSpeaker(), bytes: bytesOf(waveExt({ wave: { nSamplesPerSec: 1 } })) }),
  ]);
  assert.deepEqual([good.outcome, bad.outcome], ['opened', 'refused']);
  assert.equal(calls.includes('close filter'), false);
  await pins.closeAll();
  assert.deepEqual(calls.slice(-2), ['close pin', 'close filter']);
  assert.deepEqual(pins.list(), []);
});

test('a filter that cannot be opened fails with what happened and what to do', async () => {
  for (const [code, words] of [
    [2, /ERROR_FILE_NOT_FOUND \(2\); it was unplugged, disabled or removed since it was listed; refresh/],
    [5, /ERROR_ACCESS_DENIED \(5\); another program may hold it exclusively/],
  ] as const) {
    const { backend, calls } = watched({ open: async () => fail({ call: 'open', win32: code }) });
    const result = await openPinsOf(backend).create(goodSpeaker());
    assert.deepEqual([result.outcome, result.win32], ['failed', code]);
    assert.match(result.message ?? '', words);
    assert.deepEqual(calls, ['open']);
  }
});

test('a pin that cannot be closed is forgotten, and its code is told', async () => {
  const { backend } = watched({ close: async () => fail({ call: 'close', win32: 6 }) });
  const pins = openPinsOf(backend);
  const { pin = 0 } = await pins.create(goodSpeaker());
  assert.equal((await pins.close(pin))?.win32, 6);
  assert.equal(await pins.close(pin), undefined);
});

test('KsCreatePin gets as much memory as the block claims to be, filled with zeros', async () => {
  const { backend, blocks } = watched();
  const good = goodSpeaker().bytes;
  const claimsMore = `${good.slice(0, 144)}00100000${good.slice(152)}`;
  await openPinsOf(backend).create({ ...goodSpeaker(), bytes: claimsMore });
  const [block] = blocks;
  assert.ok(block);
  assert.equal(sizeAsSent(block, 'x64'), 72 + 4096);
  assert.ok(block.length >= 72 + 4096);
  assert.ok(toHex(block).startsWith(claimsMore));
  assert.ok(block.subarray(good.length / 2).every((byte) => byte === 0));
});

test('a block that claims more than a request can carry never reaches KsCreatePin', async () => {
  const { backend, calls } = watched();
  const good = goodSpeaker().bytes;
  for (const size of ['ffffffff', '00000100', '00000080']) {
    const bytes = `${good.slice(0, 144)}${size}${good.slice(152)}`;
    const result = await openPinsOf(backend).create({ ...goodSpeaker(), bytes });
    assert.equal(result.outcome, 'failed');
    assert.match(result.message ?? '', /KsCreatePin can send 65455\. It was not called\.$/);
  }
  assert.deepEqual(calls, []);
});

test('the attribute list counts into the size of a block', () => {
  const attribute = { Attribute: waveExt().KSDATAFORMAT.MajorFormat ?? 0 };
  const bytes = fromHex(bytesOf({ ...waveExt(), Attributes: [{ AttributeHeader: attribute }] }));
  assert.ok(bytes);
  assert.equal(sizeAsSent(bytes, 'x64'), bytes.length);
  const cut = bytes.subarray(0, bytes.length - 24);
  assert.equal(sizeAsSent(cut, 'x64'), bytes.length);
  assert.ok((readableBlock(cut, 'x64')?.length ?? 0) >= bytes.length);
});

test('the size of a block is that of the layout it was made for', () => {
  const x64 = fromHex(bytesOf(video())) ?? new Uint8Array();
  assert.equal(sizeAsSent(x64, 'x64'), x64.length);
  const x86 = new Uint8Array([...x64.subarray(0, 64), ...x64.subarray(72)]);
  assert.equal(sizeAsSent(x86, 'x86'), x64.length - 8);
});

test('open pins are listed with what they were opened with', async () => {
  const pins = openPinsOf(watched().backend);
  await pins.create(headphones);
  const [open] = pins.list();
  assert.deepEqual(
    { ...open, since: '' },
    { pin: 1, filter: speakerPath(), pinId: 2, bytes: headphones.bytes, since: '' },
  );
});
