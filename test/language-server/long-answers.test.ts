// What the LSP has for answers that are large, slow, or more than one edit: deltas, progress, parts, cancellation, refreshes, new
// files. Over stdio, on a folder of descriptors.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { object, plain } from './descriptors.ts';
import { type LspClient, pullingClient, startServer } from './lsp-client.ts';

interface Tokens {
  readonly resultId: string;
  readonly data?: readonly number[];
  readonly edits?: readonly {
    readonly start: number;
    readonly deleteCount: number;
    readonly data?: readonly number[];
  }[];
}

interface Change {
  readonly kind?: string;
  readonly uri?: string;
  readonly textDocument?: { readonly uri: string };
  readonly edits?: readonly { readonly newText: string }[];
}

const capable = {
  ...pullingClient,
  workspace: {
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
    configuration: true,
    inlayHint: { refreshSupport: true },
  },
};
const filter = object({ capabilities: '"a.kscaps.json"' });

describe('a folder of descriptors', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kspin-'));
  const uri = (name: string): string => pathToFileURL(join(folder, name)).href;
  const named = plain({}, { rest: { name: '"left"', filter } });
  const list = `{ "connects": [\n  ${named},\n  ${plain()}\n] }`;
  let client: LspClient;

  before(async () => {
    for (let index = 0; index < 250; index++) writeFileSync(join(folder, `${index}.kspin.json`), named);
    client = await startServer(capable, undefined, [{ uri: pathToFileURL(folder).href, name: 'test' }]);
    client.connection.onRequest('workspace/configuration', () => [null]);
    await client.open(uri('list.kspin.json'), list);
  });
  after(async () => {
    assert.equal(await client.close(), 0);
    rmSync(folder, { recursive: true });
  });

  const position = { line: 1, character: `  ${named}`.indexOf('a.kscaps') + 1 };
  const referencesParams = { position, context: { includeDeclaration: true } };

  it('shows the progress of a search and hands over parts of its answer', async () => {
    const reports: string[] = [];
    const parts: unknown[] = [];
    const listening = client.connection.onNotification('$/progress', ({ token, value }) => {
      if (token === 'part') parts.push(...value);
      else reports.push(`${token} ${value.kind} ${value.title ?? value.message ?? ''}`.trim());
    });
    const tokens = { workDoneToken: 'work', partialResultToken: 'part' };
    const rest = await client.ask('textDocument/references', uri('list.kspin.json'), {
      ...referencesParams,
      ...tokens,
    });
    listening.dispose();
    assert.deepEqual(rest, []);
    assert.equal(parts.length, 251);
    assert.deepEqual(reports, [
      'work begin Finding references',
      'work report 100 descriptors',
      'work report 200 descriptors',
      'work end',
    ]);
  });

  it('has no half answer for a search or a rename that is cancelled', async () => {
    const textDocument = { uri: uri('list.kspin.json') };
    for (const [method, params] of [
      ['textDocument/references', { textDocument, ...referencesParams }],
      ['textDocument/rename', { textDocument, position, newName: 'b.kscaps.json' }],
      ['workspace/symbol', { query: 'left' }],
      [
        'workspace/willRenameFiles',
        { files: [{ oldUri: uri('a.kscaps.json'), newUri: uri('b.kscaps.json') }] },
      ],
    ] as const) {
      const source = new CancellationTokenSource();
      const answer = client.connection.sendRequest(method, params, source.token);
      source.cancel();
      await assert.rejects(answer, { code: -32800 }, method);
    }
  });

  it('sends of its colours what an edit changed', async () => {
    const document = uri('colours.kspin.json');
    await client.open(document, list);
    const first = await client.ask<Tokens>('textDocument/semanticTokens/full', document);
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: document, version: 2 },
      contentChanges: [
        { range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } }, text: '\n' },
      ],
    });
    const delta = await client.ask<Tokens>('textDocument/semanticTokens/full/delta', document, {
      previousResultId: first.resultId,
    });
    const patched = [...(first.data ?? [])];
    for (const { start, deleteCount, data = [] } of delta.edits?.toReversed() ?? [])
      patched.splice(start, deleteCount, ...data);
    const whole = await client.ask<Tokens>('textDocument/semanticTokens/full', document);
    assert.deepEqual(patched, whole.data);
    const sent = (delta.edits ?? []).reduce((sum, { data = [] }) => sum + data.length, 0);
    assert.ok(sent < 10, `${sent} numbers for one line that moved`);
    const unknown = await client.ask<Tokens>('textDocument/semanticTokens/full/delta', document, {
      previousResultId: 'nobody sent this',
    });
    assert.deepEqual(unknown.data, whole.data);
  });

  const moves = async (asked: LspClient): Promise<readonly Change[] | undefined> => {
    const actions = await asked.ask<readonly { edit: { documentChanges: readonly Change[] } }[]>(
      'textDocument/codeAction',
      uri('list.kspin.json'),
      { range: { start: position, end: position }, context: { diagnostics: [], only: ['refactor.move'] } },
    );
    return actions[0]?.edit.documentChanges;
  };

  it('moves a connect into a file that is not there yet', async () => {
    const changes = await moves(client);
    assert.deepEqual(
      changes?.map(({ kind, uri: created, textDocument }) => [kind, created ?? textDocument?.uri]),
      [
        ['create', uri('left.kspin.json')],
        [undefined, uri('left.kspin.json')],
        [undefined, uri('list.kspin.json')],
      ],
    );
    assert.equal(changes?.[1]?.edits?.[0]?.newText, `${named}\n`);
    writeFileSync(join(folder, 'left.kspin.json'), '{}');
    assert.equal((await moves(client))?.[0]?.uri, uri('left-2.kspin.json'));
  });

  it('does not offer that to a client that cannot create files', async () => {
    const plainClient = await startServer();
    await plainClient.open(uri('list.kspin.json'), list);
    assert.equal(await moves(plainClient), undefined);
    assert.equal(await plainClient.close(), 0);
  });

  it('asks for hints again when the settings change', async () => {
    const refreshed = new Promise((resolve) => {
      client.connection.onRequest('workspace/inlayHint/refresh', () => resolve(true) ?? null);
    });
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    assert.equal(await refreshed, true);
  });
});
