// What a refresh marks: rows that say something else than before, rows that are new, and what stands above them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presentChanged } from '#extension/tree/changes.ts';
import { filterChildren, filterRoots } from '#extension/tree/filter-rows.ts';
import {
  type FiltersSnapshot,
  noFilters,
  withListing,
  withReading,
  withStale,
} from '#extension/tree/filters.ts';
import type { Capabilities, PinFactory } from '#ks/capabilities.ts';
import { sampleFilter } from './samples.ts';
import { treeText } from './tree-text.ts';

const camera = sampleFilter(1);
const [pin] = camera.pins;
assert.ok(pin);
const [yuy2, rgb24] = pin.dataRanges;
assert.ok(yuy2 && rgb24);

const withPin = (change: Partial<PinFactory>): Capabilities => ({ ...camera, pins: [{ ...pin, ...change }] });

function readings(...all: readonly Capabilities[]): FiltersSnapshot {
  const { path } = camera.filter;
  const listed = withListing(noFilters, { ok: true, value: { filters: [camera.filter], problems: [] } });
  return all.reduce((snapshot, value) => withReading(snapshot, path, { ok: true, value }), listed);
}

/** The rows that carry a mark, as the view shows them. */
async function marked(snapshot: FiltersSnapshot): Promise<readonly string[]> {
  const text = await treeText({
    roots: () => filterRoots(snapshot),
    children: (row) => filterChildren(row, snapshot),
    present: (row) => {
      const shown = presentChanged(row, snapshot);
      return { ...shown, label: `${shown.color?.startsWith('gitDecoration') ? '* ' : ''}${shown.label}` };
    },
  });
  return text.split('\n').filter((line) => line.includes('* '));
}

test('a first reading marks nothing, and a second one that says the same neither', async () => {
  assert.deepEqual(await marked(readings(camera)), []);
  assert.deepEqual(await marked(readings(camera, camera)), []);
});

test('a changed count says what it was, and everything above it has its colour', async () => {
  const taken = withPin({ instances: { ...pin.instances, local: { PossibleCount: 1, CurrentCount: 1 } } });
  assert.deepEqual(await marked(readings(camera, taken)), [
    '$(device-camera-video) * kspin sample camera | 1 pin, KSCATEGORY_VIDEO_CAMERA [filter]',
    '  $(arrow-right) * Pin 0: Capture | out, both, 1 of 1 open [pin]',
    '    $(layers) * Instances | 3 [group.instances]',
    '      $(symbol-number) * This filter | 1 of 1 open (was 0 of 1 open)',
  ]);
});

test('a data range that was not there is new, another one in its place says what it was', async () => {
  const fewer = withPin({ dataRanges: [yuy2] });
  assert.deepEqual((await marked(readings(fewer, camera))).slice(2), [
    '    $(list-unordered) * Data ranges | 2 [group.ranges]',
    '      $(symbol-ruler) * RGB24 320x240, 24 bit, 29.97 fps | (new) [range]',
  ]);
  assert.deepEqual((await marked(readings(fewer, withPin({ dataRanges: [rgb24] })))).slice(3), [
    '      $(symbol-ruler) * RGB24 320x240, 24 bit, 29.97 fps | (was YUY2 320x240, 16 bit, 29.97 fps) [range]',
  ]);
});

test('marks stay while the filter is stale and go with the next reading', async () => {
  const fewer = withPin({ dataRanges: [yuy2] });
  const changed = withStale(readings(fewer, camera), camera.filter.path);
  assert.equal((await marked(changed)).length, 4);
  assert.deepEqual(await marked(readings(fewer, camera, camera)), []);
});

test('a screen reader hears what a row was', () => {
  const taken = withPin({ instances: { local: { PossibleCount: 1, CurrentCount: 1 } } });
  const snapshot = readings(withPin({ instances: { local: { PossibleCount: 1, CurrentCount: 0 } } }), taken);
  const [filter] = filterRoots(snapshot);
  assert.ok(filter);
  const rows = filterChildren(filter, snapshot).flatMap((row) => filterChildren(row, snapshot));
  const counts = rows
    .flatMap((row) => filterChildren(row, snapshot))
    .filter(({ kind }) => kind === 'instances');
  const spoken = counts.map((row) => presentChanged(row, snapshot).spoken);
  assert.deepEqual(spoken, ['This filter, 1 of 1 open, was 0 of 1 open']);
});
