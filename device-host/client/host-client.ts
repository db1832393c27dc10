// One device host process and the conversation with it: starts it, greets it, makes calls, and notices when it falls silent.
import { createMessageConnection, type MessageConnection } from 'vscode-jsonrpc/node';
import { NoMessage, WholeMessageReader } from '#device-host/message-reader.ts';
import { WholeMessageWriter } from '#device-host/message-writer.ts';
import {
  type Beat,
  type HelloResult,
  hostErrors,
  type Notifications,
  protocolVersion,
  type RequestName,
  type Requests,
} from '#device-host/protocol.ts';
import { capabilitiesFromJson } from '#ks/capability-file.ts';
import type { Json } from '#ks/json.ts';
import { pathText } from '#ks/path.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import { call } from './call.ts';
import {
  type CallOptions,
  type Deadlines,
  defaultDeadlines,
  type HostClient,
  type HostExit,
  type HostFailure,
  type StartOptions,
} from './device-host.ts';
import { hostCommand } from './host-command.ts';
import { exitText, type HostProcess, startProcess } from './host-process.ts';
import { type Target, targetText } from './target.ts';

const beatEveryMs = 1000;

/** What writing to a process that has just died is called, by how far its end has been noticed; its exit tells the story. */
const diedUnderWrite: ReadonlySet<unknown> = new Set([
  'EPIPE',
  'ECONNRESET',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
]);

export interface StartHooks {
  /** Called once when the host has been silent for longer than the deadline for a beat. */
  readonly onQuiet?: (quietMs: number) => void;
  /** Ends a host that has not greeted yet: nobody waits for it any more. */
  readonly signal?: AbortSignal;
}

/** Starts the device host of a target and greets it. What is returned is ready for calls. */
export async function startHost(
  target: Target,
  options: StartOptions,
  hooks: StartHooks = {},
): Promise<Result<HostClient, HostFailure>> {
  const command = hostCommand(target, options);
  const host = startProcess(command, options.cwd);
  const deadlines: Deadlines = { ...defaultDeadlines, ...options.deadlines };
  let greeted = false;
  let garbage: string | undefined;
  const connection = createMessageConnection(
    new WholeMessageReader(host.output),
    new WholeMessageWriter(host.input),
  );
  const pulse = watchPulse(connection, deadlines.beat, hooks.onQuiet);
  onNotice(connection, 'host/log', ({ level, message }) => options.onLog?.(level, message));
  connection.onError(([error]) => {
    if (error instanceof NoMessage && !greeted) {
      garbage = error.message;
      host.kill();
      return;
    }
    if ('code' in error && diedUnderWrite.has(error.code)) return;
    options.onLog?.('error', `the pipe to the device host: ${error.message}`);
  });
  // Without its pipe a host is of no use; one that is ending by itself gets the moment it needs.
  connection.onClose(() => void host.end());
  connection.listen();
  void host.exited.then(() => {
    pulse.stop();
    connection.dispose();
  });

  hooks.signal?.addEventListener('abort', host.kill);
  const hello = await greet(connection, host, deadlines.hello, options.client);
  greeted = hello.ok;
  hooks.signal?.removeEventListener('abort', host.kill);
  if (hello.ok && options.onFiltersChanged) {
    onNotice(connection, 'filters/changed', options.onFiltersChanged);
    void call(connection, host, 'filters/watch', {}, deadlines.list);
  }
  if (hello.ok) return ok(client(connection, host, deadlines, hello.value, pulse));
  return fail(notStarted(target, hello.error, await host.end(), garbage));
}

/** Why there is no host, as one sentence: it will not, or it cannot, or it is none. */
function notStarted(
  target: Target,
  failure: HostFailure,
  exit: HostExit,
  garbage: string | undefined,
): HostFailure {
  if (failure.kind === 'refused') return refused(target, failure);
  const where = targetText(target);
  if (garbage !== undefined) {
    const message = `${where} is not a device host: ${garbage}`;
    return { kind: 'not-started', message, exit };
  }
  const ended = exit.trouble?.message ?? `the device host ${exitText(exit)}`;
  const why = failure.kind === 'died' ? ended : failure.message;
  return { ...failure, kind: 'not-started', message: `${where} did not start: ${why}`, exit };
}

