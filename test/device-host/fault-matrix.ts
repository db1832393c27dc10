// Every fault of a driver in every phase of working with it: listing, capture, connect, states, close, shutdown. The same walk
// and the same expectations for the simulated target and for the rig's driver.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type DeviceHost, type HostFailure, intersect } from '#device-host/client/index.ts';
import type { Fault } from '#device-host/simulated/faults.ts';
import { noFilters, withListing, withReading } from '#extension/tree/filters.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import type { ConnectRequest } from '#ks/connect.ts';
import { ok, type Result } from '#ks/result.ts';
import { states } from '#ks/stream-state.ts';
import { bytesOf, readWrite, waveExt } from './rig-filters.ts';

/** What came of each phase, in a few words; for one that went wrong with the words that a person would read. */
export interface Walk {
  readonly list: string;
  readonly capture: string;
  readonly connect: string;
  readonly state: string;
  readonly close: string;
}

export interface Paths {
  /** Of the filter whose driver has the fault, and of one whose driver has none. */
  readonly faulty: string;
  readonly honest: string;
}

/** A call that the driver kept, or that took the host down, ends as one of these. */
const lost = { hang: 'deadline', die: 'died' } as const;

/** What must come of the walk: the beginning of each phase's words. */
export function expectedWalk(fault: Fault): Walk {
  const good: Walk = { list: 'ok', capture: 'ok', connect: 'opened', state: 'run', close: 'closed' };
  const noPin = { state: 'no pin', close: 'no pin' };
  switch (fault.kind) {
    case 'hang':
    case 'die': {
      const end = lost[fault.kind];
      return {
        open: { ...good, capture: end, connect: end, ...noPin },
        property: { ...good, capture: end },
        create: { ...good, connect: end, ...noPin },
        // The pin went with its host.
        state: { ...good, state: end, close: 'answered: no pin 1 is open' },
        close: { ...good, close: end },
      }[fault.at];
    }
    case 'vanish':
      return {
        open: { ...good, capture: 'answered: the filter cannot be opened', connect: 'failed 2', ...noPin },
        property: { ...good, capture: 'problem: ERROR_DEVICE_REMOVED', connect: 'failed 2', ...noPin },
        create: { ...good, connect: 'refused 1617', ...noPin },
        state: { ...good, state: 'refused 1617' },
        close: good,
      }[fault.at];
    case 'spoil':
      return { ...good, capture: spoiltCapture[fault.how] ?? 'ok' };
    case 'rule':
      return { ...good, connect: `refused ${ruleCode[fault.rule]}`, ...noPin };
    case 'held':
      return { ...good, connect: 'blocked', ...noPin };
  }
}

/** The others are read to the end all the same. */
const spoiltCapture: Readonly<Record<string, string>> = {
  'size-too-big': 'problem: The driver asks for a buffer of 2147483647 bytes.',
  'size-too-small': 'problem: At byte 0: The list says it has',
  'returned-too-big': 'problem: The driver says it wrote',
  'count-negative': 'problem: At byte 4: The list counts 4294967295 items',
  'ranges-unaligned': 'problem: At byte',
  'more-data-forever': 'problem: The driver found every buffer too small',
};

const ruleCode: Readonly<Record<string, number>> = {
  'exact-sizes': 1169,
  'exact-mask': 1169,
  'attributes-only': 87,
  'instance-first': 1450,
};

/** A request that an honest driver takes, and that this fault is about; a bridge pin for the rule that comes before all. */
export function requestFor(fault: Fault): ConnectRequest {
  switch (fault.name) {
    case 'exact-sizes':
      return { ...waveExt(), Bytes: new Uint8Array(8) };
    case 'exact-mask':
      return waveExt({ ext: { dwChannelMask: 0 } });
    case 'instance-first':
      return waveExt({ pin: 3 });
    case 'held-elsewhere':
      return waveExt({ pin: 2 });
    default:
      return waveExt();
  }
}

/**
 * Goes through all phases, and after each that went wrong reads the honest filter, which must be as `honest` was. What an
 * earlier reading of the faulty filter showed is kept, as the tree of the extension keeps it.
 */
