// What authors silence: rules by setting and by comment, never a text that cannot be read.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  diagnose,
  noFiles,
  parseDescriptor,
  type RuleSettings,
  ruleSettings,
} from '#language-server/service.ts';
import { plain } from './descriptors.ts';

const wrong = plain({ nBlockAlign: '3' });
const found = (text: string, rules?: RuleSettings): readonly string[] =>
  diagnose(parseDescriptor(text), noFiles, rules === undefined ? {} : { rules }).map(
    ({ code, severity }) => `${severity} ${code}`,
  );

describe('kspin.rules', () => {
  it('changes the severity of a rule, or switches it off', () => {
    assert.deepEqual(found(wrong), ['error block-align-pcm']);
    assert.deepEqual(found(wrong, { 'block-align-pcm': 'hint' }), ['hint block-align-pcm']);
    assert.deepEqual(found(wrong, { 'block-align-pcm': 'off' }), []);
  });

  it('does not hide that a text cannot be read', () => {
    assert.deepEqual(found('{ "x": 1, "connects": [] }', { 'unknown-key': 'off' }), ['error unknown-key']);
  });

  it('leaves out what it does not understand', () => {
    assert.deepEqual(ruleSettings({ 'avg-bytes': 'off', 'rate-zero': 'loud', 'bits-zero': 3 }), {
      'avg-bytes': 'off',
    });
    assert.deepEqual(ruleSettings(null), {});
  });
});

describe('kspin-disable-next-line', () => {
  it('silences the named rules on the next line, and only there', () => {
    const silent = `// kspin-disable-next-line avg-bytes, block-align-pcm\n${wrong}`;
    assert.deepEqual(found(silent), []);
    assert.deepEqual(found(`// kspin-disable-next-line avg-bytes\n${wrong}`), ['error block-align-pcm']);
    assert.deepEqual(found(silent.replace('\n', '\n\n')), ['error block-align-pcm']);
  });

  it('is no comment inside of a string', () => {
    const name = '"// kspin-disable-next-line block-align-pcm"';
    const text = plain({ nBlockAlign: '3' }, { rest: { name } }).replace(
      '"KSDATAFORMAT"',
      '\n"KSDATAFORMAT"',
    );
    assert.deepEqual(found(text), ['error block-align-pcm']);
  });

  it('says when no rule has the name', () => {
    assert.deepEqual(found(`// kspin-disable-next-line blok-align-pcm\n${wrong}`), [
      'warning unknown-name',
      'error block-align-pcm',
    ]);
  });
});
