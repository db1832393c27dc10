import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  type Deadlines,
  type HostState,
  HostSupervisor,
  startHost,
  type Target,
} from '#device-host/client/index.ts';
import type { SupervisorOptions } from '#device-host/client/supervisor.ts';
import { hostBundle, temporaryFolder } from './host-under-test.ts';
import { goodSpeaker } from './rig-filters.ts';

const hangingHost = fileURLToPath(new URL('./fixtures/hosts/hanging-host.ts', import.meta.url));
const fakeHost = fileURLToPath(new URL('./fixtures/hosts/fake-host.mjs', import.meta.url));

function exec(...command: [string, ...string[]]): Target {
  return { kind: 'exec', command, text: command.join(' ') };
}

function fake(way: string, ...rest: string[]): Target {
  return exec(process.execPath, fakeHost, way, ...rest);
}

/** Long enough for a loaded machine to answer; a test of lateness shortens the one it means. */
function options(deadlines: Partial<Deadlines> = {}): SupervisorOptions {
  return { hostBundle, client: 'test', deadlines };
}

/** A supervisor that is shut down with the test, and what its listener heard. */
function supervise(t: TestContext, target: Target, supervisorOptions: SupervisorOptions = options()) {
  const states: HostState[] = [];
  let heard = () => {};
  const host = new HostSupervisor(target, supervisorOptions, (state) => {
    states.push(state);
    heard();
  });
  t.after(() => host.dispose());
  const kinds = () => states.map(({ kind }) => kind);
  const until = async (kind: HostState['kind']) => {
    while (host.state.kind !== kind) {
      await new Promise<void>((resolve) => {
        heard = resolve;
      });
    }
    return host.state;
  };
  return { host, kinds, until };
}

async function startFailure(target: Target, deadlines: Partial<Deadlines> = {}) {
  const started = await startHost(target, options(deadlines));
  assert.ok(!started.ok);
  return started.error;
}

test('a host is not started before it is needed, and once for calls side by side', async (t) => {
  const { host, kinds } = supervise(t, fake('good'));
  assert.deepEqual(kinds(), []);
  const answers = await Promise.all([host.listFilters(), host.listFilters(), host.listFilters()]);
  for (const answer of answers) assert.ok(answer.ok);
  assert.deepEqual(kinds(), ['starting', 'running']);
});

test('a program that is not there is named as the reason', async () => {
  const failure = await startFailure(exec('kspin-no-such-program'));
  assert.equal(failure.kind, 'not-started');
  assert.equal(
    failure.message,
    'exec:kspin-no-such-program did not start: the device host could not be started: no such program',
  );
});

test('a program that ends at once is reported with its exit code and its last words', async () => {
  const failure = await startFailure(fake('fails', 'permission denied'));
  assert.equal(failure.kind, 'not-started');
  assert.match(failure.message, /the device host ended with exit code 7: permission denied$/);
  assert.equal(failure.exit?.code, 7);
});

test('a program that is no device host is told by what it said', async () => {
  const failure = await startFailure(fake('says', 'Welcome to the test machine'));
  assert.equal(failure.kind, 'not-started');
  assert.match(failure.message, /is not a device host: it said "Welcome to the test machine"$/);
});

test('a program that says nothing at all is given up after its deadline, and ended', async () => {
  const failure = await startFailure(fake('silent'), { hello: 100 });
  assert.equal(failure.kind, 'not-started');
  assert.match(failure.message, /no answer within 0.1 s while greeting it/);
  assert.ok(failure.exit);
});

test('a host of another version is refused, and not started again by itself', async (t) => {
  const { host, kinds } = supervise(t, fake('other-version'));
  const first = await host.listFilters();
  assert.ok(!first.ok);
  assert.equal(first.error.kind, 'refused');
  assert.match(
    first.error.message,
    /speaks protocol 99 \(kspin 9\.9\.9\), this side 2: install the same kspin/,
  );
  const second = await host.listFilters();
  assert.ok(!second.ok);
  assert.equal(second.error.kind, 'given-up');
  assert.deepEqual(kinds(), ['starting', 'given-up']);
});

test('a host that will not work says why in its own words', async (t) => {
  const { host } = supervise(t, fake('refuses'));
  const answer = await host.listFilters();
  assert.ok(!answer.ok);
  assert.deepEqual([answer.error.kind, answer.error.message], ['refused', 'local needs Windows']);
  assert.deepEqual([host.state.kind, host.state.reason], ['given-up', 'local needs Windows']);
});

