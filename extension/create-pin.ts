// "KS: Create Pin": from a connect in a text to a row in the Connections view. Each step that can fail ends the attempt
// with its reason in that row; a dialog appears only where a person must decide: to send what has errors, which of
// several filters is meant, to open a pin that is taken.
import * as vscode from 'vscode';
import {
  type Answer,
  answerOf,
  chooseFilter,
  filterName,
  type HostSupervisor,
  notSent,
} from '#device-host/client/index.ts';
import type { FilterSummary } from '#device-host/protocol.ts';
import { fromHex } from '#ks/bytes.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import { decodeConnect } from '#ks/connect.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import type { Arch } from '#ks/struct.ts';
import { few } from '#ks/words.ts';
import type { WireConnect } from '#language-server/protocol.ts';
import type { ConnectionsView } from './connections-view.ts';
import type { DeviceService } from './device-service.ts';
import type { FiltersView } from './filters-view.ts';
import type { Descriptors } from './language-client.ts';
import { type Located, locateConnect } from './locate-connect.ts';
import { confirmBusy, confirmErrors, pickFilter } from './questions.ts';
import type { Refusals } from './refusals.ts';
import type { Asked } from './tree/attempts.ts';
import { shortLine } from './tree/text.ts';
import { deviceAllowed } from './trust.ts';

export interface PinParts {
  readonly device: DeviceService;
  readonly descriptors: Descriptors;
  readonly filters: FiltersView;
  readonly connections: ConnectionsView;
  readonly refusals: Refusals;
}

/** `uri` and `index` as a code lens gives them; without them the connect is looked for. */
export async function createPin(
  parts: PinParts,
  uri: unknown,
  index: unknown,
  evenIfBusy = false,
): Promise<void> {
  if (!(await deviceAllowed())) return;
  const located = await locateConnect(parts.descriptors, uri, index);
  if (!located) return;
  const where = { uri: located.document.uri.toString(), index: located.index };
  const named = await parts.descriptors.connectAt(where).catch(() => undefined);
  const name = named?.name ?? `connect ${where.index + 1}`;
  const asked: Asked = { ...where, name, target: parts.device.targetInUse.label };
  await vscode.window.withProgress({ location: { viewId: 'kspin.connections' } }, async () => {
    const number = await new Attempting(parts, located, asked, aPerson(parts, evenIfBusy)).run();
    await parts.connections.reveal(number);
  });
}

/** The same connect once more, after an explicit word, although no instance of its pin is free. */
export async function createBusyPin(parts: PinParts, { name, uri, index }: Asked): Promise<void> {
  if (await confirmBusy(name)) await createPin(parts, uri, index, true);
}

/** What is decided on the way to a pin, by a person for one pin, by nobody for many. */
export interface Deciding {
  /** Whether a connect with errors is sent. */
  readonly sendErrors: (connect: WireConnect) => Promise<boolean>;
  readonly findFilter: (connect: WireConnect) => Promise<Result<FilterSummary, string>>;
  /** For the reason of a refusal; undefined where the filter cannot be read. */
  readonly capabilities: (filter: string) => Promise<Capabilities | undefined>;
  readonly evenIfBusy: boolean;
}

function aPerson({ filters }: PinParts, evenIfBusy: boolean): Deciding {
  return {
    sendErrors: confirmErrors,
    findFilter: (connect) => findFilter(filters, connect),
    capabilities: async (path) => {
      const read = await filters.read(path);
      return read.ok ? read.value : undefined;
    },
    evenIfBusy,
  };
}

/** Listed anew, because what was listed before may have been unplugged. */
async function findFilter(
  filters: FiltersView,
  connect: WireConnect,
): Promise<Result<FilterSummary, string>> {
  const listed = await filters.list();
  if (!listed.ok) return fail(listed.error.message);
  const choice = chooseFilter(connect.filter, listed.value.filters);
  if (choice.kind === 'none') {
    const { why, filters } = choice;
    return fail(
      filters.length === 0 ? `${why}.` : `${why}; it has ${few(filters.map(filterName).map(shortLine))}.`,
    );
  }
  const filter = choice.kind === 'one' ? choice.filter : await pickFilter(connect, choice.filters);
  return filter ? ok(filter) : fail('Not sent: several filters match, and none was picked.');
}

