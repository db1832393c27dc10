// `ssh:` against a real OpenSSH server on loopback: the device host there is reached, used and left without a trace, and every
// way in which that fails is told as its cause with the next step.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  type HostState,
  HostSupervisor,
  setUpTarget,
  startHost,
  type Target,
} from '#device-host/client/index.ts';
import { filterRoots } from '#extension/tree/filter-rows.ts';
import { noFilters, withHost } from '#extension/tree/filters.ts';
import { presentFilter } from '#extension/tree/present-filters.ts';
import { tell } from '#scripts/lib/run.mjs';
import { buildHost } from '#test/device-host/host-under-test.ts';
import { goodSpeaker } from '#test/device-host/rig-filters.ts';
import { ensureOpenSsh } from './setup.ts';
import { hosts, startTestMachine, type TestMachine } from './test-machine.ts';

const filters = fileURLToPath(new URL('../device-host/fixtures/rig.kscaps.json', import.meta.url));
const fakeHost = fileURLToPath(new URL('../device-host/fixtures/hosts/fake-host.mjs', import.meta.url));
const slowHost = fileURLToPath(new URL('../device-host/fixtures/hosts/slow-host.ts', import.meta.url));
const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));

const why = process.platform === 'linux' ? false : 'the tests of ssh: need Linux';

// Here and not in a hook: what they are built into is removed when the file is done.
const bundle = await buildHost();
const slowBundle = await buildHost(slowHost);

