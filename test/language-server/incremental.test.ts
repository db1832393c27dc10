// After every edit the document that was updated is the one that would be read from the start: entries, ranges, syntax tree,
// lines and findings. The edits are drawn by fast-check, which cuts a failure down to the edit that matters.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Node } from 'jsonc-parser';
import { updateDescriptor } from '#language-server/descriptor/update.ts';
import {
  applyEdits,
  type ConnectEntry,
  type DescriptorDocument,
  diagnose,
  parseDescriptor,
  type TextEdit,
} from '#language-server/service.ts';
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
  const places = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((part) => Math.floor((text.length * part) / 8));
  return written({
    text,
    places: places.map(lines.positionAt),
    ends: [0, 1, 2, 3, 4, 5, 6].map((line) => lines.offsetAt({ line, character: 999 })),
    root: root && plainNode(root),
    connects: connects.map(plainEntry),
    problems,
    findings: diagnose(doc, workspaceWithFilter),
  });
}

interface Draw {
  readonly at: number;
  readonly length: number;
  readonly newText: string;
}

/** What a finger does, and what a paste may bring. */
const pieces = [
  '0',
  '1',
  '-',
  'x',
  'A',
  ' ',
  '\n',
  '\r',
  '\r\n',
  '"',
  ',',
  ':',
  '{',
  '}',
  '[',
  ']',
  '//',
  '/*',
  '*/',
];
const pastes = [
  '\\',
  '\ud800',
  '\0',
  '{}',
  '[[]]',
  '"PinId": 7,',
  ', "Bytes": "00ff"',
  '"\\\n"',
  '// }\n',
  ' | ',
  'null',
];

const draws = fc.record({
  at: fc.integer({ min: 0, max: 9999 }).map((part) => part / 9999),
  length: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.nat(3) }, fc.nat(60)),
  newText: fc.oneof(
    { weight: 2, arbitrary: fc.constant('') },
    { weight: 5, arbitrary: fc.constantFrom(...pieces) },
    { weight: 2, arbitrary: fc.constantFrom(...pastes) },
  ),
});

const editOf = ({ length: textLength }: string, { at, length, newText }: Draw): TextEdit => {
  const start = Math.floor(at * textLength);
  return { range: { start, end: Math.min(textLength, start + length) }, newText };
};

const files = fc
  .record({
    connects: fc.array(fc.constantFrom(...texts), { minLength: 1, maxLength: 3 }),
    lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
    around: fc.constantFrom('', '\ufeff', '// about\n'),
    more: fc.constantFrom('', ', "more": [1, { "x": 2 }], "connects": []'),
  })
  .map(
    ({ connects, lineEnd, around, more }) =>
      `${around}{ "connects": [${lineEnd}${connects.join(`,${lineEnd}`)}${lineEnd}]${more} }`,
  );

describe('incremental reading', () => {
  const seed = 20261124;
  const runs = 1_000;
  const editsPerRun = 4;

  it('equals a fresh reading after each of 100,000 random edits', (test) => {
    let kept = 0;
    fc.assert(
      fc.property(
        files,
        fc.array(draws, { minLength: editsPerRun, maxLength: editsPerRun }),
        (text, edits) => {
          let doc = parseDescriptor(text);
          for (const draw of edits) {
            const edit = editOf(doc.text, draw);
            const fresh = parseDescriptor(applyEdits(doc.text, [edit]));
            const before = doc.segments?.root;
            doc = updateDescriptor(doc, [edit]);
            if (before !== undefined && doc.segments?.root === before) kept++;
            if (everything(doc) !== everything(fresh)) {
              assert.deepEqual(JSON.parse(everything(doc)), JSON.parse(everything(fresh)));
            }
          }
        },
      ),
      { seed, numRuns: runs },
    );
    test.diagnostic(`seed ${seed}: ${runs * editsPerRun} edits, ${kept} of them read one connect only`);
    assert.ok(kept > 300, `only ${kept} edits were read incrementally`);
  });
});
