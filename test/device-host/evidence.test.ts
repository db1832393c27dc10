// Evidence bundles: what is in one, that it opens again, that nothing of the user or the machine is in it, and that collecting it
// does not ask the driver again where it had hung.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import {
  answerOf,
  collectEvidence,
  type DeviceHost,
  evidenceFiles,
  type HostFailure,
  zipOf,
} from '#device-host/client/index.ts';
import type { HelloResult, HostJournal } from '#device-host/protocol.ts';
import { fromHex } from '#ks/bytes.ts';
import { capabilitiesFromJson } from '#ks/capability-file.ts';
import { decodeConnect, encodeConnect } from '#ks/connect.ts';
import type { Json } from '#ks/json.ts';
import { fail, ok } from '#ks/result.ts';
import { connectsOf, diagnose, noFiles, parseDescriptor } from '#language-server/service.ts';
import { cameraPath, goodSpeaker, rigFilters, speakerPath } from './rig-filters.ts';

const hello: HelloResult = {
  protocol: 1,
  kspin: '0.1.0',
  platform: 'win32',
  arch: 'x64',
  layout: 'x64',
  backend: 'windows',
  unfinished: [],
};

/** The block as KsCreatePin was given it: with zeros behind, which are no part of the request. */
const block = `${goodSpeaker().bytes}${'00'.repeat(14)}`;

const journals: readonly HostJournal[] = [
  {
    pid: 4711,
    ended: 'machine',
    calls: [
      {
        id: '4711-1',
        time: '2026-01-02T03:04:04.000Z',
        call: 'open',
        filter: speakerPath(),
        win32: 0,
        elapsedMs: 1,
      },
      {
        id: '4711-2',
        time: '2026-01-02T03:04:05.000Z',
        call: 'createPin',
        filter: speakerPath(),
        driver: '1.2.3.4',
        bytes: block,
        descriptor: {
          file: 'C:\\Users\\someone\\speaker.kspin.json',
          connect: '48 kHz, from C:\\Users\\someone',
        },
      },
    ],
  },
];

function fakeHost(read: string[]): DeviceHost {
  const never = async () => fail<HostFailure>({ kind: 'answered', message: 'not here' });
  return {
    listFilters: async () => ok({ filters: rigFilters().map(({ filter }) => filter), problems: [] }),
    readFilter: async (path: string) => {
      read.push(path);
      const found = rigFilters().find(({ filter }) => filter.path === path);
      return found ? ok(found) : never();
    },
    readJournal: async () => ok(journals),
  } as Partial<DeviceHost> as DeviceHost;
}

test('a bundle has the call that had not returned, its request, and what to type into a debugger', async () => {
  const read: string[] = [];
  const evidence = await collectEvidence({
    target: 'local',
    host: ok({ calls: fakeHost(read), hello }),
    connects: [],
  });
  assert.deepEqual(read, [cameraPath()], 'a filter that a call had not come back from was asked again');
  assert.deepEqual(
    evidence.unfinished.map(({ call, ended }) => [call, ended]),
    [['createPin', 'machine']],
  );
  const files = evidenceFiles({ ...evidence, known: { users: ['someone'], hosts: [] } });
  assert.deepEqual(
    [...files.keys()],
    [
      'capabilities/1.kscaps.json',
      'requests/1/connect.kspin.json',
      'requests/1/result.json',
      'requests/1/bytes.txt',
      'journal.json',
      'versions.json',
      'debugger.txt',
      'README.md',
    ],
  );
  assert.match(
    files.get('README.md') ?? '',
    /Call: KsCreatePin; What happened: the machine was started again since/,
  );
  assert.match(files.get('README.md') ?? '', /a call on it had not returned, so it was not asked again/);
  assert.match(files.get('debugger.txt') ?? '', /^!analyze -v$/m);
  assert.match(files.get('debugger.txt') ?? '', /^bp ks!KsValidateConnectRequest$/m);
  assert.match(files.get('debugger.txt') ?? '', /^!ks\.allstreams 0x2d 7$/m);
  assert.match(files.get('requests/1/bytes.txt') ?? '', /KSPIN_CONNECT\.PinId/);
  assert.deepEqual(JSON.parse(files.get('versions.json') ?? '').drivers.at(-1).driver, '1.2.3.4');
  assert.doesNotMatch([...files.values()].join('\n'), /someone/);
});

