// A capability file that is written anew while a simulated host runs: filters come, go and change, and the client is told.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseTarget, startHost } from '#device-host/client/index.ts';
import { simulatedBackend } from '#device-host/simulated/backend.ts';
import { fromHex } from '#ks/bytes.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import { capabilitiesToJson } from '#ks/capability-file.ts';
import { hostBundle, temporaryFolder } from './host-under-test.ts';
import { goodSpeaker, guid, readWrite, rigFilters, speakerPath } from './rig-filters.ts';

const [audio, video] = rigFilters();
assert.ok(audio && video);

const fileOf = (...filters: readonly Capabilities[]): string =>
  JSON.stringify({ filters: filters.map(capabilitiesToJson) });

test('a filter that is added to the file is told and listed, and a file that is broken takes nothing away', async () => {
  const file = join(temporaryFolder(), 'live.kscaps.json');
  writeFileSync(file, fileOf(audio));
  const target = parseTarget(`simulate:${file}`);
  assert.ok(target.ok);
  let told: () => void = () => {};
  const change = new Promise<void>((resolve) => {
    told = resolve;
  });
  const journal = temporaryFolder();
  const started = await startHost(target.value, {
    hostBundle,
    client: 'test',
    journal,
    onFiltersChanged: () => told(),
  });
  assert.ok(started.ok);
  const host = started.value;
  const names = async () => {
    const listed = await host.listFilters();
    return listed.ok ? listed.value.filters.map(({ name }) => name) : [];
  };
  assert.deepEqual(await names(), ['kspin rig audio']);
  writeFileSync(file, '{ half of a file');
  writeFileSync(file, fileOf(audio, video));
  await change;
  assert.deepEqual(await names(), ['kspin rig audio', 'kspin rig video']);
  await host.dispose();
});

test('a filter that changes keeps what is open, one that goes can no longer be opened', async () => {
  const backend = simulatedBackend([audio, video]);
  const filter = await backend.open(speakerPath());
  assert.ok(filter.ok);
  const pin = await backend.createPin(
    filter.value,
    fromHex(goodSpeaker().bytes) ?? new Uint8Array(),
    readWrite,
  );
  assert.ok(pin.ok);
  backend.replace([{ ...audio, filter: { ...audio.filter, name: 'another build' } }]);
  const left = await backend.interfaces(guid('KSCATEGORY_AUDIO'));
  assert.deepEqual(left.ok && left.value.map(({ name }) => name), ['another build']);
  assert.equal((await backend.close(pin.value)).ok, true);
  assert.equal((await backend.open(video.filter.path)).ok, false);
});
