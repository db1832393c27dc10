// The conversation on the host's side: a greeting first, then requests, each answered from the backend. It knows nothing of
// processes and pipes, so tests hold it over pipes in memory.
import { type CancellationToken, type MessageConnection, ResponseError } from 'vscode-jsonrpc/node';
import type { Backend } from '#device-host/backend.ts';
import { notOpenedText, OpenPins } from '#device-host/connect.ts';
import type { OpenedJournal } from '#device-host/journal.ts';
import { journaled } from '#device-host/journaled.ts';
import { filterKey, knownCategories, type ListedFilter, listFilters } from '#device-host/list-filters.ts';
import {
  type Beat,
  type CreatePinParams,
  type HelloParams,
  type HelloResult,
  hostErrors,
  type NativeFailure,
  protocolVersion,
  type RequestName,
  type Requests,
} from '#device-host/protocol.ts';
import { readFilter } from '#device-host/read-filter.ts';
import { kspinVersion } from '#device-host/version.ts';
import { fromHex } from '#ks/bytes.ts';
import { capabilitiesToJson } from '#ks/capability-file.ts';
import type { Result } from '#ks/result.ts';

export interface Served {
  /** The next beat for the client. */
  beat(): Beat;
  /** Closes every open pin. */
  close(): Promise<void>;
}

type Handlers = {
  readonly [M in RequestName]: (
    params: Requests[M]['params'],
    token: CancellationToken,
  ) => Promise<Requests[M]['result']> | Requests[M]['result'];
};

/** Answers requests on the connection. Without a backend every greeting is answered with the reason. */
export function serve(
  connection: MessageConnection,
  backend: Result<Backend, string>,
  opened: OpenedJournal,
): Served {
  const driver = backend.ok ? journaled(backend.value, opened.journal) : undefined;
  const pins = driver && new OpenPins(driver);
  let beats = 0;
  let greeted = false;
  let listed: readonly ListedFilter[] = [];

  function ready<T>(part: T | undefined): T {
    if (part === undefined) throw refusal('noBackend', backend.ok ? '' : backend.error);
    if (!greeted) throw refusal('notGreeted', 'the first request must be host/hello');
    return part;
  }

  /** What is known of a filter by its path; listed again when the path is new, and read all the same when it stays unknown. */
  async function identityOf(path: string) {
    const find = () => listed.find((filter) => filterKey(filter.path) === filterKey(path));
    if (find() === undefined) listed = (await listFilters(ready(driver), knownCategories())).filters;
    const { problem: _problem, ...identity } = find() ?? { path, categories: [] };
    return { ...identity, path };
  }

  const handlers: Handlers = {
    'host/hello': (params) => {
      const answer = hello(params, backend, opened);
      greeted = true;
      return answer;
    },
    'filters/list': async ({ category }, token) => {
      const categories = category === undefined ? knownCategories() : [category];
      const listing = await listFilters(ready(driver), categories, () => token.isCancellationRequested);
      if (category === undefined) listed = listing.filters;
      return listing;
    },
    'filter/read': async ({ path }, token) => {
      const here = ready(driver);
      const identity = await identityOf(path);
      const filter = await here.open(path);
      if (!filter.ok) throw nativeRefusal(filter.error);
      try {
        const stopped = () => token.isCancellationRequested;
        return capabilitiesToJson(await readFilter(here, filter.value, identity, stopped));
      } finally {
        await here.close(filter.value);
      }
    },
    'pin/create': async (params, token) => {
      const problem = createProblem(params);
      if (problem !== undefined) throw refusal('badParams', problem);
      const result = await ready(pins).create(params);
      // Nobody waits for the answer any more, so nobody would ever close the pin.
      if (token.isCancellationRequested && result.pin !== undefined) await ready(pins).close(result.pin);
      return result;
    },
    'pin/close': async ({ pin }) => {
      const closed = await ready(pins).close(pin);
      if (closed === undefined) throw refusal('noPin', `no pin ${pin} is open`);
      return closed;
    },
    'pins/open': () => ready(pins).list(),
  };
  for (const [method, handler] of Object.entries(handlers)) {
    connection.onRequest(method, handler as (params: unknown, token: CancellationToken) => unknown);
  }
  return {
    beat: () => ({ beat: ++beats, inFlight: opened.journal.inFlight() }),
    close: async () => pins?.closeAll(),
  };
}

function hello(params: HelloParams, backend: Result<Backend, string>, opened: OpenedJournal): HelloResult {
  if (params?.protocol !== protocolVersion) {
    throw refusal(
      'wrongVersion',
      `the device host (kspin ${kspinVersion}) speaks protocol ${protocolVersion}, the client ${params?.protocol}: install the same kspin on both machines`,
    );
  }
  if (!backend.ok) throw refusal('noBackend', backend.error);
  const answer: HelloResult = {
    protocol: protocolVersion,
    kspin: kspinVersion,
    platform: process.platform,
    arch: process.arch,
    layout: backend.value.layout,
    backend: backend.value.kind,
    unfinished: opened.unfinished,
  };
  opened.forget();
  return answer;
}

/** What a client must not get wrong: a wrong block is sent on purpose, a block that is not bytes is a mistake. */
function createProblem({ filter, bytes, access }: Partial<CreatePinParams>): string | undefined {
  if (typeof filter !== 'string') return 'pin/create needs the path of a filter';
  if (typeof bytes !== 'string' || fromHex(bytes) === undefined) return 'pin/create needs bytes as hex';
  if (typeof access !== 'number') return 'pin/create needs the access as a number';
  return undefined;
}

function refusal(code: keyof typeof hostErrors, message: string): ResponseError<undefined> {
  return new ResponseError(hostErrors[code], message);
}

function nativeRefusal(failure: NativeFailure): ResponseError<NativeFailure> {
  return new ResponseError(hostErrors.noFilter, notOpenedText(failure.win32), failure);
}
