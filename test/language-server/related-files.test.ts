// What lies outside of a descriptor and decides about it, over stdio: the capability file that it names, before and after changes,
// and the filters of the target in use.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { capabilitiesToJson } from '#ks/capability-file.ts';
import { liveFiltersMethod } from '#language-server/protocol.ts';
import { object, plain } from './descriptors.ts';
import { type LspClient, pullingClient, startServer } from './lsp-client.ts';
import { pinId, recordedFilter } from './recorded-filter.ts';

interface Place {
  readonly uri: string;
  readonly range: { readonly start: { readonly line: number }; readonly end: { readonly line: number } };
}

interface Report {
  readonly items: readonly {
    readonly code: string;
    readonly message: string;
    readonly severity: number;
    readonly relatedInformation?: readonly { readonly message: string; readonly location: Place }[];
  }[];
}

const json = JSON.stringify(capabilitiesToJson(recordedFilter), null, 2);
const filter = object({ capabilities: '"a.kscaps.json"' });
const tooFast = { nSamplesPerSec: '192000' };
const speaker = { PinId: pinId('speaker') };

describe('a descriptor and its capability file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kspin-'));
  const file = join(folder, 'a.kscaps.json');
  const uri = pathToFileURL(join(folder, 'a.kspin.json')).href;
  let client: LspClient;
  let refreshes = 0;

  before(async () => {
    writeFileSync(file, json);
    client = await startServer({ ...pullingClient, workspace: { diagnostics: { refreshSupport: true } } });
    client.connection.onRequest('workspace/diagnostic/refresh', () => {
      refreshes++;
      return null;
    });
    await client.open(uri, plain(tooFast, { connect: speaker, rest: { filter } }));
  });
  after(async () => {
    await client.close();
    rmSync(folder, { recursive: true });
  });

  const report = (): Promise<Report> => client.ask<Report>('textDocument/diagnostic', uri);
  const messages = async (): Promise<readonly string[]> =>
    (await report()).items.map(({ message }) => message);

  it('are linked: a refused member leads to the data range that refuses it', async () => {
    const [finding] = (await report()).items;
    assert.equal(finding?.code, 'range-rate');
    assert.match(
      finding.message,
      /^nSamplesPerSec is 192000; the pin takes 44100 to 96000\..* \(recorded: a\.kscaps\.json\)$/,
    );
    const [related] = finding.relatedInformation ?? [];
    assert.equal(
      related?.message,
      'Pin 0 "speaker", data range 0: PCM, up to 2 ch, 8-16 bit, 44100-96000 Hz',
    );
    assert.equal(related.location.uri, pathToFileURL(file).href);
    const { start, end } = related.location.range;
    const entry = json
      .split('\n')
      .slice(start.line, end.line + 1)
      .join('\n');
    assert.match(entry, /^\s*\{\s*"KSDATARANGE": \{/);
    assert.match(entry, /"MaximumSampleFrequency": 96000/);
  });

  it('are checked again when the file changes, and the client is told to ask', async () => {
    writeFileSync(
      file,
      json
        .replaceAll('"MaximumSampleFrequency": 96000', '"MaximumSampleFrequency": 192000')
        .replaceAll(/"bytes": "[0-9a-f]*"/g, '"bytes": null')
        .replaceAll(/,\s*"bytes": null/g, ''),
    );
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: pathToFileURL(file).href, type: 2 }],
    });
    assert.deepEqual(await messages(), []);
    assert.ok(refreshes > 0);
  });

  it('can be named by completion', async () => {
    const beside = pathToFileURL(join(folder, 'b.kspin.json')).href;
    const text = '{ "filter": { "capabilities": "" } }';
    await client.open(beside, text);
    const items = await client.ask<readonly { label: string }[]>('textDocument/completion', beside, {
      position: { line: 0, character: text.indexOf('""') + 1 },
    });
    assert.deepEqual(
      items.map(({ label }) => label),
      ['a.kscaps.json'],
    );
  });

  it('have one clear finding when the file is broken, huge or missing', async () => {
    const said: string[] = [];
    writeFileSync(file, '{ "filter": ');
    said.push(...(await messages()));
    writeFileSync(file, '{ "kscaps": 1, "filter": {}, "pins": "none" }');
    said.push(...(await messages()));
    writeFileSync(file, ' '.repeat(20 * 1024 * 1024 + 1));
    said.push(...(await messages()));
    rmSync(file);
    said.push(...(await messages()));
    const told = 'The request was not checked against a pin.';
    assert.match(
      said[0] ?? '',
      /^The capability file a\.kscaps\.json is not JSON: .*checked against a pin\.$/,
    );
    assert.deepEqual(said.slice(1), [
      `The capability file a.kscaps.json cannot be used: pins must be a list. ${told}`,
      `The capability file a.kscaps.json is larger than 20 MB: no capability file is. ${told}`,
      `The capability file a.kscaps.json does not exist. ${told}`,
    ]);
  });
});

