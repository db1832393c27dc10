// The pages of the rules say what the rules say today.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { rulePages } from '#scripts/rule-pages.ts';

const folder = new URL('../../docs/rules/', import.meta.url);

describe('docs/rules', () => {
  const pages = rulePages();

  it('has exactly one page for each rule, and an index', () => {
    assert.deepEqual(readdirSync(folder).toSorted(), [...pages.keys()].toSorted());
  });

  it('is up to date: node scripts/rule-pages.ts writes it anew', () => {
    for (const [name, text] of pages)
      assert.equal(readFileSync(new URL(name, folder), 'utf8'), text, `docs/rules/${name} is out of date`);
  });
});
