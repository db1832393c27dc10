// What "KS: Search Filters" offers: filters at once, pins as soon as their filter was read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FiltersSnapshot, noFilters, withListing, withReading } from '#extension/tree/filters.ts';
import { searchable } from '#extension/tree/search.ts';
import { sampleFilters } from './samples.ts';

const [audio, camera] = sampleFilters();
assert.ok(audio && camera);

const listed = withListing(noFilters, {
  ok: true,
  value: { filters: [audio.filter, camera.filter], problems: [] },
});
const read: FiltersSnapshot = withReading(listed, camera.filter.path, { ok: true, value: camera });
const lines = (snapshot: FiltersSnapshot): readonly string[] =>
  searchable(snapshot).map(({ label, description }) => `${label} | ${description}`);

test('a filter that was only listed is found by name, category and path', () => {
  assert.deepEqual(lines(listed), [
    'kspin sample audio | KSCATEGORY_RENDER',
    'kspin sample camera | KSCATEGORY_VIDEO_CAMERA',
  ]);
  assert.equal(searchable(listed)[1]?.detail, camera.filter.path);
});

test('a pin is found by its name, its filter and its data ranges, and leads to its row', () => {
  const pin = searchable(read).at(-1);
  assert.equal(lines(read).at(-1), 'Pin 0: Capture | kspin sample camera, out, both, 0 of 1 open');
  assert.equal(pin?.detail, 'YUY2 320x240, 16 bit, 29.97 fps; RGB24 320x240, 24 bit, 29.97 fps');
  assert.deepEqual(
    [pin?.row.id, pin?.parent?.id],
    [`filter/${camera.filter.path}/pin0`, `filter/${camera.filter.path}`],
  );
});
