// The life of a device host process: pipes, heartbeat, journal, and its end, which comes with the end of its input.
import { writeSync } from 'node:fs';
import { createMessageConnection, RAL } from 'vscode-jsonrpc/node';
import type { Backend } from '#device-host/backend.ts';
import { openJournal } from '#device-host/journal.ts';
import { WholeMessageReader } from '#device-host/message-reader.ts';
import { WholeMessageWriter } from '#device-host/message-writer.ts';
import type { Notifications } from '#device-host/protocol.ts';
import type { Result } from '#ks/result.ts';
import { openInput } from './input.ts';
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

/**
 * The library handles each message in a turn of the event loop of its own, and leaves it to its surroundings what that is. Under Wine
 * a turn costs a question to the Wine server, so here it is the end of what runs now.
 */
function handleAtOnce(): void {
  const surroundings = RAL();
  const setImmediate: typeof surroundings.timer.setImmediate = (callback, ...args) => {
    queueMicrotask(() => callback(...args));
    return { dispose: () => {} };
  };
  RAL.install({ ...surroundings, timer: { ...surroundings.timer, setImmediate } });
}

/** Serves the other end of standard input and output until it is gone, then ends the process. */
export function runHost(backend: Result<Backend, string>, journalFolder: string): void {
  handleAtOnce();
  // On the descriptors themselves: under Wine process.stdin and process.stdout fail on a pipe, and these work everywhere.
  const input = openInput();
  const writer = new WholeMessageWriter(pipeOutput(1), (bytes) => {
    const written = writeNow(bytes);
    if (written === bytes.length) input.lookForNext();
    return written;
  });
  const connection = createMessageConnection(new WholeMessageReader(input), writer);
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
    clearTimeout(late);
    opened.journal.close();
    process.exit(0);
  };
  input.on('end', end).on('error', end);
  // The other end is gone: there is nobody left to answer.
  writer.onError(end);
  connection.listen();
}
