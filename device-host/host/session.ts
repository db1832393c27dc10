// What a client can ask of a device host, on the host's side: a greeting first, then filters and pins. It lives as long as its
// connection and holds the pins that are open.
import { type CancellationToken, ResponseError } from 'vscode-jsonrpc/node';
import type { Backend, Handle } from '#device-host/backend.ts';
import { notOpenedText, OpenPins } from '#device-host/connect.ts';
import type { OpenedJournal } from '#device-host/journal.ts';
import { journaled, madeFor } from '#device-host/journaled.ts';
import { filterKey, knownCategories, listFilters } from '#device-host/list-filters.ts';
import { OpenFilters } from '#device-host/open-filters.ts';
import { proposeFormats, readProperty, writeProperty } from '#device-host/properties.ts';
import {
  type Beat,
  type ClosePinParams,
  type ClosePinResult,
  type CreatePinParams,
  type CreatePinResult,
  type FilterSummary,
  type HelloParams,
  type HelloResult,
  type HostJournal,
  hostErrors,
  type ListParams,
  type ListResult,
  type OpenPin,
  type PropertyResult,
  type PropertyTarget,
  type ProposeParams,
  type ProposeResult,
  protocolVersion,
  type ReadParams,
  type ReadPropertyParams,
  type SetStateParams,
  type SetStateResult,
  type WritePropertyParams,
} from '#device-host/protocol.ts';
import { readFilter } from '#device-host/read-filter.ts';
import { kspinVersion } from '#device-host/version.ts';
import { type Watch, watchFilters } from '#device-host/watch-filters.ts';
import type { FilterIdentity } from '#ks/capabilities.ts';
import { capabilitiesToJson } from '#ks/capability-file.ts';
import type { Json } from '#ks/json.ts';
import type { Result } from '#ks/result.ts';
import { createProblem, formatsOf, questionOf, stateProblem, writtenValueOf } from './params.ts';

interface Devices {
  readonly backend: Backend;
  readonly filters: OpenFilters;
  readonly pins: OpenPins;
}

function devicesOf(backend: Backend): Devices {
  const filters = new OpenFilters(backend);
  return { backend, filters, pins: new OpenPins(backend, filters) };
}

export class Session {
  readonly #backend: Result<Backend, string>;
  readonly #opened: OpenedJournal;
  #devices: Devices | undefined;
  #listed: readonly FilterSummary[] = [];
  #beats = 0;
  readonly #filtersChanged: () => void;
  #watch: Watch | undefined;

  /** Without a backend every greeting is answered with the reason. */
  constructor(backend: Result<Backend, string>, opened: OpenedJournal, filtersChanged: () => void) {
    this.#backend = backend;
    this.#opened = opened;
    this.#filtersChanged = filtersChanged;
  }

  hello(params: Partial<HelloParams>): HelloResult {
    if (params.protocol !== protocolVersion) throw refusal('wrongVersion', versionText(params.protocol));
    if (!this.#backend.ok) throw refusal('noBackend', this.#backend.error);
    const backend = journaled(this.#backend.value, this.#opened.journal);
    this.#devices ??= devicesOf(backend);
    this.#opened.forget();
    return {
      protocol: protocolVersion,
      kspin: kspinVersion,
      platform: process.platform,
      arch: process.arch,
      layout: backend.layout,
      backend: backend.kind,
      unfinished: this.#opened.unfinished,
    };
  }

  async list({ category }: ListParams, token: CancellationToken): Promise<ListResult> {
    const categories = category === undefined ? knownCategories() : [category];
    const { backend } = this.#ready();
    const listing = await listFilters(backend, categories, () => token.isCancellationRequested);
    if (category === undefined) this.#listed = listing.filters;
    return listing;
  }

  async read({ path }: ReadParams, token: CancellationToken): Promise<Json> {
    const { backend } = this.#ready();
    const identity = await this.#identityOf(path);
    const stopped = () => token.isCancellationRequested;
    return this.#withFilter(path, async (filter) =>
      capabilitiesToJson(await readFilter(backend, filter, identity, stopped)),
    );
  }

  async create(params: CreatePinParams, token: CancellationToken): Promise<CreatePinResult> {
    const problem = createProblem(params);
    if (problem !== undefined) throw refusal('badParams', problem);
    const { pins } = this.#ready();
    const result = await madeFor(params.descriptor, () => pins.create(params));
    // Nobody waits for the answer any more, so nobody would ever close the pin.
    if (token.isCancellationRequested && result.pin !== undefined) await pins.close(result.pin);
    return result;
  }

  async setState(params: SetStateParams): Promise<SetStateResult> {
    const problem = stateProblem(params);
    if (problem !== undefined) throw refusal('badParams', problem);
    const result = await this.#ready().pins.setState(params.pin, params.state);
    if (result === undefined) throw noPin(params.pin);
    return result;
  }

  async propose(params: ProposeParams, token: CancellationToken): Promise<ProposeResult> {
    const formats = formatsOf(params);
    if (formats === undefined)
      throw refusal('badParams', 'filter/propose needs a filter, a pin and formats as hex');
    const { backend } = this.#ready();
    const stopped = () => token.isCancellationRequested;
    return this.#withFilter(params.filter, (filter) =>
      proposeFormats(backend, filter, params.pinId, formats, stopped),
    );
  }

