// What no good client sends, sent to the real server over stdio: it answers, keeps running, and lets go of what it held.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { object, plain } from './descriptors.ts';
import { type LspClient, startServer } from './lsp-client.ts';

interface Report {
  readonly items: readonly {
    readonly code?: string;
    readonly severity: number;
    readonly message: string;
    readonly range: { readonly start: { readonly line: number; readonly character: number } };
  }[];
}

const wrong = plain({ nBlockAlign: '3' });
const megabyte = 1024 * 1024;
let documents = 0;
const newUri = (): string => `file:///bad/${++documents}.kspin.json`;

/** Every request about a document that an editor sends by itself while somebody looks at it. */
const looks: readonly (readonly [method: string, more: object])[] = [
  ['textDocument/diagnostic', {}],
  ['textDocument/hover', { position: { line: 0, character: 3 } }],
  ['textDocument/completion', { position: { line: 0, character: 3 } }],
  ['textDocument/documentSymbol', {}],
  ['textDocument/codeLens', {}],
  ['textDocument/documentLink', {}],
  ['textDocument/foldingRange', {}],
  ['textDocument/semanticTokens/full', {}],
  ['textDocument/documentHighlight', { position: { line: 0, character: 3 } }],
  ['textDocument/selectionRange', { positions: [{ line: 0, character: 3 }] }],
  ['textDocument/formatting', { options: { tabSize: 2, insertSpaces: true } }],
  ['textDocument/inlayHint', { range: rangeAt(0, 0, 9, 0) }],
  ['textDocument/codeAction', { range: rangeAt(0, 0, 0, 9), context: { diagnostics: [] } }],
];

function rangeAt(line: number, character: number, endLine: number, endCharacter: number): object {
  return { start: { line, character }, end: { line: endLine, character: endCharacter } };
}

describe('the server given text that no person writes', () => {
  let client: LspClient;
  before(async () => {
    client = await startServer();
  });
  after(async () => {
    assert.equal(await client.close(), 0);
  });

  /** Opens the text, sends everything that an editor would, closes it; what is wrong with it. */
  async function lookAt(text: string): Promise<Report['items']> {
    const uri = newUri();
    await client.open(uri, text);
    const [report] = await Promise.all(looks.map(([method, more]) => client.ask(method, uri, more)));
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    return (report as Report).items;
  }
  const problemsOf = async (text: string): Promise<readonly string[]> =>
    (await lookAt(text)).map(({ code, message }) => `${code}: ${message}`);

  it('says in one problem why it is not read', async () => {
    for (const [text, why] of [
      ['['.repeat(100_000), /^syntax: Nested more than 64 levels deep/],
      ['{"a":'.repeat(100_000), /^syntax: Nested more than 64 levels deep/],
      ['\n'.repeat(50 * megabyte), /^syntax: The file is too large to be a descriptor: 50 MB/],
      [`{ "name": "a${'\0'.repeat(1000)}" }`, /^syntax: The file is not text: it holds a NUL character/],
      ['', /^syntax: The file is empty/],
    ] as const) {
      const [problem = '', ...others] = await problemsOf(text);
      assert.match(problem, why);
      assert.deepEqual(others, []);
    }
  });

  it('reads it with a byte order mark, and with any line ends', async () => {
    const text = wrong.replaceAll(', ', ',\n');
    const line = text.slice(0, text.indexOf('"nBlockAlign"')).split('\n').length - 1;
    for (const [other, newline] of [
      [`\ufeff${text}`, '\n'],
      [text.replaceAll('\n', '\r\n'), '\r\n'],
      [text.replaceAll('\n', '\r'), '\r'],
    ] as const) {
      const [found, ...others] = await lookAt(other);
      assert.deepEqual(others, [], JSON.stringify(newline));
      assert.deepEqual(found?.range.start, { line, character: '"nBlockAlign": '.length });
    }
  });

  it('counts UTF-16 code units, also where surrogates stand alone', async () => {
    const name = '"\ud800 \udc00\ud83d\ude00 \u{1F3A4}"';
    const text = plain({ nBlockAlign: '3' }, { rest: { name } });
    const [found, ...others] = await lookAt(text);
    assert.deepEqual(others, []);
    assert.equal(found?.range.start.character, text.indexOf(': 3 ') + 2);
  });

  it('names duplicate keys', async () => {
    const [found = '', ...others] = await problemsOf(wrong.replace('"nBlockAlign": 3', '"nChannels": 2'));
    assert.deepEqual(others, []);
    assert.match(found, /^duplicate-key: nChannels is written twice/);
  });

  it('shows the thousand worst of ten thousand problems, and says how many more there are', async () => {
    const odd = plain({ nSamplesPerSec: '12345' });
    const connects = Array.from({ length: 10_500 }, (_, index) => (index < 500 ? odd : wrong));
    const uri = newUri();
    await client.open(uri, `{ "connects": [\n${connects.join(',\n')}\n] }`);
    const { items } = await client.ask<Report>('textDocument/diagnostic', uri);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    assert.equal(items.length, 1001);
    assert.deepEqual(new Set(items.slice(0, -1).map(({ severity }) => severity)), new Set([1]));
    const note = items.at(-1);
    assert.equal(note?.severity, 3);
    assert.match(
      note?.message ?? '',
      /^9500 more problems are not shown: .* kspin lint lists all of them\.$/,
    );
  });
});