test('a host that dies in a call is told by exit code and last words, and the next call gets a new one', async (t) => {
  const { host, kinds } = supervise(t, fake('dies-at-list'));
  const answer = await host.listFilters();
  assert.ok(!answer.ok);
  assert.equal(answer.error.kind, 'died');
  assert.equal(
    answer.error.message,
    'the device host ended with exit code 3: Error: a driver wrote over me, while listing filters',
  );
  assert.deepEqual(kinds(), ['starting', 'running', 'dead']);
  await host.start();
  assert.deepEqual(kinds(), ['starting', 'running', 'dead', 'starting', 'running']);
});

test('a host that is taken down by a signal is told by its name', {
  skip: process.platform === 'win32' && 'Windows has no signals',
}, async (t) => {
  const { host } = supervise(t, fake('killed-at-list'));
  const answer = await host.listFilters();
  assert.ok(!answer.ok);
  assert.equal(answer.error.message, 'the device host was ended by SIGSEGV, while listing filters');
  assert.equal(answer.error.exit?.signal, 'SIGSEGV');
});

test('a call that hangs is reported after its deadline, and its host is ended and replaced', async (t) => {
  const { host, kinds } = supervise(t, fake('hangs-at-list'), options({ list: 100 }));
  const first = await host.start();
  assert.ok(first.ok);
  const answer = await host.listFilters();
  assert.ok(!answer.ok);
  assert.equal(answer.error.kind, 'deadline');
  assert.match(
    answer.error.message,
    /no answer within 0.1 s while listing filters; the call may still be inside/,
  );
  assert.equal(host.state.kind, 'hung');
  assert.match(host.state.reason, /in flight: createPin on the filter/);
  await first.value.exited;
  assert.ok((await host.start()).ok);
  assert.deepEqual(kinds(), ['starting', 'running', 'hung', 'starting', 'running']);
});

test('a create that hangs in the driver is named by the journal when its host is replaced', async (t) => {
  const target = exec(process.execPath, hangingHost, temporaryFolder());
  const { host } = supervise(t, target, options({ create: 300 }));
  const first = await host.start();
  assert.ok(first.ok);
  const answer = await host.createPin(goodSpeaker());
  assert.ok(!answer.ok);
  assert.match(answer.error.message, /no answer within 0.3 s while KsCreatePin/);
  await first.value.exited;
  const second = await host.start();
  assert.ok(second.ok);
  const { filter, bytes } = goodSpeaker();
  assert.deepEqual(
    second.value.hello.unfinished.map((record) => [
      record.call,
      record.filter,
      record.bytes?.startsWith(bytes),
    ]),
    [['createPin', filter, true]],
  );
  const listed = await host.listFilters();
  assert.ok(listed.ok && listed.value.filters.length === 2);
});

test('a host whose event loop stands still is hung, though no call is late', async (t) => {
  const { host, until } = supervise(t, fake('freezes-after-hello'), options({ beat: 300 }));
  const started = await host.start();
  assert.ok(started.ok);
  const state = await until('hung');
  assert.match(state.reason, /no sign of life for/);
  const exit = await started.value.exited;
  assert.ok(exit.signal ?? exit.code);
});

test('a host that writes nonsense into the pipe is late, not misunderstood', async (t) => {
  const said: string[] = [];
  const { host } = supervise(t, fake('garbage-after-hello'), {
    ...options({ list: 500 }),
    onLog: (_level, message) => said.push(message),
  });
  const answer = await host.listFilters();
  assert.ok(!answer.ok);
  assert.equal(answer.error.kind, 'deadline');
  assert.match(said.join('\n'), /the pipe to the device host/);
});

test('a caller that gives up gets its answer at once and the host lives on', async (t) => {
  const { host } = supervise(t, fake('hangs-at-list'));
  assert.ok((await host.start()).ok);
  const answer = await host.listFilters({}, { signal: AbortSignal.abort() });
  assert.ok(!answer.ok);
  assert.equal(answer.error.kind, 'cancelled');
  const controller = new AbortController();
  const waiting = host.listFilters({}, { signal: controller.signal });
  controller.abort();
  const second = await waiting;
  assert.ok(!second.ok);
  assert.equal(second.error.kind, 'cancelled');
  assert.equal(host.state.kind, 'running');
});

