// The built server as an editor sees it: one process, JSON-RPC over stdio.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { capabilitiesToJson } from '#ks/capability-file.ts';
import {
  type ConnectAtResult,
  type ConnectsResult,
  connectAtMethod,
  connectsMethod,
  createPinCommand,
} from '#language-server/protocol.ts';
import { serverCapabilities } from '#language-server/server/capabilities.ts';
import { object, plain } from './descriptors.ts';
import { type LspClient, startServer } from './lsp-client.ts';
import { recordedFilter } from './recorded-filter.ts';

interface Report {
  readonly kind: 'full' | 'unchanged';
  readonly resultId: string;
  readonly items: readonly {
    readonly code: string;
    readonly message: string;
    readonly severity: number;
    readonly source: string;
    readonly range: { readonly start: { readonly line: number; readonly character: number } };
  }[];
}

interface Action {
  readonly title: string;
  readonly kind: string;
  readonly isPreferred?: boolean;
  readonly edit: { readonly changes: Readonly<Record<string, readonly { readonly newText: string }[]>> };
}

const uri = 'file:///somewhere/test.kspin.json';
const wrong = plain({ nBlockAlign: '3' });
const positionOf = (text: string, part: string): { line: number; character: number } => ({
  line: 0,
  character: text.indexOf(part) + 1,
});

describe('the language server over stdio', () => {
  let client: LspClient;
  before(async () => {
    client = await startServer(undefined, { codeLens: true });
    await client.open(uri, wrong);
  });
  after(async () => {
    await client.close();
  });

  const diagnostics = (previousResultId?: string): Promise<Report> =>
    client.ask<Report>(
      'textDocument/diagnostic',
      uri,
      previousResultId === undefined ? {} : { previousResultId },
    );

  it('says what it can do', () => {
    assert.deepEqual(client.initialized, {
      serverInfo: { name: 'kspin-language-server' },
      capabilities: serverCapabilities({ codeLens: true }),
    });
  });

  it('reports diagnostics when asked, and not again what the client has', async () => {
    const report = await diagnostics();
    assert.deepEqual(
      report.items.map(({ code, severity, source }) => ({ code, severity, source })),
      [{ code: 'block-align-pcm', severity: 1, source: 'kspin' }],
    );
    assert.deepEqual(report.items[0]?.range.start, { line: 0, character: wrong.indexOf(': 3 ') + 2 });
    assert.equal((await diagnostics(report.resultId)).kind, 'unchanged');
  });

  it('hovers', async () => {
    const hover = await client.ask<{ contents: { value: string } }>('textDocument/hover', uri, {
      position: positionOf(wrong, '"nSamplesPerSec"'),
    });
    assert.match(hover.contents.value, /^`DWORD nSamplesPerSec` \(Hz\)/);
  });

  it('completes, with snippets where the client takes them', async () => {
    const items = await client.ask<readonly { label: string; insertTextFormat?: number }[]>(
      'textDocument/completion',
      uri,
      { position: { line: 0, character: wrong.indexOf('"nBlockAlign"') } },
    );
    const cbSize = items.find(({ label }) => label === 'cbSize');
    assert.equal(cbSize?.insertTextFormat, 2);
    const resolved = await client.connection.sendRequest<{ documentation: string }>(
      'completionItem/resolve',
      cbSize,
    );
    assert.match(resolved.documentation, /^Size of what follows this structure/);
  });

  it('offers the quick fix at the finding, and fixing all when asked for it', async () => {
    const position = positionOf(wrong, '3 }');
    const range = { start: position, end: position };
    const fixes = await client.ask<readonly Action[]>('textDocument/codeAction', uri, {
      range,
      context: { diagnostics: [], only: ['quickfix'] },
    });
    assert.deepEqual(
      fixes.map(({ title, kind, isPreferred }) => ({ title, kind, isPreferred })),
      [
        { title: 'Set nBlockAlign to 4', kind: 'quickfix', isPreferred: true },
        { title: 'Silence block-align-pcm on this line', kind: 'quickfix', isPreferred: undefined },
      ],
    );
    const all = await client.ask<readonly Action[]>('textDocument/codeAction', uri, {
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      context: { diagnostics: [], only: ['source.fixAll'] },
    });
    assert.deepEqual(
      all.map(({ kind, edit }) => ({ kind, texts: edit.changes[uri]?.map(({ newText }) => newText) })),
      [{ kind: 'source.fixAll.kspin', texts: ['4'] }],
    );
  });

  it('has a lens, with its command, and a symbol for each connect', async () => {
    const lenses = await client.ask<readonly { command: { command: string; arguments: unknown[] } }[]>(
      'textDocument/codeLens',
      uri,
    );
    assert.deepEqual(
      lenses.map(({ command }) => [command.command, command.arguments]),
      [[createPinCommand, [uri, 0]]],
    );
    const symbols = await client.ask<readonly { name: string; children: { name: string }[] }[]>(
      'textDocument/documentSymbol',
      uri,
    );
    assert.deepEqual(
      symbols.map(({ name, children }) => [name, children.map((child) => child.name)]),
      [['connect 1', ['KSPIN_CONNECT', 'KSDATAFORMAT', 'WaveFormatEx']]],
    );
  });

  it('gives a connect as bytes, with the place of each member', async () => {
    const connects = await client.connection.sendRequest<ConnectsResult>(connectsMethod, { uri });
    assert.deepEqual(
      connects.map(({ index, name }) => ({ index, name })),
      [{ index: 0, name: 'connect 1' }],
    );
    const connect = await client.connection.sendRequest<ConnectAtResult>(connectAtMethod, { uri, index: 0 });
    assert.equal(connect?.bytes?.length, 2 * (72 + 82));
    assert.equal(connect?.errors, 1);
    assert.equal(connect?.desiredAccess, 0xc0000000);
    assert.equal(connect?.ranges['WaveFormatEx.nBlockAlign']?.start.character, wrong.indexOf(': 3 ') + 2);
    const x86 = await client.connection.sendRequest<ConnectAtResult>(connectAtMethod, {
      uri,
      position: positionOf(wrong, 'PinId'),
      arch: 'x86',
    });
    assert.equal(x86?.bytes?.length, 2 * (64 + 82));
    assert.equal(await client.connection.sendRequest(connectAtMethod, { uri, index: 7 }), null);
  });

  it('hints, colours, folds, grows selections and formats', async () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: wrong.length } };
    const hints = await client.ask<readonly { label: string }[]>('textDocument/inlayHint', uri, { range });
    assert.ok(hints.some(({ label }) => label.startsWith('FormatSize 82')));
    const { data } = await client.ask<{ data: number[] }>('textDocument/semanticTokens/full', uri);
    // The first token is the key of KSPIN_CONNECT: a structure, type 0.
    assert.deepEqual(data.slice(0, 5), [0, wrong.indexOf('"KSPIN'), '"KSPIN_CONNECT"'.length, 0, 0]);
    const part = await client.ask<{ data: number[] }>('textDocument/semanticTokens/range', uri, { range });
    assert.deepEqual(part.data, data);
    assert.deepEqual(await client.ask('textDocument/foldingRange', uri), []);
    const [selection] = await client.ask<readonly { parent?: object }[]>('textDocument/selectionRange', uri, {
      positions: [positionOf(wrong, 'nChannels')],
    });
    assert.ok(selection?.parent);
    const options = { tabSize: 2, insertSpaces: true };
    const edits = await client.ask<readonly { newText: string }[]>('textDocument/formatting', uri, {
      options,
    });
    assert.match(edits[0]?.newText ?? '', /nBlockAlign/);
  });

  it('follows incremental edits', async () => {
    const at = wrong.indexOf(': 3 ') + 2;
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [
        { range: { start: { line: 0, character: at }, end: { line: 0, character: at + 1 } }, text: '4' },
      ],
    });
    assert.deepEqual((await diagnostics()).items, []);
  });

  it('answers for documents that nobody opened', async () => {
    const other = 'file:///closed.kspin.json';
    assert.deepEqual((await client.ask<Report>('textDocument/diagnostic', other)).items, []);
    assert.equal(
      await client.ask('textDocument/hover', other, { position: { line: 0, character: 0 } }),
      null,
    );
    assert.equal(await client.connection.sendRequest(connectAtMethod, { uri: other, index: 0 }), null);
  });

  it('survives a document that is no descriptor at all', async () => {
    const binary = 'file:///binary.kspin.json';
    await client.open(binary, `\0\x01\x02${'['.repeat(100_000)}`);
    const { items } = await client.ask<Report>('textDocument/diagnostic', binary);
    assert.deepEqual(
      items.map(({ code }) => code),
      ['syntax'],
    );
  });
});

