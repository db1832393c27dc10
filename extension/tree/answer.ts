// From what a device host answered to what a person is told: the code, the first stage that failed, the field, and
// why. The reasons come from ks/explain.ts, which follows the order of ks.sys's checks; this file only says how sure
// they are, because a real driver may refuse for reasons that its data ranges do not tell.
import type { HostFailure } from '#device-host/client/index.ts';
import { type CreatePinResult, hostErrors } from '#device-host/protocol.ts';
import { type Capabilities, type Instances, isTaken } from '#ks/capabilities.ts';
import type { ConnectRequest } from '#ks/connect.ts';
import { explain, type Stage, type Verdict } from '#ks/explain.ts';
import type { Result } from '#ks/result.ts';
import { win32Of, win32Status } from '#ks/status.ts';
import type { Answer } from './attempts.ts';

/** The stages in the order in which a connect passes them. */
export const stageText: Readonly<Record<Stage, string>> = {
  block: 'the request itself: its sizes and what follows KSDATAFORMAT',
  pin: 'PinId',
  communication: 'communication of the pin',
  interface: 'interface',
  medium: 'medium',
  range: 'data ranges of the pin',
  attributes: 'attribute list',
  instances: 'free instances of the pin',
  format: "the driver's own check of the format",
};

export interface Sent {
  readonly filterName: string;
  /** Undefined when the bytes are not even a connect request. */
  readonly request: ConnectRequest | undefined;
  /** As read just before; undefined when the filter could not be read. */
  readonly capabilities: Capabilities | undefined;
}

export function answerOf(result: Result<CreatePinResult, HostFailure>, sent: Sent): Answer {
  if (!result.ok) return notSent(failureText(result.error, sent.filterName));
  const { outcome, win32, pin, local, global, elapsedMs, message } = result.value;
  const seen = {
    ...(win32 === undefined ? {} : { win32 }),
    ...(local ? { local } : {}),
    ...(global ? { global } : {}),
    elapsedMs,
  };
  switch (outcome) {
    case 'opened':
      return { outcome, ...seen, ...(pin === undefined ? {} : { pin }), why: openedText(verdictOn(sent)) };
    case 'refused':
      return { outcome, ...seen, ...refusal(win32 ?? 0, sent) };
    case 'blocked':
      return {
        outcome,
        ...(local ? { local } : {}),
        ...(global ? { global } : {}),
        stage: 'instances',
        path: ['KSPIN_CONNECT', 'PinId'],
        why: blockedText(local, global),
      };
    case 'failed':
      return { outcome, ...seen, why: sentence(message ?? 'the request did not reach the driver') };
  }
}

/** There is no answer from a driver: the connect could not be sent, or its host is gone. */
export function notSent(why: string): Answer {
  return { outcome: 'failed', why: sentence(why) };
}

/** Reasons of other parts are written to follow a colon; in a row of their own they begin like a sentence. */
function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function verdictOn({ request, capabilities }: Sent): Verdict | undefined {
  return request && capabilities && explain(request, capabilities);
}

/** "Opened" is not "works": a driver that opens what its ranges exclude is worth a word. */
function openedText(verdict: Verdict | undefined): string {
  if (!verdict || verdict.accepted) return 'The driver accepted the request and the pin is open.';
  return `The pin is open, although by its own description the filter should have refused: ${verdict.message}`;
}

function refusal(
  win32: number,
  sent: Sent,
): Pick<Answer, 'why'> & Partial<Pick<Answer, 'stage' | 'path' | 'ntstatus'>> {
  const verdict = verdictOn(sent);
  if (!verdict) {
    const why = sent.request
      ? 'The filter could not be read, so the failing field is not known.'
      : 'The bytes are not a whole connect request, so the failing field is not known.';
    return { why };
  }
  if (verdict.accepted) {
    return {
      stage: 'format',
      why: 'Everything that the filter says of its pins allows this request: the driver itself refused it, by a check of its own.',
    };
  }
  const cause = {
    ...(verdict.stage ? { stage: verdict.stage } : {}),
    ...(verdict.path ? { path: verdict.path } : {}),
  };
  const expected = win32Of(verdict.status);
  if (expected === win32) return { ...cause, ntstatus: verdict.status, why: verdict.message };
  const name = win32Status(expected).name;
  return {
    ...cause,
    why: `${verdict.message} (The order of checks leads to ${name} here; this driver answers otherwise.)`,
  };
}

function blockedText(local: Instances | undefined, global: Instances | undefined): string {
  const where = isTaken(local) ? local : global;
  const counts = where ? ` (${where.CurrentCount} of ${where.PossibleCount} open)` : '';
  const scope = isTaken(local) ? 'on this filter' : 'in the whole system';
  return (
    `The pin has no free instance ${scope}${counts}, so KsCreatePin was not called. ` +
    'Close what holds it and try again; "Create Pin Although Busy" calls the driver anyway.'
  );
}

function failureText(failure: HostFailure, filterName: string): string {
  if (failure.code !== hostErrors.noFilter) return failure.message;
  const code = failure.native?.win32;
  const cause = code === undefined ? '' : ` (${win32Status(code).name}, ${code})`;
  return `The filter "${filterName}" could not be opened${cause}: it was unplugged, disabled or restarted since it was listed. Refresh the filters and try again.`;
}
