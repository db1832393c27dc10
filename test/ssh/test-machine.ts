// A test machine on loopback: a real sshd with a port, keys and a home folder of its own, and the real ssh client with a
// configuration of its own, so that nothing of the user's is read or written. It listens on 127.0.0.1 only.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { run } from '#scripts/lib/run.mjs';

export interface TestMachine {
  /** Its home folder, where a login begins. */
  readonly home: string;
  /** What a client's process needs to reach it by the names below. */
  readonly env: Readonly<Record<string, string>>;
  /** Makes `node` there a script of these lines; without lines there is none. */
  setNode(...lines: readonly string[]): void;
  /** Ends every login at once, as a network that breaks does. */
  cut(): void;
  stop(): Promise<void>;
}

/** The names in the client's configuration, and how each of them fails. */
export const hosts = {
  good: 'testbox',
  unknownKey: 'testbox-new',
  changedKey: 'testbox-changed',
  wrongKey: 'testbox-stranger',
  noServer: 'testbox-off',
  noSuchHost: 'testbox-nowhere',
} as const;

export async function startTestMachine(): Promise<TestMachine> {
  const folder = mkdtempSync(join(tmpdir(), 'kspin-ssh-'));
  const at = (name: string) => join(folder, name);
  for (const name of ['home', 'client', 'bin']) mkdirSync(at(name));
  for (const key of ['host-key', 'user-key', 'other-key']) {
    const quiet = ['-q', '-t', 'ed25519', '-N', '', '-C', 'kspin-test'];
    await run(`making ${key}`, ['ssh-keygen', ...quiet, '-f', at(key)], () => {});
  }
  const [port, freePort] = [await unusedPort(), await unusedPort()];
  writeServer(at, port);
  writeClient(at, port, freePort);
  // As root, Debian's sshd wants this folder, which its service would make.
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true });
  const server = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', at('sshd_config')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await untilListening(server, port);
  return {
    home: at('home'),
    env: { PATH: `${at('client')}${delimiter}${process.env.PATH}` },
    setNode: (...lines) => {
      if (lines.length === 0) rmSync(at('bin/node'), { force: true });
      else writeScript(at('bin/node'), ...lines);
    },
    cut: () => {
      for (const pid of childrenOf(server.pid ?? 0)) process.kill(pid, 'SIGKILL');
    },
    stop: async () => {
      for (const pid of childrenOf(server.pid ?? 0)) process.kill(pid, 'SIGKILL');
      const gone = once(server, 'exit');
      server.kill('SIGKILL');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function writeServer(at: (name: string) => string, port: number): void {
  // Commands, scp and sftp alike begin in the test's own home folder, with the test's own PATH.
  writeScript(
    at('login'),
    `cd '${at('home')}' || exit 1`,
    `PATH='${at('bin')}'`,
    'export PATH',
    'exec /bin/sh -c "$SSH_ORIGINAL_COMMAND"',
  );
  writeFileSync(at('authorized_keys'), readFileSync(at('user-key.pub')));
  const lines = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${at('host-key')}`,
    'PidFile none',
    `AuthorizedKeysFile ${at('authorized_keys')}`,
    'StrictModes no',
    'UsePAM no',
    'PermitRootLogin yes',
    'PasswordAuthentication yes',
    `ForceCommand ${at('login')}`,
    'Subsystem sftp /usr/lib/openssh/sftp-server',
  ];
  writeFileSync(at('sshd_config'), `${lines.join('\n')}\n`);
}

function writeClient(at: (name: string) => string, port: number, freePort: number): void {
  const known = (key: string) => `[127.0.0.1]:${port} ${readFileSync(at(`${key}.pub`), 'utf8')}`;
  writeFileSync(at('known'), known('host-key'));
  writeFileSync(at('known-other'), known('other-key'));
  writeFileSync(at('known-none'), '');
  const host = (name: string, options: Readonly<Record<string, string | number>> = {}) => {
    const all = {
      HostName: '127.0.0.1',
      Port: port,
      User: userInfo().username,
      IdentityFile: at('user-key'),
      UserKnownHostsFile: at('known'),
      ...options,
    };
    return [`Host ${name}`, ...Object.entries(all).map(([key, value]) => `  ${key} ${value}`)].join('\n');
  };
  const config = [
    host(hosts.good),
    host(hosts.unknownKey, { UserKnownHostsFile: at('known-none') }),
    host(hosts.changedKey, { UserKnownHostsFile: at('known-other') }),
    host(hosts.wrongKey, { IdentityFile: at('other-key') }),
    host(hosts.noServer, { Port: freePort }),
    host(hosts.noSuchHost, { HostName: 'testbox-nowhere.invalid' }),
    'Host *',
    '  IdentitiesOnly yes',
    '  IdentityAgent none',
    '  GlobalKnownHostsFile /dev/null',
  ];
  writeFileSync(at('ssh_config'), `${config.join('\n')}\n`);
  for (const program of ['ssh', 'scp']) {
    writeScript(at(`client/${program}`), `exec /usr/bin/${program} -F '${at('ssh_config')}' "$@"`);
  }
}

function writeScript(file: string, ...lines: readonly string[]): void {
  writeFileSync(file, `${['#!/bin/sh', ...lines].join('\n')}\n`, { mode: 0o755 });
}

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilListening(server: ChildProcess, port: number): Promise<void> {
  let said = '';
  server.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  while (!(await answers(port))) {
    if (server.exitCode !== null) throw new Error(`sshd ended with ${server.exitCode}: ${said}`);
    await delay(20);
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** Processes of Linux whose parent this is; sshd has one for each login. */
function childrenOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => parentOf(pid) === parent)
    .map(Number);
}

function parentOf(pid: string): number | undefined {
  try {
    // pid (name) state ppid ...; the name may hold anything.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}
