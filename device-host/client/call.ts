// One request with everything that can go wrong around it: late, cancelled, the host gone in the middle. Every ending is a value.
import {
  type CancellationToken,
  CancellationTokenSource,
  type MessageConnection,
  ResponseError,
} from 'vscode-jsonrpc/node';
import { hostErrors, type NativeFailure, type RequestName, type Requests } from '#device-host/protocol.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import type { CallOptions, HostExit, HostFailure } from './device-host.ts';
import { exitText, type HostProcess } from './host-process.ts';

/** The settled forms of the promises that a call races. */
type Ending<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'error'; readonly error: unknown }
  | { readonly kind: 'exit'; readonly exit: HostExit }
  | { readonly kind: 'deadline' | 'cancelled' };

export async function call<M extends RequestName>(
  connection: MessageConnection,
  host: Pick<HostProcess, 'exited' | 'onExit'>,
  request: M,
  params: Requests[M]['params'],
  deadlineMs: number,
  options: CallOptions = {},
): Promise<Result<Requests[M]['result'], HostFailure>> {
  const limit = options.deadline ?? deadlineMs;
  if (options.signal?.aborted) return fail(cancelled(request));
  const source = new CancellationTokenSource();
  const waiting = stopWaiting(host, limit, options.signal);
  const ending = await Promise.race<Ending<Requests[M]['result']>>([
    send(connection, request, params, source.token),
    waiting.stopped,
  ]);
  waiting.clear();
  switch (ending.kind) {
    case 'answer':
      return ok(ending.value);
    case 'deadline':
    case 'cancelled':
      // The host stops between two native calls; the one under way cannot be called back.
      source.cancel();
      return fail(ending.kind === 'deadline' ? late(request, limit) : cancelled(request));
    case 'exit':
      return fail(died(request, ending.exit));
    case 'error':
      return fail(await errorFailure(request, ending.error, host.exited));
  }
}

async function send<M extends RequestName>(
  connection: MessageConnection,
  request: M,
  params: Requests[M]['params'],
  token: CancellationToken,
): Promise<Ending<Requests[M]['result']>> {
  try {
    return { kind: 'answer', value: await connection.sendRequest(request, params, token) };
  } catch (error) {
    return { kind: 'error', error };
  }
}

/** The endings that are no answer; what waits for them is to be cleared. */
type Stop = Exclude<Ending<never>, { readonly kind: 'answer' | 'error' }>;

function stopWaiting(host: Pick<HostProcess, 'onExit'>, ms: number, signal: AbortSignal | undefined) {
  let clear = () => {};
  const stopped = new Promise<Stop>((resolve) => {
    const timer = setTimeout(() => resolve({ kind: 'deadline' }), ms);
    const onAbort = () => resolve({ kind: 'cancelled' });
    signal?.addEventListener('abort', onAbort, { once: true });
    const forget = host.onExit((exit) => resolve({ kind: 'exit', exit }));
    clear = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      forget();
    };
  });
  return { stopped, clear };
}

/** An error answer, or a pipe that broke: then the exit, which follows at once, says more. */
async function errorFailure(
  request: RequestName,
  error: unknown,
  exited: Promise<HostExit>,
): Promise<HostFailure> {
  if (!isAnswer(error)) return died(request, await exited);
  const refusals: readonly number[] = [hostErrors.wrongVersion, hostErrors.noBackend, hostErrors.notGreeted];
  const native = nativeFailure(error.data);
  return {
    kind: refusals.includes(error.code) ? 'refused' : 'answered',
    message: error.message,
    request,
    code: error.code,
    ...(native === undefined ? {} : { native }),
  };
}

/** The library's own codes for a pipe that broke under a request (message write error ... connection inactive). */
const brokenPipe = { first: -32_099, last: -32_096 };

function isAnswer(error: unknown): error is ResponseError<unknown> {
  if (!(error instanceof ResponseError)) return false;
  return error.code < brokenPipe.first || error.code > brokenPipe.last;
}

function nativeFailure(data: unknown): NativeFailure | undefined {
  if (typeof data !== 'object' || data === null || !('win32' in data) || !('call' in data)) return undefined;
  return data as NativeFailure;
}

const doing: Readonly<Record<RequestName, string>> = {
  'host/hello': 'greeting it',
  'filters/list': 'listing filters',
  'filter/read': 'reading a filter',
  'pin/create': 'KsCreatePin',
  'pin/close': 'closing a pin',
  'pin/setState': 'setting the state of a pin',
  'filter/propose': 'proposing formats',
  'property/read': 'reading a property',
  'property/write': 'writing a property',
  'filters/watch': 'asking to be told of changes',
  'journal/read': 'reading the journal',
  'pins/open': 'listing open pins',
};

function late(request: RequestName, ms: number): HostFailure {
  const message = `no answer within ${ms / 1000} s while ${doing[request]}; the call may still be inside the driver`;
  return { kind: 'deadline', message, request };
}

function cancelled(request: RequestName): HostFailure {
  return { kind: 'cancelled', message: `cancelled while ${doing[request]}`, request };
}

function died(request: RequestName, exit: HostExit): HostFailure {
  return {
    kind: 'died',
    message: `the device host ${exitText(exit)}, while ${doing[request]}`,
    request,
    exit,
  };
}
