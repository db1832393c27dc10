// Requests as real drivers' formats give them: what the C compiler puts into memory is what we encode, and what we decode
// from it encodes to the same bytes again.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { toHex } from '#ks/bytes.ts';
import { decodeConnect, encodeConnect } from '#ks/connect.ts';
import { type DataRange, decodeDataRanges, encodeDataRanges } from '#ks/data-range.ts';
import type { ConnectRequest } from '#ks/request.ts';
import type { Arch } from '#ks/tables/layout.ts';
import { archs, compile, kept, skip } from './mingw.ts';
import { encodedMacros, realRanges, realRequests, staticMacros, type Written } from './real-requests.ts';

/** The mode attribute is newer than mingw's header; the numbers are the ones on its documentation page. */
const mode = [
  '#define MODE_ATTRIBUTE 0xE1F89EB5, 0x5F46, 0x419B, 0x96, 0x7B, 0xFF, 0x67, 0x70, 0xB9, 0x84, 0x01',
  '#define RAW_MODE 0x9E90EA20, 0xB493, 0x4FD1, 0xA1, 0xA8, 0x7E, 0x13, 0x61, 0xA9, 0x56, 0xCF',
];

/** Compiles everything into one packed structure, each item behind its size, and cuts the bytes out again. */
async function inMemory(items: readonly Written<unknown>[], arch: Arch): Promise<readonly Uint8Array[]> {
  const header = readFileSync(new URL('real-requests.h', import.meta.url), 'utf8').split('\n');
  const lines = [
    ...staticMacros(),
    ...encodedMacros(),
    ...mode,
    ...header,
    '#pragma pack(push, 1)',
    `typedef struct { ${items.map(({ type }, index) => `ULONG size${index}; ${type} item${index};`).join('\n')} } ALL;`,
    '#pragma pack(pop)',
    `${kept} const ALL all = {`,
    ...items.map(
      ({ type, initialiser }, index) => `.size${index} = sizeof(${type}), .item${index} = ${initialiser},`,
    ),
    '};',
  ];
  const { bytes, output } = await compile(lines, arch);
  assert.ok(bytes.length > 0, output);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  let at = 0;
  return items.map(() => {
    const start = at + 4;
    at = start + view.getUint32(at, true);
    return bytes.slice(start, at);
  });
}

function encoded(request: ConnectRequest, arch: Arch): string {
  const result = encodeConnect(request, arch);
  assert.ok(result.ok, JSON.stringify(result));
  return toHex(result.value);
}

for (const arch of archs) {
  test(`requests of sample drivers have on ${arch} the bytes that the C compiler gives them`, {
    skip,
  }, async (t) => {
    assert.ok(realRequests.length >= 40, `${realRequests.length} requests`);
    const compiled = await inMemory(realRequests, arch);
    for (const [index, { name, ours }] of realRequests.entries()) {
      const bytes = compiled[index] ?? new Uint8Array();
      assert.equal(encoded(ours, arch), toHex(bytes), name);
      const { request, problems } = decodeConnect(bytes, arch);
      assert.deepEqual(problems, [], name);
      assert.ok(request, name);
      assert.equal(encoded(request, arch), toHex(bytes), `${name}, decoded`);
    }
    t.diagnostic(`${realRequests.length} requests`);
  });

  test(`data ranges of sample drivers have on ${arch} the bytes that the C compiler gives them`, {
    skip,
  }, async () => {
    const compiled = await inMemory(realRanges, arch);
    for (const [index, { name, ours }] of realRanges.entries()) {
      const bytes = compiled[index] ?? new Uint8Array();
      assert.equal(toHex(ours.bytes), toHex(bytes), name);
      const { ranges, problems } = decodeDataRanges(encodeDataRanges([{ ...ours, bytes }]));
      assert.deepEqual(problems, [], name);
      assert.deepEqual(ranges, [plain(ours)], name);
    }
  });
}

/** Ranges that announce an attribute list have none behind them here. */
function plain({ struct, value, bytes }: DataRange): DataRange {
  return { struct, value, bytes };
}
