// Every text that people read has a German one, and no translation is left over from a text that is gone. When this fails after a
// text was added or changed, its translation is missing in the file that the test names.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

type Translations = Readonly<Record<string, string>>;

/** Contribution points where a `name` or a `label` is an identifier. */
const notForPeople = ['languages', 'grammars', 'snippets'];

const root = new URL('../../', import.meta.url);
const json = (path: string) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));

/** The placeholders, commands and names in code marks of a text: what a translation must keep. */
const fixed = (text: string): readonly string[] =>
  [...text.matchAll(/\{\d+\}|\(command:[^)]*\)|\bKS[A-Z_]{3,}\w*|\bKsCreatePin\b/g)]
    .map(([found]) => found)
    .sort();

function compare(texts: ReadonlySet<string>, translations: Translations, file: string): void {
  const missing = [...texts].filter((text) => !(text in translations));
  assert.deepEqual(missing, [], `without a translation in ${file}`);
  const leftOver = Object.keys(translations).filter((text) => !texts.has(text));
  assert.deepEqual(leftOver, [], `translated in ${file}, but nowhere used`);
  for (const [text, translation] of Object.entries(translations)) {
    assert.deepEqual(fixed(translation), fixed(text), `${file}: "${text}" and its translation hold the same`);
  }
}

describe('the manifest', () => {
  const manifest = readFileSync(new URL('package.json', root), 'utf8');
  const english: Translations = json('package.nls.json');
  const german: Translations = json('package.nls.de.json');
  const keys = [...manifest.matchAll(/"%([^"%]+)%"/g)].map(([, key = '']) => key).sort();

  it('is translated completely: each key once, and no text without a key', () => {
    assert.deepEqual(Object.keys(english).sort(), keys);
    assert.deepEqual(Object.keys(german).sort(), keys);
    for (const [key, text] of Object.entries(english)) {
      const translation = german[key] ?? '';
      assert.deepEqual(fixed(translation), fixed(text), `"${text}" and its translation hold the same`);
    }
  });

  it('has its texts apart, but for names that are the same in every language', () => {
    const { contributes, description, displayName } = JSON.parse(manifest);
    const shown = { ...contributes, description, displayName };
    for (const point of notForPeople) delete shown[point];
    const texts = [
      ...JSON.stringify(shown).matchAll(
        /"(?:altText|category|contents|contextualTitle|\w*[dD]escription|displayName|label|name|title)":"([^"]*)"/g,
      ),
    ].map(([, text = '']) => text);
    assert.ok(texts.length > 100, 'the texts are found');
    assert.deepEqual(
      texts.filter((text) => !text.startsWith('%') && text !== 'Kernel Streaming'),
      [],
    );
  });
});

describe('the extension', () => {
  const sources = globSync('extension/**/*.ts', { cwd: fileURLToPath(root) });
  const calls = sources.flatMap((file) =>
    [
      ...readFileSync(new URL(file, root), 'utf8').matchAll(/\bl10n\.t\(\s*(.)((?:\\.|(?!\1)[^\\])*)\1/gs),
    ].map(([, quote = '', text = '']) => ({ file, quote, text })),
  );

  it('asks for translations of plain strings, whose text can be found', () => {
    assert.ok(calls.length > 20, 'the calls are found');
    for (const { file, quote, text } of calls) {
      assert.ok(quote === "'" || quote === '"' || !text.includes('${'), `${file}: ${text}`);
    }
  });

  it('is translated completely', () => {
    const texts = new Set(
      calls.map(({ text }) => text.replaceAll(/\\(.)/g, (_, c) => (c === 'n' ? '\n' : c))),
    );
    compare(texts, json('l10n/bundle.l10n.de.json'), 'l10n/bundle.l10n.de.json');
  });
});
