// From what a device host answered to what is said about it: the code, how sure the reason is, and whether it is what the
// descriptor expects. A real driver may refuse for reasons that its data ranges do not tell; that is said too.
import type { CreatePinResult } from '#device-host/protocol.ts';
import { type Capabilities, type Instances, isTaken } from '#ks/capabilities.ts';
import type { ConnectRequest } from '#ks/connect.ts';
import { explain, type Stage } from '#ks/explain.ts';
import type { Path } from '#ks/path.ts';
import { win32Of, win32Status } from '#ks/status.ts';
import type { Expectation } from '#language-server/service.ts';

export interface Outcome {
  readonly status: 'opened' | 'refused' | 'blocked' | 'failed';
  /** Win32 code; undefined when no call was made. */
  readonly code?: number;
  /** Where it follows from the stage. */
  readonly ntstatus?: number;
  readonly stage?: Stage;
  readonly path?: Path;
  readonly message: string;
  readonly elapsedMs: number;
}

export function outcomeOf(
  result: CreatePinResult,
  request: ConnectRequest,
  capabilities: Capabilities | undefined,
): Outcome {
  const { outcome: status, win32, elapsedMs } = result;
  const seen = { status, elapsedMs, ...(win32 === undefined ? {} : { code: win32 }) };
  switch (status) {
    case 'opened':
      return { ...seen, code: 0, message: openedText(request, capabilities) };
    case 'refused':
      return { ...seen, ...refusal(win32 ?? 0, request, capabilities) };
    case 'blocked':
      return { ...seen, stage: 'instances', path: ['KSPIN_CONNECT', 'PinId'], message: blockedText(result) };
    case 'failed':
      return { ...seen, message: result.message ?? 'The request did not get as far as KsCreatePin.' };
  }
}

function openedText(request: ConnectRequest, capabilities: Capabilities | undefined): string {
  const verdict = capabilities && explain(request, capabilities);
  if (verdict === undefined || verdict.accepted) return 'The driver took the request.';
  return `The driver took the request, although by its own description it should not: ${verdict.message}`;
}

function refusal(
  win32: number,
  request: ConnectRequest,
  capabilities: Capabilities | undefined,
): Pick<Outcome, 'message' | 'ntstatus' | 'stage' | 'path'> {
  const verdict = capabilities && explain(request, capabilities);
  if (verdict === undefined) return { message: 'The filter could not be read, so the reason is not known.' };
  if (verdict.accepted) {
    const message =
      'The request fits all that the filter says of this pin; a check of the driver itself refused it.';
    return { message, stage: 'format' };
  }
  const { stage, path, status, message } = verdict;
  const place = { ...(stage === undefined ? {} : { stage }), ...(path === undefined ? {} : { path }) };
  if (win32Of(status) === win32) return { ...place, ntstatus: status, message };
  const usual = win32Status(win32Of(status)).name;
  return {
    ...place,
    message: `${message} (Windows would answer ${usual} to that, so the driver may have another reason.)`,
  };
}

function blockedText({ local, global }: CreatePinResult): string {
  const counts = isTaken(local) ? local : global;
  const where = isTaken(local) ? 'of this filter' : 'of all filters of the device';
  return `The pin is taken${countText(counts, where)}, so KsCreatePin was not called: opening a busy pin has crashed machines.`;
}

function countText(counts: Instances | undefined, where: string): string {
  return counts === undefined
    ? ''
    : `: ${counts.CurrentCount} of ${counts.PossibleCount} instances ${where} are open`;
}

/** KsCreatePin answers with a Win32 code; an NTSTATUS or HRESULT is expected in that form. */
export function isExpected(outcome: Outcome, expect: Expectation | undefined): boolean {
  if (outcome.status === 'blocked' || outcome.status === 'failed') return false;
  return outcome.code === expectedCode(expect);
}

function expectedCode(expect: Expectation | undefined): number {
  switch (expect?.kind) {
    case undefined:
      return 0;
    case 'win32':
      return expect.value;
    case 'ntstatus':
      return win32Of(expect.value);
    case 'hresult':
      // HRESULT_FROM_WIN32 keeps the code in the low half (winerror.h).
      return expect.value & 0xffff;
  }
}
