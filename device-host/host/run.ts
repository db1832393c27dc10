// The life of a device host process: pipes, heartbeat, journal, and its end, which comes with the end of its input.
import { createReadStream, createWriteStream } from 'node:fs';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import type { Backend } from '#device-host/backend.ts';
import { openJournal } from '#device-host/journal.ts';
import type { Notifications } from '#device-host/protocol.ts';
import type { Result } from '#ks/result.ts';
import { serve } from './serve.ts';

const beatMs = 1000;
/** A driver that does not let go of a pin must not keep the process. */
const closingMs = 1500;

/** Serves the other end of standard input and output until it is gone, then ends the process. */
export function runHost(backend: Result<Backend, string>, journalFolder: string): void {
  // Plain streams on the descriptors: under Wine process.stdin fails on a pipe, and these work everywhere.
  const input = createReadStream('', { fd: 0, autoClose: false });
  const output = createWriteStream('', { fd: 1, autoClose: false });
  const connection = createMessageConnection(new StreamMessageReader(input), new StreamMessageWriter(output));
  // A client that is gone hears nothing; the end of the input ends this process.
  const notify = <M extends keyof Notifications>(notice: M, params: Notifications[M]) => {
    void connection.sendNotification(notice, params).catch(() => {});
  };
  const warn = (message: string) => notify('host/log', { level: 'warning', message });
  const opened = openJournal(journalFolder, warn, {
    flush: backend.ok && backend.value.kind === 'windows',
  });
  const session = serve(connection, backend, opened);
  const beat = setInterval(() => notify('host/beat', session.beat()), beatMs);

  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    clearInterval(beat);
    const late = setTimeout(() => process.exit(0), closingMs);
    await session.close();
    clearTimeout(late);
    opened.journal.close();
    process.exit(0);
  };
  input.on('end', end).on('error', end);
  // The other end is gone: there is nobody left to answer.
  output.on('error', end);
  connection.listen();
}
