// Whatever a driver answers, reading it ends, and ends in a value that can be written to a capability file.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readFilter } from '#device-host/read-filter.ts';
import { simulatedBackend } from '#device-host/simulated/backend.ts';
import { capabilitiesFromJson, capabilitiesToJson } from '#ks/capability-file.ts';
import type { Json } from '#ks/json.ts';
import { seed } from '#test/seed.ts';
import { answered, fakeBackend, type Said } from './fake-backend.ts';
import { rigFilters, speakerPath } from './rig-filters.ts';

const size = fc.oneof(fc.nat({ max: 300 }), fc.constantFrom(0x7fffffff, 0x80000000, 0xffffffff, 5000));
const ulong = size.map((value) => [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24]);
/** Noise, or something shaped like a list: a size, a count, and a first item that begins with a size. */
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc
    .tuple(ulong, ulong, ulong, fc.array(fc.nat({ max: 255 }), { maxLength: 200 }))
    .map((parts) => Uint8Array.from(parts.flat())),
);
const said: fc.Arbitrary<Said> = fc.record(
  { win32: fc.constantFrom(0, 0, 0, 234, 122, 1168, 1170, 87, 31), returned: size, bytes },
  { requiredKeys: ['win32', 'bytes'] },
);
/** Undefined: this one answer is the truth. */
const answers = fc.array(fc.option(said, { nil: undefined }), { minLength: 1, maxLength: 40 });

test('no answer of a driver makes reading it throw, hang, or give what cannot be kept', async () => {
  const simulated = simulatedBackend(rigFilters());
  const filter = await simulated.open(speakerPath());
  assert.ok(filter.ok);
  await fc.assert(
    fc.asyncProperty(answers, async (sequence) => {
      let call = 0;
      const backend = fakeBackend({
        ioctl: async (_handle, code, input, output) => {
          const length = typeof output === 'number' ? output : output.length;
          const next = sequence[call++ % sequence.length];
          return next ? answered(next, length) : simulated.ioctl(filter.value, code, input, length);
        },
      });
      const identity = { path: speakerPath(), categories: [] };
      let pins = 0;
      const read = await readFilter(backend, filter.value, identity, () => ++pins > 20);
      const text = JSON.stringify(capabilitiesToJson(read));
      const back = capabilitiesFromJson(JSON.parse(text) as Json);
      assert.ok(back.ok);
      assert.equal(JSON.stringify(capabilitiesToJson(back.value)) === text, true);
    }),
    { seed, numRuns: 200 },
  );
});
