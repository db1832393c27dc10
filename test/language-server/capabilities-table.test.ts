// docs/lsp.md promises what the server says of itself and what it answers, no more and no less.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { startServer } from './lsp-client.ts';

describe('the table of docs/lsp.md', () => {
  const text = readFileSync(new URL('../../docs/lsp.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| `(\w+)` \| (`\w+\/[^|]*) \|/gm)].map(([, name = '', methods = '']) => ({
    name,
    requests: [...methods.matchAll(/`(\w+(?:\/\w+)+)`/g)].map(([, method = '']) => method),
  }));

  it('has one row for each capability that initialize answers, and each request in it is answered', async () => {
    const client = await startServer(undefined, { codeLens: true });
    const { capabilities } = client.initialized as { readonly capabilities: object };
    assert.deepEqual(rows.map(({ name }) => name).toSorted(), Object.keys(capabilities).toSorted());
    const requests = rows.flatMap((row) => row.requests).filter((method) => !method.includes('/did'));
    assert.ok(requests.length > 20, requests.join(' '));
    for (const method of requests) {
      const code = await client.connection.sendRequest(method, {}).then(
        () => undefined,
        (error: { readonly code: number }) => error.code,
      );
      // -32601: nobody answers that.
      assert.notEqual(code, -32601, method);
    }
    await assert.rejects(client.connection.sendRequest('textDocument/signatureHelp', {}), { code: -32601 });
    assert.equal(await client.close(), 0);
  });
});
