// Hovers as golden text.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { connectShape, shapeAt } from '#language-server/descriptor/shape.ts';
import { contradictions } from '#language-server/features/documentation.ts';
import { markdownText } from '#language-server/features/markdown.ts';
import {
  type ConnectEntry,
  connectsOf,
  diagnose,
  hover,
  noFiles,
  parseDescriptor,
  updateDescriptor,
} from '#language-server/service.ts';
import { allCases } from './cases/all-cases.ts';
import { extensible, plain, video2 } from './descriptors.ts';
import { readMarks } from './marks.ts';

function hoverAt(marked: string): string | undefined {
  const { text, cursors } = readMarks(marked);
  return hover(parseDescriptor(text), cursors[0] ?? 0)?.text;
}

/** Where a cursor stands for a member that sources disagree about: its key, in a descriptor that has it. */
const hoverOnKey = (path: string): string | undefined => {
  const [struct = '', member = ''] = path.split('.');
  const text = [
    ...allCases.map(({ silent }) => silent),
    video2('MEDIASUBTYPE_YUY2', { dwBitRate: '147456000' }),
  ].find((candidate) =>
    connectsOf(parseDescriptor(candidate)).some((entry) => offsetOf(entry, struct, member)),
  );
  const doc = parseDescriptor(text ?? '');
  const offset = connectsOf(doc).map((entry) => offsetOf(entry, struct, member))[0];
  return offset === undefined ? undefined : hover(doc, offset)?.text;
};

function offsetOf({ places }: ConnectEntry, struct: string, member: string): number | undefined {
  for (const { path, key } of places.values()) {
    if (path.at(-1) !== member || key === undefined) continue;
    const owner = shapeAt(connectShape, path.slice(0, -1));
    if (owner?.kind === 'object' && (owner.struct ?? owner.name) === struct) return key.start + 1;
  }
  return undefined;
}

describe('where sources disagree', () => {
  const withExpect = plain({}, { rest: { expect: '"ERROR_SUCCESS"' } });

  for (const [path, { one, other, taken }] of Object.entries(contradictions)) {
    it(`the hover on ${path} has both sides and what was taken`, () => {
      const text =
        path === 'connect.expect' ? hoverAt(withExpect.replace('"expect"', '"ex│pect"')) : hoverOnKey(path);
      assert.ok(text !== undefined, `no case has ${path}`);
      for (const side of [one, other, `taken here: ${taken}`])
        assert.ok(text.includes(`- ${markdownText(side)}`), text);
    });
  }
});

describe('a hover', () => {
  it('on a member that a rule found leads to the page of the rule', () => {
    const { text, cursors } = readMarks(plain({ nBlockAlign: '│3' }));
    const doc = parseDescriptor(text);
    const context = { findings: diagnose(doc, noFiles), rulePage: (name: string) => `pages:/${name}.md` };
    assert.match(
      hover(doc, cursors[0] ?? 0, context)?.text ?? '',
      /^\*\*\[block-align-pcm\]\(pages:\/block-align-pcm\.md\)\*\*: nBlockAlign is 3: expected 4 /m,
    );
    assert.doesNotMatch(hover(doc, text.indexOf('nChannels'), context)?.text ?? '', /block-align-pcm/);
  });

  it('on a key says the C type, unit, meaning, offset, value and derivation', () => {
    assert.equal(
      hoverAt(plain({ nBlockAlign: '3' }).replace('nBlockAlign', 'nBlock│Align')),
      [
        '`WORD nBlockAlign` (bytes)',
        'Size of one frame: one sample of every channel; for PCM nChannels * wBitsPerSample / 8.',
        '2 bytes at offset 148 (`0x94`) of the request, x64',
        '`3`',
        '**Not the derived value**: `4` = nChannels * wBitsPerSample / 8',
        'Sources disagree:',
        '- the 24-bit, 4-channel example of pcm-high-bitdepth: 8\n- its own byte rate: 12\n- taken here: nChannels \\* wBitsPerSample / 8',
        '[WAVEFORMATEX on Microsoft Learn](https://learn.microsoft.com/windows/win32/api/mmeapi/ns-mmeapi-waveformatex)',
      ].join('\n\n'),
    );
  });

  it('on a GUID name says the value behind it', () => {
    const text = hoverAt(plain({}, { format: { SubFormat: '"KSDATAFORMAT│_SUBTYPE_PCM"' } })) ?? '';
    assert.match(text, /`\{00000001-0000-0010-8000-00aa00389b71\}`/);
    assert.match(text, /16 bytes at offset 104/);
  });

  it('on a GUID value says the name of it', () => {
    const text =
      hoverAt(plain({}, { format: { SubFormat: '"{000000│01-0000-0010-8000-00aa00389b71}"' } })) ?? '';
    assert.match(text, /`KSDATAFORMAT_SUBTYPE_PCM`: data format SubFormat/);
  });

  it('on flags says what each one means', () => {
    const text = hoverAt(extensible({ nChannels: '3' }, { dwChannelMask: '"0x│31"' })) ?? '';
    assert.match(text, /`49` = `0x31`/);
    assert.match(text, /- `SPEAKER_FRONT_LEFT`: /);
    assert.match(text, /- `SPEAKER_BACK_RIGHT`: /);
  });

  it('on an expected result says what it means', () => {
    assert.match(hoverAt(plain({}, { rest: { expect: '"ERROR_│NO_MATCH"' } })) ?? '', /Win32 1169 = 0x491/);
  });

  it('on a structure says its size and place', () => {
    const text = hoverAt(extensible().replace('"Format"', '"For│mat"')) ?? '';
    assert.match(text, /^`WAVEFORMATEX Format`/);
    assert.match(text, /18 bytes at offset 136/);
  });

  it('is silent on unknown keys, braces and broken text', () => {
    assert.equal(hoverAt(plain({ 'n│onsense': '1' })), undefined);
    assert.equal(hoverAt('{│'), undefined);
    assert.equal(hoverAt('│'), undefined);
    assert.equal(hoverAt('{ "connects": [ 7│ ] }'), undefined);
  });
});

it('a hover in a long document that was changed reads one connect and puts no text together', () => {
  const connect = '{ "KSPIN_CONNECT": { "PinId": 1 } }';
  const before = parseDescriptor(`{ "connects": [\n${connect},\n${connect}\n] }`, 'file:///long.kspin.json');
  const at = before.text.lastIndexOf('1');
  const doc = updateDescriptor(before, [{ range: { start: at, end: at + 1 }, newText: '25' }]);
  Object.defineProperty(doc, 'text', { get: () => assert.fail('the whole text was asked for') });
  assert.match(hover(doc, at)?.text ?? '', /PinId[\s\S]*`25`/);
});

it('a hover on a key that is written twice tells the value that stands there', () => {
  const text = '{ "KSPIN_CONNECT": { "PinId": 1, "PinId": 25 } }';
  for (const value of ['1', '25']) {
    const at = text.indexOf(`: ${value}`) + 2;
    assert.match(hover(parseDescriptor(text), at)?.text ?? '', new RegExp(`PinId[\\s\\S]*\`${value}\``));
  }
});
