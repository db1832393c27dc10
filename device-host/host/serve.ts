// Which request goes where. It knows nothing of processes and pipes, so that tests hold a conversation over pipes in memory.
import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc/node';
import type { Backend } from '#device-host/backend.ts';
import type { OpenedJournal } from '#device-host/journal.ts';
import type { RequestName, Requests } from '#device-host/protocol.ts';
import type { Result } from '#ks/result.ts';
import { Session } from './session.ts';

type Handlers = {
  readonly [M in RequestName]: (
    params: Requests[M]['params'],
    token: CancellationToken,
  ) => Promise<Requests[M]['result']> | Requests[M]['result'];
};

/** Answers the requests that come over the connection. */
export function serve(
  connection: MessageConnection,
  backend: Result<Backend, string>,
  opened: OpenedJournal,
): Session {
  const session = new Session(backend, opened, () => {
    void connection.sendNotification('filters/changed', {}).catch(() => {});
  });
  const handlers: Handlers = {
    'host/hello': (params) => session.hello(params),
    'filters/list': (params, token) => session.list(params, token),
    'filter/read': (params, token) => session.read(params, token),
    'pin/create': (params, token) => session.create(params, token),
    'pin/close': (params) => session.closePin(params),
    'pin/setState': (params) => session.setState(params),
    'filter/propose': (params, token) => session.propose(params, token),
    'property/read': (params) => session.readProperty(params),
    'property/write': (params) => session.writeProperty(params),
    'filters/watch': () => session.watchFilters(),
    'journal/read': () => session.readJournal(),
    'pins/open': () => session.openPins(),
  };
  for (const [method, handler] of Object.entries(handlers)) {
    const answer = handler as (params: unknown, token: CancellationToken) => unknown;
    connection.onRequest(method, async (params: unknown, token: CancellationToken) => {
      try {
        return await answer(params, token);
      } finally {
        // Whoever has an answer shall never read that its call had not returned.
        opened.journal.settle();
      }
    });
  }
  return session;
}
