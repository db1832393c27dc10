// One run of tests: connect after connect, since pins are few and a driver under development is asked one thing at a time. A
// test that a driver hangs or dies in errs, and the next one gets a new device host.
import * as vscode from 'vscode';
import { runConnect } from '#device-host/client/index.ts';
import { fromHex } from '#ks/bytes.ts';
import { decodeConnect } from '#ks/connect.ts';
import { oneLine } from '#ks/words.ts';
import type { WireConnect } from '#language-server/protocol.ts';
import { nearestRange } from './connect-ranges.ts';
import type { DeviceService } from './device-service.ts';
import type { FiltersView } from './filters-view.ts';
import { type FindFilter, filterFinder } from './find-filter.ts';
import { type Descriptors, rangeOf } from './language-client.ts';
import { erredFor, outcomeOf, type TestOutcome } from './tree/test-outcome.ts';

export interface TestParts {
  readonly device: DeviceService;
  readonly descriptors: Descriptors;
  readonly filters: FiltersView;
}

/** A test as it stands in its file now. */
export interface TestPlace {
  readonly uri: vscode.Uri;
  readonly index: number;
}

interface Ran {
  readonly outcome: TestOutcome;
  /** Where the mistake is, when a member is known. */
  readonly range?: vscode.Range;
}

/** Runs the items in their order until the token is cancelled; what was not reached keeps its last result. */
export async function runItems(
  parts: TestParts,
  run: vscode.TestRun,
  items: readonly vscode.TestItem[],
  placeOf: (item: vscode.TestItem) => TestPlace | undefined,
): Promise<void> {
  const find = filterFinder(parts.filters);
  for (const item of items) run.enqueued(item);
  for (const item of items) {
    if (run.token.isCancellationRequested) break;
    run.started(item);
    const begun = performance.now();
    const place = placeOf(item);
    const { outcome, range } = place
      ? await runOne(parts, place, find)
      : { outcome: erredFor('The descriptor no longer has this connect.') };
    tell(run, item, outcome, range, performance.now() - begun);
  }
}

async function runOne(
  { descriptors, device, filters }: TestParts,
  place: TestPlace,
  find: FindFilter,
): Promise<Ran> {
  const erred = (why: string): Ran => ({ outcome: erredFor(why) });
  const host = device.host();
  if (!host.ok) return erred(host.error.message);
  const started = await host.value.start();
  if (!started.ok) return erred(started.error.message);
  const { layout } = started.value.hello;
  const params = { uri: place.uri.toString(), index: place.index, arch: layout };
  const connect = await descriptors.connectAt(params);
  if (!connect) return erred('The descriptor no longer has this connect.');
  if (connect.bytes === undefined) return notEncodable(connect);
  const filter = await find(connect);
  if (!filter.ok) return erred(filter.error);
  const ran = await runConnect(host.value, {
    filter: filter.value,
    bytes: connect.bytes,
    request: decodeConnect(fromHex(connect.bytes) ?? new Uint8Array(), layout).request,
    access: connect.desiredAccess,
    descriptor: { file: params.uri, connect: connect.name },
    expect: connect.expect,
    evenIfBusyWord: '"Create Pin Although Busy"',
  });
  filters.touch(filter.value.path);
  if (!ran.ok) return erred(ran.error.message);
  const { verdict, answer, notClosed } = ran.value;
  const note = notClosed === undefined ? undefined : `The pin could not be closed: ${notClosed}`;
  return {
    outcome: outcomeOf(verdict, answer, connect.expect?.text ?? 'ERROR_SUCCESS', note),
    range: rangeOf(nearestRange(connect, answer.path ?? [])),
  };
}

function notEncodable(connect: WireConnect): Ran {
  const [first] = connect.problems;
  const why = `The request cannot be written as bytes: ${first?.message ?? 'see the Problems panel'}`;
  return { outcome: erredFor(why), ...(first ? { range: rangeOf(first.range) } : {}) };
}

function tell(
  run: vscode.TestRun,
  item: vscode.TestItem,
  outcome: TestOutcome,
  range: vscode.Range | undefined,
  elapsedMs: number,
): void {
  const { verdict, message, expected, actual } = outcome;
  const lines = message.split('\n').map((line) => `    ${oneLine(line)}\r\n`);
  run.appendOutput(
    `${verdict.padEnd(8)} ${oneLine(item.label)}\r\n${verdict === 'passed' ? '' : lines.join('')}`,
  );
  if (verdict === 'passed') run.passed(item, elapsedMs);
  // A pin that is taken says nothing of the driver: no failure, and no success.
  else if (verdict === 'blocked') run.skipped(item);
  else {
    const told =
      expected === undefined || actual === undefined
        ? new vscode.TestMessage(message)
        : vscode.TestMessage.diff(message, expected, actual);
    const place = range ?? item.range;
    if (item.uri && place) told.location = new vscode.Location(item.uri, place);
    if (verdict === 'errored') run.errored(item, told, elapsedMs);
    else run.failed(item, told, elapsedMs);
  }
}
