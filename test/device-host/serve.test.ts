import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { hostErrors, protocolVersion, type UnfinishedCall } from '#device-host/protocol.ts';
import { simulatedBackend } from '#device-host/simulated/backend.ts';
import { capabilitiesFromJson } from '#ks/capability-file.ts';
import { fail, ok } from '#ks/result.ts';
import { errorOf, memoryJournal, talkTo } from './conversation.ts';
import { fakeBackend } from './fake-backend.ts';
import { goodSpeaker, rigFilters, speakerPath } from './rig-filters.ts';

test('the greeting says which protocol, which kspin, which backend and which layout', async () => {
  const host = talkTo(ok(simulatedBackend(rigFilters())));
  const hello = await host.hello();
  assert.equal(hello.protocol, protocolVersion);
  assert.deepEqual([hello.backend, hello.layout, hello.unfinished], ['simulated', 'x64', []]);
  host.close();
});

test('a client of another protocol version is refused in words, and nothing after it works', async () => {
  const host = talkTo(ok(simulatedBackend(rigFilters())));
  const error = await errorOf(host.ask('host/hello', { protocol: 99, client: 'test' }));
  assert.equal(error.code, hostErrors.wrongVersion);
  assert.match(error.message, /speaks protocol 2, the client 99: install the same kspin on both machines/);
  assert.equal((await errorOf(host.ask('filters/list', {}))).code, hostErrors.notGreeted);
  host.close();
});

test('a host without a backend greets with the reason', async () => {
  const host = talkTo(fail('local needs Windows; use simulate:FILE.kscaps.json or exec:COMMAND'));
  const error = await errorOf(host.hello());
  assert.equal(error.code, hostErrors.noBackend);
  assert.equal(error.message, 'local needs Windows; use simulate:FILE.kscaps.json or exec:COMMAND');
  host.close();
});

test('what the journal had left over is told in the greeting and then forgotten', async () => {
  const left: UnfinishedCall = {
    id: '1',
    time: 't',
    call: 'createPin',
    filter: 'f',
    bytes: '00',
    ended: 'machine',
  };
  const host = talkTo(ok(simulatedBackend(rigFilters())), memoryJournal([left]));
  assert.equal(host.journal.forgotten(), false);
  assert.deepEqual((await host.hello()).unfinished, [left]);
  assert.equal(host.journal.forgotten(), true);
  host.close();
});

test('a filter that registers three categories is one row with three categories', async () => {
  const host = talkTo(ok(simulatedBackend(rigFilters())));
  await host.hello();
  const { filters, problems } = await host.ask('filters/list', {});
  assert.deepEqual(problems, []);
  assert.deepEqual(
    filters.map(({ name, categories }) => [name, categories.length]),
    [
      ['kspin rig audio', 3],
      ['kspin rig video', 3],
    ],
  );
  host.close();
});

test('a filter that is read comes as the JSON of a capability file', async () => {
  const host = talkTo(ok(simulatedBackend(rigFilters())));
  await host.hello();
  const read = capabilitiesFromJson(await host.ask('filter/read', { path: speakerPath() }));
  assert.deepEqual(read, ok(rigFilters()[0]));
  host.close();
});

test('a filter that is gone is an error that says so', async () => {
  const host = talkTo(ok(simulatedBackend(rigFilters())));
  await host.hello();
  const error = await errorOf(host.ask('filter/read', { path: '\\\\?\\gone' }));
  assert.equal(error.code, hostErrors.noFilter);
  assert.deepEqual(error.data, { call: 'open', win32: 2 });
  assert.match(error.message, /ERROR_FILE_NOT_FOUND \(2\); it was unplugged, disabled or removed/);
  host.close();
});

test('a category that cannot be listed is a problem and the others are listed', async () => {
  const simulated = simulatedBackend(rigFilters());
  let calls = 0;
  const backend = fakeBackend({
    ...simulated,
    interfaces: async (category) =>
      ++calls === 1 ? fail({ call: 'interfaces', win32: 5 }) : simulated.interfaces(category),
  });
  const host = talkTo(ok(backend));
  await host.hello();
  const { filters, problems } = await host.ask('filters/list', {});
  assert.equal(filters.length, 2);
  assert.equal(problems.length, 1);
  assert.match(problems.join(), /^KSCATEGORY_\w+ cannot be listed: ERROR_ACCESS_DENIED$/);
  host.close();
});