test('what is in a bundle opens again: the descriptor lints and has the bytes, the capabilities are those of the filter', async () => {
  const evidence = await collectEvidence({
    target: 'local',
    host: ok({ calls: fakeHost([]), hello }),
    connects: [],
  });
  const files = evidenceFiles(evidence);
  const doc = parseDescriptor(files.get('requests/1/connect.kspin.json') ?? '', 'file:///connect.kspin.json');
  assert.deepEqual(
    diagnose(doc, noFiles).filter(({ severity }) => severity === 'error'),
    [],
  );
  const [entry] = connectsOf(doc);
  assert.ok(entry?.request);
  const encoded = encodeConnect(entry.request, 'x64');
  assert.ok(encoded.ok);
  assert.deepEqual(encoded.value, fromHex(goodSpeaker().bytes));
  const capabilities = capabilitiesFromJson(
    JSON.parse(files.get('capabilities/1.kscaps.json') ?? '') as Json,
  );
  assert.ok(capabilities.ok);
  assert.equal(capabilities.value.filter.name, 'kspin rig video');
});

test('a connect that came back is in it with its result, and can be run as a test', async () => {
  const { filter, bytes, access } = goodSpeaker();
  const request = decodeConnect(fromHex(bytes) ?? new Uint8Array(), 'x64').request;
  const answer = answerOf(
    { outcome: 'refused', win32: 1169, elapsedMs: 1 },
    { request, capabilities: undefined, evenIfBusy: '' },
  );
  const connects = [{ name: 'refused', filter, bytes, access, answer }];
  const evidence = await collectEvidence({
    target: 'local',
    host: ok({ calls: fakeHost([]), hello }),
    connects,
  });
  const files = evidenceFiles(evidence);
  assert.equal(JSON.parse(files.get('requests/2/result.json') ?? '').code, 'ERROR_NO_MATCH');
  const {
    connects: [connect],
  } = JSON.parse(files.get('requests/2/connect.kspin.json') ?? '');
  assert.equal(connect.expect, 'ERROR_NO_MATCH');
  assert.equal(connect.DesiredAccess, 'GENERIC_WRITE | GENERIC_READ');
});

test('bytes that are no connect request stay as bytes', async () => {
  const connects = [{ name: 'short', filter: cameraPath(), bytes: '0011' }];
  const evidence = await collectEvidence({
    target: 'local',
    host: ok({ calls: fakeHost([]), hello }),
    connects,
  });
  const files = evidenceFiles(evidence);
  const doc = parseDescriptor(files.get('requests/2/connect.kspin.json') ?? '', 'file:///connect.kspin.json');
  assert.deepEqual(doc.problems, []);
  assert.match(files.get('requests/2/bytes.txt') ?? '', /^0011\n/);
});

test('a target that cannot be asked is in the bundle as its reason', async () => {
  const host = fail<HostFailure>({
    kind: 'not-started',
    message: 'ssh:lab1 did not start: no machine is named lab1',
  });
  const evidence = await collectEvidence({ target: 'ssh:me@lab1', host, connects: [] });
  const readme = evidenceFiles(evidence).get('README.md') ?? '';
  assert.match(
    readme,
    /## The target could not be asked\n\nssh:<host> did not start: no machine is named <host>/,
  );
});

test('the zip holds the files under one folder', async () => {
  const zip = unzipSync(zipOf('evidence', new Map([['a/b.txt', 'text']])));
  assert.deepEqual(Object.keys(zip), ['evidence/a/b.txt']);
  assert.equal(Buffer.from(zip['evidence/a/b.txt'] ?? []).toString(), 'text');
});
