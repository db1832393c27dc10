// Whatever a driver answers, reading and driving it ends, asks for no more memory than the limit, and gives values that can be
// written to a capability file. A hundred thousand replies, noise and lies of the likely kinds.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import type { Backend } from '#device-host/backend.ts';
import { setState } from '#device-host/pin-state.ts';
import { readFixed, readVariable } from '#device-host/property.ts';
import { readFilter } from '#device-host/read-filter.ts';
import { simulatedBackend } from '#device-host/simulated/backend.ts';
import { faults } from '#device-host/simulated/faults.ts';
import { isSpoilt, spoiltAnswer } from '#device-host/simulated/spoil-answer.ts';
import type { UntimedAnswer } from '#device-host/timed.ts';
import { capabilitiesFromJson, capabilitiesToJson } from '#ks/capability-file.ts';
import type { Json } from '#ks/json.ts';
import { connectionProperties, propertyRequest, propertySets } from '#ks/properties.ts';
import { isState } from '#ks/stream-state.ts';
import { seed } from '#test/seed.ts';
import { answered, fakeBackend, type Said } from './fake-backend.ts';
import { rigFilters, speakerPath } from './rig-filters.ts';

const wanted = 100_000;
/** A list larger than this is refused before any memory is taken for it (device-host/property.ts). */
const sizeLimit = 1 << 20;
/** A filter takes some hundred questions, each asked a few times at most. */
const mostReplies = 20_000;
let replies = 0;

after(() => {
  console.log(`# seed ${seed}, ${replies} replies`);
  assert.ok(replies >= wanted, `${replies} replies are too few`);
});

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
const spoils = faults.flatMap((fault) => (fault.kind === 'spoil' ? [fault.how] : []));
/** Undefined: this one answer is the truth. A name: the truth, spoilt. */
const answer = fc.oneof({ weight: 3, arbitrary: said }, fc.constantFrom(undefined, ...spoils));
const answers = fc.array(answer, { minLength: 1, maxLength: 40 });
type Answer = Said | (typeof spoils)[number] | undefined;

const simulated = simulatedBackend(rigFilters());
const filter = await simulated.open(speakerPath());
assert.ok(filter.ok);
const honest = filter.value;

/** Gives the answers in turn, again and again. */
function lying(sequence: readonly Answer[]): Backend {
  let call = 0;
  return fakeBackend({
    ioctl: async (_handle, code, input, output): Promise<UntimedAnswer> => {
      const room = typeof output === 'number' ? new Uint8Array(output) : output;
      assert.ok(room.length <= sizeLimit, `a buffer of ${room.length} bytes`);
      assert.ok(call < mostReplies, 'it never ends');
      replies++;
      const next = sequence[call++ % sequence.length];
      if (typeof next === 'object') return answered(next, room.length);
      if (next === undefined || !isSpoilt(next, input)) return simulated.ioctl(honest, code, input, room);
      const { returned } = await simulated.ioctl(honest, code, input, 0);
      const whole = await simulated.ioctl(honest, code, input, returned);
      return whole.win32 === 0
        ? spoiltAnswer(next, whole.output, room)
        : simulated.ioctl(honest, code, input, room);
    },
  });
}

test('no answer of a driver makes reading it throw, hang, or give what cannot be kept', async () => {
  await fc.assert(
    fc.asyncProperty(answers, async (sequence) => {
      const identity = { path: speakerPath(), categories: [] };
      let pins = 0;
      const read = await readFilter(lying(sequence), honest, identity, () => ++pins > 20);
      const text = JSON.stringify(capabilitiesToJson(read));
      const back = capabilitiesFromJson(JSON.parse(text) as Json);
      assert.ok(back.ok);
      assert.equal(JSON.stringify(capabilitiesToJson(back.value)) === text, true);
    }),
    { seed, numRuns: 1000 },
  );
});

test('no answer of a driver makes driving a pin throw or hang, and where the pin is, is a state', async () => {
  await fc.assert(
    fc.asyncProperty(answers, fc.nat({ max: 3 }), async (sequence, state) => {
      const result = await setState(lying(sequence), honest, state);
      assert.ok(isState(result.state));
      assert.ok(result.steps.length <= 3);
    }),
    { seed, numRuns: 10_000 },
  );
});

test('a value is never longer than the buffer that it was given', async () => {
  const request = propertyRequest(propertySets.connection, connectionProperties.DATAFORMAT);
  await fc.assert(
    fc.asyncProperty(answers, fc.nat({ max: 64 }), async (sequence, length) => {
      const fixed = await readFixed(lying(sequence), honest, request, length);
      if (fixed.ok) assert.equal(fixed.value.bytes.length, length);
      const variable = await readVariable(lying(sequence), honest, request);
      if (variable.ok) assert.ok(variable.value.bytes.length <= sizeLimit);
    }),
    { seed, numRuns: 10_000 },
  );
});