export async function walk(
  host: DeviceHost,
  { faulty, honest }: Paths,
  fault: Fault,
  shown: readonly [Capabilities, Capabilities],
): Promise<Walk> {
  const othersGoOn = async (outcome: string): Promise<string> => {
    const others = await host.readFilter(honest);
    assert.ok(others.ok, `after "${outcome}" the other filter: ${others.ok ? '' : others.error.message}`);
    assert.equal(others.value.pins.length, shown[1].pins.length);
    return outcome;
  };
  const list = await host.listFilters();
  const listed = list.ok ? 'ok' : failure(list.error);
  const reading = await host.readFilter(faulty);
  assertKept(list, faulty, reading, shown[0]);
  const capture = await othersGoOn(captured(reading));
  const created = await host.createPin({
    filter: faulty,
    bytes: bytesOf(requestFor(fault)),
    access: readWrite,
  });
  const connect = created.ok
    ? [created.value.outcome, created.value.win32 || ''].join(' ').trim()
    : failure(created.error);
  if (connect !== 'opened') await othersGoOn(connect);
  const pin = created.ok ? created.value.pin : undefined;
  if (pin === undefined) return { list: listed, capture, connect, state: 'no pin', close: 'no pin' };
  const moved = await host.setState({ pin, state: states.run });
  const refused = moved.ok ? moved.value.steps.find(({ win32 }) => win32 !== 0) : undefined;
  const state = moved.ok ? (refused ? `refused ${refused.win32}` : 'run') : failure(moved.error);
  if (state !== 'run') await othersGoOn(state);
  const closed = await host.closePin(pin);
  const close = closed.ok ? 'closed' : failure(closed.error);
  if (close !== 'closed') await othersGoOn(close);
  return { list: listed, capture, connect, state, close };
}

function captured(reading: Result<Capabilities, HostFailure>): string {
  if (!reading.ok) return failure(reading.error);
  const [first] = [...reading.value.problems, ...reading.value.pins.flatMap(({ problems }) => problems)];
  return first === undefined ? 'ok' : `problem: ${first.message}`;
}

function failure({ kind, message }: HostFailure): string {
  return `${kind}: ${message}`;
}

/** A tree that showed the filter before shows it still, whatever came of this reading. */
function assertKept(
  list: Parameters<typeof withListing>[1],
  path: string,
  reading: Result<Capabilities, HostFailure>,
  before: Capabilities,
): void {
  const tree = withReading(withReading(withListing(noFilters, list), path, ok(before)), path, reading);
  const row = tree.filters.find(({ summary }) => summary.path === path);
  if (reading.ok) {
    assert.deepEqual(row?.before, before);
    return;
  }
  assert.deepEqual(row?.capabilities, before);
  assert.equal(row?.problem, reading.error.message);
}

/** A device that vanished is in no listing any more, as soon as Plug and Play has done its work. */
export async function assertGone(host: DeviceHost, path: string, fault: Fault): Promise<void> {
  const listed = async () => {
    const list = await host.listFilters();
    assert.ok(list.ok, fault.name);
    return list.value.filters.some((filter) => filter.path === path);
  };
  for (let tries = 0; (await listed()) && tries < 50; tries++) await delay(100);
  assert.equal(await listed(), false, `${fault.name}: the device is still listed`);
}

/** What cannot be seen in any phase: a driver that chooses a format which it then refuses is found out by asking for both. */
export async function assertLieFound(host: DeviceHost, path: string, { pins }: Capabilities): Promise<void> {
  const [pin] = pins;
  assert.ok(pin);
  const chosen = await intersect(host, path, pin.id, pin.dataRanges, 'x64');
  assert.ok(chosen.ok);
  assert.equal(chosen.value.win32, 0);
  assert.match(chosen.value.findings.join(' '), /PROPOSEDATAFORMAT refuses it: ERROR_NO_MATCH/);
}

/** Every phase's words begin as expected, and a call that got lost is named in words. */
export function assertWalk(seen: Walk, fault: Fault): void {
  const expected = expectedWalk(fault);
  for (const phase of ['list', 'capture', 'connect', 'state', 'close'] as const) {
    const words = seen[phase];
    assert.ok(
      words.startsWith(expected[phase]),
      `${fault.name}, ${phase}: "${words}", not "${expected[phase]}"`,
    );
    if (/^(deadline|died)/.test(words)) assert.match(words, namesCall[phase], `${fault.name}, ${phase}`);
  }
}

const namesCall: Readonly<Record<keyof Walk, RegExp>> = {
  list: /listing filters/,
  capture: /reading a filter/,
  connect: /KsCreatePin/,
  state: /setting the state/,
  close: /closing a pin/,
};

/** Processes of this machine whose command line has this word. */
export function processesWith(word: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .filter((pid) => commandLine(pid).includes(word))
    .map(Number);
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // It has ended in the meantime.
  }
}