  async readProperty(params: ReadPropertyParams): Promise<PropertyResult> {
    const asked = questionOf(params);
    if (!asked.ok) throw refusal('badParams', asked.error);
    const { backend } = this.#ready();
    const question = { ...asked.value, verb: params.verb ?? 'get' };
    return this.#withHandle(params.target, (handle) => readProperty(backend, handle, question, params.size));
  }

  async writeProperty(params: WritePropertyParams): Promise<PropertyResult> {
    const asked = questionOf(params);
    if (!asked.ok) throw refusal('badParams', asked.error);
    const value = writtenValueOf(params);
    if (!value.ok) throw refusal('badParams', value.error);
    const { backend } = this.#ready();
    return this.#withHandle(params.target, (handle) =>
      writeProperty(backend, handle, asked.value, value.value),
    );
  }

  async closePin({ pin }: ClosePinParams): Promise<ClosePinResult> {
    const closed = await this.#ready().pins.close(pin);
    if (closed === undefined) throw noPin(pin);
    return closed;
  }

  /** From now on the client is told when a filter comes or goes. */
  watchFilters(): null {
    this.#watch ??= watchFilters(this.#ready().backend, knownCategories(), this.#filtersChanged);
    return null;
  }

  openPins(): readonly OpenPin[] {
    return this.#ready().pins.list();
  }

  readJournal(): readonly HostJournal[] {
    return this.#opened.read();
  }

  /** The next beat for the client. */
  beat(): Beat {
    return { beat: ++this.#beats, inFlight: this.#opened.journal.inFlight() };
  }

  /** Closes every open pin. */
  async close(): Promise<void> {
    this.#watch?.stop();
    await this.#devices?.pins.closeAll();
  }

  async #withFilter<T>(path: string, work: (filter: Handle) => Promise<T>): Promise<T> {
    const done = await this.#ready().filters.use(path, work);
    if (done.ok) return done.value;
    throw new ResponseError(hostErrors.noFilter, notOpenedText(done.error.win32), done.error);
  }

  async #withHandle<T>(target: PropertyTarget, work: (handle: Handle) => Promise<T>): Promise<T> {
    if (target.on !== 'pin') return this.#withFilter(target.filter, work);
    const pin = this.#ready().pins.handleOf(target.pin);
    if (pin === undefined) throw noPin(target.pin);
    return work(pin);
  }

  #ready() {
    if (!this.#backend.ok) throw refusal('noBackend', this.#backend.error);
    if (this.#devices === undefined) throw refusal('notGreeted', 'the first request must be host/hello');
    return this.#devices;
  }

  /** What is known of a filter by its path. A new path is looked up once more, and read all the same when it stays unknown. */
  async #identityOf(path: string): Promise<FilterIdentity> {
    const find = () => this.#listed.find((filter) => filterKey(filter.path) === filterKey(path));
    if (find() === undefined) {
      this.#listed = (await listFilters(this.#ready().backend, knownCategories())).filters;
    }
    return { ...(find() ?? { categories: [] }), path };
  }
}

function versionText(theirs: number | undefined): string {
  return `the device host (kspin ${kspinVersion}) speaks protocol ${protocolVersion}, the client ${theirs}: install the same kspin on both machines`;
}

function noPin(pin: number): ResponseError<undefined> {
  return refusal('noPin', `no pin ${pin} is open`);
}

function refusal(code: keyof typeof hostErrors, message: string): ResponseError<undefined> {
  return new ResponseError(hostErrors[code], message);
}
