import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFixed, readShort, readVariable } from '#device-host/property.ts';
import { toHex } from '#ks/bytes.ts';
import { oneProperty, type Said } from './fake-backend.ts';

const moreData = 234;
const tooSmall = 122;
const input = new Uint8Array(32);
const value = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);

/** A driver that keeps to the rules, with its own code for "too small". */
function sized(code: number, bytes: Uint8Array) {
  return (length: number): Said =>
    length < bytes.length ? { win32: code, returned: bytes.length } : { bytes };
}

async function variable(say: (length: number, call: number) => Said) {
  const answer = await readVariable(oneProperty(say), 4n, input);
  return answer.ok
    ? { hex: toHex(answer.value.bytes), doubt: answer.value.doubt }
    : { failed: answer.error.message };
}

for (const [name, code] of [
  ['ERROR_MORE_DATA', moreData],
  ['ERROR_INSUFFICIENT_BUFFER', tooSmall],
] as const) {
  test(`a driver that answers the size question with ${name} is asked again with that size`, async () => {
    assert.deepEqual(await variable(sized(code, value)), { hex: '0102030405060708', doubt: undefined });
  });
}

test('a driver that says too small but forgets the size is asked with a guess', async () => {
  const say = (length: number): Said => (length < 8 ? { win32: tooSmall, returned: 0 } : { bytes: value });
  assert.deepEqual(await variable(say), { hex: '0102030405060708', doubt: undefined });
});

test('a driver that answers the size question with success and nothing is asked with a guess', async () => {
  const say = (length: number): Said => (length === 0 ? { returned: 0 } : { bytes: value });
  assert.deepEqual(await variable(say), { hex: '0102030405060708', doubt: undefined });
});

test('a list that grows between the two calls is read at its new size', async () => {
  const longer = Uint8Array.of(...value, ...value);
  const say = (length: number, call: number): Said => sized(moreData, call === 0 ? value : longer)(length);
  assert.deepEqual(await variable(say), { hex: '01020304050607080102030405060708', doubt: undefined });
});

test('a list that shrinks between the two calls is as long as the driver says it wrote', async () => {
  const say = (length: number): Said => (length === 0 ? { win32: moreData, returned: 64 } : { bytes: value });
  assert.deepEqual(await variable(say), { hex: '0102030405060708', doubt: undefined });
});

test('a driver that asks for more and more ends as a failure that says how often', async () => {
  const say = (length: number): Said => ({ win32: moreData, returned: length + 8 });
  assert.deepEqual(await variable(say), {
    failed: 'The driver found every buffer too small, 6 times in a row, the last of 40 bytes.',
  });
});

test('a driver that keeps saying too small for what it asked for ends as a failure', async () => {
  assert.deepEqual(await variable(() => ({ win32: tooSmall, returned: 8 })), {
    failed: 'The driver found every buffer too small, 6 times in a row, the last of 128 bytes.',
  });
});

for (const asked of [0xffffffff, 0x80000000, (1 << 20) + 1]) {
  test(`a driver that asks for ${asked} bytes gets no such buffer`, async () => {
    assert.deepEqual(await variable(() => ({ win32: moreData, returned: asked })), {
      failed: `The driver asks for a buffer of ${asked} bytes.`,
    });
  });
}

test('a driver that says it wrote more than the buffer holds is doubted and its bytes are kept', async () => {
  const say = (length: number): Said =>
    length === 0 ? { win32: moreData, returned: 4 } : { bytes: value.subarray(0, 4), returned: 400 };
  assert.deepEqual(await variable(say), {
    hex: '01020304',
    doubt: 'The driver says it wrote 400 bytes into a buffer of 4.',
  });
});

test('any other code is the failure, by name', async () => {
  const answer = await readVariable(
    oneProperty(() => ({ win32: 1170 })),
    4n,
    input,
  );
  assert.ok(!answer.ok);
  assert.equal(answer.error.win32, 1170);
  assert.match(answer.error.message, /^ERROR_SET_NOT_FOUND: /);
});

test('a value of known size is read in one call', async () => {
  let calls = 0;
  const backend = oneProperty((length) => {
    calls++;
    return { bytes: value.subarray(0, length) };
  });
  const answer = await readFixed(backend, 4n, input, 4);
  assert.deepEqual(answer, { ok: true, value: { bytes: value.slice(0, 4) } });
  assert.equal(calls, 1);
});

test('a value that is cut short is a failure that keeps what came', async () => {
  const answer = await readFixed(
    oneProperty(() => ({ bytes: value.subarray(0, 2) })),
    4n,
    input,
    4,
  );
  assert.deepEqual(answer, {
    ok: false,
    error: { message: 'The driver answered 2 bytes; the value takes 4.', bytes: Uint8Array.of(1, 2) },
  });
});

/** What a driver with one property was asked with, and what came of it. */
async function short(say: (length: number) => Said) {
  const rooms: number[] = [];
  const backend = oneProperty((length) => {
    rooms.push(length);
    return say(length);
  });
  const answer = await readShort(backend, 4n, input);
  return { rooms, result: answer.ok ? toHex(answer.value.bytes) : answer.error.message };
}

test('a short list takes one call', async () => {
  assert.deepEqual(await short(() => ({ bytes: value })), { rooms: [1024], result: '0102030405060708' });
});

test('a list that is too long for one call is asked for its size', async () => {
  const long = new Uint8Array(2000).fill(5);
  const say = (length: number): Said => {
    if (length === 0) return { win32: moreData, returned: long.length };
    return length < long.length ? { win32: tooSmall, returned: 0 } : { bytes: long };
  };
  assert.deepEqual(await short(say), { rooms: [1024, 0, 2000], result: toHex(long) });
});

test('a driver that wants a buffer of exactly the right size gets one', async () => {
  const say = (length: number): Said => {
    if (length === 0) return { win32: moreData, returned: value.length };
    return length === value.length ? { bytes: value } : { win32: 87 };
  };
  assert.deepEqual(await short(say), { rooms: [1024, 0, 8], result: '0102030405060708' });
});

test('a property that is not there is asked for once', async () => {
  const { rooms, result } = await short(() => ({ win32: 1168 }));
  assert.deepEqual(rooms, [1024]);
  assert.match(result, /^ERROR_NOT_FOUND/);
});
