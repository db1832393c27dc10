// A conversation with a device host in one process: the requests of a client, answered by a backend of the test's choice.
import assert from 'node:assert/strict';
import { ResponseError } from 'vscode-jsonrpc/node';
import type { Backend } from '#device-host/backend.ts';
import { serve } from '#device-host/host/serve.ts';
import type { OpenedJournal } from '#device-host/journal.ts';
import {
  type JournalRecord,
  protocolVersion,
  type RequestName,
  type Requests,
  type UnfinishedCall,
} from '#device-host/protocol.ts';
import type { Result } from '#ks/result.ts';
import { memoryPipe } from './memory-pipe.ts';

/** A journal in memory that remembers what was begun, in order. */
export function memoryJournal(unfinished: readonly UnfinishedCall[] = []) {
  const begun: JournalRecord[] = [];
  const open = new Map<string, JournalRecord>();
  let forgotten = false;
  const opened: OpenedJournal = {
    journal: {
      begin: (record) => {
        begun.push(record);
        open.set(record.id, record);
      },
      end: (id) => open.delete(id),
      settle: () => {},
      inFlight: () => [...open.values()],
      close: () => {},
    },
    unfinished,
    forget: () => {
      forgotten = true;
    },
    read: () => [{ pid: 1, ended: 'running', calls: begun }],
  };
  return { opened, begun, forgotten: () => forgotten };
}

export function talkTo(backend: Result<Backend, string>, journal = memoryJournal()) {
  const pipe = memoryPipe();
  const served = serve(pipe.host, backend, journal.opened);
  pipe.host.listen();
  const ask = <M extends RequestName>(method: M, params: Requests[M]['params']) =>
    pipe.client.sendRequest<Requests[M]['result']>(method, params);
  const hello = () => ask('host/hello', { protocol: protocolVersion, client: 'test' });
  return { ...pipe, served, journal, ask, hello };
}

export async function errorOf(answer: Promise<unknown>): Promise<ResponseError<unknown>> {
  const error: unknown = await answer.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ResponseError);
  return error;
}