describe('the server given messages that no good client sends', () => {
  let client: LspClient;
  before(async () => {
    client = await startServer();
  });
  after(async () => {
    assert.equal(await client.close(), 0);
  });

  const change = (uri: string, version: unknown, contentChanges: unknown): Promise<void> =>
    client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges,
    });
  const codes = async (uri: string): Promise<readonly (string | undefined)[]> =>
    (await client.ask<Report>('textDocument/diagnostic', uri)).items.map(({ code }) => code);

  it('takes ranges outside of the text, or written backwards, as the nearest that there is', async () => {
    const uri = newUri();
    await client.open(uri, wrong);
    await change(uri, 2, [{ range: rangeAt(99, 99, 99, 99), text: '\n' }]);
    await change(uri, 3, [{ range: rangeAt(-5, -5, -5, -5), text: '\n' }]);
    const at = wrong.indexOf(': 3 ') + 2;
    await change(uri, 4, [{ range: rangeAt(1, at + 1, 1, at), text: '4' }]);
    assert.deepEqual(await codes(uri), []);
  });

  it('makes the changes of versions that go backwards, repeat or are no numbers in the order in which they come', async () => {
    const uri = newUri();
    await client.open(uri, wrong);
    const at = wrong.indexOf(': 3 ') + 2;
    const digit = rangeAt(0, at, 0, at + 1);
    await change(uri, 7, [{ range: digit, text: '5' }]);
    await change(uri, 3, [{ range: digit, text: '6' }]);
    await change(uri, 3, [{ range: digit, text: '4' }]);
    assert.deepEqual(await codes(uri), []);
    // The library refuses a change without a version.
    await change(uri, null, [{ range: digit, text: '3' }]);
    await change(uri, 'eight', [{ text: wrong }]);
    assert.deepEqual(await codes(uri), ['block-align-pcm']);
  });

  it('ignores changes, closes and requests for what is not open', async () => {
    const uri = newUri();
    await change(uri, 2, [{ text: '{' }]);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    for (const [method, more] of looks) {
      const answer = await client.ask<object | null>(method, uri, more);
      const { items, data } = { items: [], data: [], ...answer };
      assert.deepEqual([...(Array.isArray(answer) ? answer : []), ...items, ...data], [], method);
    }
  });

  it('answers malformed parameters with an error or with nothing, and goes on', async () => {
    const uri = newUri();
    await client.open(uri, wrong);
    const textDocument = { uri };
    const hostile = [
      undefined,
      null,
      {},
      [],
      'text',
      { textDocument: null },
      { textDocument: { uri: 7 } },
      { textDocument: {} },
      { textDocument, position: null, range: null, positions: null, options: null, context: null },
      {
        textDocument,
        position: { line: 'x' },
        range: { start: 1 },
        positions: [null],
        options: 5,
        context: [],
      },
      {
        textDocument,
        position: { line: 1e308, character: -1e308 },
        range: rangeAt(-1, 1e21, 1e21, -1),
        query: 7,
      },
      { textDocument, position: { line: 0.5, character: 0.5 }, positions: [{ line: {}, character: [] }] },
      {
        data: { uri, offset: -1, index: 1e9 },
        previousResultIds: 'x',
        files: [null],
        newName: 5,
        query: null,
      },
      { uri: {}, index: {}, position: [], files: [{ oldUri: 1, newUri: 2 }] },
    ];
    const methods = [
      ...looks.map(([method]) => method),
      'textDocument/rename',
      'textDocument/prepareRename',
      'textDocument/references',
      'textDocument/definition',
      'textDocument/rangeFormatting',
      'textDocument/semanticTokens/range',
      'completionItem/resolve',
      'workspace/symbol',
      'workspace/diagnostic',
      'workspace/willRenameFiles',
      'kspin/connectAt',
      'kspin/connects',
      'kspin/capabilityFiles',
      'kspin/noSuchRequest',
    ];
    for (const params of hostile)
      for (const method of methods) await client.connection.sendRequest(method, params).catch(() => {});
    for (const params of hostile) {
      for (const method of ['didOpen', 'didChange', 'didClose', 'didSave'])
        await client.connection.sendNotification(`textDocument/${method}`, params);
      for (const method of ['didChangeWatchedFiles', 'didChangeConfiguration', 'didChangeWorkspaceFolders'])
        await client.connection.sendNotification(`workspace/${method}`, params);
    }
    // Some of that was a good didClose.
    await client.open(uri, wrong);
    await change(uri, 2, 'no list');
    await change(uri, 3, [null]);
    await change(uri, 4, [{ range: { start: {}, end: {} }, text: 'x' }]);
    await change(uri, 5, [{ text: wrong }]);
    assert.deepEqual(await codes(uri), ['block-align-pcm']);
  });

  it('goes on when the client refuses what the server asks', async () => {
    const capabilities = {
      workspace: {
        configuration: true,
        didChangeConfiguration: { dynamicRegistration: true },
        didChangeWatchedFiles: { dynamicRegistration: true },
        diagnostics: { refreshSupport: true },
        inlayHint: { refreshSupport: true },
      },
    };
    const refusing = await startServer(capabilities);
    const uri = newUri();
    await refusing.open(uri, wrong);
    await refusing.connection.sendNotification('workspace/didChangeConfiguration', { settings: {} });
    await refusing.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [] });
    const report = await refusing.ask<Report>('textDocument/diagnostic', uri);
    assert.equal(report.items.length, 1);
    assert.equal(await refusing.close(), 0);
  });
});

