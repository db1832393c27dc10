// The reader of JSON-RPC messages: what it makes of pieces, and of bytes that are none.
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Message } from 'vscode-jsonrpc/node';
import { NoMessage, WholeMessageReader } from '#device-host/message-reader.ts';
import { seed } from '#test/seed.ts';

/** What is read of these pieces. */
function read(pieces: readonly Buffer[]): {
  readonly messages: readonly Message[];
  readonly errors: readonly Error[];
} {
  const source = new EventEmitter();
  const reader = new WholeMessageReader(source);
  const messages: Message[] = [];
  const errors: Error[] = [];
  reader.onError((error) => errors.push(error));
  reader.listen((message) => messages.push(message));
  for (const piece of pieces) source.emit('data', piece);
  return { messages, errors };
}

function framed(body: string, headers = ''): string {
  return `${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

function cut(bytes: Buffer, places: readonly number[]): readonly Buffer[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

test(`messages come whole and in order, wherever the pipe cuts them (seed ${seed})`, () => {
  const body = fc.record(
    { jsonrpc: fc.constant('2.0'), text: fc.string({ unit: 'binary', maxLength: 200 }) },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(fc.array(body, { maxLength: 8 }), fc.array(fc.nat(), { maxLength: 20 }), (bodies, places) => {
      const bytes = Buffer.from(bodies.map((each) => framed(JSON.stringify(each))).join(''));
      const { messages, errors } = read(cut(bytes, places));
      assert.deepEqual(messages, bodies);
      assert.deepEqual(errors, []);
    }),
    { seed, numRuns: 500 },
  );
});

test('another header before the length is passed over', () => {
  const type = 'Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n';
  assert.deepEqual(read([Buffer.from(framed('{"jsonrpc":"2.0"}', type))]).messages, [{ jsonrpc: '2.0' }]);
});

test('a body that is no JSON costs this message, and the next one is read', () => {
  const { messages, errors } = read([Buffer.from(framed('{no') + framed('{"jsonrpc":"2.0"}'))]);
  assert.deepEqual(messages, [{ jsonrpc: '2.0' }]);
  assert.equal(errors.length, 1);
});

const garbage: readonly (readonly [what: string, bytes: string, said: string])[] = [
  ['a greeting', 'Welcome\nto the machine', 'Welcome'],
  ['its first letters', 'Cont\n', 'Cont'],
  ['a header without a length', 'Content-Type: x\r\n\r\n', 'Content-Type: x'],
  ['a length that is no number', 'Content-Length: many\r\n\r\n{}', 'Content-Length: many'],
  ['a length that no memory has', 'Content-Length: 9999999999\r\n\r\n{}', 'Content-Length: 9999999999'],
];

for (const [what, bytes, said] of garbage) {
  test(`${what} is no message, and nothing after it is taken for one`, () => {
    const { messages, errors } = read([Buffer.from(bytes), Buffer.from(framed('{"jsonrpc":"2.0"}'))]);
    assert.deepEqual(messages, []);
    assert.equal(errors.length, 1);
    assert.ok(errors[0] instanceof NoMessage);
    assert.equal(errors[0].message, `it said ${JSON.stringify(said)}`);
  });
}

test('a header without an end is not kept for ever', () => {
  const line = Buffer.from(`Content-Length: 2\r\nX: ${'y'.repeat(1000)}`);
  const { errors } = read([line, ...Array.from({ length: 10 }, () => line)]);
  assert.equal(errors.length, 1);
  assert.ok(errors[0] instanceof NoMessage);
});
