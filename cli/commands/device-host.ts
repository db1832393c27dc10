// `kspin device-host --stdio`: what `ssh:HOST` starts on a test machine. The bundle beside this one takes over the process, so
// that there is one process to end, and its standard streams are the pipe.
import { pathToFileURL } from 'node:url';
import { type ExitCode, endWith, exit } from '#cli/command.ts';
import { hostBundle } from '#cli/program-files.ts';
import type { Terminal } from '#cli/terminal.ts';

/** Undefined when the device host has taken over: the exit code is then its own. */
export async function runDeviceHost(
  words: readonly string[],
  terminal: Terminal,
): Promise<ExitCode | undefined> {
  const bundle = hostBundle();
  if (!bundle.ok) return endWith(exit.trouble, terminal, `kspin device-host: ${bundle.error}`);
  process.argv = [process.execPath, bundle.value, ...words];
  await import(pathToFileURL(bundle.value).href);
  return undefined;
}
