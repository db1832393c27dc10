// The threads that native calls are made on, with made-up functions in place of those of Windows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import {
  frameBytes,
  frameIn,
  putAnswer,
  putCall,
  roomFor,
  takeAnswer,
  takeCall,
} from '#device-host/windows/call-frame.ts';
import { startCallThreads, type Windows } from '#device-host/windows/call-threads.ts';
import type { NativeArgument } from '#device-host/windows/libraries.ts';
import { seed } from '#test/seed.ts';

const fakeWindows = new URL('./fixtures/hosts/fake-windows.ts', import.meta.url);
/** Milliseconds, longer than all that is done beside it. This process ends when the last such call has ended. */
const hanging = 10_000;

async function start(): Promise<Windows> {
  const started = await startCallThreads(fakeWindows);
  assert.ok(started.ok, started.ok ? '' : started.error);
  return started.value;
}

/** DeviceIoControl that takes so long; the result is the first byte of the input. */
function control(windows: Windows, milliseconds: number, first: number, output: Uint8Array | null = null) {
  const input = Uint8Array.of(first);
  const length = output?.length ?? 0;
  return windows.call('DeviceIoControl', 4n, milliseconds, input, 1, output, length, null, null);
}

test('a quick call brings back result, last error and what is in the buffers', async () => {
  const windows = await start();
  const output = Uint8Array.of(1, 2, 3);
  assert.deepEqual(await control(windows, 0, 7, output), { result: 7n, lastError: 0, elapsedMs: 0 });
  assert.deepEqual([...output], [2, 3, 4]);
  const handle = 0xffff_8000_1234_5678n;
  const closed = await windows.call('CloseHandle', handle);
  assert.deepEqual([BigInt.asUintN(64, closed.result), closed.lastError], [handle, 6]);
});

test('a slow call leaves the event loop to others, and comes back all the same', async () => {
  const windows = await start();
  let turns = 0;
  const timer = setInterval(() => turns++, 5);
  const output = Uint8Array.of(9);
  const answer = await control(windows, 200, 3, output);
  clearInterval(timer);
  assert.deepEqual([answer.result, answer.elapsedMs, output[0]], [3n, 200, 10]);
  assert.ok(turns >= 5, `the event loop turned ${turns} times`);
});

test('beside calls that hang others are answered, as many as threads are left', async () => {
  const windows = await start();
  for (let hung = 0; hung < 15; hung++) void control(windows, hanging, 0);
  for (let call = 0; call < 50; call++) assert.equal((await control(windows, 0, call)).result, BigInt(call));
});

test('when every thread is in a driver a call waits for the first that comes back', async () => {
  const windows = await start();
  for (let hung = 0; hung < 15; hung++) void control(windows, hanging, 0);
  const slow = control(windows, 300, 1);
  const order: string[] = [];
  const waiting = control(windows, 0, 2).then(() => order.push('the one that waited'));
  await slow.then(() => order.push('the slow one'));
  await waiting;
  assert.deepEqual(order, ['the slow one', 'the one that waited']);
});

test('a buffer of any size goes there and back', async () => {
  const windows = await start();
  for (const size of [1, 65_536, 1_000_000, 5]) {
    const output = new Uint8Array(size).fill(41);
    await control(windows, 0, 0, output);
    assert.ok(
      output.every((byte) => byte === 42),
      `${size} bytes`,
    );
  }
});

test('many calls in a row let a timer in between', async () => {
  const windows = await start();
  let ticked = false;
  void delay(1).then(() => {
    ticked = true;
  });
  const until = performance.now() + 10_000;
  while (!ticked && performance.now() < until) await control(windows, 0, 0);
  assert.ok(ticked);
});

test('threads that cannot have Windows say why', async () => {
  process.env.KSPIN_TEST_NO_WINDOWS = 'yes';
  try {
    assert.deepEqual(await startCallThreads(fakeWindows), { ok: false, error: 'there is no kernel32' });
  } finally {
    delete process.env.KSPIN_TEST_NO_WINDOWS;
  }
});

test(`a frame gives a thread the arguments that were put into it (seed ${seed})`, () => {
  const argument: fc.Arbitrary<NativeArgument> = fc.oneof(
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.constant(null),
    fc.uint8Array({ maxLength: 100 }),
  );
  fc.assert(
    fc.property(fc.array(argument, { maxLength: 12 }), fc.nat({ max: 20 }), (args, number) => {
      const frame = frameIn(new SharedArrayBuffer(frameBytes));
      const room = new Uint8Array(roomFor(args));
      putCall(frame, room, number, args);
      const taken = takeCall(frame, room);
      assert.deepEqual(taken, { number, args });
      for (const arg of taken.args) if (arg instanceof Uint8Array) arg.fill(7);
      const answer = { result: -1n, lastError: 997, elapsedMs: 0.25 };
      putAnswer(frame, answer);
      assert.deepEqual(takeAnswer(frame, room, args), answer);
      assert.ok(args.every((arg) => !(arg instanceof Uint8Array) || arg.every((byte) => byte === 7)));
    }),
    { seed },
  );
});
