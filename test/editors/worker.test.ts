// A VS Code for the Web has no process to start: the language server runs there as a web worker and reads files through its
// client. Here it does so in a real browser.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { capabilitiesToJson } from '#ks/capability-file.ts';
import {
  type FindFilesParams,
  type FindFilesResult,
  findFilesMethod,
  type ReadFileParams,
  type ReadFileResult,
  readFileMethod,
} from '#language-server/protocol.ts';
import { serverCapabilities } from '#language-server/server/capabilities.ts';
import { object, plain } from '#test/language-server/descriptors.ts';
import { initialize, type LspClient, pullingClient } from '#test/language-server/lsp-client.ts';
import { recordedFilter } from '#test/language-server/recorded-filter.ts';
import { launchChromium } from '#test/vscode/harness.ts';
import { connectToWorker } from './browser-worker.ts';

interface Report {
  readonly kind: string;
  readonly items: readonly { readonly code: string; readonly message: string }[];
}

const folder = 'vscode-vfs://github/someone/pins';
const uri = `${folder}/a.kspin.json`;
const wrong = plain({ nBlockAlign: '3' });
const against = (capabilities: string): string =>
  plain({}, { connect: { PinId: '99' }, rest: { filter: object({ capabilities: `"${capabilities}"` }) } });

describe('the language server in a web worker', () => {
  /** What the client can read, by URI, and what it was asked for. */
  const files = new Map<string, string>();
  const asked: string[] = [];
  const complaints: string[] = [];
  let browser: Browser;
  let page: Page;
  let client: Omit<LspClient, 'child' | 'close'>;

  before(async () => {
    browser = await launchChromium();
    page = await browser.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    const connection = await connectToWorker(page);
    connection.onRequest<ReadFileResult, void>(readFileMethod, (params: ReadFileParams) => {
      asked.push(params.uri);
      const text = files.get(params.uri);
      return text === undefined ? { problem: 'does not exist' } : { text };
    });
    connection.onRequest(
      findFilesMethod,
      (params: FindFilesParams): FindFilesResult =>
        [...files.keys()].filter((file) => file.startsWith(params.folder) && file.endsWith('.kspin.json')),
    );
    client = await initialize(connection, pullingClient, undefined, [{ uri: folder, name: 'pins' }]);
  });
  after(async () => {
    client.connection.dispose();
    await browser.close();
  });

  const codes = async (document: string): Promise<readonly string[]> =>
    (await client.ask<Report>('textDocument/diagnostic', document)).items.map(({ code }) => code);

  it('starts, and can do what it can do as a process', () => {
    assert.deepEqual(client.initialized, {
      serverInfo: { name: 'kspin-language-server' },
      capabilities: serverCapabilities({ codeLens: false }),
    });
  });

  it('lints, hovers, completes and fixes', async () => {
    await client.open(uri, wrong);
    assert.deepEqual(await codes(uri), ['block-align-pcm']);
    const at = (part: string) => ({ line: 0, character: wrong.indexOf(part) + 1 });
    const hover = await client.ask<{ contents: { value: string } }>('textDocument/hover', uri, {
      position: at('"nSamplesPerSec"'),
    });
    assert.match(hover.contents.value, /nSamplesPerSec/);
    const items = await client.ask<readonly { label: string }[]>('textDocument/completion', uri, {
      position: { line: 0, character: wrong.indexOf('"nBlockAlign"') },
    });
    assert.ok(items.some(({ label }) => label === 'cbSize'));
    const actions = await client.ask<readonly { title: string }[]>('textDocument/codeAction', uri, {
      range: { start: at('3 }'), end: at('3 }') },
      context: { diagnostics: [], only: ['quickfix'] },
    });
    assert.equal(actions[0]?.title, 'Set nBlockAlign to 4');
  });

  it('has the client read a capability file, once until it changes', async () => {
    const document = `${folder}/sub/pin.kspin.json`;
    const file = `${folder}/pins.kscaps.json`;
    await client.open(document, against('../pins.kscaps.json'));
    const report = await client.ask<Report>('textDocument/diagnostic', document);
    assert.match(
      report.items[0]?.message ?? '',
      /^The capability file \.\.\/pins\.kscaps\.json does not exist\./,
    );
    files.set(file, JSON.stringify(capabilitiesToJson(recordedFilter)));
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: file, type: 1 }],
    });
    assert.deepEqual(await codes(document), ['pin-id-range']);
    assert.deepEqual(await codes(document), ['pin-id-range']);
    assert.deepEqual(
      asked.filter((name) => name === file),
      [file, file],
    );
  });

  it('asks for no file outside of what a descriptor may name', async () => {
    asked.length = 0;
    for (const path of [
      '../../../../../etc/a.kscaps.json',
      '//host/share/a.kscaps.json',
      '/etc/a.kscaps.json',
    ]) {
      const document = `${folder}/outside.kspin.json`;
      await client.open(document, against(path));
      assert.deepEqual(await codes(document), ['capabilities']);
      await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: document } });
    }
    assert.deepEqual(asked, []);
  });

  it('checks closed files of the workspace', async () => {
    files.set(`${folder}/closed.kspin.json`, wrong);
    const report = await client.connection.sendRequest<{
      items: readonly (Report & { readonly uri: string })[];
    }>('workspace/diagnostic', { previousResultIds: [] });
    const closed = report.items.find((item) => item.uri.endsWith('closed.kspin.json'));
    assert.deepEqual(
      closed?.items.map(({ code }) => code),
      ['block-align-pcm'],
    );
  });

  it('says nothing on the console', () => {
    assert.deepEqual(complaints, []);
  });
});