/** What puts the same kspin on a test machine is known. */
function refused(target: Target, failure: HostFailure): HostFailure {
  if (target.kind !== 'ssh' || failure.code !== hostErrors.wrongVersion) return failure;
  const how = `"KS: Set Up Test Machine" or kspin setup-target ${targetText(target)} does that`;
  return { ...failure, message: `${failure.message}; ${how}` };
}

async function greet(
  connection: MessageConnection,
  host: HostProcess,
  deadline: number,
  client: string,
): Promise<Result<HelloResult, HostFailure>> {
  const params = { protocol: protocolVersion, client };
  const hello = await call(connection, host, 'host/hello', params, deadline);
  if (!hello.ok || hello.value.protocol === protocolVersion) return hello;
  const message = `the device host speaks protocol ${hello.value.protocol} (kspin ${hello.value.kspin}), this side ${protocolVersion}: install the same kspin on both machines`;
  return fail({ kind: 'refused', message, request: 'host/hello', code: hostErrors.wrongVersion });
}

function onNotice<M extends keyof Notifications>(
  connection: MessageConnection,
  notice: M,
  handle: (params: Notifications[M]) => void,
): void {
  connection.onNotification(notice, handle);
}

/** Counts its own ticks and not the clock: a laptop that slept for an hour has not missed an hour of beats. */
function watchPulse(connection: MessageConnection, limitMs: number, onQuiet: StartHooks['onQuiet']) {
  let beat: Beat | undefined;
  let quietMs = 0;
  onNotice(connection, 'host/beat', (next) => {
    beat = next;
    quietMs = 0;
  });
  const tick = Math.min(beatEveryMs, limitMs);
  const timer = setInterval(() => {
    quietMs += tick;
    if (beat === undefined || quietMs < limitMs) return;
    clearInterval(timer);
    onQuiet?.(quietMs);
  }, tick);
  timer.unref();
  return { last: () => ({ beat, ageMs: quietMs }), stop: () => clearInterval(timer) };
}

function client(
  connection: MessageConnection,
  host: HostProcess,
  deadlines: Deadlines,
  hello: HelloResult,
  pulse: ReturnType<typeof watchPulse>,
): HostClient {
  const ask = <M extends RequestName>(
    request: M,
    params: Requests[M]['params'],
    deadline: number,
    options?: CallOptions,
  ) => call(connection, host, request, params, deadline, options);
  return {
    hello,
    exited: host.exited,
    lastBeat: pulse.last,
    kill: host.kill,
    dispose: async () => {
      pulse.stop();
      await host.end();
    },
    listFilters: (params = {}, options) => ask('filters/list', params, deadlines.list, options),
    readFilter: async (path, options) => {
      const answer = await ask('filter/read', { path }, deadlines.read, options);
      return answer.ok ? readCapabilities(answer.value) : answer;
    },
    createPin: (params, options) => ask('pin/create', params, deadlines.create, options),
    closePin: (pin, options) => ask('pin/close', { pin }, deadlines.close, options),
    readJournal: (options) => ask('journal/read', {}, deadlines.list, options),
    openPins: (options) => ask('pins/open', {}, deadlines.close, options),
    setState: (params, options) => ask('pin/setState', params, deadlines.property, options),
    propose: (params, options) => ask('filter/propose', params, deadlines.property, options),
    readProperty: (params, options) => ask('property/read', params, deadlines.property, options),
    writeProperty: (params, options) => ask('property/write', params, deadlines.property, options),
  };
}

function readCapabilities(json: Json) {
  const read = capabilitiesFromJson(json);
  if (read.ok) return read;
  const first = read.error[0];
  const where = first === undefined ? '' : `: ${pathText(first.path)} ${first.message}`;
  const message = `the device host described the filter in a form that this kspin does not know${where}`;
  return fail<HostFailure>({ kind: 'answered', message, request: 'filter/read' });
}
