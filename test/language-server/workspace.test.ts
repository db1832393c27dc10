// The built server and a folder of descriptors: closed files, their references, and what changes around them.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { capabilitiesToJson } from '#ks/capability-file.ts';
import {
  type CapabilityFilesResult,
  type ConnectAtResult,
  type ConnectsResult,
  capabilityFilesMethod,
  connectAtMethod,
  connectsMethod,
} from '#language-server/protocol.ts';
import { object, plain } from './descriptors.ts';
import { type LspClient, startServer } from './lsp-client.ts';
import { recordedFilter } from './recorded-filter.ts';

interface WorkspaceReport {
  readonly items: readonly {
    readonly uri: string;
    readonly kind: 'full' | 'unchanged';
    readonly resultId: string;
    readonly version: number | null;
    readonly items?: readonly {
      readonly code: string;
      readonly codeDescription?: { readonly href: string };
    }[];
  }[];
}

interface Renamed {
  readonly documentChanges: readonly {
    readonly kind?: string;
    readonly newUri?: string;
    readonly textDocument?: { readonly uri: string };
    readonly edits?: readonly { readonly newText: string }[];
  }[];
}

const filter = object({ capabilities: '"a.kscaps.json"' });

describe('a folder of descriptors', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kspin-'));
  const file = (name: string): string => join(folder, name);
  const uri = (name: string): string => pathToFileURL(file(name)).href;
  let client: LspClient;

  before(async () => {
    mkdirSync(file('sub'));
    mkdirSync(file('node_modules'));
    writeFileSync(file('a.kscaps.json'), JSON.stringify(capabilitiesToJson(recordedFilter)));
    writeFileSync(
      file('wrong.kspin.json'),
      plain({ nBlockAlign: '3' }, { rest: { name: '"left speaker"' } }),
    );
    writeFileSync(file('pin.kspin.json'), plain({}, { connect: { PinId: '99' }, rest: { filter } }));
    const below = object({ capabilities: '"../a.kscaps.json"' });
    writeFileSync(file('sub/below.kspin.json'), plain({}, { rest: { filter: below } }));
    writeFileSync(file('node_modules/no.kspin.json'), '{');
    client = await startServer(undefined, undefined, [{ uri: pathToFileURL(folder).href, name: 'test' }]);
  });
  after(async () => {
    await client.close();
    rmSync(folder, { recursive: true });
  });

  const workspaceDiagnostics = (
    previousResultIds: readonly { uri: string; value: string }[] = [],
  ): Promise<WorkspaceReport> => client.connection.sendRequest('workspace/diagnostic', { previousResultIds });
  const codes = ({ items }: WorkspaceReport): Record<string, readonly string[] | string> =>
    Object.fromEntries(
      items.map((report) => [report.uri, report.items?.map(({ code }) => code) ?? report.kind]),
    );

  it('is checked, closed files too, each with a link to the page of its rule', async () => {
    const report = await workspaceDiagnostics();
    assert.deepEqual(codes(report), {
      [uri('pin.kspin.json')]: ['pin-id-range'],
      [uri('sub/below.kspin.json')]: [],
      [uri('wrong.kspin.json')]: ['block-align-pcm'],
    });
    const wrong = report.items.find((item) => item.uri === uri('wrong.kspin.json'));
    assert.match(wrong?.items?.[0]?.codeDescription?.href ?? '', /docs\/rules\/block-align-pcm\.md$/);
  });

  it('links to pages of the client where it shows them itself', async () => {
    const folders = [{ uri: pathToFileURL(folder).href, name: 'test' }];
    const other = await startServer(undefined, { rulePages: 'pages:/' }, folders);
    const report: WorkspaceReport = await other.connection.sendRequest('workspace/diagnostic', {
      previousResultIds: [],
    });
    const wrong = report.items.find((item) => item.uri === uri('wrong.kspin.json'));
    assert.equal(wrong?.items?.[0]?.codeDescription?.href, 'pages:/block-align-pcm.md');
    await other.close();
  });

  it('is not sent again where nothing changed, and again where the capability file did', async () => {
    const first = await workspaceDiagnostics();
    const known = first.items.map((item) => ({ uri: item.uri, value: item.resultId }));
    assert.deepEqual(
      new Set(Object.values(codes(await workspaceDiagnostics(known)))),
      new Set(['unchanged']),
    );
    writeFileSync(file('a.kscaps.json'), '{ broken');
    assert.deepEqual(codes(await workspaceDiagnostics(known)), {
      [uri('pin.kspin.json')]: ['capabilities'],
      [uri('sub/below.kspin.json')]: ['capabilities'],
      [uri('wrong.kspin.json')]: 'unchanged',
    });
  });

  it('clears what is gone', async () => {
    const gone = uri('gone.kspin.json');
    const report = await workspaceDiagnostics([{ uri: gone, value: 'x' }]);
    assert.deepEqual(codes(report)[gone], []);
  });

  it('stops when cancelled', async () => {
    // Enough files that the cancellation, sent right behind the request, always arrives before the last one is read.
    const many = file('many');
    mkdirSync(many);
    for (let i = 0; i < 2000; i++) writeFileSync(join(many, `${i}.kspin.json`), plain({}));
    const cancelled = client.connection.sendRequest(
      'workspace/diagnostic',
      { previousResultIds: [] },
      cancelNow,
    );
    await assert.rejects(cancelled, /cancelled/i);
    rmSync(many, { recursive: true });
  });

  it('finds connects by the letters of their names', async () => {
    const symbols = await client.connection.sendRequest<readonly { name: string }[]>('workspace/symbol', {
      query: 'lspk',
    });
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['left speaker'],
    );
  });

  it('follows a capability file to another name', async () => {
    const name = 'pin.kspin.json';
    const text = plain({}, { rest: { filter } });
    await client.open(uri(name), text);
    const position = { line: 0, character: text.indexOf('a.kscaps') + 2 };
    const places = await client.ask<readonly { uri: string }[]>('textDocument/references', uri(name), {
      position,
      context: { includeDeclaration: true },
    });
    assert.deepEqual(places.map((place) => place.uri).toSorted(), [uri(name), uri('sub/below.kspin.json')]);
    const edit = await client.ask<Renamed>('textDocument/rename', uri(name), {
      position,
      newName: 'new/b.kscaps.json',
    });
    assert.deepEqual(
      edit.documentChanges.map((change) => change.edits?.[0]?.newText ?? change.newUri),
      ['new/b.kscaps.json', '../new/b.kscaps.json', uri('new/b.kscaps.json')],
    );
    const target = await client.ask<{ uri: string }>('textDocument/definition', uri(name), { position });
    assert.equal(target.uri, uri('a.kscaps.json'));
  });

  it('gives the connects of a closed file, and which of them are tests', async () => {
    writeFileSync(file('tested.kspin.json'), plain({}, { rest: { filter, expect: '"ERROR_SUCCESS"' } }));
    const of = (name: string) =>
      client.connection.sendRequest<ConnectsResult>(connectsMethod, { uri: uri(name) });
    assert.deepEqual(
      (await of('tested.kspin.json')).map(({ name, expect }) => ({ name, expect })),
      [{ name: 'connect 1', expect: 'ERROR_SUCCESS' }],
    );
    assert.deepEqual(
      (await of('wrong.kspin.json')).map((connect) => 'expect' in connect),
      [false],
    );
    assert.deepEqual(await of('nowhere.kspin.json'), []);
    const params = { uri: uri('wrong.kspin.json'), index: 0 };
    const connect = await client.connection.sendRequest<ConnectAtResult>(connectAtMethod, params);
    assert.deepEqual([connect?.name, connect?.errors, connect?.version], ['left speaker', 1, 0]);
    rmSync(file('tested.kspin.json'));
  });

  it('says of each capability file that a descriptor names whether it can be used', async () => {
    const recording = JSON.stringify(capabilitiesToJson(recordedFilter));
    writeFileSync(file('whole.kscaps.json'), recording);
    writeFileSync(file('broken.kscaps.json'), recording.slice(0, 40));
    const named = ['gone', 'broken', 'whole', 'gone'].map((name) => `${name}.kscaps.json`);
    const connects = [...named, '/etc/passwd'].map((capabilities) => ({ filter: { capabilities } }));
    writeFileSync(file('naming.kspin.json'), JSON.stringify({ connects }));
    const of = (name: string) =>
      client.connection.sendRequest<CapabilityFilesResult>(capabilityFilesMethod, { uri: uri(name) });
    const found = await of('naming.kspin.json');
    assert.deepEqual(
      found.map(({ path, uri: where, filters, problem = '' }) => [
        path,
        where,
        filters,
        problem.slice(0, 14),
      ]),
      [
        ['gone.kscaps.json', uri('gone.kscaps.json'), 0, 'does not exist'],
        ['broken.kscaps.json', uri('broken.kscaps.json'), 0, 'is not JSON: U'],
        ['whole.kscaps.json', uri('whole.kscaps.json'), 1, ''],
        ['/etc/passwd', undefined, 0, 'is an absolute'],
      ],
    );
    assert.deepEqual(await of('nowhere.kspin.json'), []);
    for (const name of ['naming.kspin.json', 'whole.kscaps.json', 'broken.kscaps.json']) rmSync(file(name));
  });
});

/** A token that is cancelled as soon as the request has been sent. */
const cancelNow = {
  isCancellationRequested: false,
  onCancellationRequested: (listener: (event: unknown) => void) => {
    setImmediate(() => listener(undefined));
    return { dispose: () => {} };
  },
};
