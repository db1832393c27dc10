// Ten thousand times a pin is opened and closed, through the conversation that clients have with a device host: no handle of the
// driver stays open, nothing the host remembers grows, and its memory stays where it was.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { simulatedBackend } from '#device-host/simulated/backend.ts';
import { ok } from '#ks/result.ts';
import { memoryJournal, talkTo } from './conversation.ts';
import { bytesOf, cameraPath, goodSpeaker, readWrite, rigFilters, video } from './rig-filters.ts';

const rounds = 10_000;
const warmUp = 1000;
/** Growth that is no leak: one kept object per round would be several times as much. */
const allowedBytes = 400_000;

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** What V8 compiles of the program while it runs is no growth of the host: only the spaces that hold objects count. */
const objectSpaces = ['new_space', 'old_space', 'large_object_space', 'new_large_object_space'];

function usedBytes(): number {
  collect();
  return getHeapSpaceStatistics()
    .filter(({ space_name: name }) => objectSpaces.includes(name))
    .reduce((sum, { space_used_size: size }) => sum + size, 0);
}

test(`${rounds} rounds of opening and closing leave nothing behind`, async () => {
  const driver = simulatedBackend(rigFilters());
  const { begun, ...journal } = memoryJournal();
  const host = talkTo(ok(driver), { ...journal, begun });
  await host.hello();
  const camera = { filter: cameraPath(), bytes: bytesOf(video()), access: readWrite };
  let before = 0;
  for (let round = 0; round < rounds; round++) {
    if (round === warmUp) before = usedBytes();
    const { outcome, pin = -1 } = await host.ask('pin/create', round % 2 ? camera : goodSpeaker());
    assert.equal(outcome, 'opened', `round ${round}`);
    assert.equal(driver.openHandles(), 2, `round ${round}: the filter and the pin`);
    await host.ask('pin/close', { pin });
    assert.equal(driver.openHandles(), 0, `round ${round}`);
    // What this test's own journal remembers is no growth of the host.
    begun.length = 0;
  }
  const growth = usedBytes() - before;
  assert.deepEqual(await host.ask('pins/open', {}), []);
  host.close();
  assert.ok(growth < allowedBytes, `${growth} bytes more after ${rounds - warmUp} rounds`);
});
