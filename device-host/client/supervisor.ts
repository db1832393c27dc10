// Keeps a device host at hand: starts one when it is first needed, replaces it when a call hangs in it or a driver takes
// it down, and stops replacing it when that happens too often. What it knows it tells its listener as states.

import type {
  CreatePinParams,
  JournalRecord,
  ListParams,
  ProposeParams,
  ReadPropertyParams,
  SetStateParams,
  WritePropertyParams,
} from '#device-host/protocol.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import type {
  CallOptions,
  DeviceHost,
  HostClient,
  HostExit,
  HostFailure,
  StartOptions,
} from './device-host.ts';
import { startHost } from './host-client.ts';
import { exitText } from './host-process.ts';
import type { HostState } from './host-state.ts';
import { type Target, targetText } from './target.ts';

export interface SupervisorOptions extends StartOptions {
  /** A host that ends more often than `count` times within `withinMs` is not started again by itself. */
  readonly restarts?: { readonly count: number; readonly withinMs: number };
}

const defaultRestarts = { count: 5, withinMs: 5 * 60_000 };

export class HostSupervisor implements DeviceHost {
  readonly target: Target;
  readonly #options: SupervisorOptions;
  readonly #onState: (state: HostState) => void;
  #state: HostState = { kind: 'stopped', reason: 'not needed yet' };
  #starting: Promise<Result<HostClient, HostFailure>> | undefined;
  #client: HostClient | undefined;
  /** When hosts ended against our will, in `performance.now()` milliseconds. */
  #losses: readonly number[] = [];
  /** Ends the host that is being started. */
  #giveUp = new AbortController();
  #disposed = false;

  constructor(target: Target, options: SupervisorOptions, onState: (state: HostState) => void = () => {}) {
    this.target = target;
    this.#options = options;
    this.#onState = onState;
  }

  get state(): HostState {
    return this.#state;
  }

  listFilters(params?: ListParams, options?: CallOptions) {
    return this.#call((client) => client.listFilters(params, options));
  }

  readFilter(path: string, options?: CallOptions) {
    return this.#call((client) => client.readFilter(path, options));
  }

  createPin(params: CreatePinParams, options?: CallOptions) {
    return this.#call((client) => client.createPin(params, options));
  }

  closePin(pin: number, options?: CallOptions) {
    return this.#call((client) => client.closePin(pin, options));
  }

  readJournal(options?: CallOptions) {
    return this.#call((client) => client.readJournal(options));
  }

  openPins(options?: CallOptions) {
    return this.#call((client) => client.openPins(options));
  }

  setState(params: SetStateParams, options?: CallOptions) {
    return this.#call((client) => client.setState(params, options));
  }

  propose(params: ProposeParams, options?: CallOptions) {
    return this.#call((client) => client.propose(params, options));
  }

  readProperty(params: ReadPropertyParams, options?: CallOptions) {
    return this.#call((client) => client.readProperty(params, options));
  }

  writeProperty(params: WritePropertyParams, options?: CallOptions) {
    return this.#call((client) => client.writeProperty(params, options));
  }

  /** The running host, started if there is none. */
  async start(): Promise<Result<HostClient, HostFailure>> {
    if (this.#client !== undefined) return ok(this.#client);
    if (this.#disposed) return fail({ kind: 'given-up', message: 'the device host was shut down' });
    if (this.#state.kind === 'given-up') {
      return fail({ kind: 'given-up', message: this.#state.reason });
    }
    this.#starting ??= this.#startOne();
    return this.#starting;
  }

  /** Ends the present host, forgets how often hosts were lost, and starts a new one. */
  async restart(): Promise<Result<HostClient, HostFailure>> {
    await this.#end('restarting');
    this.#losses = [];
    return this.start();
  }

  /** Ends the host and its open pins. No call starts one again. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    await this.#end('shut down');
  }

  async #end(reason: string): Promise<void> {
    this.#giveUp.abort();
    this.#giveUp = new AbortController();
    await this.#starting;
    const client = this.#client;
    this.#client = undefined;
    this.#show({ kind: 'stopped', reason });
    await client?.dispose();
  }

  async #startOne(): Promise<Result<HostClient, HostFailure>> {
    this.#show({ kind: 'starting', reason: `starting ${targetText(this.target)}` });
    let mine: HostClient | undefined;
    const onQuiet = (quietMs: number) => {
      if (mine !== undefined) this.#replaceHung(mine, `no sign of life for ${Math.round(quietMs / 1000)} s`);
    };
    const { signal } = this.#giveUp;
    const started = await startHost(this.target, this.#options, { onQuiet, signal });
    this.#starting = undefined;
    if (!started.ok) {
      this.#notStarted(started.error);
      return started;
    }
    const client = started.value;
    mine = client;
    this.#client = client;
    void client.exited.then((exit) => this.#ended(client, exit));
    this.#show({ kind: 'running', reason: runningText(client), hello: client.hello });
    return started;
  }

  /** A host that refuses to work would refuse again; one that failed to start may be lucky the next time, a few times. */
  #notStarted(failure: HostFailure): void {
    if (failure.kind === 'refused') this.#show({ kind: 'given-up', reason: failure.message });
    else if (!this.#countLoss(failure.message)) {
      const exit = failure.exit ?? { code: undefined, signal: undefined, stderr: '' };
      this.#show({ kind: 'dead', reason: failure.message, exit });
    }
  }

  async #call<T>(
    make: (client: HostClient) => Promise<Result<T, HostFailure>>,
  ): Promise<Result<T, HostFailure>> {
    const client = await this.start();
    if (!client.ok) return client;
    const result = await make(client.value);
    if (!result.ok && result.error.kind === 'deadline') this.#replaceHung(client.value, result.error.message);
    // The state must already tell of the death when the caller learns of it.
    if (!result.ok && result.error.exit !== undefined) this.#ended(client.value, result.error.exit);
    return result;
  }

  /** The stuck call cannot be called back; ending the process is the only way to get its handles closed. */
  #replaceHung(client: HostClient, reason: string): void {
    if (client !== this.#client) return;
    this.#client = undefined;
    client.kill();
    if (this.#countLoss(reason)) return;
    const inFlight = client.lastBeat().beat?.inFlight ?? [];
    const what = inFlight.map(callText).join(', ');
    this.#show({ kind: 'hung', reason: what === '' ? reason : `${reason} (in flight: ${what})`, inFlight });
  }

  #ended(client: HostClient, exit: HostExit): void {
    if (client !== this.#client) return;
    this.#client = undefined;
    const reason = `the device host ${exitText(exit)}`;
    if (!this.#countLoss(reason)) this.#show({ kind: 'dead', reason, exit });
  }

  /** True when this was one loss too many, and the state says so. */
  #countLoss(reason: string): boolean {
    const { count, withinMs } = this.#options.restarts ?? defaultRestarts;
    const now = performance.now();
    this.#losses = [...this.#losses.filter((time) => now - time < withinMs), now];
    if (this.#losses.length <= count) return false;
    const minutes = Math.round(withinMs / 60_000);
    this.#show({
      kind: 'given-up',
      reason: `the device host was lost ${this.#losses.length} times in ${minutes} minutes and is not started again by itself; last: ${reason}`,
    });
    return true;
  }

  #show(state: HostState): void {
    this.#state = state;
    this.#onState(state);
  }
}

function callText(record: JournalRecord): string {
  return `${record.call} on ${record.filter}`;
}

function runningText(client: HostClient): string {
  const { hello } = client;
  const where = hello.backend === 'simulated' ? 'simulated' : `${hello.platform} ${hello.arch}`;
  return `kspin ${hello.kspin}, ${where}`;
}
