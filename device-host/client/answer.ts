// From what a device host answered to what a person is told: the code, the first stage that failed, the field, why, and what
// to do next. The reasons come from ks/explain.ts, which follows the order of ks.sys's checks; this file only says how sure
// they are, because a real driver may refuse for reasons that its data ranges do not tell.

import type { CreatePinResult } from '#device-host/protocol.ts';
import { type Capabilities, type Instances, isTaken } from '#ks/capabilities.ts';
import type { ConnectRequest } from '#ks/connect.ts';
import { explain, type Stage, type Verdict } from '#ks/explain.ts';
import { nearestRequest } from '#ks/nearest.ts';
import { nearestText } from '#ks/nearest-text.ts';
import type { Path } from '#ks/path.ts';
import { onlyStatusBehind, win32Of, win32Status } from '#ks/status.ts';
import { sentence } from '#ks/words.ts';

export interface Answer {
  readonly outcome: CreatePinResult['outcome'];
  /** Of KsCreatePin, or of the call before it that failed; absent when no call was made. */
  readonly win32?: number;
  /**
   * The status behind a refusal: where the order of checks leads to the code that came back, or where one status alone has
   * that code. User mode sees no more than the Win32 code.
   */
  readonly ntstatus?: number;
  readonly stage?: Stage;
  readonly path?: Path;
  /** What happened and why, in one or two sentences. */
  readonly why: string;
  /** What the code is known to come from; empty where the reason names the field. */
  readonly causes: readonly string[];
  /** What to do now, the most promising first; empty where nothing is known. */
  readonly next: readonly string[];
  /** As they were before the call. */
  readonly local?: Instances;
  readonly global?: Instances;
  /** How old the instance counts were when KsCreatePin was called, in milliseconds. */
  readonly uncheckedMs?: number;
  /** Of the KsCreatePin call alone, in milliseconds; absent when it was not made. */
  readonly elapsedMs?: number;
  readonly pin?: number;
}

export interface Sent {
  /** Undefined when the bytes are not even a connect request. */
  readonly request: ConnectRequest | undefined;
  /** What the filter says of itself; undefined when it could not be read. */
  readonly capabilities: Capabilities | undefined;
  /** How a person makes this program call the driver for a pin that is taken: `--even-if-busy`. */
  readonly evenIfBusy: string;
}

export function answerOf(result: CreatePinResult, sent: Sent): Answer {
  const { outcome, win32, pin, local, global, elapsedMs, uncheckedMs } = result;
  const times = { elapsedMs, ...(uncheckedMs === undefined ? {} : { uncheckedMs }) };
  const code = win32 === undefined ? {} : { win32 };
  const counts = { ...(local ? { local } : {}), ...(global ? { global } : {}) };
  const opened = pin === undefined ? {} : { pin };
  switch (outcome) {
    case 'opened':
      return { outcome, ...code, ...opened, ...openedFor(sent), ...counts, ...times };
    case 'refused':
      return { outcome, ...code, ...derivedStatus(win32), ...refusal(win32 ?? 0, sent), ...counts, ...times };
    case 'blocked':
      return { outcome, ...blocked(result, sent), ...counts };
    case 'failed':
      return {
        ...notSent(result.message ?? 'the request did not get as far as KsCreatePin'),
        ...code,
        ...counts,
      };
  }
}

/** There is no answer from a driver: the connect could not be sent, or its host is gone. */
export function notSent(why: string): Answer {
  return { outcome: 'failed', why: sentence(why), ...noAdvice };
}

type Reason = Pick<Answer, 'why' | 'causes' | 'next' | 'ntstatus' | 'stage' | 'path'>;

const noAdvice = { causes: [], next: [] } as const;

function verdictOn({ request, capabilities }: Sent): Verdict | undefined {
  return request && capabilities && explain(request, capabilities);
}

/** "Opened" is not "works": a driver that opens what its ranges exclude is worth a word. */
function openedFor(sent: Sent): Reason {
  const verdict = verdictOn(sent);
  if (!verdict || verdict.accepted) return { why: 'The driver accepted the request.', ...noAdvice };
  const doubt = `although by the filter's own description it should have refused: ${verdict.message}`;
  return { why: `The driver accepted the request, ${doubt}`, ...noAdvice };
}

function derivedStatus(win32: number | undefined): Pick<Answer, 'ntstatus'> {
  const ntstatus = win32 === undefined ? undefined : onlyStatusBehind(win32);
  return ntstatus === undefined ? {} : { ntstatus };
}

function refusal(win32: number, sent: Sent): Reason {
  const verdict = verdictOn(sent);
  const { likelyCauses: causes, whatToCheck: next } = win32Status(win32);
  if (!verdict) return { why: `${missing(sent)}, so the failing field is not known.`, causes, next };
  if (verdict.accepted) {
    const why =
      'The request fits all that the filter says of this pin: the driver itself refused it, by a check of its own.';
    return { stage: 'format', why, causes, next };
  }
  const { stage, path, status, message } = verdict;
  const cause = {
    ...(stage ? { stage } : {}),
    ...(path ? { path } : {}),
    // A reason that names its field says what would be accepted; the general advice for the code says less.
    ...(path ? { causes: [], next: mend(sent) } : { causes, next }),
  };
  const usual = win32Of(status);
  if (usual === win32) return { ...cause, ntstatus: status, why: message };
  const doubt = `That usually gives ${win32Status(usual).name}, so the driver may have another reason.`;
  return { ...cause, why: `${message} (${doubt})` };
}

/** The smallest change that the filter would take, where there is one worth naming. */
function mend({ request, capabilities }: Sent): readonly string[] {
  const text = request && capabilities && nearestText(nearestRequest(request, capabilities));
  return text === undefined ? [] : [text];
}

function missing({ request }: Sent): string {
  return request ? 'The filter could not be read' : 'The bytes are not a whole connect request';
}

function blocked({ local, global }: CreatePinResult, { evenIfBusy }: Sent): Reason {
  const counts = isTaken(local) ? local : global;
  const open = counts ? ` (${counts.CurrentCount} of ${counts.PossibleCount} open)` : '';
  const scope = isTaken(local) ? 'on this filter' : 'in the whole system';
  return {
    stage: 'instances',
    path: ['KSPIN_CONNECT', 'PinId'],
    why: `The pin has no free instance ${scope}${open}, so KsCreatePin was not called.`,
    causes: [],
    next: [
      `Close what holds the pin and try again. ${evenIfBusy} calls the driver anyway, which has crashed real machines.`,
    ],
  };
}
