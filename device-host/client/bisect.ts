// "Find smallest change": puts the trials of ks/bisect.ts before a real driver. Each pin that a trial opens is closed before the
// next; a pin that somebody else holds ends the search, and so does anything that is not an answer of the driver.

import type { ConnectName, CreatePinResult } from '#device-host/protocol.ts';
import { smallestChange, type Trial } from '#ks/bisect.ts';
import { goalsOf } from '#ks/bisect-goals.ts';
import { toHex } from '#ks/bytes.ts';
import type { Capabilities, PinFactory } from '#ks/capabilities.ts';
import { type ConnectRequest, complete, encodeConnect } from '#ks/connect.ts';
import { decodeFormat } from '#ks/format-bytes.ts';
import { matchesRange } from '#ks/match.ts';
import { defaultAccess, memberAt } from '#ks/request.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import type { Arch } from '#ks/struct.ts';
import { count } from '#ks/words.ts';
import type { DeviceHost } from './device-host.ts';
import { intersect } from './intersection.ts';

export interface BisectParams {
  /** Interface path. */
  readonly filter: string;
  readonly request: ConnectRequest;
  readonly capabilities: Capabilities;
  readonly layout: Arch;
  /** At most so many calls of KsCreatePin. */
  readonly calls: number;
  /** For the journal: which connect the trials are made for. */
  readonly descriptor?: ConnectName;
  readonly signal?: AbortSignal;
  readonly onTrial?: (trial: TrialReport) => void;
}

export const defaultBisectCalls = 40;

export interface TrialReport {
  /** Empty for the request itself. */
  readonly changes: readonly string[];
  readonly opened: boolean;
  readonly win32: number;
  /** Calls so far, with this one. */
  readonly calls: number;
}

export interface Bisected {
  /**
   * - `found`: `change` opens the pin; `smallest` when no part of it does.
   * - `opens`: the request itself was taken this time.
   * - `none`: nothing that was tried opens it.
   * - `stopped`: `why` says what ended the search; `change` is there when something opened before.
   */
  readonly outcome: 'found' | 'opens' | 'none' | 'stopped';
  readonly change?: Trial;
  readonly smallest: boolean;
  readonly trials: readonly TrialReport[];
  readonly why?: string;
}

export async function findSmallestChange(host: DeviceHost, params: BisectParams): Promise<Bisected> {
  const trials: TrialReport[] = [];
  let best: Trial | undefined;
  const ended = (outcome: Bisected['outcome'], more: Partial<Bisected> = {}): Bisected => ({
    outcome,
    smallest: false,
    trials,
    ...(best ? { change: best } : {}),
    ...more,
  });
  const ask = async (trial: Pick<Trial, 'request' | 'changes'>): Promise<Result<boolean, string>> => {
    if (params.signal?.aborted) return fail('Cancelled.');
    if (trials.length >= params.calls) return fail(`The budget of ${count(params.calls, 'call')} is spent.`);
    const answer = await tryOnce(host, params, trial.request);
    if (!answer.ok) return answer;
    const { win32 = 0 } = answer.value;
    const report = { changes: trial.changes, opened: win32 === 0, win32, calls: trials.length + 1 };
    trials.push(report);
    params.onTrial?.(report);
    return ok(report.opened);
  };
  const again = await ask({ request: params.request, changes: [] });
  if (!again.ok) return ended('stopped', { why: again.error });
  if (again.value) return ended('opens');
  const goals = goalsOf(params.request, params.capabilities, await proposals(host, params));
  const search = smallestChange(params.request, goals);
  for (let step = search.next(); ; ) {
    if (step.done) {
      return step.value ? ended('found', { change: step.value, smallest: true }) : ended('none');
    }
    const answer = await ask(step.value);
    if (!answer.ok) return ended('stopped', { why: answer.error });
    if (answer.value && (!best || step.value.changes.length < best.changes.length)) best = step.value;
    step = search.next(answer.value);
  }
}

/** One KsCreatePin, and the pin closed again; a failure is what is no answer of the driver. */
async function tryOnce(
  host: DeviceHost,
  { filter, layout, descriptor, signal }: BisectParams,
  request: ConnectRequest,
): Promise<Result<CreatePinResult, string>> {
  const bytes = encodeConnect(request, layout);
  if (!bytes.ok) return fail(bytes.error[0]?.message ?? 'A request cannot be written as bytes.');
  const access = request.DesiredAccess ?? defaultAccess;
  const options = signal ? { signal } : {};
  const created = await host.createPin(
    { filter, bytes: toHex(bytes.value), access, ...(descriptor ? { descriptor } : {}) },
    options,
  );
  if (!created.ok) return fail(sentence(created.error.message));
  const { outcome, pin, message } = created.value;
  if (outcome === 'blocked') return fail('No instance of the pin is free: close what holds it first.');
  if (outcome === 'failed') return fail(sentence(message ?? 'the request did not get as far as KsCreatePin'));
  if (pin === undefined) return ok(created.value);
  const closed = await host.closePin(pin);
  if (!closed.ok) return fail(`A pin could not be closed: ${closed.error.message}`);
  return ok(created.value);
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** More intersections than this tell no more about the driver. */
const mostRanges = 4;

/** Formats that the driver names itself: its default, and what it makes of its ranges; those of the asked type first. */
async function proposals(
  host: DeviceHost,
  { filter, request, capabilities, layout, signal }: BisectParams,
): Promise<readonly ConnectRequest[]> {
  const full = complete(request);
  const pinId = Number(memberAt(full, ['KSPIN_CONNECT', 'PinId']));
  const pin = capabilities.pins.find(({ id }) => id === pinId);
  if (!pin) return [];
  const own = defaultOf(pin, layout);
  const formats: ConnectRequest[] = own ? [own] : [];
  const matching = pin.dataRanges.filter((range) => matchesRange(full.KSDATAFORMAT, range));
  for (const range of matching.slice(0, mostRanges)) {
    const chosen = await intersect(host, filter, pinId, [range], layout, signal ? { signal } : {});
    if (chosen.ok && chosen.value.format) formats.push(chosen.value.format);
  }
  return formats;
}

function defaultOf({ defaultFormat }: PinFactory, layout: Arch): ConnectRequest | undefined {
  return defaultFormat && decodeFormat(defaultFormat, layout);
}
