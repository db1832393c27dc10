// kill -9 of a real device host at a hundred random moments: what the next host says of it is held against what the driver
// itself knew at that moment.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { type HostClient, startHost, type Target } from '#device-host/client/index.ts';
import type { UnfinishedCall } from '#device-host/protocol.ts';
import { seed } from '#test/seed.ts';
import { buildHost, temporaryFolder } from './host-under-test.ts';
import { goodSpeaker, speakerPath } from './rig-filters.ts';

const kills = 100;
const filters = fileURLToPath(new URL('./fixtures/rig.kscaps.json', import.meta.url));
const slowHost = fileURLToPath(new URL('./fixtures/hosts/slow-host.ts', import.meta.url));

/** What the driver wrote: it was entered, with this; or it was left. */
type Truth =
  | { readonly enter: number; readonly call: string; readonly bytes?: string }
  | { readonly leave: number };

test(`after kill -9 at ${kills} random moments (seed ${seed}) the next host names the call in flight, and no record is torn`, async () => {
  const journal = temporaryFolder();
  const bundle = await buildHost(slowHost);
  const truthOf = (round: number) => join(journal, `truth-${round}`);
  const hostOf = (round: number): Target => {
    const command = [process.execPath, bundle, journal, truthOf(round), filters, '15'] as const;
    return { kind: 'exec', command: [...command], text: command.join(' ') };
  };
  const moments = fc.sample(fc.integer({ min: 0, max: 60 }), { numRuns: kills, seed });
  let inDriver = 0;
  let host = await start(hostOf(0));
  for (const [round, moment] of moments.entries()) {
    const working = work(host, round);
    await untilAtWork(truthOf(round));
    await delay(moment);
    host.kill();
    await host.exited;
    await working;
    assert.deepEqual(tornLines(journal), [], `round ${round}`);
    host = await start(hostOf(round + 1));
    inDriver += compare(readTruth(truthOf(round)), host.hello.unfinished, round);
  }
  await host.dispose();
  assert.ok(inDriver >= kills * 0.7, `only ${inDriver} calls were in the driver when their host was killed`);
});

/** Every call in the driver must be named, whole; the result is how many there were. */
function compare(truth: readonly Truth[], unfinished: readonly UnfinishedCall[], round: number): number {
  const left = new Set(truth.flatMap((line) => ('leave' in line ? line.leave : [])));
  const entered = truth.flatMap((line) => ('enter' in line ? line : []));
  const inside = entered.filter(({ enter }) => !left.has(enter));
  const named = new Map(unfinished.map((record) => [numberOf(record), record]));
  for (const { enter, call, bytes } of inside) {
    const record = named.get(enter);
    assert.ok(record, `round ${round}: call ${enter} (${call}) is in the driver and not in the journal`);
    const { id: _id, time, descriptor, ...rest } = record;
    assert.deepEqual(
      rest,
      { call, ...(bytes && { bytes }), ...always(call), ended: 'host' },
      `round ${round}`,
    );
    assert.match(time, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    if (call === 'createPin') assert.deepEqual(descriptor, descriptorOf(round));
    named.delete(enter);
  }
  // What else is named was on its way in, or back and not yet written down: one call of each of the two conversations at most.
  for (const number of named.keys()) {
    assert.ok(number > entered.length || left.has(number), `round ${round}: call ${number} had returned`);
  }
  assert.ok(named.size <= 2, `round ${round}: ${named.size} calls too many are named`);
  return inside.length;
}

function numberOf({ id }: UnfinishedCall): number {
  return Number(id.split('-')[1]);
}

/** What is in every record of this driver. */
function always(call: string): object {
  return { filter: speakerPath(), ...(call === 'ioctl' && { code: 0x2f0003 }) };
}

function descriptorOf(round: number) {
  return { file: 'speaker.kspin.json', connect: `round ${round}` };
}

async function start(target: Target): Promise<HostClient> {
  const started = await startHost(target, { hostBundle: '', client: 'test' });
  assert.ok(started.ok, started.ok ? '' : started.error.message);
  return started.value;
}

/** Two conversations side by side, until the host is gone. */
async function work(host: HostClient, round: number): Promise<void> {
  const create = async () => {
    for (;;) {
      const created = await host.createPin({ ...goodSpeaker(), descriptor: descriptorOf(round) });
      if (!created.ok) return;
      if (created.value.pin !== undefined) await host.closePin(created.value.pin);
    }
  };
  const read = async () => {
    while ((await host.readFilter(speakerPath())).ok);
  };
  await Promise.all([create(), read()]);
}

/** The first call is in the driver: a host that has not begun has nothing to name. */
async function untilAtWork(truth: string): Promise<void> {
  while (!existsSync(truth) || statSync(truth).size === 0) await delay(1);
}

function readTruth(file: string): readonly Truth[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Truth);
}

/** Lines of a journal that are there and cannot be read. */
function tornLines(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '' && !isJson(line));
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
