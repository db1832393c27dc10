// Text from drivers and files in rows and tooltips.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markdownFacts, markdownText, shortLine, shortPath } from '#extension/tree/text.ts';
import { few } from '#ks/words.ts';

test('an endless name is cut', () => {
  assert.equal(shortLine('x'.repeat(300)), 'x'.repeat(300));
  assert.equal(shortLine('x'.repeat(301)), `${'x'.repeat(300)}…`);
});

test('of many names five are shown, and how many more there are', () => {
  assert.equal(few(['a', 'b']), '"a", "b"');
  assert.equal(few([...'abcdefg']), '"a", "b", "c", "d", "e" and 2 more');
});

test('a path is shortened to what tells it from others, and one of another form stays', () => {
  const path = '\\\\?\\root#media#0000#{6994ad04-93ef-11d0-a3cc-00a0c9223196}\\wave';
  assert.equal(shortPath(path), 'root#media#0000\\wave');
  assert.equal(shortPath('\\\\.\\MyDriver'), '\\\\.\\MyDriver');
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
