import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { withFormatBlocks } from '#scripts/format-block-table.ts';

test('docs/descriptors.md lists the format blocks that there are: node scripts/format-block-table.ts writes it anew', () => {
  const page = readFileSync(new URL('../../docs/descriptors.md', import.meta.url), 'utf8');
  assert.equal(page, withFormatBlocks(page));
});
