// The device host: the only process that touches a driver. It can be taken down by one at any moment, so it holds nothing
// that others need, and it ends with whoever started it.
import { createReadStream, createWriteStream } from 'node:fs';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import type { Backend } from '#device-host/backend.ts';
import { openJournal } from '#device-host/journal.ts';
import type { Notifications } from '#device-host/protocol.ts';
import { simulatedBackend } from '#device-host/simulated/backend.ts';
import { loadCapabilities } from '#device-host/simulated/load.ts';
import { windowsBackend } from '#device-host/windows/backend.ts';
import { ok, type Result } from '#ks/result.ts';
import { type HostArgs, readArgs, usage } from './args.ts';
import { serve } from './serve.ts';

const beatMs = 1000;
/** A driver that does not let go of a pin must not keep the process. */
const closingMs = 1500;

function main(): void {
  const args = readArgs(process.argv.slice(2));
  if (!args.ok) {
    process.stderr.write(`${args.error}\nusage: ${usage}\n`);
    process.exitCode = 2;
    return;
  }
  run(args.value);
}

function run(args: HostArgs): void {
  // Plain streams on the descriptors: under Wine process.stdin fails on a pipe, and these work everywhere.
  const input = createReadStream('', { fd: 0, autoClose: false });
  const output = createWriteStream('', { fd: 1, autoClose: false });
  const connection = createMessageConnection(new StreamMessageReader(input), new StreamMessageWriter(output));
  // A client that is gone hears nothing; the end of the input ends this process.
  const notify = <M extends keyof Notifications>(notice: M, params: Notifications[M]) => {
    void connection.sendNotification(notice, params).catch(() => {});
  };
  const warn = (message: string) => notify('host/log', { level: 'warning', message });
  const opened = openJournal(args.journalFolder, warn, {
    flush: args.target.kind === 'local',
  });
  const served = serve(connection, backendOf(args), opened);
  const beat = setInterval(() => notify('host/beat', served.beat()), beatMs);

  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    clearInterval(beat);
    const late = setTimeout(() => process.exit(0), closingMs);
    await served.close();
    clearTimeout(late);
    opened.journal.close();
    process.exit(0);
  };
  input.on('end', end).on('error', end);
  // The other end is gone: there is nobody left to answer.
  output.on('error', end);
  connection.listen();
}

function backendOf({ target }: HostArgs): Result<Backend, string> {
  if (target.kind === 'local') return windowsBackend();
  const filters = loadCapabilities(target.file);
  return filters.ok ? ok(simulatedBackend(filters.value)) : filters;
}

main();
