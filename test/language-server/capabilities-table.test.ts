// docs/lsp.md promises what the server says of itself, no more and no less.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { serverCapabilities } from '#language-server/server/capabilities.ts';

it('the table of docs/lsp.md has one row for each capability', () => {
  const text = readFileSync(new URL('../../docs/lsp.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| `(\w+)` \| `[\w/]+`/gm)].map(([, name]) => name);
  assert.deepEqual(rows.toSorted(), Object.keys(serverCapabilities({ codeLens: true })).toSorted());
});
