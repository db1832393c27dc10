// The Capability Files view as a person sees it, and the way from a change to its place in the text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type PlaceOf, placesIn } from '#extension/recordings/json-place.ts';
import { presentRecording } from '#extension/tree/present-recordings.ts';
import { type RecordingRow, recordingChildren, recordingRoots } from '#extension/tree/recording-rows.ts';
import {
  noRecordings,
  type Recording,
  type Recordings,
  urisOf,
  withComparison,
  withoutComparison,
  withoutRecording,
  withReadingOf,
  withRecording,
  withSwapped,
} from '#extension/tree/recordings.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import { capabilitiesToJson } from '#ks/capability-file.ts';
import { diffCapabilities } from '#ks/diff/diff-capabilities.ts';
import { sampleFilter } from './samples.ts';
import { treeText } from './tree-text.ts';

const camera = sampleFilter(1);
const [capture] = camera.pins;
assert.ok(capture);

/** The camera with one range gone and one instance more. */
const newCamera: Capabilities = {
  ...camera,
  filter: { ...camera.filter, driver: { ...camera.filter.driver, version: '2.0' } },
  pins: [
    {
      ...capture,
      dataRanges: capture.dataRanges.slice(0, 1),
      instances: { ...capture.instances, local: { PossibleCount: 2, CurrentCount: 0 } },
    },
  ],
};

const recording = (name: string, ...filters: readonly Capabilities[]): Recording => ({
  uri: `file:///${name}`,
  name,
  reading: { ok: true, value: filters },
});
const older = recording('old.kscaps.json', camera);
const newer = recording('new.kscaps.json', newCamera);
const broken: Recording = { ...older, reading: { ok: false, error: 'is not JSON' } };

const shown = (recordings: Recordings): Promise<string> =>
  treeText<RecordingRow>({
    roots: () => recordingRoots(recordings),
    children: recordingChildren,
    present: presentRecording,
  });

test('a comparison tells by pin what changed, and marks what breaks', async () => {
  assert.equal(
    await shown(withComparison(noRecordings, older, newer)),
    `$(diff) old.kscaps.json → new.kscaps.json | 1 breaking, 1 compatible, 1 neutral [comparison]
  $(info) The driver's version changed from 1.0.0.0 to 2.0 [change.neutral]
  $(plug) Pin 0 "Capture" | 1 breaking, 1 compatible [subject]
    $(add) PossibleCount of this filter changed from 1 to 2 [change.compatible]
    $(error) The data range is gone | RGB24 320x240, 24 bit, 29.97 fps [change.breaking]`,
  );
  const [row] = recordingRoots(withComparison(noRecordings, older, newer));
  assert.ok(row);
  assert.equal(presentRecording(row).color, 'list.errorForeground');
});

test('files of several filters are compared filter by filter', async () => {
  const audio = sampleFilter(0);
  const text = await shown(
    withComparison(noRecordings, recording('a', audio, camera), recording('b', newCamera, audio)),
  );
  assert.match(text, /^ {2}\$\(circuit-board\) Filter "kspin sample camera" \| 1 breaking/m);
  assert.match(text, /^ {6}\$\(error\) The data range is gone/m);
});

test('no difference is one row that says so; a broken file is the reason that nothing is compared', async () => {
  assert.equal(
    await shown(withComparison(noRecordings, older, recording('same.kscaps.json', camera))),
    '$(diff) old.kscaps.json → same.kscaps.json | no difference [comparison]',
  );
  assert.equal(
    await shown(withComparison(noRecordings, broken, newer)),
    `$(diff) old.kscaps.json → new.kscaps.json | could not be compared [comparison]
  $(warning) old.kscaps.json is not JSON. [problem]`,
  );
});

test('an open file has the rows that the Filters view would show', async () => {
  const text = await shown(withRecording(noRecordings, older));
  assert.match(
    text,
    /^\$\(file-code\) old\.kscaps\.json \| 1 filter \[recording\]\n {2}\$\(device-camera-video\) kspin sample camera/,
  );
  assert.match(text, /^ {8}\$\(symbol-ruler\) YUY2 320x240, 16 bit, 29.97 fps \[range\]/m);
  assert.equal(
    await shown(withRecording(noRecordings, broken)),
    '$(warning) old.kscaps.json | could not be read [recording]\n  $(warning) is not JSON [problem]',
  );
});

test('a file that was read again changes its tree and its comparisons; closing takes away just one of them', async () => {
  const both = withComparison(withRecording(noRecordings, older), older, newer);
  const again = withReadingOf(both, { ...newer, reading: older.reading });
  assert.match(await shown(again), /old\.kscaps\.json → new\.kscaps\.json \| no difference/);
  assert.deepEqual([...urisOf(both)], ['file:///old.kscaps.json', 'file:///new.kscaps.json']);
  const [comparison] = both.comparisons;
  assert.ok(comparison);
  assert.equal(withoutComparison(both, comparison).opened.length, 1);
  assert.equal(withoutRecording(both, older.uri).comparisons.length, 1);
  assert.match(
    await shown(withSwapped(both, comparison)),
    /^\$\(diff\) new\.kscaps\.json → old\.kscaps\.json \| 1 breaking, 1 compatible, 1 neutral/,
  );
});

const textAt = (text: string, placeOf: PlaceOf, path: readonly (string | number)[]): string | undefined => {
  const place = placeOf(path);
  return place && text.slice(place.offset, place.offset + place.length).split('\n')[0];
};

test('every change of the sample is found in the text of its file, also where that wraps its one filter in a list', () => {
  const text = JSON.stringify(capabilitiesToJson(newCamera), null, 2);
  const wrapped = JSON.stringify({ kscaps: 1, filters: [capabilitiesToJson(newCamera)] }, null, 2);
  for (const { after } of diffCapabilities([camera], [newCamera])) {
    if (after === undefined) continue;
    assert.ok(placesIn(text)(after), after.join('.'));
    assert.ok(placesIn(wrapped)(after), after.join('.'));
  }
  const possible = ['pins', 0, 'instances', 'local', 'PossibleCount'];
  assert.equal(textAt(text, placesIn(text), possible), '"PossibleCount": 2');
  assert.equal(textAt(wrapped, placesIn(wrapped), possible), '"PossibleCount": 2');
});

test('a path whose last members are not in the text leads to what is nearest, a text that is broken nowhere', () => {
  const text = '{ "pins": [ { "id": 4 } ] }';
  assert.equal(textAt(text, placesIn(text), ['pins', 0, 'dataRanges', 1]), '{ "id": 4 }');
  assert.equal(placesIn('')(['pins', 0]), undefined);
  assert.equal(placesIn('{"pins": [')(['pins', 3, 'id'])?.offset, 1);
});