const noConnect = 'The descriptor no longer has this connect.';

/** The author says that the request is wrong, so nobody has to be asked whether it is meant. */
const expectsRefusal = ({ expect }: WireConnect): boolean => expect !== undefined && expect.value !== 0;

/** One attempt on its way; what is learned on the way goes into its row at once. */
export class Attempting {
  readonly #parts: PinParts;
  readonly #located: Located;
  readonly #deciding: Deciding;
  readonly #number: number;
  #asked: Asked;

  constructor(parts: PinParts, located: Located, asked: Asked, deciding: Deciding) {
    this.#parts = parts;
    this.#located = located;
    this.#asked = asked;
    this.#deciding = deciding;
    this.#number = parts.connections.begin(asked);
  }

  /** Returns the number of its row; what went wrong stands there. */
  async run(): Promise<number> {
    const answer = await this.#attempt().catch((error: unknown): Answer => {
      const message = error instanceof Error ? error.message : String(error);
      return notSent(`A fault in the extension stopped the attempt: ${message}`);
    });
    this.#parts.connections.settle(this.#number, answer);
    return this.#number;
  }

  async #attempt(): Promise<Answer> {
    const host = this.#parts.device.host();
    if (!host.ok) return notSent(host.error.message);
    const running = await host.value.start();
    if (!running.ok) return notSent(running.error.message);
    const { layout } = running.value.hello;
    const connect = await this.#read(layout);
    if (!connect.ok) return notSent(connect.error);
    const filter = await this.#deciding.findFilter(connect.value);
    if (!filter.ok) return notSent(filter.error);
    this.#learn({ filter: { path: filter.value.path, name: filterName(filter.value) } });
    return this.#send(host.value, layout, connect.value, filter.value);
  }

  #learn(more: Partial<Asked>): void {
    this.#asked = { ...this.#asked, ...more };
    this.#parts.connections.learn(this.#number, this.#asked);
  }

  /** The connect as bytes for the host's layout; a person decides whether one with errors is sent. */
  async #read(arch: Arch): Promise<Result<WireConnect & { readonly bytes: string }, string>> {
    const { uri, index } = this.#asked;
    const connect = await this.#parts.descriptors.connectAt({ uri, index, arch });
    if (!connect) return fail(noConnect);
    const { bytes } = connect;
    if (bytes === undefined) {
      const first = connect.problems[0]?.message ?? 'see the Problems panel';
      return fail(`The request cannot be written as bytes: ${first}`);
    }
    this.#learn({ access: connect.desiredAccess, bytes });
    if (connect.errors > 0 && !expectsRefusal(connect) && !(await this.#deciding.sendErrors(connect))) {
      return fail('Not sent: the connect has errors, see the Problems panel.');
    }
    return ok({ ...connect, bytes });
  }

  async #send(
    host: HostSupervisor,
    layout: Arch,
    connect: WireConnect & { readonly bytes: string },
    filter: FilterSummary,
  ): Promise<Answer> {
    const capabilities = await this.#deciding.capabilities(filter.path);
    const result = await host.createPin({
      filter: filter.path,
      bytes: connect.bytes,
      access: connect.desiredAccess,
      evenIfBusy: this.#deciding.evenIfBusy,
      descriptor: { file: this.#asked.uri, connect: connect.name },
    });
    const sent = {
      request: decodeConnect(fromHex(connect.bytes) ?? new Uint8Array(), layout).request,
      capabilities,
      evenIfBusy: '"Create Pin Although Busy"',
    };
    const answer = result.ok ? answerOf(result.value, sent) : notSent(result.error.message);
    if (answer.outcome === 'opened') this.#parts.filters.touch(filter.path);
    this.#parts.refusals.show(this.#located.document, connect, answer, filterName(filter));
    return answer;
  }
}