describe('the filters of the target in use', () => {
  const uri = 'file:///somewhere/live.kspin.json';
  let client: LspClient;

  let hintsAsked = 0;

  before(async () => {
    client = await startServer({ ...pullingClient, workspace: { inlayHint: { refreshSupport: true } } });
    client.connection.onRequest('workspace/inlayHint/refresh', () => {
      hintsAsked++;
      return null;
    });
  });
  after(async () => {
    await client.close();
  });

  const tell = (filters: readonly unknown[], unread: readonly unknown[] = []): Promise<void> =>
    client.connection.sendNotification(liveFiltersMethod, { target: 'ssh:box', filters, unread });
  async function check(rest: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
    await client.open(uri, plain(tooFast, { connect: speaker, rest }));
    const { items } = await client.ask<Report>('textDocument/diagnostic', uri);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    return items.map(({ code, message }) => `${code}: ${message}`);
  }
  const named = { filter: object({ device: '"rule*"' }) };
  const identity = { path: 'other', name: 'rule of another', categories: ['KSCATEGORY_AUDIO'] };

  it('decide about connects that name no capability file, and say that they are live', async () => {
    assert.deepEqual(await check(named), []);
    await tell([JSON.parse(json)]);
    const [finding = '', ...others] = await check(named);
    assert.match(finding, /^range-rate: nSamplesPerSec is 192000; .* \(live: ssh:box\)$/);
    assert.deepEqual(others, []);
    assert.equal((await check()).length, 1, 'the only filter is meant where none is named');
  });

  it('have the hints beside a request drawn again', async () => {
    const before = hintsAsked;
    await tell([JSON.parse(json)]);
    await check();
    assert.equal(hintsAsked, before + 1);
  });

  it('say nothing of a connect that may mean another one', async () => {
    await tell([JSON.parse(json)], [identity]);
    assert.deepEqual(await check(named), [], 'one that was not read matches too');
    assert.equal((await check({ filter: object({ device: '"rule tests"' }) })).length, 1);
    assert.deepEqual(await check(), [], 'no filter is named, and there are two');
    assert.deepEqual(await check({ filter: object({ device: '"camera"' }) }), []);
  });

  it('give way to the capability file that a connect names', async () => {
    await tell([JSON.parse(json)]);
    const [finding = ''] = await check({ filter });
    assert.match(finding, /^capabilities: The capability file a\.kscaps\.json does not exist/);
  });

  it('complete values too', async () => {
    await tell([JSON.parse(json)]);
    const text = plain({ nSamplesPerSec: '0' }, { connect: speaker, rest: named });
    await client.open(uri, text);
    const items = await client.ask<readonly { label: string; detail: string }[]>(
      'textDocument/completion',
      uri,
      {
        position: { line: 0, character: text.indexOf('"nSamplesPerSec": 0') + '"nSamplesPerSec": 0'.length },
      },
    );
    assert.deepEqual(
      items.filter(({ detail }) => detail === 'the pin takes it').map(({ label }) => label),
      ['48000', '44100', '96000'],
    );
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  });

  it('are forgotten when the target changes, and when they make no sense', async () => {
    await tell([JSON.parse(json)]);
    await tell([]);
    assert.deepEqual(await check(named), []);
    await tell([{ pins: 7 }]);
    assert.deepEqual(await check(named), []);
  });
});
