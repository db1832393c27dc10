// Colours, folds, growing selections and references, on small texts.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  applyEdits,
  capabilityLinks,
  editsAfterMoves,
  folds,
  parseDescriptor,
  referenceAt,
  referencesTo,
  selectionRanges,
  semanticTokens,
} from '#language-server/service.ts';
import { extensible, object, plain } from './descriptors.ts';
import { readMarks, withMarks } from './marks.ts';

describe('semantic tokens', () => {
  it('tell structures, members, constants, GUIDs and numbers apart', () => {
    const text = extensible({}, { dwChannelMask: '"SPEAKER_FRONT_LEFT | 0x2"' });
    const words = semanticTokens(parseDescriptor(text)).map(
      ({ range, type }) => `${type} ${text.slice(range.start, range.end)}`,
    );
    for (const word of [
      'struct "KSDATAFORMAT"',
      'property "nChannels"',
      'enumMember SPEAKER_FRONT_LEFT',
      'number 0x2',
      'number 48000',
      'macro KSDATAFORMAT_SUBTYPE_PCM',
    ])
      assert.ok(words.includes(word), `${word} is not in ${words.join(', ')}`);
  });

  it('never overlap, and come in order', () => {
    const tokens = semanticTokens(parseDescriptor(extensible()));
    for (const [index, { range }] of tokens.entries()) {
      assert.ok(range.end > range.start);
      assert.ok(range.start >= (tokens[index - 1]?.range.end ?? 0));
    }
  });
});

describe('folding', () => {
  it('folds objects, arrays and runs of comments, also in broken text', () => {
    const text = '{\n  // one\n  // two\n  "connects": [\n    {\n      "name": "x"\n    }\n  ],\n';
    assert.deepEqual(folds(parseDescriptor(text)), [
      { startLine: 0, endLine: 7, kind: 'region' },
      { startLine: 1, endLine: 2, kind: 'comment' },
      { startLine: 3, endLine: 6, kind: 'region' },
      { startLine: 4, endLine: 5, kind: 'region' },
    ]);
  });
});

describe('selection ranges', () => {
  it('grow from the word to the file', () => {
    const { text, cursors } = readMarks(
      '{ "KSPIN_CONNECT": { "Medium": { "Set": "KSMEDIUM│SETID_Standard" } } }',
    );
    const ranges = selectionRanges(parseDescriptor(text), cursors[0] ?? 0);
    assert.deepEqual(
      ranges.map(({ start, end }) => text.slice(start, end)),
      [
        'KSMEDIUMSETID_Standard',
        '"KSMEDIUMSETID_Standard"',
        '"Set": "KSMEDIUMSETID_Standard"',
        '{ "Set": "KSMEDIUMSETID_Standard" }',
        '"Medium": { "Set": "KSMEDIUMSETID_Standard" }',
        '{ "Medium": { "Set": "KSMEDIUMSETID_Standard" } }',
        '"KSPIN_CONNECT": { "Medium": { "Set": "KSMEDIUMSETID_Standard" } }',
        text,
      ],
    );
  });
});

const uri = 'file:///c%3A/tests/a.kspin.json';
const filter = object({ capabilities: '"«pins/my%20rig.kscaps.json»"' });
const marked = readMarks(
  `{ "connects": [ ${plain({}, { rest: { name: '"one"', filter } })}, ${plain({}, { rest: { name: '"two"', filter } })} ] }`,
);

describe('references', () => {
  const doc = parseDescriptor(marked.text, uri);

  it('resolve a capability file beside the descriptor', () => {
    assert.deepEqual(
      capabilityLinks(doc).map((link) => link.uri),
      ['file:///c%3A/tests/pins/my%2520rig.kscaps.json', 'file:///c%3A/tests/pins/my%2520rig.kscaps.json'],
    );
  });

  it('find every mention of it, and follow it when it moves', () => {
    const at = referenceAt(doc, marked.ranges[0]?.start ?? 0);
    assert.ok(at);
    assert.equal(withMarks(marked.text, referencesTo(doc, at)), withMarks(marked.text, marked.ranges));
    const moved = applyEdits(
      marked.text,
      editsAfterMoves(doc, [
        {
          oldUri: 'file:///c:/tests/pins/my%2520rig.kscaps.json',
          newUri: 'file:///c%3A/new.kscaps.json',
        },
      ]),
    );
    assert.equal(moved, marked.text.replaceAll('pins/my%20rig.kscaps.json', '../new.kscaps.json'));
  });

  it('are still found when the descriptor moves, alone or with its folder', () => {
    const after = (oldUri: string, newUri: string): string =>
      applyEdits(marked.text, editsAfterMoves(doc, [{ oldUri, newUri }]));
    assert.equal(
      after(uri, 'file:///c%3A/tests/audio/render/a.kspin.json'),
      marked.text.replaceAll('pins/my%20rig', '../../pins/my%20rig'),
    );
    assert.equal(after('file:///c:/tests', 'file:///c:/other'), marked.text);
    assert.equal(
      after('file:///c:/tests/pins', 'file:///c:/tests/recorded'),
      marked.text.replaceAll('pins/my%20rig', 'recorded/my%20rig'),
    );
    assert.equal(after('file:///c:/tes', 'file:///c:/other'), marked.text);
  });

  it('keep names apart', () => {
    const at = referenceAt(doc, marked.text.indexOf('two'));
    assert.equal(at?.kind, 'name');
    assert.deepEqual(at && referencesTo(doc, at).map(({ start }) => start), [marked.text.indexOf('two')]);
  });

  it('do not follow paths to other machines or drives', () => {
    for (const path of ['//host/a.kscaps.json', 'C:/a.kscaps.json', '../../../a.kscaps.json']) {
      const other = object({ capabilities: JSON.stringify(path) });
      assert.deepEqual(capabilityLinks(parseDescriptor(plain({}, { rest: { filter: other } }), uri)), []);
    }
  });
});