test('a pin is opened, listed, closed, and closing it again is an error', async () => {
  const host = talkTo(ok(simulatedBackend(rigFilters())));
  await host.hello();
  const created = await host.ask('pin/create', goodSpeaker());
  assert.deepEqual([created.outcome, created.win32, created.pin], ['opened', 0, 1]);
  const open = await host.ask('pins/open', {});
  assert.deepEqual(
    open.map(({ pin, filter, pinId, bytes }) => ({ pin, filter, pinId, bytes })),
    [{ pin: 1, filter: speakerPath(), pinId: 0, bytes: goodSpeaker().bytes }],
  );
  assert.equal((await host.ask('pin/close', { pin: 1 })).win32, undefined);
  assert.deepEqual(await host.ask('pins/open', {}), []);
  assert.equal((await errorOf(host.ask('pin/close', { pin: 1 }))).code, hostErrors.noPin);
  host.close();
});

test('a block that is not hex is refused before anything is called', async () => {
  const host = talkTo(ok(simulatedBackend(rigFilters())));
  await host.hello();
  const error = await errorOf(host.ask('pin/create', { ...goodSpeaker(), bytes: 'xyz' }));
  assert.equal(error.code, hostErrors.badParams);
  assert.deepEqual(host.journal.begun, []);
  host.close();
});

test('every native call is in the journal before it is made, with filter and bytes', async () => {
  const host = talkTo(ok(simulatedBackend(rigFilters())));
  await host.hello();
  const { filter, bytes } = goodSpeaker();
  await host.ask('pin/create', goodSpeaker());
  assert.deepEqual(
    host.journal.begun.map(({ call, filter: path }) => [call, path]),
    [
      ['open', filter],
      ['ioctl', filter],
      ['ioctl', filter],
      ['createPin', filter],
    ],
  );
  assert.ok(host.journal.begun.at(-1)?.bytes?.startsWith(bytes));
  host.close();
});

test('a call that has not returned is in the next beat', async () => {
  let called = () => {};
  const inside = new Promise<void>((resolve) => {
    called = resolve;
  });
  let release = () => {};
  const hanging = new Promise<void>((resolve) => {
    release = resolve;
  });
  const backend = fakeBackend({
    ...simulatedBackend(rigFilters()),
    createPin: async () => {
      called();
      await hanging;
      return fail({ call: 'createPin', win32: 1 });
    },
  });
  const host = talkTo(ok(backend));
  await host.hello();
  const answer = host.ask('pin/create', goodSpeaker());
  await inside;
  const [record] = host.served.beat().inFlight;
  assert.deepEqual([record?.call, record?.filter], ['createPin', speakerPath()]);
  release();
  await answer;
  assert.deepEqual(host.served.beat().inFlight, []);
  host.close();
});

test('a pin that opens after its client gave up is closed again', async () => {
  let called = () => {};
  const inside = new Promise<void>((resolve) => {
    called = resolve;
  });
  let release = () => {};
  const hanging = new Promise<void>((resolve) => {
    release = resolve;
  });
  const simulated = simulatedBackend(rigFilters());
  const backend = fakeBackend({
    ...simulated,
    createPin: async (...args) => {
      called();
      await hanging;
      return simulated.createPin(...args);
    },
  });
  const host = talkTo(ok(backend));
  await host.hello();
  const source = new CancellationTokenSource();
  const answer = host.client.sendRequest('pin/create', goodSpeaker(), source.token);
  await inside;
  source.cancel();
  // The cancellation is read before this request, which follows it on the same pipe.
  await host.ask('pins/open', {});
  release();
  await answer;
  assert.deepEqual(await host.ask('pins/open', {}), []);
  host.close();
});

test('closing the host closes every pin and every filter handle', async () => {
  const simulated = simulatedBackend(rigFilters());
  const open = new Set<bigint>();
  const backend = fakeBackend({
    ...simulated,
    open: async (path) => {
      const opened = await simulated.open(path);
      if (opened.ok) open.add(opened.value);
      return opened;
    },
    createPin: async (...args) => {
      const pin = await simulated.createPin(...args);
      if (pin.ok) open.add(pin.value);
      return pin;
    },
    close: async (handle) => {
      open.delete(handle);
      return simulated.close(handle);
    },
  });
  const host = talkTo(ok(backend));
  await host.hello();
  await host.ask('pin/create', goodSpeaker());
  await host.ask('pin/create', goodSpeaker());
  assert.equal(open.size, 3);
  await host.served.close();
  assert.equal(open.size, 0);
  host.close();
});
