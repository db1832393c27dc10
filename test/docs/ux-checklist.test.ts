// The table of guidelines is complete, and what it calls a test is one.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const root = new URL('../../', import.meta.url);
const rows = readFileSync(new URL('docs/ux-checklist.md', root), 'utf8')
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => line.slice(2, -2).split(' | '));

/** How many points VS Code's guidelines come to in the numbering of the table. */
const points = 45;

test('every point has one row with four cells', () => {
  const numbers = rows.flatMap(([cell = '']) => cell.split(', ').map(Number));
  assert.deepEqual(
    numbers.toSorted((a, b) => a - b),
    Array.from({ length: points }, (_, index) => index + 1),
  );
  for (const row of rows) assert.equal(row.length, 4, row[0]);
});

test('every row names tests that exist', () => {
  for (const [number, , , seen = ''] of rows) {
    const named = seen.match(/test\/[\w/-]+/g) ?? [];
    assert.ok(named.length > 0, `${number} names no test`);
    for (const name of named) assert.ok(existsSync(new URL(`${name}.test.ts`, root)), `${number}: ${name}`);
  }
});
