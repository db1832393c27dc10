// C source that we write is compiled, and has the bytes that we would send: of every real request, of short descriptors of
// every block, and of requests with any values at all.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toHex } from '#ks/bytes.ts';
import { encodeConnect } from '#ks/connect.ts';
import { constantsOf } from '#ks/constants.ts';
import { numberInC } from '#ks/export/c-names.ts';
import { cSource } from '#ks/export/c-source.ts';
import { formatBlocks } from '#ks/format-blocks.ts';
import { leavesOf } from '#ks/members.ts';
import type { ConnectRequest } from '#ks/request.ts';
import type { StructName } from '#ks/struct.ts';
import { shortRequests } from '#test/ks/short-requests.ts';
import { anyRequest, runs } from './arbitrary.ts';
import { archs, compile, kept, skip, ulongs } from './mingw.ts';
import { realRequests } from './real-requests.ts';

/** The generated source with its variable where the test can read it back. */
function sourceOf(request: ConnectRequest, index: number): readonly string[] {
  const source = cSource(request, `request${index}`);
  assert.ok(source.ok, JSON.stringify(source));
  return source.value.replace('static const', `${kept} static const`).split('\n');
}

for (const arch of archs) {
  test(`exported C has on ${arch} the bytes of its request`, { skip }, async (t) => {
    const { seed, numRuns } = runs(80);
    t.diagnostic(`seed ${seed}`);
    const random = fc.sample(anyRequest, { seed, numRuns });
    const requests = [
      ...realRequests.map(({ ours }) => ours),
      ...shortRequests.map(([, short]) => short),
      ...random,
    ];
    const { bytes, output } = await compile(requests.flatMap(sourceOf), arch);
    assert.ok(bytes.length > 0, output.slice(0, 3000));
    let at = 0;
    for (const request of requests) {
      const encoded = encodeConnect(request, arch);
      assert.ok(encoded.ok);
      // Each variable starts at a multiple of 32 or 8 in its section, as its size makes the compiler choose.
      const found = toHex(bytes).indexOf(toHex(encoded.value), at * 2);
      assert.ok(found >= 0 && found / 2 - at < 32, `${JSON.stringify(request, (_, value) => String(value))}`);
      at = found / 2 + encoded.value.length;
    }
  });
}

test('every constant that is exported by name is in the headers', { skip }, async () => {
  const structs: readonly StructName[] = [
    'KSPIN_CONNECT',
    'KSDATAFORMAT',
    'KSATTRIBUTE',
    ...formatBlocks.map(({ struct }) => struct),
  ];
  const fields = structs.flatMap(leavesOf).map(({ field }) => field);
  const sets = new Set(
    fields.flatMap(({ constants, constantsBySet }) => [constants, ...Object.values(constantsBySet ?? {})]),
  );
  const texts = [...sets].flatMap((set) =>
    set ? constantsOf(set).entries.map(({ value }) => [value, numberInC(value, set).text] as const) : [],
  );
  const named = [...new Map(texts.map(([value, text]) => [text, value]))].filter(([text]) =>
    /[A-Z]{2}/.test(text),
  );
  assert.ok(named.length > 50, `${named.length} names`);
  const rows = named.map(([text]) => `(ULONG)(${text}),`);
  const { bytes, output } = await compile([`${kept} const ULONG values[] = {`, ...rows, '};'], 'x64');
  assert.ok(bytes.length > 0, output);
  assert.deepEqual(
    ulongs(bytes, named.length),
    named.map(([, value]) => value),
  );
});
