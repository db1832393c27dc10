// The device host: the only process that touches a driver. It can be taken down by one at any moment, so it holds nothing
// that others need, and it ends with whoever started it.
import { resolve } from 'node:path';
import type { Backend } from '#device-host/backend.ts';
import { simulatedTarget } from '#device-host/simulated/load.ts';
import { windowsBackend } from '#device-host/windows/backend.ts';
import { isCallThread, runCallThread } from '#device-host/windows/call-thread.ts';
import type { Result } from '#ks/result.ts';
import { type HostArgs, readArgs, usage } from './args.ts';
import { runHost } from './run.ts';

/** The threads that make native calls run this file too, so that a test machine needs one. */
const program = resolve(process.argv[1] ?? 'device-host.cjs');

async function main(): Promise<void> {
  const args = readArgs(process.argv.slice(2));
  if (args.ok) {
    runHost(await backendOf(args.value), args.value.journalFolder);
  } else {
    process.stderr.write(`${args.error}\nusage: ${usage}\n`);
    process.exitCode = 2;
  }
}

async function backendOf({ target }: HostArgs): Promise<Result<Backend, string>> {
  if (target.kind === 'local') return windowsBackend(program);
  // As a driver takes its caller down: nothing is closed, nothing is said.
  return simulatedTarget(target.file, target.fault, () => process.kill(process.pid, 'SIGKILL'));
}

if (isCallThread()) runCallThread();
else void main();
