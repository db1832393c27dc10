// "KS: Set Up Test Machine": puts the device host on a test machine and finds out whether it works there. Each step that can fail
// ends with its cause and what to do about it; nothing is installed there but one folder.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { kspinVersion } from '#device-host/version.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import { startHost } from './host-client.ts';
import { exitText } from './host-process.ts';
import { type ProgramRun, runProgram } from './run-program.ts';
import { hostFolder, scpArgs, sshArgs, sshTrouble } from './ssh.ts';
import type { Target } from './target.ts';

export type SshTarget = Extract<Target, { readonly kind: 'ssh' }>;

export interface SetUpOptions {
  /** Folder with a device host for each kind of machine: `win32-x64/kspin-host`, `win32-arm64/kspin-host`. */
  readonly hosts: string;
  readonly client: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Told what is being done, when it begins. */
  readonly onStep?: (text: string) => void;
}

export interface TestMachine {
  /** Node's names: 'win32', 'x64', '22.1.0'. */
  readonly platform: string;
  readonly arch: string;
  readonly node: string;
  /** kspin's version there, the same as here. */
  readonly kspin: string;
}

const oldestNode = 20;
const askMs = 30_000;
const copyMs = 300_000;

/** The error follows a colon and says what to do. */
export async function setUpTarget(
  target: SshTarget,
  options: SetUpOptions,
): Promise<Result<TestMachine, string>> {
  const { host } = target;
  const step = options.onStep ?? (() => {});
  step(`asking ${host} for its Node`);
  const machine = await askMachine(host, options);
  if (!machine.ok) return machine;
  const kind = `${machine.value.platform}-${machine.value.arch}`;
  const local = join(options.hosts, kind);
  const unfit = unfitText(host, machine.value, local);
  if (unfit !== undefined) return fail(unfit);
  step(`copying the device host for ${kind}`);
  const copied = await run('scp', scpArgs(hostFolder, host), options, copyMs, local);
  if (copied.code !== 0) return fail(troubleText(host, copied));
  step('starting it');
  const started = await startHost(target, {
    hostBundle: '',
    client: options.client,
    ...(options.env && { env: options.env }),
  });
  if (!started.ok) return fail(started.error.message);
  const { kspin } = started.value.hello;
  await started.value.dispose();
  if (kspin === kspinVersion) return ok({ ...machine.value, kspin });
  return fail(
    `${host} answers as kspin ${kspin}, this is ${kspinVersion}: another folder ${hostFolder} is in the way there`,
  );
}

/** Asked without quotes and spaces, which every shell would read in its own way. */
const question = 'node -p process.versions.node+process.platform+process.arch';
const answer = /^(\d+\.\d+\.\d+)(aix|android|darwin|freebsd|linux|openbsd|sunos|win32)(\w+)$/m;

async function askMachine(
  host: string,
  options: SetUpOptions,
): Promise<Result<Omit<TestMachine, 'kspin'>, string>> {
  const asked = await run('ssh', sshArgs(host, question), options, askMs);
  if (asked.code !== 0) return fail(troubleText(host, asked));
  const [, node = '', platform = '', arch = ''] = answer.exec(asked.stdout.replaceAll('\r', '')) ?? [];
  if (node === '')
    return fail(`node on ${host} did not say what it is, but: ${asked.stdout.trim().slice(0, 200)}`);
  return ok({ node, platform, arch });
}

function unfitText(host: string, machine: Omit<TestMachine, 'kspin'>, local: string): string | undefined {
  const { node, platform, arch } = machine;
  if (Number.parseInt(node, 10) < oldestNode) {
    return `${host} has Node ${node}; the device host needs ${oldestNode} or newer there`;
  }
  if (platform !== 'win32')
    return `${host} is ${platform}; drivers are on Windows, so the device host is for Windows only`;
  if (!existsSync(join(local, hostFolder, 'device-host.cjs'))) {
    return `this kspin brings no device host for ${platform} ${arch}; in a checkout npm run build:hosts makes it`;
  }
  return undefined;
}

function run(
  program: 'ssh' | 'scp',
  args: readonly string[],
  { env, signal }: SetUpOptions,
  limitMs: number,
  cwd?: string,
): Promise<ProgramRun> {
  const command = { command: program, args, env: { ...process.env, ...env } };
  return runProgram(command, { limitMs, ...(cwd && { cwd }), ...(signal && { signal }) });
}

function troubleText(host: string, exit: ProgramRun): string {
  if (exit.signal !== undefined) return `${host} took too long, or it was cancelled`;
  return sshTrouble(host, exit)?.message ?? `ssh ${exitText(exit)}`;
}
