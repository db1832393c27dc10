// One connect on one target, from its bytes to a verdict: `kspin connect`, `kspin test` and the editor's Test Explorer all run
// connects through here, so that a connect that passes in one of them passes in all. The pin is closed again at once.
import type { ConnectName, FilterSummary } from '#device-host/protocol.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import type { ConnectRequest } from '#ks/connect.ts';
import { ok, type Result } from '#ks/result.ts';
import { type Answer, answerOf } from './answer.ts';
import type { DeviceHost, HostFailure } from './device-host.ts';
import { type Expected, isExpected } from './expectation.ts';

export interface ConnectRun {
  readonly filter: FilterSummary;
  /** KSPIN_CONNECT and what follows, in the host's layout, as hex. */
  readonly bytes: string;
  /** The same as a value, for the explanation. */
  readonly request: ConnectRequest | undefined;
  readonly access: number;
  /** For the journal. */
  readonly descriptor: ConnectName;
  /** Success when it is not said. */
  readonly expect?: Expected | undefined;
  /** The explicit word: call the driver although the pin is taken. */
  readonly evenIfBusy?: boolean;
  /** How a person says that word to this program: `--even-if-busy`. */
  readonly evenIfBusyWord: string;
}

/**
 * - `passed`, `failed`: KsCreatePin answered, as expected or not.
 * - `blocked`: the pin is taken, so it was not called; that says nothing of the driver.
 * - `errored`: the request did not get as far as KsCreatePin, or never came back from it.
 */
export type Verdict = 'passed' | 'failed' | 'blocked' | 'errored';

export interface RunResult {
  readonly verdict: Verdict;
  readonly answer: Answer;
  /** What the filter says of itself, where it could be read. */
  readonly capabilities?: Capabilities;
  /** The pin was opened and could not be closed: why. */
  readonly notClosed?: string;
}

/** The error is of the host: it is gone, late or wrong. A call under way is not given up, since nobody would close its pin. */
export async function runConnect(host: DeviceHost, run: ConnectRun): Promise<Result<RunResult, HostFailure>> {
  const { filter, bytes, access, descriptor, evenIfBusy = false } = run;
  const created = await host.createPin({ filter: filter.path, bytes, access, evenIfBusy, descriptor });
  if (!created.ok) return created;
  const { pin, outcome } = created.value;
  const closed = pin === undefined ? undefined : await host.closePin(pin);
  const capabilities = outcome === 'failed' ? undefined : await capabilitiesOf(host, filter);
  const sent = { request: run.request, capabilities, evenIfBusy: run.evenIfBusyWord };
  const answer = answerOf(created.value, sent);
  return ok({
    verdict: verdictOn(answer, run.expect),
    answer,
    ...(capabilities ? { capabilities } : {}),
    ...(closed?.ok === false ? { notClosed: closed.error.message } : {}),
  });
}

/** After the call: a filter that hangs in a property must not keep the pin from being tried. */
async function capabilitiesOf(host: DeviceHost, { path }: FilterSummary): Promise<Capabilities | undefined> {
  const reading = await host.readFilter(path);
  return reading.ok ? reading.value : undefined;
}

function verdictOn(answer: Answer, expect: Expected | undefined): Verdict {
  if (answer.outcome === 'blocked') return 'blocked';
  if (answer.outcome === 'failed') return 'errored';
  return isExpected(answer, expect) ? 'passed' : 'failed';
}
