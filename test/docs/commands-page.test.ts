import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { commandIds } from '#extension/command-ids.ts';
import { commandsPage } from '#scripts/commands-page.ts';

const page = readFileSync(new URL('../../docs/commands.md', import.meta.url), 'utf8');

test('docs/commands.md says what package.json contributes: node scripts/commands-page.ts writes it anew', () => {
  assert.equal(page, commandsPage());
});

test('every registered command has a line in it that says what it does and where it is found', () => {
  const lines = page.split('\n').filter((line) => line.startsWith('| KS: '));
  assert.equal(lines.length, commandIds.length);
  for (const line of lines) assert.match(line, /^\| KS: [^|]+ \| [^|]{10,} \| [^|]{4,} \|$/);
});
