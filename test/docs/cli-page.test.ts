import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { cliPage } from '#scripts/cli-page.ts';

test('docs/cli.md says what --help says: node scripts/cli-page.ts writes it anew', () => {
  assert.equal(readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8'), cliPage());
});
