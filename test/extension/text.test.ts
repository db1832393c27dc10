// Text from drivers and files in rows and tooltips.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markdownFacts, markdownText, shortLine } from '#extension/tree/text.ts';
import { few } from '#ks/words.ts';

test('an endless name is cut', () => {
  assert.equal(shortLine('x'.repeat(300)), 'x'.repeat(300));
  assert.equal(shortLine('x'.repeat(301)), `${'x'.repeat(300)}…`);
});

test('of many names five are shown, and how many more there are', () => {
  assert.equal(few(['a', 'b']), '"a", "b"');
  assert.equal(few([...'abcdefg']), '"a", "b", "c", "d", "e" and 2 more');
});

test('Markdown in a name is shown as it is', () => {
  assert.equal(markdownText('[x](command:y) *z*'), '\\[x\\]\\(command\\:y\\) \\*z\\*');
});

test('a tooltip leaves out what is not known', () => {
  const facts = [
    ['Name', 'speaker'],
    ['Driver', undefined],
    ['Problem', ''],
    ['Pins', '2'],
  ] as const;
  assert.equal(markdownFacts(facts), '**Name:** speaker  \n**Pins:** 2');
});
