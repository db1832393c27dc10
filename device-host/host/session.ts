// What a client can ask of a device host, on the host's side: a greeting first, then filters and pins. It lives as long as its
// connection and holds the pins that are open.
import { type CancellationToken, ResponseError } from 'vscode-jsonrpc/node';
import type { Backend } from '#device-host/backend.ts';
import { notOpenedText, OpenPins } from '#device-host/connect.ts';
import type { OpenedJournal } from '#device-host/journal.ts';
import { journaled } from '#device-host/journaled.ts';
import { filterKey, knownCategories, listFilters } from '#device-host/list-filters.ts';
import {
  type Beat,
  type ClosePinParams,
  type ClosePinResult,
  type CreatePinParams,
  type CreatePinResult,
  type FilterSummary,
  type HelloParams,
  type HelloResult,
  hostErrors,
  type ListParams,
  type ListResult,
  type OpenPin,
  protocolVersion,
  type ReadParams,
} from '#device-host/protocol.ts';
import { readFilter } from '#device-host/read-filter.ts';
import { kspinVersion } from '#device-host/version.ts';
import { fromHex } from '#ks/bytes.ts';
import type { FilterIdentity } from '#ks/capabilities.ts';
import { capabilitiesToJson } from '#ks/capability-file.ts';
import type { Json } from '#ks/json.ts';
import type { Result } from '#ks/result.ts';

export class Session {
  readonly #backend: Result<Backend, string>;
  readonly #opened: OpenedJournal;
  #devices: { readonly backend: Backend; readonly pins: OpenPins } | undefined;
  #listed: readonly FilterSummary[] = [];
  #beats = 0;

  /** Without a backend every greeting is answered with the reason. */
  constructor(backend: Result<Backend, string>, opened: OpenedJournal) {
    this.#backend = backend;
    this.#opened = opened;
  }

  hello(params: Partial<HelloParams>): HelloResult {
    if (params.protocol !== protocolVersion) throw refusal('wrongVersion', versionText(params.protocol));
    if (!this.#backend.ok) throw refusal('noBackend', this.#backend.error);
    const backend = journaled(this.#backend.value, this.#opened.journal);
    this.#devices ??= { backend, pins: new OpenPins(backend) };
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
    const filter = await backend.open(path);
    if (!filter.ok) {
      throw new ResponseError(hostErrors.noFilter, notOpenedText(filter.error.win32), filter.error);
    }
    try {
      const stopped = () => token.isCancellationRequested;
      return capabilitiesToJson(await readFilter(backend, filter.value, identity, stopped));
    } finally {
      await backend.close(filter.value);
    }
  }

  async create(params: CreatePinParams, token: CancellationToken): Promise<CreatePinResult> {
    const problem = createProblem(params);
    if (problem !== undefined) throw refusal('badParams', problem);
    const { pins } = this.#ready();
    const result = await pins.create(params);
    // Nobody waits for the answer any more, so nobody would ever close the pin.
    if (token.isCancellationRequested && result.pin !== undefined) await pins.close(result.pin);
    return result;
  }

  async closePin({ pin }: ClosePinParams): Promise<ClosePinResult> {
    const closed = await this.#ready().pins.close(pin);
    if (closed === undefined) throw refusal('noPin', `no pin ${pin} is open`);
    return closed;
  }

  openPins(): readonly OpenPin[] {
    return this.#ready().pins.list();
  }

  /** The next beat for the client. */
  beat(): Beat {
    return { beat: ++this.#beats, inFlight: this.#opened.journal.inFlight() };
  }

  /** Closes every open pin. */
  async close(): Promise<void> {
    await this.#devices?.pins.closeAll();
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

/** A wrong block is sent on purpose; a block that is not bytes is a mistake. */
function createProblem({ filter, bytes, access }: Partial<CreatePinParams>): string | undefined {
  if (typeof filter !== 'string') return 'pin/create needs the path of a filter';
  if (typeof bytes !== 'string' || fromHex(bytes) === undefined) return 'pin/create needs bytes as hex';
  if (typeof access !== 'number') return 'pin/create needs the access as a number';
  return undefined;
}

function refusal(code: keyof typeof hostErrors, message: string): ResponseError<undefined> {
  return new ResponseError(hostErrors[code], message);
}
