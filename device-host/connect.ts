// Opens pins, and knows which are open. A pin whose instances are all taken is not opened unless that was asked for in so many
// words: opening a busy pin has taken down real machines.
import { fromHex } from '#ks/bytes.ts';
import { type Instances, isTaken } from '#ks/capabilities.ts';
import { largestBlock, sizeAsSent } from '#ks/connect.ts';
import type { Result } from '#ks/result.ts';
import { win32Text } from '#ks/status.ts';
import { decodeStruct } from '#ks/struct.ts';
import { askerOf } from './ask.ts';
import type { Backend, Handle } from './backend.ts';
import { readableBlock } from './connect-block.ts';
import type { ClosePinResult, CreatePinParams, CreatePinResult, NativeFailure, OpenPin } from './protocol.ts';
import { readCounts } from './read-filter.ts';

/** One handle per filter for all pins of it: a driver counts instances per filter handle, so our own pins must show there. */
interface SharedFilter {
  readonly opening: Promise<Result<Handle, NativeFailure>>;
  /** Counted before anything is awaited, so that no one closes what another is about to use. */
  users: number;
}

interface OpenedPin extends OpenPin {
  readonly handle: Handle;
}

export class OpenPins {
  readonly #backend: Backend;
  readonly #filters = new Map<string, SharedFilter>();
  readonly #pins = new Map<number, OpenedPin>();
  #count = 0;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  list(): readonly OpenPin[] {
    return [...this.#pins.values()].map(({ handle: _handle, ...pin }) => pin);
  }

  /** Reads both instance counts, then calls KsCreatePin if one is free or `evenIfBusy` says so. */
  async create(params: CreatePinParams): Promise<CreatePinResult> {
    const { layout } = this.#backend;
    const bytes = fromHex(params.bytes) ?? new Uint8Array();
    const block = readableBlock(bytes, layout);
    if (block === undefined) return tooLarge(sizeAsSent(bytes, layout));
    const filter = await this.#openFilter(params.filter);
    const result = filter.ok ? await this.#createOn(filter.value, block, params) : notOpened(filter.error);
    if (result.outcome !== 'opened') await this.#leaveFilter(params.filter);
    return result;
  }

  /** Closes the pin, and its filter with the last pin of it. Undefined when no such pin is open. */
  async close(pin: number): Promise<ClosePinResult | undefined> {
    const opened = this.#pins.get(pin);
    if (opened === undefined) return undefined;
    // Forgotten before the call: a close that hangs must not be tried a second time.
    this.#pins.delete(pin);
    const started = performance.now();
    const closed = await this.#backend.close(opened.handle);
    const elapsedMs = performance.now() - started;
    await this.#leaveFilter(opened.filter);
    return closed.ok ? { elapsedMs } : { elapsedMs, win32: closed.error.win32 };
  }

  async closeAll(): Promise<void> {
    for (const pin of [...this.#pins.keys()].reverse()) await this.close(pin);
  }

  async #createOn(filter: Handle, block: Uint8Array, params: CreatePinParams): Promise<CreatePinResult> {
    const connect = decodeStruct('KSPIN_CONNECT', block, this.#backend.layout);
    const pinId = Number(connect?.PinId ?? 0);
    const counts = await readCounts(askerOf(this.#backend, filter), pinId);
    const taken = isBusy(counts.local) || isBusy(counts.global);
    if (taken && !params.evenIfBusy) return { outcome: 'blocked', ...counts, elapsedMs: 0 };
    const started = performance.now();
    const created = await this.#backend.createPin(filter, block, params.access);
    const elapsedMs = performance.now() - started;
    if (!created.ok) return { outcome: 'refused', win32: created.error.win32, ...counts, elapsedMs };
    const pin = ++this.#count;
    const since = new Date().toISOString();
    const { bytes, filter: path } = params;
    this.#pins.set(pin, { pin, filter: path, pinId, bytes, since, handle: created.value });
    return { outcome: 'opened', win32: 0, pin, ...counts, elapsedMs };
  }

  #openFilter(path: string): Promise<Result<Handle, NativeFailure>> {
    const key = path.toLowerCase();
    const filter = this.#filters.get(key) ?? { opening: this.#backend.open(path), users: 0 };
    filter.users++;
    this.#filters.set(key, filter);
    return filter.opening;
  }

  async #leaveFilter(path: string): Promise<void> {
    const key = path.toLowerCase();
    const filter = this.#filters.get(key);
    if (filter === undefined || --filter.users > 0) return;
    this.#filters.delete(key);
    const opened = await filter.opening;
    if (opened.ok) await this.#backend.close(opened.value);
  }
}

/** A pin that can never be opened (a bridge pin has 0 possible instances) is held by nobody: the driver says why it is refused. */
function isBusy(instances: Instances | undefined): boolean {
  return isTaken(instances) && instances?.PossibleCount !== 0;
}

function tooLarge(size: number): CreatePinResult {
  const message = `FormatSize and the attribute list make this request ${size} bytes; KsCreatePin can send ${largestBlock}. It was not called.`;
  return { outcome: 'failed', elapsedMs: 0, message };
}

function notOpened({ win32 }: NativeFailure): CreatePinResult {
  return { outcome: 'failed', win32, elapsedMs: 0, message: notOpenedText(win32) };
}

/** Why a filter that was listed cannot be opened, for people. */
export function notOpenedText(win32: number): string {
  const gone = [2, 3, 55, 433, 1167, 1617].includes(win32);
  const next = gone
    ? 'it was unplugged, disabled or removed since it was listed; refresh the filters'
    : 'another program may hold it exclusively, or this user may not open it';
  return `the filter cannot be opened: ${win32Text(win32)}; ${next}`;
}
