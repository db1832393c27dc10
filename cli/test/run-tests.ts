// Runs planned tests on one target, one after the other: pins are few, and a driver under development is tested by one
// request at a time. A test that a driver hangs or dies in errs, and the next one gets a new device host.
import { connectName, fieldProblemLines, type LoadedConnect } from '#cli/descriptor.ts';
import {
  type Answer,
  chooseFilter,
  type DeviceHost,
  type HostSupervisor,
  runConnect,
  unclearFilter,
  type Verdict,
} from '#device-host/client/index.ts';
import type { FilterSummary } from '#device-host/protocol.ts';
import { toHex } from '#ks/bytes.ts';
import { encodeConnect } from '#ks/connect.ts';
import { defaultAccess } from '#ks/request.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import type { Arch } from '#ks/struct.ts';
import type { PlannedTest } from './plan.ts';

export interface TestOutcome {
  readonly test: PlannedTest;
  readonly verdict: Verdict;
  /** Absent when no driver was asked. */
  readonly answer?: Answer;
  /** In one or two sentences; of a passed test what the driver did. */
  readonly why: string;
  /** The request that was sent, as hex. */
  readonly bytes?: string;
  readonly elapsedMs: number;
}

/** The error says why the target cannot be asked at all. */
export async function runTests(
  host: HostSupervisor,
  tests: readonly PlannedTest[],
  onOutcome: (outcome: TestOutcome) => Promise<void>,
): Promise<Result<readonly TestOutcome[], string>> {
  const started = await host.start();
  if (!started.ok) return fail(started.error.message);
  const outcomes: TestOutcome[] = [];
  for (const test of tests) {
    const begun = performance.now();
    const { verdict, answer, why, bytes } = await runTest(host, test, started.value.hello.layout);
    const elapsedMs = performance.now() - begun;
    const outcome = { test, verdict, why, elapsedMs, ...(answer && { answer }), ...(bytes && { bytes }) };
    outcomes.push(outcome);
    await onOutcome(outcome);
  }
  return ok(outcomes);
}

type Ran = Pick<TestOutcome, 'verdict' | 'answer' | 'why' | 'bytes'>;

const errored = (why: string): Ran => ({ verdict: 'errored', why });

async function runTest(host: DeviceHost, { connect }: PlannedTest, layout: Arch): Promise<Ran> {
  if (!connect.ok) return errored(connect.error.lines.join('\n'));
  const loaded = connect.value;
  const encoded = encodeConnect(loaded.request, layout);
  if (!encoded.ok) return errored(fieldProblemLines(loaded, encoded.error).join('\n'));
  const filter = await findFilter(host, loaded);
  if (!filter.ok) return errored(filter.error);
  const bytes = toHex(encoded.value);
  const ran = await runConnect(host, {
    filter: filter.value,
    bytes,
    request: loaded.request,
    access: loaded.request.DesiredAccess ?? defaultAccess,
    descriptor: connectName(loaded),
    expect: loaded.entry.expect,
    evenIfBusyWord: 'kspin connect --even-if-busy',
  });
  if (!ran.ok) return { ...errored(ran.error.message), bytes };
  const { verdict, answer, notClosed } = ran.value;
  const why =
    notClosed === undefined ? answer.why : `${answer.why} The pin could not be closed: ${notClosed}`;
  return { verdict, answer, why, bytes };
}

/** Listed for each test: a driver that has just crashed may have taken its filters along. */
async function findFilter(
  host: DeviceHost,
  { entry }: LoadedConnect,
): Promise<Result<FilterSummary, string>> {
  const listed = await host.listFilters();
  if (!listed.ok) return fail(listed.error.message);
  const choice = chooseFilter(entry.filter, listed.value.filters);
  return choice.kind === 'one' ? ok(choice.filter) : fail(unclearFilter(choice));
}
