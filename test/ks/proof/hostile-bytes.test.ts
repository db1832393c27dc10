// Bytes from a driver, a log or a debugger may be anything. Readers end, do not throw, keep what can be read, and say
// first what is wrong first.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc, { type Arbitrary } from 'fast-check';
import { toHex } from '#ks/bytes.ts';
import { decodeConnect, encodeConnect } from '#ks/connect.ts';
import { decodeDataRanges, encodeDataRanges } from '#ks/data-range.ts';
import { explainBytes } from '#ks/explain.ts';
import { byteMap } from '#ks/export/byte-map.ts';
import type { Arch } from '#ks/struct.ts';
import { filter } from '#test/ks/pins.ts';
import { anyRange, anyRequest, runs } from './arbitrary.ts';

const anyArch: Arbitrary<Arch> = fc.constantFrom('x64', 'x86');

const wholeRequest = fc.tuple(anyRequest, anyArch).map(([request, arch]) => {
  const encoded = encodeConnect(request, arch);
  assert.ok(encoded.ok);
  return { bytes: encoded.value, arch };
});

const wholeList = fc.array(anyRange, { minLength: 1, maxLength: 4 }).map(encodeDataRanges);

/** Bytes with some of them replaced: sizes and counts among them, most often by numbers at an edge. */
function damaged(bytes: Uint8Array): Arbitrary<Uint8Array> {
  const edge = fc.constantFrom(0, 1, 7, 63, 64, 0x7fffffff, 0x80000000, 0xfffffff8, 0xffffffff);
  const value = fc.oneof(edge, fc.nat(200), fc.nat(0xffffffff));
  const place = fc.nat(Math.max(0, Math.floor(bytes.length / 4) - 1));
  return fc.array(fc.tuple(place, value), { minLength: 1, maxLength: 3 }).map((patches) => {
    const copy = bytes.slice();
    const view = new DataView(copy.buffer);
    for (const [at, number] of patches) view.setUint32(at * 4, number, true);
    return copy;
  });
}

function checkOffsets(problems: readonly { readonly offset: number }[], length: number): void {
  const offsets = problems.map(({ offset }) => offset);
  assert.deepEqual(
    offsets,
    offsets.toSorted((a, b) => a - b),
    'in order',
  );
  for (const offset of offsets) assert.ok(offset >= 0 && offset <= length, `${offset} of ${length}`);
}

test('random bytes are read to their end, with problems in order of offset', (t) => {
  const parameters = runs(5000);
  t.diagnostic(`seed ${parameters.seed}`);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 700 }), anyArch, (bytes, arch) => {
      checkOffsets(decodeConnect(bytes, arch).problems, bytes.length);
      const { ranges, problems } = decodeDataRanges(bytes);
      checkOffsets(problems, bytes.length);
      assert.ok(ranges.length <= bytes.length / 64);
      assert.equal(explainBytes(bytes, arch, filter).accepted, false);
    }),
    parameters,
  );
});

test('a request that was cut short is never taken for a whole one', (t) => {
  const parameters = runs(3000);
  t.diagnostic(`seed ${parameters.seed}`);
  fc.assert(
    fc.property(wholeRequest, fc.nat(), ({ bytes, arch }, cut) => {
      const length = cut % bytes.length;
      const { request, problems } = decodeConnect(bytes.slice(0, length), arch);
      const [first] = problems;
      assert.ok(first, `${length} of ${bytes.length} bytes`);
      assert.ok(first.offset <= length);
      assert.equal(request === undefined, length < (arch === 'x64' ? 136 : 128));
    }),
    parameters,
  );
});

test('a list of ranges that was cut short keeps the ranges before the cut', (t) => {
  const parameters = runs(3000);
  t.diagnostic(`seed ${parameters.seed}`);
  fc.assert(
    fc.property(wholeList, fc.nat(), (bytes, cut) => {
      const whole = decodeDataRanges(bytes).ranges;
      const length = cut % bytes.length;
      const { ranges, problems } = decodeDataRanges(bytes.slice(0, length));
      assert.ok(problems.length > 0);
      checkOffsets(problems, length);
      assert.deepEqual(ranges.slice(0, -1), whole.slice(0, Math.max(0, ranges.length - 1)));
    }),
    parameters,
  );
});

test('sizes and counts that lie do no harm', (t) => {
  const parameters = runs(3000);
  t.diagnostic(`seed ${parameters.seed}`);
  const request = wholeRequest.chain(({ bytes, arch }) => fc.tuple(damaged(bytes), fc.constant(arch)));
  fc.assert(
    fc.property(request, ([bytes, arch]) => {
      checkOffsets(decodeConnect(bytes, arch).problems, bytes.length);
      explainBytes(bytes, arch, filter);
    }),
    parameters,
  );
  fc.assert(
    fc.property(wholeList.chain(damaged), (bytes) => {
      const { ranges, problems } = decodeDataRanges(bytes);
      checkOffsets(problems, bytes.length);
      assert.ok(ranges.length <= bytes.length / 64);
    }),
    parameters,
  );
});

test('bytes that are read without a problem are written again as they were, padding aside', (t) => {
  const parameters = runs(3000);
  t.diagnostic(`seed ${parameters.seed}`);
  const request = wholeRequest.chain(({ bytes, arch }) => fc.tuple(damaged(bytes), fc.constant(arch)));
  fc.assert(
    fc.property(request, ([bytes, arch]) => {
      const { request: decoded, problems } = decodeConnect(bytes, arch);
      if (!decoded || problems.length > 0) return;
      const rows = byteMap(decoded, arch);
      assert.equal(
        rows.reduce((size, row) => size + row.bytes.length, 0),
        bytes.length,
      );
      for (const { kind, offset, bytes: written, name } of rows) {
        if (kind === 'padding') continue;
        assert.equal(toHex(written), toHex(bytes.subarray(offset, offset + written.length)), name);
      }
    }),
    parameters,
  );
});
