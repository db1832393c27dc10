// A connect that was read with JSON.parse is the one that the syntax tree gives: what it says, every place in it, everything that is
// found wrong with it. Held over all texts that the rules are tried on, and over those with one character changed.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseWhole } from '#language-server/descriptor/parse.ts';
import { type ConnectEntry, diagnose, parseDescriptor } from '#language-server/service.ts';
import { memberSpan } from '#language-server/text/member-span.ts';
import { seed } from '#test/seed.ts';
import { allCases } from './cases/all-cases.ts';
import { readMarks } from './marks.ts';
import { workspaceWithFilter } from './recorded-filter.ts';

const texts = allCases.flatMap(({ fires, silent }) =>
  [fires, silent].map((marked) => readMarks(marked).text),
);

/** Keys and values that JSON can write in more than one way, or twice, and numbers at the edge of what a double holds. */
const unusual = [
  '{ "KSPIN_CONNECT": { "\\u0050inId": 1 } }',
  '{ "KSPIN_CONNECT": { "PinId": 1, "PinId": 2 } }',
  '{ "KSPIN_CONNECT": { "PinId": 1, "\\u0050inId": 2 } }',
  '{ "KSPIN_CONNECT": { "PinId": -0, "PinToHandle": 9007199254740993 } }',
  '{ "KSPIN_CONNECT": { "PinId": 1e0, "PinToHandle": 18446744073709551615 } }',
  '{ "KSPIN_CONNECT": { "PinId": 4294967296, "Priority": null } }',
  '{ "KSPIN_CONNECT": { "PinId": 1.5, "PinToHandle": 1e400 } }',
  '{ "KSPIN_CONNECT": { "__proto__": 1, "constructor": {} } }',
  '{ "expect": 5, "KSDATAFORMAT": {} }',
  '{ "expect": " ERROR_SUCCESS ", "KSDATAFORMAT": {} }',
  '{ "expect": "ERROR_NO_SUCH", "KSDATAFORMAT": {} }',
  '{ "Attributes": [{ "Bytes": "00" }, /* ] */ { "Bytes": "" }], "KSDATAFORMAT": {} }',
  '{ "name": "a\\nb\\ud800", "Bytes": "00 f" }',
  '{ // "PinId": 1\n "KSPIN_CONNECT": { "PinId" /* : */ : 1 } }',
  '\ufeff{ "KSPIN_CONNECT": { "PinId": 1, } }',
  '{ "WaveFormatEx": {}, "WaveFormatExt": {} }',
  '{}',
  '{ /* : */ }',
];

const plainEntry = (entry: ConnectEntry): unknown => ({
  index: entry.index,
  name: entry.name,
  range: entry.range,
  head: entry.head,
  request: entry.request,
  filter: entry.filter,
  expect: entry.expect,
  places: [...entry.places],
  unreadable: [...entry.unreadable],
  problems: entry.problems,
  underivable: entry.underivable,
});

function assertSame(text: string): void {
  const quick = parseDescriptor(text);
  const whole = parseWhole(text);
  assert.deepEqual(quick.connects.map(plainEntry), whole.connects.map(plainEntry), text);
  assert.deepEqual(quick.problems, whole.problems, text);
  assert.deepEqual(diagnose(quick, workspaceWithFilter), diagnose(whole, workspaceWithFilter), text);
  for (const [index, entry] of quick.connects.entries()) {
    for (const place of whole.connects[index]?.places.values() ?? []) {
      assert.ok(entry.isWritten(place.path), text);
      assert.deepEqual(entry.placeOf(place.path), place, text);
    }
    assert.equal(entry.placeOf(['KSPIN_CONNECT', 'NoSuchMember']), undefined);
  }
}

describe('reading a connect with JSON.parse', () => {
  it('says the same as its syntax tree, for every text that a rule is tried on', () => {
    for (const text of texts) assertSame(text);
  });

  it('says the same for what is unusual', () => {
    for (const text of unusual) {
      assertSame(text);
      assertSame(`{ "connects": [ ${text.replace('\ufeff', '')} ] }`);
    }
  });

  it('says the same after one character has changed', (test) => {
    test.diagnostic(`seed ${seed}`);
    let state = seed;
    const random = (below: number): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const characters = ['', '0', '"', ',', ':', '-', 'x', '/', ' ', '1e', '\\'];
    for (let turn = 0; turn < 3000; turn++) {
      const text = texts[random(texts.length)] ?? '';
      const at = random(text.length);
      assertSame(
        text.slice(0, at) + (characters[random(characters.length)] ?? '') + text.slice(at + random(2)),
      );
    }
  });

  it('finds a member without a tree', () => {
    const member = memberSpan('{ "a": [1, { "b" : /* [ */ "}" }], "\\u0063": -1.5e3}', ['a', 1, 'b']);
    assert.deepEqual(member, { key: { start: 13, end: 16 }, value: { start: 27, end: 30 } });
    const escaped = memberSpan('{ "a": [1, { "b" : /* [ */ "}" }], "\\u0063": -1.5e3}', ['c']);
    assert.deepEqual(escaped, { key: { start: 35, end: 43 }, value: { start: 45, end: 51 } });
    assert.equal(memberSpan('{ "a": [1] }', ['a', 1]), undefined);
  });
});
