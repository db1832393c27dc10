// Opens pins, and knows which are open. A pin whose instances are all taken is not opened unless that was asked for in so many
// words: opening a busy pin has taken down real machines.
import { fromHex } from '#ks/bytes.ts';
import { type Instances, isTaken } from '#ks/capabilities.ts';
import { largestBlock, sizeAsSent } from '#ks/connect.ts';
import { win32Text } from '#ks/status.ts';
import { states } from '#ks/stream-state.ts';
import { decodeStruct } from '#ks/struct.ts';
import { askerOf } from './ask.ts';
import type { Backend, Handle } from './backend.ts';
import { readableBlock } from './connect-block.ts';
import type { OpenFilters } from './open-filters.ts';
import { setState } from './pin-state.ts';
import type {
  ClosePinResult,
  CreatePinParams,
  CreatePinResult,
  NativeFailure,
  OpenPin,
  SetStateResult,
} from './protocol.ts';
import { readCounts } from './read-filter.ts';

interface OpenedPin extends OpenPin {
  readonly handle: Handle;
  /** The KSSTATE that was set last; a new pin is in STOP. */
  state: number;
}

export class OpenPins {
  readonly #backend: Backend;
  readonly #filters: OpenFilters;
  readonly #pins = new Map<number, OpenedPin>();
  #count = 0;

  constructor(backend: Backend, filters: OpenFilters) {
    this.#backend = backend;
    this.#filters = filters;
  }

  list(): readonly OpenPin[] {
    return [...this.#pins.values()].map(({ handle: _handle, state: _state, ...pin }) => pin);
  }

  /** Reads both instance counts, then calls KsCreatePin if one is free or `evenIfBusy` says so. */
  async create(params: CreatePinParams): Promise<CreatePinResult> {
    const { layout } = this.#backend;
    const bytes = fromHex(params.bytes) ?? new Uint8Array();
    const block = readableBlock(bytes, layout);
    if (block === undefined) return tooLarge(sizeAsSent(bytes, layout));
    const filter = await this.#filters.open(params.filter);
    const result = filter.ok ? await this.#createOn(filter.value, block, params) : notOpened(filter.error);
    if (result.outcome !== 'opened') await this.#filters.leave(params.filter);
    return result;
  }

  /** The handle of an open pin. */
  handleOf(pin: number): Handle | undefined {
    return this.#pins.get(pin)?.handle;
  }

  /** Leads the pin to a state, step by step. Undefined when no such pin is open. */
  async setState(pin: number, state: number): Promise<SetStateResult | undefined> {
    const opened = this.#pins.get(pin);
    if (opened === undefined) return undefined;
    const result = await setState(this.#backend, opened.handle, state, opened.state);
    opened.state = result.state;
    return result;
  }

  /** Closes the pin, and its filter with the last user of it. Undefined when no such pin is open. */
  async close(pin: number): Promise<ClosePinResult | undefined> {
    const opened = this.#pins.get(pin);
    if (opened === undefined) return undefined;
    // Forgotten before the call: a close that hangs must not be tried a second time.
    this.#pins.delete(pin);
    const closed = await this.#backend.close(opened.handle);
    const { elapsedMs } = closed;
    await this.#filters.leave(opened.filter);
    return closed.ok ? { elapsedMs } : { elapsedMs, win32: closed.error.win32 };
  }

  async closeAll(): Promise<void> {
    for (const pin of [...this.#pins.keys()].reverse()) await this.close(pin);
  }

  async #createOn(filter: Handle, block: Uint8Array, params: CreatePinParams): Promise<CreatePinResult> {
    const connect = decodeStruct('KSPIN_CONNECT', block, this.#backend.layout);
    const pinId = Number(connect?.PinId ?? 0);
    const counts = await readCounts(askerOf(this.#backend, filter), pinId);
    const checked = performance.now();
    const taken = isBusy(counts.local) || isBusy(counts.global);
    if (taken && !params.evenIfBusy) return { outcome: 'blocked', ...counts, elapsedMs: 0 };
    const created = await this.#backend.createPin(filter, block, params.access);
    const { elapsedMs } = created;
    const times = { uncheckedMs: performance.now() - elapsedMs - checked, elapsedMs };
    if (!created.ok) return { outcome: 'refused', win32: created.error.win32, ...counts, ...times };
    const pin = ++this.#count;
    const since = new Date().toISOString();
    const { bytes, filter: path } = params;
    this.#pins.set(pin, {
      pin,
      filter: path,
      pinId,
      bytes,
      since,
      handle: created.value,
      state: states.stop,
    });
    return { outcome: 'opened', win32: 0, pin, ...counts, ...times };
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