describe('a target on a test machine', { skip: process.env.CI === 'true' ? false : why }, () => {
  let machine: TestMachine;

  before(async () => {
    await ensureOpenSsh(tell);
    machine = await startTestMachine();
  });
  after(() => machine?.stop());
  beforeEach(() => {
    rmSync(join(machine.home, 'kspin-host'), { recursive: true, force: true });
    mkdirSync(join(machine.home, 'kspin-host'));
    install(bundle);
    // There is no Windows behind this sshd, so its node gives the device host a simulated driver.
    setNode(
      `exec '${process.execPath}' "$@" --target 'simulate:${filters}' --journal '${machine.home}/journal'`,
    );
  });

  const install = (file: string) => copyFileSync(file, join(machine.home, 'kspin-host', 'device-host.cjs'));
  /** Each start of node there writes down its process id, which is then that of the device host. */
  const setNode = (last: string) => machine.setNode(`echo $$ > '${machine.home}/pid'`, last);
  const targetOf = (host: string): Target => ({ kind: 'ssh', host });
  const options = () => ({ hostBundle: '', client: 'test', env: machine.env });
  const pid = () => Number(readFileSync(join(machine.home, 'pid'), 'utf8'));

  async function failureOf(host: string, env = machine.env): Promise<string> {
    const started = await startHost(targetOf(host), { ...options(), env });
    assert.ok(!started.ok);
    assert.equal(started.error.kind, 'not-started');
    return started.error.message;
  }

  it('is greeted, listed and asked for a pin as any other, and nothing stays there', async () => {
    const started = await startHost(targetOf(hosts.good), options());
    assert.ok(started.ok, started.ok ? '' : started.error.message);
    const host = started.value;
    assert.equal(host.hello.backend, 'simulated');
    const listed = await host.listFilters();
    assert.ok(listed.ok && listed.value.filters.length === 2);
    const created = await host.createPin(goodSpeaker());
    assert.ok(created.ok && created.value.outcome === 'opened');
    const there = pid();
    await host.dispose();
    assert.equal((await host.exited).code, 0);
    await untilGone(there);
  });

  it('whose connection breaks in the middle of a call says so, and is there again for the next call', async (t) => {
    install(slowBundle);
    const slow = [`'${machine.home}/journal'`, `'${machine.home}/truth'`, `'${filters}'`, '30000'].join(' ');
    setNode(`exec '${process.execPath}' "$1" ${slow}`);
    rmSync(join(machine.home, 'truth'), { force: true });
    const states: HostState[] = [];
    const host = new HostSupervisor(targetOf(hosts.good), options(), (state) => states.push(state));
    t.after(() => host.dispose());
    const creating = host.createPin(goodSpeaker());
    while (
      !existsSync(join(machine.home, 'truth')) ||
      readFileSync(join(machine.home, 'truth')).length === 0
    ) {
      await delay(10);
    }
    const there = pid();
    machine.cut();
    const created = await creating;
    assert.ok(!created.ok);
    assert.equal(created.error.kind, 'died');
    assert.match(
      created.error.message,
      /out of reach: the connection to testbox broke; if the machine went down, its journal names the call .* while KsCreatePin/,
    );
    assert.equal(host.state.kind, 'dead');
    assert.match(
      rowOf(host.state),
      /^\$\(debug-disconnect\) Test machine is out of reach \| .*the connection to testbox broke/,
    );
    await untilGone(there);
    setNode(
      `exec '${process.execPath}' "$@" --target 'simulate:${filters}' --journal '${machine.home}/journal'`,
    );
    install(bundle);
    const listed = await host.listFilters();
    assert.ok(listed.ok, listed.ok ? '' : listed.error.message);
    const running = states.at(-1);
    assert.ok(running?.kind === 'running');
    assert.deepEqual(
      running.hello.unfinished.map(({ call, ended }) => [call, ended]),
      [['open', 'host']],
    );
  });

  const troubles: readonly (readonly [what: string, host: string, said: RegExp])[] = [
    [
      'has a host key that is not known',
      hosts.unknownKey,
      /the host key of testbox-new is not known yet; run ssh testbox-new/,
    ],
    [
      'has another host key than before',
      hosts.changedKey,
      /host key of testbox-changed is another one .*ssh-keygen -R/,
    ],
    [
      'takes none of our keys',
      hosts.wrongKey,
      /testbox-stranger does not let you in: .*must work without a question/,
    ],
    ['runs no ssh server', hosts.noServer, /testbox-off is there but no ssh server answers/],
    ['does not exist', hosts.noSuchHost, /no machine is named testbox-nowhere; check the name/],
  ];
  for (const [what, host, said] of troubles) {
    it(`that ${what} is told by that, in the client, the tree and the command line`, async (t) => {
      assert.match(await failureOf(host), said);
      const supervisor = new HostSupervisor(targetOf(host), options());
      t.after(() => supervisor.dispose());
      assert.ok(!(await supervisor.listFilters()).ok);
      assert.match(rowOf(supervisor.state), /^\$\(debug-disconnect\) Test machine is out of reach \| /);
      assert.match(rowOf(supervisor.state), said);
      const run = await runCli(['filters', '--target', `ssh:${host}`], machine.env);
      assert.equal(run.code, 2);
      assert.match(run.stderr, said);
      assert.equal(run.stderr.trim().split('\n').length, 1, run.stderr);
    });
  }

  it('without Node is told so', async () => {
    machine.setNode();
    assert.match(await failureOf(hosts.good), /there is no Node on testbox, .* install Node 20 or newer/);
  });

  it('without kspin is told what puts it there', async () => {
    rmSync(join(machine.home, 'kspin-host'), { recursive: true });
    const message = await failureOf(hosts.good);
    assert.match(message, /kspin is not on testbox yet; .*kspin setup-target ssh:testbox puts it there/);
  });

  it('with another version of kspin is refused, with what mends it', async (t) => {
    writeFileSync(join(machine.home, 'kspin-host', 'device-host.cjs'), `import('${fakeHost}');\n`);
    setNode(`exec '${process.execPath}' "$1" other-version`);
    writeFileSync(
      join(machine.home, 'kspin-host', 'device-host.cjs'),
      `process.argv[2] = 'other-version'; import('${fakeHost}');\n`,
    );
    const host = new HostSupervisor(targetOf(hosts.good), options());
    t.after(() => host.dispose());
    const listed = await host.listFilters();
    assert.ok(!listed.ok);
    assert.equal(listed.error.kind, 'refused');
    assert.match(listed.error.message, /kspin 9\.9\.9.*kspin setup-target ssh:testbox does that/);
    assert.equal(host.state.kind, 'given-up');
  });

  it('cannot be reached without an ssh client, and that is said', async () => {
    const message = await failureOf(hosts.good, { PATH: machine.home });
    assert.match(message, /there is no ssh on this machine's PATH; install the OpenSSH client/);
  });

  it('that is no Windows, or has an old Node, is not set up', async () => {
    const setUp = () =>
      setUpTarget(
        { kind: 'ssh', host: hosts.good },
        { hosts: machine.home, client: 'test', env: machine.env },
      );
    setNode(`exec '${process.execPath}' "$@"`);
    const linux = await setUp();
    assert.ok(!linux.ok);
    assert.match(linux.error, /testbox is linux; drivers are on Windows/);
    setNode('echo 18.20.1win32x64');
    const old = await setUp();
    assert.ok(!old.ok);
    assert.equal(old.error, 'testbox has Node 18.20.1; the device host needs 20 or newer there');
    setNode('echo 22.1.0win32ia32');
    const other = await setUp();
    assert.ok(!other.ok);
    assert.match(other.error, /brings no device host for win32 ia32/);
  });
});

/** The first row of the Filters view in that state. */
function rowOf(state: HostState): string {
  const [row] = filterRoots(withHost(noFilters, state));
  assert.ok(row);
  const { icon, label, description } = presentFilter(row);
  return `$(${icon}) ${label} | ${description}`;
}

async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await delay(20);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // One that has ended and whose parent has not yet asked is gone too.
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

function runCli(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, ...words], {
      env: { ...process.env, ...env, NO_COLOR: '1' },
    });
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    child.on('close', (code) => resolve({ code, stderr }));
  });
}
