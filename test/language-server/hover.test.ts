// Hovers as golden text.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hover, parseDescriptor } from '#language-server/service.ts';
import { extensible, plain } from './descriptors.ts';
import { readMarks } from './marks.ts';

function hoverAt(marked: string): string | undefined {
  const { text, cursors } = readMarks(marked);
  return hover(parseDescriptor(text), cursors[0] ?? 0)?.text;
}

describe('a hover', () => {
  it('on a key says the C type, unit, meaning, offset, value and derivation', () => {
    assert.equal(
      hoverAt(plain({ nBlockAlign: '3' }).replace('nBlockAlign', 'nBlock│Align')),
      [
        '`WORD nBlockAlign` (bytes)',
        'Size of one frame: one sample of every channel; for PCM nChannels * wBitsPerSample / 8.',
        '2 bytes at offset 148 (`0x94`) of the request, x64',
        '`3`',
        '**Not the derived value**: `4` = nChannels * wBitsPerSample / 8',
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
