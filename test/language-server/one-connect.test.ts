// The findings of one connect alone are those that it has in the whole document, also where connects are kept apart.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { connectsOf, diagnose, noFiles, parseDescriptor } from '#language-server/service.ts';

const samples = new URL('../../samples/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, samples), 'utf8');

for (const name of ['mistakes.kspin.json', 'speaker.kspin.json']) {
  for (const [how, text] of [
    ['as it is', read(name)],
    ['unfinished', read(name).slice(0, -20)],
  ] as const) {
    test(`each connect of ${name}, ${how}, has alone what it has among the others`, () => {
      const doc = parseDescriptor(text, `file:///${name}`);
      const all = diagnose(doc, noFiles);
      assert.ok(all.length > 0);
      for (const { index } of connectsOf(doc)) {
        const own = diagnose(doc, noFiles, { connect: index }).filter(({ connect }) => connect === index);
        assert.deepEqual(
          own,
          all.filter(({ connect }) => connect === index),
        );
      }
    });
  }
}
