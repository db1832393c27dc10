// The pieces in which messages come: whatever they are, the library gets the same bytes, and of a large message the body at once.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WholeBodies } from '#language-server/server/node/whole-bodies.ts';

const message = (body: string): Buffer =>
  Buffer.from(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
const large = JSON.stringify({ text: 'ä'.repeat(50_000) });

/** What comes out, piece by piece. */
async function through(pieces: readonly Buffer[]): Promise<readonly Buffer[]> {
  const stream = new WholeBodies();
  for (const piece of pieces) stream.write(piece);
  stream.end();
  return (await stream.toArray()) as Buffer[];
}

const cut = (bytes: Buffer, size: number): readonly Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );

describe('WholeBodies', () => {
  it('gives the body of a large message in one piece, and what is around it before and behind', async () => {
    const [before, after] = [message('{"id":1}'), message('{"id":2}')];
    const out = await through(cut(Buffer.concat([before, message(large), after]), 65_536));
    assert.deepEqual(
      out.map(({ length }) => length),
      [
        before.length,
        `Content-Length: ${Buffer.byteLength(large)}\r\n\r\n`.length,
        Buffer.byteLength(large),
        after.length,
      ],
    );
    assert.equal(out[2]?.toString(), large);
  });

  it('keeps all bytes in their order, however they come', async () => {
    const bytes = Buffer.concat([
      message('{"id":1}'),
      message(large),
      message('[]'),
      message(large),
      message('{"id":2}'),
    ]);
    for (const size of [1, 97, 4096, 65_536, bytes.length]) {
      assert.ok(Buffer.concat(await through(cut(bytes, size))).equals(bytes), `in pieces of ${size}`);
    }
  });

  it('passes on what is no message, what has no end, and a size that nobody could send', async () => {
    for (const text of [
      'hello\n',
      'Content-Length: abc\r\n\r\n{}',
      'Content-Length: 100000\r\n\r\n{"half',
      'Content-Length: 999999999\r\n\r\n{}',
    ]) {
      assert.equal(Buffer.concat(await through([Buffer.from(text)])).toString(), text);
    }
  });

  it('reads a large message whose header has further lines', async () => {
    const header = `Content-Length: ${Buffer.byteLength(large)}\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n`;
    const out = await through(cut(Buffer.from(header + large), 50_000));
    assert.deepEqual(out.map(String), [header, large]);
  });
});
