// The life of a device host process: pipes, heartbeat, journal, and its end, which comes with the end of its input.
import { createReadStream, writeSync } from 'node:fs';
import { createMessageConnection, StreamMessageReader } from 'vscode-jsonrpc/node';
import type { Backend } from '#device-host/backend.ts';
import { openJournal } from '#device-host/journal.ts';
import { WholeMessageWriter } from '#device-host/message-writer.ts';
import type { Notifications } from '#device-host/protocol.ts';
import type { Result } from '#ks/result.ts';
import { pipeOutput } from './pipe-output.ts';
import { serve } from './serve.ts';
import { startWatchdog } from './watchdog.ts';

const beatMs = 1000;
/** A driver that does not let go of a pin must not keep the process. */
const closingMs = 1500;

/** A pipe has room for this much when what was written before has been read. */
const shortMessage = 4096;

/** A short answer goes out from here; a long one is written on a thread, where a client that reads slowly stops nothing. */
function writeNow(bytes: Buffer): number {
  if (bytes.length > shortMessage) return 0;
  try {
    return writeSync(1, bytes);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return 0;
    throw error;
  }
}

/** Serves the other end of standard input and output until it is gone, then ends the process. */
export function runHost(backend: Result<Backend, string>, journalFolder: string): void {
  // Plain streams on the descriptors: under Wine process.stdin fails on a pipe, and these work everywhere.
  const input = createReadStream('', { fd: 0, autoClose: false });
  const output = pipeOutput(1);
  const writer = new WholeMessageWriter(output, writeNow);
  const connection = createMessageConnection(new StreamMessageReader(input), writer);
  // A client that is gone hears nothing; the end of the input ends this process.
  const notify = <M extends keyof Notifications>(notice: M, params: Notifications[M]) => {
    void connection.sendNotification(notice, params).catch(() => {});
  };
  const warn = (message: string) => notify('host/log', { level: 'warning', message });
  const opened = openJournal(journalFolder, warn, {
    flush: backend.ok && backend.value.kind === 'windows',
  });
  const session = serve(connection, backend, opened);
  const watchdog = startWatchdog();
  const beat = setInterval(() => {
    watchdog.beat();
    notify('host/beat', session.beat());
  }, beatMs);

  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    clearInterval(beat);
    // A thread that is inside a driver would be waited for without end by a process that exits.
    const late = setTimeout(() => process.kill(process.pid, 'SIGKILL'), closingMs);
    await session.close();
    if (opened.journal.inFlight().length > 0) return;
    opened.journal.close();
    // A read that still waits for input would be waited for too.
    if (!input.readableEnded) process.kill(process.pid, 'SIGKILL');
    clearTimeout(late);
    process.exit(0);
  };
  input.on('end', end).on('error', end);
  // The other end is gone: there is nobody left to answer.
  output.on('error', end);
  connection.listen();
}
