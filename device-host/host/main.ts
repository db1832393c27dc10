// The device host: the only process that touches a driver. It can be taken down by one at any moment, so it holds nothing
// that others need, and it ends with whoever started it.

import type { Backend } from '#device-host/backend.ts';
import { simulatedTarget } from '#device-host/simulated/load.ts';
import { windowsBackend } from '#device-host/windows/backend.ts';
import type { Result } from '#ks/result.ts';
import { type HostArgs, readArgs, usage } from './args.ts';
import { runHost } from './run.ts';

function main(): void {
  const args = readArgs(process.argv.slice(2));
  if (args.ok) {
    runHost(backendOf(args.value), args.value.journalFolder);
  } else {
    process.stderr.write(`${args.error}\nusage: ${usage}\n`);
    process.exitCode = 2;
  }
}

function backendOf({ target }: HostArgs): Result<Backend, string> {
  if (target.kind === 'local') return windowsBackend();
  // As a driver takes its caller down: nothing is closed, nothing is said.
  return simulatedTarget(target.file, target.fault, () => process.kill(process.pid, 'SIGKILL'));
}

main();
