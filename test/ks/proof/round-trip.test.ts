// Whatever a request or a range says, its bytes say the same: nothing is lost on the way there and back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { complete, decodeConnect, encodeConnect } from '#ks/connect.ts';
import { decodeDataRanges, encodeDataRanges } from '#ks/data-range.ts';
import { decodeStruct, encodeStruct, type StructName } from '#ks/struct.ts';
import { layouts } from '#ks/tables/layouts.ts';
import { anyRange, anyRequest, anyStruct, runs } from './arbitrary.ts';
import { archs } from './mingw.ts';

test('requests come back from their bytes as they were, on both architectures', (t) => {
  const parameters = runs(35_000);
  t.diagnostic(`${2 * parameters.numRuns} requests, seed ${parameters.seed}`);
  fc.assert(
    fc.property(anyRequest, (request) => {
      const full = complete(request);
      for (const arch of archs) {
        const encoded = encodeConnect(full, arch);
        assert.ok(encoded.ok, JSON.stringify(encoded));
        const { request: decoded, problems } = decodeConnect(encoded.value, arch);
        assert.deepEqual(problems, []);
        assert.deepEqual(decoded, full);
      }
    }),
    parameters,
  );
});

test('data ranges come back from their list as they were', (t) => {
  const parameters = runs(15_000);
  t.diagnostic(`${parameters.numRuns} lists of up to 4 ranges, seed ${parameters.seed}`);
  fc.assert(
    fc.property(fc.array(anyRange, { minLength: 1, maxLength: 4 }), (ranges) => {
      const decoded = decodeDataRanges(encodeDataRanges(ranges));
      assert.deepEqual(decoded, { ranges, problems: [] });
    }),
    parameters,
  );
});

test('every structure comes back from its bytes as it was', (t) => {
  const parameters = runs(60);
  t.diagnostic(`${parameters.numRuns} values of each structure, seed ${parameters.seed}`);
  for (const struct of Object.keys(layouts) as StructName[]) {
    // Members of one architecture only are not generated; KSSTREAM_HEADER alone has one, on x64.
    for (const arch of struct === 'KSSTREAM_HEADER' ? (['x86'] as const) : archs) {
      fc.assert(
        fc.property(anyStruct(struct), (value) => {
          assert.deepEqual(decodeStruct(struct, encodeStruct(struct, value, arch), arch), value);
        }),
        parameters,
      );
    }
  }
});
