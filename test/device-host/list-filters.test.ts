import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InterfaceEntry } from '#device-host/backend.ts';
import { filterKey, knownCategories, listFilters } from '#device-host/list-filters.ts';
import { ok } from '#ks/result.ts';
import { fakeBackend } from './fake-backend.ts';
import { guid } from './rig-filters.ts';

const audio = guid('KSCATEGORY_AUDIO');
const render = guid('KSCATEGORY_RENDER');
const capture = guid('KSCATEGORY_CAPTURE');

function listing(entries: Readonly<Record<string, readonly InterfaceEntry[]>>, stopped?: () => boolean) {
  const backend = fakeBackend({ interfaces: async (category) => ok(entries[category] ?? []) });
  return listFilters(backend, [audio, render, capture], stopped);
}

test('the paths of one filter in several categories are one filter, under the first of them', async () => {
  const { filters } = await listing({
    [audio]: [{ path: `\\\\?\\usb#vid_1&pid_2#3#{${audio}}\\wave`, name: 'Sound', device: 'USB\\3' }],
    [render]: [{ path: `\\\\?\\USB#VID_1&PID_2#3#{${render.toUpperCase()}}\\WAVE`, name: 'Sound' }],
  });
  assert.deepEqual(filters, [
    {
      path: `\\\\?\\usb#vid_1&pid_2#3#{${audio}}\\wave`,
      name: 'Sound',
      device: 'USB\\3',
      categories: [audio, render],
      aliases: [{ category: render, path: `\\\\?\\USB#VID_1&PID_2#3#{${render.toUpperCase()}}\\WAVE` }],
    },
  ]);
});

test('the wave and the topology filter of one adapter are two filters', async () => {
  const { filters } = await listing({
    [audio]: [
      { path: `\\\\?\\pci#1#{${audio}}\\topology`, name: 'Sound' },
      { path: `\\\\?\\pci#1#{${audio}}\\wave`, name: 'Sound' },
    ],
  });
  assert.deepEqual(
    filters.map(({ path }) => path.slice(-4)),
    ['logy', 'wave'],
  );
});

test('filters come by name and path, whatever order they were found in', async () => {
  const { filters } = await listing({
    [audio]: [{ path: 'c', name: 'B' }, { path: 'b', name: 'B' }, { path: 'a' }],
    [render]: [{ path: 'd', name: 'A' }],
  });
  assert.deepEqual(
    filters.map(({ path }) => path),
    ['a', 'd', 'b', 'c'],
  );
});

test('a path that is none still names its filter', () => {
  assert.equal(filterKey('anything'), 'anything');
  assert.equal(filterKey('#{not-a-guid}\\x'), '#{not-a-guid}\\x');
});

test('every category of KSCATEGORY that is named is listed, once', () => {
  const categories = knownCategories();
  for (const name of ['KSCATEGORY_AUDIO', 'KSCATEGORY_VIDEO_CAMERA', 'KSCATEGORY_REALTIME']) {
    assert.equal(categories.filter((category) => category === guid(name)).length, 1, name);
  }
});

test('a listing that nobody waits for stops between two categories', async () => {
  const entries = { [audio]: [{ path: 'a' }], [render]: [{ path: 'b' }] };
  let looks = 0;
  const { filters } = await listing(entries, () => ++looks > 1);
  assert.equal(filters.length, 1);
});
