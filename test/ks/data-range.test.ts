import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { concatBytes } from '#ks/bytes.ts';
import { type DataRange, decodeDataRanges, encodeDataRanges } from '#ks/data-range.ts';
import { describeRange } from '#ks/describe-range.ts';
import { matchesRange } from '#ks/match.ts';
import { seed } from '#test/seed.ts';
import { pcmRange, yuy2Range } from './pins.ts';
import { guid, speaker } from './requests.ts';

/** The range with one byte of its header replaced, and its members read anew. */
function patched(range: DataRange, offset: number, bytes: readonly number[]): DataRange {
  const copy = range.bytes.slice();
  copy.set(bytes, offset);
  const [read] = decodeDataRanges(encodeDataRanges([{ ...range, bytes: copy }])).ranges;
  assert.ok(read);
  return read;
}

test('ranges of odd sizes are stepped by 8 and come back as they were', () => {
  const odd: DataRange = { ...pcmRange, bytes: concatBytes([pcmRange.bytes, Uint8Array.of(1, 2, 3)]) };
  odd.bytes[0] = odd.bytes.length;
  const { ranges, problems } = decodeDataRanges(encodeDataRanges([odd, yuy2Range, odd]));
  assert.deepEqual(problems, []);
  assert.deepEqual(
    ranges.map(({ struct, bytes }) => [struct, bytes.length]),
    [
      ['KSDATARANGE_AUDIO', 91],
      ['KS_DATARANGE_VIDEO', 296],
      ['KSDATARANGE_AUDIO', 91],
    ],
  );
});

test('an attribute list after a range is kept with it and counted', () => {
  const attributes = new Uint8Array(32);
  attributes.set([32, 0, 0, 0, 1]);
  const range: DataRange = { ...patched(pcmRange, 4, [2]), attributes };
  const { ranges, problems } = decodeDataRanges(encodeDataRanges([range, pcmRange]));
  assert.deepEqual(problems, []);
  assert.equal(ranges.length, 2);
  assert.deepEqual(ranges[0]?.attributes, attributes);
});

const malformed: readonly (readonly [string, (bytes: Uint8Array) => Uint8Array, number, string])[] = [
  [
    'a FormatSize below 64',
    (bytes) => put(bytes, 8, 12),
    0,
    'A data range says FormatSize 12; it takes at least 64.',
  ],
  [
    'a FormatSize beyond the bytes',
    (bytes) => put(bytes, 8 + 88, 5000),
    2,
    'A data range says FormatSize 5000; 296 bytes are left.',
  ],
  [
    'a Count that is too large',
    (bytes) => put(bytes, 4, 70),
    2,
    'The list counts 70 items; 2 are in its bytes.',
  ],
  [
    'a Size that is too large',
    (bytes) => put(bytes, 0, 99999),
    2,
    'The list says it has 99999 bytes; 392 came.',
  ],
  ['no room for the header', (bytes) => bytes.slice(0, 5), 0, 'A list takes at least 8 bytes; 5 came.'],
];

function put(bytes: Uint8Array, offset: number, value: number): Uint8Array {
  const copy = bytes.slice();
  new DataView(copy.buffer).setUint32(offset, value, true);
  return copy;
}

for (const [name, break_, kept, message] of malformed) {
  test(`${name} is a problem, and the ${kept} readable ranges are kept`, () => {
    const { ranges, problems } = decodeDataRanges(break_(encodeDataRanges([pcmRange, yuy2Range])));
    assert.equal(ranges.length, kept);
    assert.ok(
      problems.some((problem) => problem.message === message),
      JSON.stringify(problems),
    );
  });
}

test('no bytes make the reader throw or loop', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
      const { ranges } = decodeDataRanges(bytes);
      assert.ok(ranges.length <= bytes.length / 64);
    }),
    { seed, numRuns: 5000 },
  );
});

test('the documented match: wildcards in major format and subtype, none for the specifier alone', () => {
  const zero = new Array<number>(16).fill(0);
  const format = speaker.KSDATAFORMAT;
  const otherSubFormat = { ...format, SubFormat: guid('KSDATAFORMAT_SUBTYPE_IEEE_FLOAT') };
  assert.equal(matchesRange(format, pcmRange), true);
  assert.equal(matchesRange(otherSubFormat, pcmRange), false);
  assert.equal(matchesRange(otherSubFormat, patched(pcmRange, 32, zero)), true, 'wildcard SubFormat');
  assert.equal(
    matchesRange({ ...format, MajorFormat: guid('KSDATAFORMAT_TYPE_VIDEO') }, patched(pcmRange, 16, zero)),
    true,
  );
  assert.equal(
    matchesRange(format, patched(pcmRange, 48, zero)),
    false,
    'a wildcard Specifier alone is no case',
  );
});

test('a range is described in one line', () => {
  assert.equal(describeRange(pcmRange), 'PCM, up to 2 ch, 16-24 bit, 44100-96000 Hz');
  assert.equal(describeRange(yuy2Range), 'YUY2 640x480, 16 bit, 30 fps');
});
