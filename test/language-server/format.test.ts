// Formatting: the order of memory, comments kept, the meaning unchanged.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { applyEdits, formatEdits, parseDescriptor } from '#language-server/service.ts';
import { seed } from '#test/seed.ts';

const options = { tabSize: 2, insertSpaces: true };
const formatted = (text: string): string => applyEdits(text, formatEdits(parseDescriptor(text), options));

describe('formatting', () => {
  it('puts members in the order of memory, each with its comments', () => {
    const text = `{
  "KSDATAFORMAT": { "SubFormat": "KSDATAFORMAT_SUBTYPE_PCM", "MajorFormat": "KSDATAFORMAT_TYPE_AUDIO" },
  // which pin
  "KSPIN_CONNECT": {
      "PinId": 0, // the speaker
      "Medium": { "Id": 0, "Set": "KSMEDIUMSETID_Standard" }
  }
}
`;
    assert.equal(
      formatted(text),
      `{
  // which pin
  "KSPIN_CONNECT": {
    "Medium": { "Set": "KSMEDIUMSETID_Standard", "Id": 0 },
    "PinId": 0 // the speaker
  },
  "KSDATAFORMAT": { "MajorFormat": "KSDATAFORMAT_TYPE_AUDIO", "SubFormat": "KSDATAFORMAT_SUBTYPE_PCM" }
}
`,
    );
  });

  it('never moves a member into a line comment', () => {
    const text = '{ // file\n "KSDATAFORMAT": {}, "KSPIN_CONNECT": {} // pin\n , "name": "x" }';
    const after = formatted(text);
    assert.deepEqual(Object.keys(parse(after) as object), ['name', 'KSPIN_CONNECT', 'KSDATAFORMAT']);
    assert.match(after, /\/\/ file/);
    assert.match(after, /\/\/ pin/);
  });

  it('leaves broken text alone', () => {
    assert.deepEqual(formatEdits(parseDescriptor('{ "KSDATAFORMAT": { }, "KSPIN_CONNECT": '), options), []);
  });

  it('does not change the samples', () => {
    for (const name of ['speaker', 'camera']) {
      const text = readFileSync(new URL(`../../samples/${name}.kspin.json`, import.meta.url), 'utf8');
      assert.equal(formatted(text), text);
    }
  });

  it('keeps every value and every comment of any order of members, and is stable', () => {
    const keys = ['name', 'DesiredAccess', 'KSPIN_CONNECT', 'KSDATAFORMAT', 'unknown', 'expect'];
    const gap = fc.constantFrom(' ', '\n  ', ' // a\n', ' /* b */ ', '\n// c\n');
    const member = fc.tuple(gap, gap, gap);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(keys, { minLength: 1 }),
        fc.array(member, { minLength: 6, maxLength: 6 }),
        fc.boolean(),
        gap,
        (order, gaps, trailing, first) => {
          const members = order.map((key, index) => {
            const [before, between, after] = gaps[index] ?? [' ', ' ', ' '];
            const comma = index < order.length - 1 || trailing ? ',' : '';
            return `${before}${JSON.stringify(key)}: { "PinId":${between}${index} }${after}${comma}`;
          });
          const text = `{${first}${members.join('')} }`;
          const after = formatted(formatted(text));
          assert.deepEqual(parse(after), parse(text));
          const comments = (from: string): readonly string[] =>
            [...from.matchAll(/\/\/ \w|\/\* \w \*\//g)].map(([comment]) => comment).toSorted();
          assert.deepEqual(comments(after), comments(text));
          assert.equal(formatted(after), after);
        },
      ),
      { seed, numRuns: 300 },
    );
  });
});
