// Bytes to descriptor to bytes, through the same three steps that `decode`, the editor and `encode` take, for every block
// that may follow KSDATAFORMAT and whatever its members hold.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { concatBytes, toHex, viewOf } from '#ks/bytes.ts';
import { decodeConnect, encodeConnect } from '#ks/connect.ts';
import { byteMap } from '#ks/export/byte-map.ts';
import { blockOfBytes, blockSize, type FormatBlock, formatBlocks } from '#ks/format-blocks.ts';
import { guidToBytes } from '#ks/guid.ts';
import { descriptorJson } from '#ks/import/descriptor-json.ts';
import { connectsOf, parseDescriptor } from '#language-server/service.ts';
import { seed } from '#test/seed.ts';

const sizeOfConnect = 72;
const sizeOfFormat = 64;

function bytesOf(length: number): fc.Arbitrary<Uint8Array> {
  // Zeros and small values are what real requests are made of; derivation must not be fooled by either.
  const byte = fc.oneof(fc.constant(0), fc.constant(255), fc.integer({ min: 0, max: 255 }));
  return fc.array(byte, { minLength: length, maxLength: length }).map((list) => Uint8Array.from(list));
}

/** A whole x64 request with this block, random in all that does not place its parts. */
function requestWith(block: FormatBlock): fc.Arbitrary<Uint8Array> {
  const [specifier] = block.specifiers;
  assert.ok(specifier);
  return fc
    .tuple(
      bytesOf(sizeOfConnect),
      bytesOf(sizeOfFormat),
      bytesOf(blockSize(block, 'x64')),
      fc.integer({ min: 0, max: 9 }).chain(bytesOf),
    )
    .map(([connect, format, body, tail]) => {
      viewOf(format).setUint32(0, sizeOfFormat + body.length + tail.length, true);
      viewOf(format).setUint32(4, viewOf(format).getUint32(4, true) & ~2, true); // no attribute list
      format.set(guidToBytes(specifier), 48);
      if (block.tag !== undefined) viewOf(body).setUint16(0, block.tag, true);
      if (block.wave?.length && block.tag !== undefined)
        viewOf(body).setUint16(16, body.length - 18 + tail.length, true);
      return withoutPadding(concatBytes([connect, format, body, tail]));
    })
    .filter((bytes) => blockOfBytes(specifier, bytes.subarray(sizeOfConnect + sizeOfFormat)) === block);
}

/** Padding is the one thing that a descriptor does not keep. */
function withoutPadding(bytes: Uint8Array): Uint8Array {
  const { request } = decodeConnect(bytes, 'x64');
  assert.ok(request);
  for (const { kind, offset, bytes: row } of byteMap(request, 'x64')) {
    if (kind === 'padding') bytes.fill(0, offset, offset + row.length);
  }
  return bytes;
}

function throughText(bytes: Uint8Array): string {
  const decoded = decodeConnect(bytes, 'x64');
  assert.ok(decoded.request);
  assert.deepEqual(decoded.problems, []);
  const text = JSON.stringify(descriptorJson(decoded.request), null, 2);
  const doc = parseDescriptor(text, 'file:///a.kspin.json');
  const [entry] = connectsOf(doc);
  assert.ok(entry?.request, text);
  assert.deepEqual(
    [...doc.problems, ...entry.problems].map(({ message }) => message),
    [],
    text,
  );
  const encoded = encodeConnect(entry.request, 'x64');
  return encoded.ok ? toHex(encoded.value) : JSON.stringify(encoded.error);
}

describe('a request survives the way through a descriptor', () => {
  for (const block of formatBlocks) {
    it(`with ${block.key}`, () => {
      fc.assert(
        fc.property(requestWith(block), (bytes) => assert.equal(throughText(bytes), toHex(bytes))),
        { seed, numRuns: 200 },
      );
    });
  }
});
