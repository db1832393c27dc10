// After every edit the document that was updated is the one that would be read from the start and in one piece: entries, ranges,
// syntax tree, lines, findings and what a client is sent of them. The edits are drawn by fast-check, which cuts a failure down to the edit that matters.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Node } from 'jsonc-parser';
import { parseWhole } from '#language-server/descriptor/parse.ts';
import { updateDescriptor } from '#language-server/descriptor/update.ts';
import { toDiagnostics } from '#language-server/server/document-diagnostics.ts';
import {
  applyEdits,
  type ConnectEntry,
  type DescriptorDocument,
  diagnose,
  parseDescriptor,
  type TextEdit,
} from '#language-server/service.ts';
import { seed } from '#test/seed.ts';
import { audioCases } from './cases/audio-cases.ts';
import { capabilityCases } from './cases/capability-cases.ts';
import { formatCases } from './cases/format-cases.ts';
import { videoCases } from './cases/video-cases.ts';
import { readMarks } from './marks.ts';
import { workspaceWithFilter } from './recorded-filter.ts';

const texts = [...formatCases, ...audioCases, ...videoCases, ...capabilityCases]
  .map(({ fires }) => readMarks(fires).text)
  .filter((text) => text.length < 1500 && !text.includes('"connects"'));

const plainNode = ({ parent: _, children, type, value, offset, length, colonOffset }: Node): unknown => [
  type,
  value,
  offset,
  length,
  colonOffset,
  children?.map(plainNode),
];

const plainEntry = (entry: ConnectEntry): unknown => [
  entry.index,
  entry.name,
  entry.range,
  entry.head,
  entry.request,
  entry.filter,
  entry.expect,
  [...entry.places],
  [...entry.unreadable],
  entry.problems,
  entry.underivable,
];

/** Everything that a document says, as text: two of these are compared a hundred thousand times. */
const written = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));

function everything(doc: DescriptorDocument): string {
  const { text, lines, root, connects, problems } = doc;
  const findings = diagnose(doc, workspaceWithFilter);
  const places = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((part) => Math.floor((text.length * part) / 8));
  return written({
    text,
    places: places.map(lines.positionAt),
    ends: [0, 1, 2, 3, 4, 5, 6].map((line) => lines.offsetAt({ line, character: 999 })),
    root: root && plainNode(root),
    connects: connects.map(plainEntry),
    problems,
    findings,
    report: toDiagnostics(doc, findings, (name) => `page of ${name}`),
  });
}

interface Draw {
  readonly at: number;
  readonly length: number;
  readonly newText: string;
}

/** What a finger does, mostly harmless, and what a paste may bring. */
const harmless = ['0', '1', '-', 'x', ' ', '\n', '\r\n', ','];
const brackets = ['"', ':', '{', '}', '[', ']', '//', '/*', '*/', '\r', '\\'];
const pastes = ['\ud800', '\0', '{}', '[[]]', '"PinId": 7,', ', "Bytes": "00ff"', '"\\\n"', '// }\n', 'null'];

const draws = fc.record({
  at: fc.integer({ min: 0, max: 9999 }).map((part) => part / 9999),
  length: fc.oneof(
    { weight: 6, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.nat(2) },
    { weight: 1, arbitrary: fc.nat(40) },
  ),
  newText: fc.oneof(
    { weight: 1, arbitrary: fc.constant('') },
    { weight: 5, arbitrary: fc.constantFrom(...harmless) },
    { weight: 1, arbitrary: fc.constantFrom(...brackets) },
    { weight: 1, arbitrary: fc.constantFrom(...pastes) },
  ),
});

const editOf = ({ length: textLength }: string, { at, length, newText }: Draw): TextEdit => {
  const start = Math.floor(at * textLength);
  return { range: { start, end: Math.min(textLength, start + length) }, newText };
};

/** Connects that say little, so that a hundred thousand edits of them are read in a minute. */
const small = [
  '{ "name": "a" }',
  '{"KSPIN_CONNECT":{"PinId":1},}',
  '{ "name": "b", "expect": "ERROR_SUCCESS" // of } course\n}',
  '{ "filter": { "device": "*", "name": [1, 2] }, "Bytes": "00ff" }',
  '{ /* { */ "Attributes": [{ "Bytes": "00" }, {}], "connects": 1 }',
];

const filesOf = (connects: readonly string[]): fc.Arbitrary<string> =>
  fc
    .record({
      connects: fc.array(fc.constantFrom(...connects), { minLength: 1, maxLength: 3 }),
      lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
      around: fc.constantFrom('', '\ufeff', '// about\n'),
      more: fc.constantFrom('', '', ', "more": [1, { "x": 2 }], "connects": []'),
    })
    .map(
      ({ connects: chosen, lineEnd, around, more }) =>
        `${around}{ "connects": [${lineEnd}${chosen.join(`,${lineEnd}`)}${lineEnd}]${more} }`,
    );

const editsPerRun = 4;

/** How many of the edits were read without reading the whole text. */
function compareAfterEdits(file: fc.Arbitrary<string>, seed: number, edits: number): number {
  let kept = 0;
  fc.assert(
    fc.property(file, fc.array(draws, { minLength: editsPerRun, maxLength: editsPerRun }), (text, drawn) => {
      let doc = parseDescriptor(text);
      for (const draw of drawn) {
        const edit = editOf(doc.text, draw);
        const after = applyEdits(doc.text, [edit]);
        const before = doc.segments?.around;
        doc = updateDescriptor(doc, [edit]);
        assert.equal(doc.text, after);
        // A text that is read in one piece is read by parseWhole itself.
        if (doc.segments === undefined) continue;
        // Where nothing could be kept, the connects were found and read anew.
        if (doc.segments.around === before) kept++;
        const updated = everything(doc);
        const whole = everything(parseWhole(after));
        if (updated !== whole) assert.deepEqual(JSON.parse(updated), JSON.parse(whole));
      }
    }),
    { seed, numRuns: edits / editsPerRun },
  );
  return kept;
}

describe('incremental reading', () => {
  for (const { what, file, edits, most } of [
    { what: 'small connects', file: filesOf(small), edits: 100_000, most: 15_000 },
    { what: 'connects that break rules', file: filesOf(texts), edits: 3_000, most: 600 },
  ]) {
    it(`equals a fresh reading after each of ${edits} random edits of ${what}`, (test) => {
      const kept = compareAfterEdits(file, seed, edits);
      test.diagnostic(`seed ${seed} (KSPIN_SEED repeats it): ${kept} edits read one connect only`);
      assert.ok(kept > most, `only ${kept} edits were read incrementally`);
    });
  }
});