test('a host that is lost too often is given up until somebody asks for it', async (t) => {
  const { host, kinds } = supervise(t, fake('dies-at-list'), {
    ...options(),
    restarts: { count: 2, withinMs: 600_000 },
  });
  for (let call = 0; call < 3; call++) assert.ok(!(await host.listFilters()).ok);
  assert.equal(host.state.kind, 'given-up');
  assert.match(
    host.state.reason,
    /^the device host was lost 3 times in 10 minutes and is not started again by itself; last: .*exit code 3/,
  );
  const before = kinds().length;
  const refused = await host.listFilters();
  assert.ok(!refused.ok);
  assert.equal(refused.error.kind, 'given-up');
  assert.equal(kinds().length, before);
  assert.ok((await host.restart()).ok);
  assert.equal(host.state.kind, 'running');
});

test('a host that does not end by itself is ended when the supervisor is', async (t) => {
  const { host } = supervise(t, fake('ignores-end'));
  const started = await host.start();
  assert.ok(started.ok);
  await host.dispose();
  const exit = await started.value.exited;
  assert.ok(exit.signal ?? exit.code);
  const late = await host.listFilters();
  assert.ok(!late.ok);
  assert.equal(late.error.message, 'the device host was shut down');
});

test('a supervisor that is shut down does not wait for a host that never greets', async (t) => {
  const { host, kinds } = supervise(t, fake('silent'), options({ hello: 600_000 }));
  const starting = host.start();
  await host.dispose();
  const started = await starting;
  assert.ok(!started.ok);
  assert.equal(started.error.kind, 'not-started');
  assert.equal(kinds().at(-1), 'stopped');
});

test('a real host ends by itself when its client is gone', async (t) => {
  const folder = temporaryFolder();
  const target: Target = { kind: 'simulate', file: fixturePath() };
  const { host } = supervise(t, target, { ...options(), journal: folder });
  const started = await host.start();
  assert.ok(started.ok);
  await host.dispose();
  assert.deepEqual(
    { ...(await started.value.exited), stderr: '' },
    { code: 0, signal: undefined, stderr: '' },
  );
});

test('a capability file that is missing or broken is the reason why nothing starts', async () => {
  const missing = await startFailure({ kind: 'simulate', file: join(temporaryFolder(), 'no.kscaps.json') });
  assert.equal(missing.kind, 'refused');
  assert.match(
    missing.message,
    /the capability file .*no\.kscaps\.json cannot be read: there is no such file/,
  );
  const broken = await startFailure({ kind: 'simulate', file: fakeHost });
  assert.equal(broken.kind, 'refused');
  assert.match(broken.message, /fake-host\.mjs cannot be read: SyntaxError/);
});

test('local where there is no Windows is refused with what to do instead', {
  skip: process.platform === 'win32' && 'this is Windows',
}, async () => {
  const failure = await startFailure({ kind: 'local' });
  assert.equal(failure.kind, 'refused');
  assert.equal(failure.message, 'local needs Windows; use simulate:FILE.kscaps.json or exec:COMMAND');
});

test('a host that is killed between two calls is replaced at the second', async (t) => {
  const { host, kinds } = supervise(
    t,
    { kind: 'simulate', file: fixturePath() },
    {
      ...options(),
      journal: temporaryFolder(),
    },
  );
  const started = await host.start();
  assert.ok(started.ok);
  started.value.kill();
  await started.value.exited;
  assert.ok((await host.listFilters()).ok);
  assert.deepEqual(kinds(), ['starting', 'running', 'dead', 'starting', 'running']);
});

test('a host ends with its client, even when that is killed', async () => {
  const journal = temporaryFolder();
  const script = `
    import { startHost } from '#device-host/client/index.ts';
    const [target, options] = JSON.parse(process.argv[1]);
    const started = await startHost(target, options);
    if (!started.ok) throw new Error(started.error.message);
    const listed = await started.value.listFilters();
    if (!listed.ok) throw new Error(listed.error.message);
    await started.value.readFilter(listed.value.filters[0].path);
    process.stdout.write('read');
  `;
  const target: Target = { kind: 'simulate', file: fixturePath() };
  const parameters = JSON.stringify([target, { ...options(), journal }]);
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script, parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await once(parent.stdout, 'data');
  assert.equal(String(said), 'read');
  assert.equal(readdirSync(journal).length, 1);
  // The host removes its journal as the last thing it does.
  const changed = watch(journal);
  let change = once(changed, 'change');
  parent.kill('SIGKILL');
  while (readdirSync(journal).length > 0) {
    await change;
    change = once(changed, 'change');
  }
  changed.close();
});

function fixturePath(): string {
  return fileURLToPath(new URL('./fixtures/rig.kscaps.json', import.meta.url));
}