describe('the server when its client goes away', () => {
  const many = `{ "connects": [\n${Array.from({ length: 2000 }, () => wrong).join(',\n')}\n] }`;

  it('ends when its input is closed in the middle of a request', async () => {
    const client = await startServer();
    const uri = newUri();
    const exit = once(client.child, 'exit');
    client.open(uri, many).catch(() => {});
    client.ask('textDocument/diagnostic', uri).catch(() => {});
    client.child.stdin?.end();
    const [code] = await exit;
    // 1 is what the LSP wants where nobody said shutdown.
    assert.equal(code, 1);
    client.connection.dispose();
  });

  it('leaves nothing behind that hinders the next one when it is killed in the middle of a request', async () => {
    const client = await startServer();
    const uri = newUri();
    const exit = once(client.child, 'exit');
    client.open(uri, many).catch(() => {});
    client.ask('textDocument/diagnostic', uri).catch(() => {});
    client.child.kill('SIGKILL');
    await exit;
    client.connection.dispose();
    const next = await startServer();
    await next.open(uri, wrong);
    assert.equal((await next.ask<Report>('textDocument/diagnostic', uri)).items.length, 1);
    assert.equal(await next.close(), 0);
  });
});

describe('memory', () => {
  let client: LspClient;
  before(async () => {
    const probe = new URL('./heap-probe.mjs', import.meta.url).href;
    client = await startServer(undefined, undefined, null, ['--expose-gc', '--import', probe]);
  });
  after(async () => {
    assert.equal(await client.close(), 0);
  });

  it('comes back when documents are closed, whatever was in them', async () => {
    const held = async (): Promise<number> => {
      const answer = once(client.child, 'message');
      client.child.send({});
      const [{ held: bytes }] = (await answer) as [{ held: number }];
      return bytes;
    };
    const filter = object({ capabilities: '"gone.kscaps.json"' });
    const connects = Array.from({ length: 500 }, (_, index) =>
      plain({ nBlockAlign: '3' }, { rest: { name: `"connect ${index}"`, filter } }),
    );
    const texts = [
      `{ "connects": [\n${connects.join(',\n')}\n] }`,
      '['.repeat(100_000),
      ' \n'.repeat(megabyte / 2),
      `{ "connects": [\n${connects.join('\n')}\n] }`,
    ];
    async function round(): Promise<void> {
      for (const text of texts) {
        const uri = newUri();
        await client.open(uri, text);
        for (const [method, more] of looks) await client.ask(method, uri, more);
        for (let version = 2; version < 5; version++)
          await client.connection.sendNotification('textDocument/didChange', {
            textDocument: { uri, version },
            contentChanges: [{ range: rangeAt(1, 2, 1, 2), text: ' ' }],
          });
        await client.ask('textDocument/diagnostic', uri);
        await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
      }
    }
    // The first round fills what is kept for good: compiled code, tables that are made when they are asked for.
    await round();
    const before = await held();
    for (let count = 0; count < 3; count++) await round();
    const grown = (await held()) - before;
    // Each text alone is larger than this.
    assert.ok(grown < megabyte, `${(grown / megabyte).toFixed(1)} MB more than before`);
  });
});