describe('the language server and capability files', () => {
  it('reads the one beside the descriptor, and again when it changes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kspin-'));
    const client = await startServer();
    try {
      const file = join(folder, 'a.kscaps.json');
      const beside = pathToFileURL(join(folder, 'a.kspin.json')).href;
      const filter = object({ capabilities: '"a.kscaps.json"' });
      await client.open(beside, plain({}, { connect: { PinId: '99' }, rest: { filter } }));
      const codes = async (): Promise<readonly string[]> =>
        (await client.ask<Report>('textDocument/diagnostic', beside)).items.map(({ code }) => code);
      assert.deepEqual(await codes(), ['capabilities']);
      writeFileSync(file, JSON.stringify(capabilitiesToJson(recordedFilter)));
      assert.deepEqual(await codes(), ['pin-id-range']);
      writeFileSync(file, '{ broken');
      assert.deepEqual(await codes(), ['capabilities']);
    } finally {
      await client.close();
      rmSync(folder, { recursive: true });
    }
  });

  it('does not reach out to other machines for them', async () => {
    const client = await startServer();
    const filter = object({ capabilities: '"//host/share/a.kscaps.json"' });
    await client.open(uri, plain({}, { rest: { filter } }));
    const { items } = await client.ask<Report>('textDocument/diagnostic', uri);
    assert.match(items[0]?.message ?? '', /is an absolute path/);
    await client.close();
  });
});

describe('a client that does not pull diagnostics', () => {
  it('is sent them', async () => {
    const client = await startServer({});
    const sent = new Promise<{ uri: string; diagnostics: readonly { code: string }[] }>((resolve) => {
      client.connection.onNotification('textDocument/publishDiagnostics', resolve);
    });
    await client.open(uri, wrong);
    const { diagnostics } = await sent;
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['block-align-pcm'],
    );
    assert.equal(await client.close(), 0);
  });
});
