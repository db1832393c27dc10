// The Filters view as a person sees it: golden trees of the sample filters, and of everything that can go wrong.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HostFailure } from '#device-host/client/index.ts';
import { filterChildren, filterRoots } from '#extension/tree/filter-rows.ts';
import {
  entryOf,
  type FiltersSnapshot,
  liveFiltersOf,
  needsReading,
  noFilters,
  withFilterByHand,
  withHost,
  withListing,
  withReading,
  withStale,
} from '#extension/tree/filters.ts';
import { presentFilter } from '#extension/tree/present-filters.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import { capabilitiesToJson } from '#ks/capability-file.ts';
import { encodeFormat } from '#ks/format-bytes.ts';
import { guid, speaker } from '../ks/requests.ts';
import { sampleFilter } from './samples.ts';
import { treeText } from './tree-text.ts';

const camera = sampleFilter(1);

const shown = (snapshot: FiltersSnapshot): Promise<string> =>
  treeText({
    roots: () => filterRoots(snapshot),
    children: (row) => filterChildren(row, snapshot),
    present: presentFilter,
  });

const listed = (...filters: readonly Capabilities[]): FiltersSnapshot =>
  withListing(noFilters, { ok: true, value: { filters: filters.map(({ filter }) => filter), problems: [] } });

const read = (snapshot: FiltersSnapshot, filter: Capabilities): FiltersSnapshot =>
  withReading(snapshot, filter.filter.path, { ok: true, value: filter });

const failure = (kind: HostFailure['kind'], message: string) =>
  ({ ok: false, error: { kind, message } }) as const;

test('a filter that was read shows its pins with ranges, interfaces, mediums and instances', async () => {
  assert.equal(
    await shown(read(listed(camera), camera)),
    `$(device-camera-video) kspin sample camera | 1 pin, KSCATEGORY_VIDEO_CAMERA [filter]
  $(arrow-right) Pin 0: Capture | out, both, 0 of 1 open [pin]
    $(list-unordered) Data ranges | 2 [group.ranges]
      $(symbol-ruler) YUY2 320x240, 16 bit, 29.97 fps [range]
      $(symbol-ruler) RGB24 320x240, 24 bit, 29.97 fps [range]
    $(symbol-interface) Interfaces | 1 [group.interfaces]
      $(symbol-interface) KSINTERFACE_STANDARD_STREAMING | KSINTERFACESETID_Standard
    $(radio-tower) Mediums | 1 [group.mediums]
      $(radio-tower) KSMEDIUM_TYPE_ANYINSTANCE | KSMEDIUMSETID_Standard
    $(layers) Instances | 3 [group.instances]
      $(symbol-number) This filter | 0 of 1 open
      $(symbol-number) Whole system | 0 of 1 open
      $(symbol-number) Necessary | 1 before the filter can run
  $(info) Identity | 1 [group.identity]
    $(chip) Driver | kspin sample, after avshws, 1.0.0.0`,
  );
});

test('a pin with signal processing modes shows for each what it prefers and the bytes of what it takes', async () => {
  const [first, ...others] = camera.pins;
  const preferred = encodeFormat(speaker, 'x64');
  assert.ok(first && preferred.ok);
  const pin = {
    ...first,
    dataRanges: [],
    interfaces: [],
    mediums: [],
    instances: {},
    modes: [
      {
        mode: guid('AUDIO_SIGNALPROCESSINGMODE_RAW'),
        defaultFormat: preferred.value,
        formats: Uint8Array.of(8, 0, 0, 0, 0, 0, 0, 0),
      },
      { mode: guid('AUDIO_SIGNALPROCESSINGMODE_SPEECH') },
    ],
  };
  assert.equal(
    await shown(read(listed(camera), { ...camera, pins: [pin, ...others] })),
    `$(device-camera-video) kspin sample camera | 1 pin, KSCATEGORY_VIDEO_CAMERA [filter]
  $(arrow-right) Pin 0: Capture | out, both [pin]
    $(settings) Signal processing modes | 2 [group.modes]
      $(settings) AUDIO_SIGNALPROCESSINGMODE_RAW
        $(star-empty) Default format | PCM, 48000 Hz, 2 ch, 16 bit
        $(list-unordered) Formats | 8 bytes: 0800000000000000
      $(settings) AUDIO_SIGNALPROCESSINGMODE_SPEECH | no format of its own
  $(info) Identity | 1 [group.identity]
    $(chip) Driver | kspin sample, after avshws, 1.0.0.0`,
  );
});

test('the topology names nodes by type and the filter itself by its pins', async () => {
  const audio = sampleFilter(0);
  const text = await shown(read(listed(audio), { ...audio, pins: [] }));
  assert.equal(
    text,
    `$(unmute) kspin sample audio | 0 pins, KSCATEGORY_RENDER [filter]
  $(type-hierarchy) Topology | 5 [group.topology]
    $(symbol-event) Node 0 | KSNODETYPE_AUDIO_ENGINE
    $(arrow-small-right) pin 0 | to node 0.1
    $(arrow-small-right) pin 1 | to node 0.2
    $(arrow-small-right) node 0.3 | to pin 2
    $(arrow-small-right) node 0.0 | to pin 3
  $(info) Identity | 1 [group.identity]
    $(chip) Driver | kspin sample, after sysvad, 1.0.0.0`,
  );
});

test('before the first listing there is no row, so that the welcome text shows', async () => {
  assert.equal(await shown(noFilters), '');
});

test('a target without filters says so in a row', async () => {
  assert.equal(await shown(listed()), '$(warning) This target has no kernel-streaming filter. [problem]');
});

test('a refresh that fails keeps the tree and says why above it', async () => {
  const before = read(listed(camera), { ...camera, pins: [] });
  const after = withListing(before, failure('died', 'The device host ended.'));
  assert.equal(
    await shown(after),
    `$(warning) The device host ended. [problem]
$(device-camera-video) kspin sample camera | 0 pins, KSCATEGORY_VIDEO_CAMERA [filter]
  $(info) Identity | 1 [group.identity]
    $(chip) Driver | kspin sample, after avshws, 1.0.0.0`,
  );
});

test('a refresh that a person stopped changes nothing', () => {
  const before = listed(camera);
  assert.equal(withListing(before, failure('cancelled', 'stopped')), before);
});

test('a refresh that succeeds takes the old trouble away and lists what could not be read', async () => {
  const failed = withListing(noFilters, failure('deadline', 'late'));
  const result = { filters: [], problems: ['KSCATEGORY_TAP: access denied'] };
  assert.equal(
    await shown(withListing(failed, { ok: true, value: result })),
    '$(warning) KSCATEGORY_TAP: access denied [problem]',
  );
});

test('a filter that was unplugged is gone after a refresh, one that stays is read again when it is looked at', () => {
  const before = read(read(listed(sampleFilter(0), camera), sampleFilter(0)), camera);
  const after = withListing(before, { ok: true, value: { filters: [camera.filter], problems: [] } });
  assert.equal(entryOf(after, sampleFilter(0).filter.path), undefined);
  const entry = entryOf(after, camera.filter.path);
  assert.ok(entry);
  assert.equal(entry.capabilities, camera);
  assert.equal(needsReading(entry), true);
});

test('a filter that cannot be read says why in its place and is not asked again by itself', async () => {
  const after = withReading(listed(camera), camera.filter.path, failure('answered', 'ERROR_ACCESS_DENIED'));
  assert.equal(
    await shown(after),
    `$(warning) kspin sample camera | could not be read [filter]
  $(warning) ERROR_ACCESS_DENIED [problem]`,
  );
  const entry = entryOf(after, camera.filter.path);
  assert.ok(entry && !needsReading(entry));
});

test('a filter whose pin was opened is read again', () => {
  const entry = entryOf(withStale(read(listed(camera), camera), camera.filter.path), camera.filter.path);
  assert.ok(entry && needsReading(entry));
});

test('a property that a driver answers wrongly is a row with its code, and the rest of the pin stays', async () => {
  const [pin] = camera.pins;
  assert.ok(pin);
  const broken = {
    ...pin,
    dataRanges: [],
    interfaces: [],
    mediums: [],
    instances: {},
    problems: [{ property: 'KSPROPERTY_PIN_DATARANGES', message: 'The list is cut short.', win32: 31 }],
  };
  const text = await shown(read(listed(camera), { ...camera, pins: [broken] }));
  assert.equal(
    text,
    `$(device-camera-video) kspin sample camera | 1 pin, KSCATEGORY_VIDEO_CAMERA [filter]
  $(warning) Pin 0: Capture | out, both [pin]
    $(warning) Problems | 1 [group.problems]
      $(warning) KSPROPERTY_PIN_DATARANGES | The list is cut short., ERROR_GEN_FAILURE (31) [problem]
  $(info) Identity | 1 [group.identity]
    $(chip) Driver | kspin sample, after avshws, 1.0.0.0`,
  );
});

test('a hung, dead or given-up host is one row above the filters', async () => {
  const exit = { code: 1, signal: undefined, stderr: '' };
  const dead = withHost(listed(), { kind: 'dead', reason: 'ended with code 1', exit });
  assert.equal(
    await shown({ ...dead, problem: 'ended with code 1' }),
    '$(debug-disconnect) Device host ended | ended with code 1 [host.trouble]',
  );
});

test('a call that had not returned at the last start is told with its connect, filter, driver and time', async () => {
  const call = {
    id: '1',
    time: '2026-01-02T03:04:05.000Z',
    call: 'createPin',
    filter: '\\\\?\\x',
    descriptor: { file: 'speaker.kspin.json', connect: '48 kHz' },
    driver: '1.2.3.4',
    ended: 'machine',
  } as const;
  const hello = {
    protocol: 1,
    kspin: '0',
    platform: 'win32',
    arch: 'x64',
    layout: 'x64',
    backend: 'windows',
    unfinished: [call],
  } as const;
  assert.equal(
    await shown(withHost(noFilters, { kind: 'running', reason: '', hello })),
    '$(history) KsCreatePin had not returned | 48 kHz, on \\\\?\\x, driver 1.2.3.4, 2026-01-02T03:04:05.000Z [unfinished]',
  );
});

test('ids do not depend on what was read, so that expansion survives a refresh', () => {
  const ids = (snapshot: FiltersSnapshot): readonly string[] => filterRoots(snapshot).map(({ id }) => id);
  assert.deepEqual(ids(read(listed(camera), camera)), ids(listed(camera)));
});

test('a name with control, direction and Markdown characters stays one harmless line', () => {
  const name = 'a\r\nb\u202Ec [x](command:y) <img src=z>';
  const entry = { summary: { ...camera.filter, name } };
  const item = presentFilter({ id: 'x', kind: 'filter', entry });
  assert.equal(item.label, 'a b c [x](command:y) <img src=z>');
  assert.ok(
    item.tooltip?.includes('a b c \\[x\\]\\(command\\:y\\) \\<img src\\=z\\>') ||
      item.tooltip?.includes('\\[x\\]'),
  );
  assert.doesNotMatch(item.tooltip ?? '', /(?<!\\)[[<]/);
});

test('what few drivers answer is shown where it belongs: wiring, default format, what is possible now, names', async () => {
  const audio = sampleFilter(0);
  const [pin] = audio.pins;
  const format = encodeFormat(speaker, 'x64');
  assert.ok(pin && format.ok);
  const wired = {
    ...pin,
    dataRanges: [],
    constrainedDataRanges: pin.dataRanges.slice(0, 1),
    defaultFormat: format.value,
    physicalConnection: { pin: 3, path: '\\\\?\\topology' },
    interfaces: [],
    mediums: [],
    instances: {},
  };
  const { driver: _, ...filter } = audio.filter;
  const told: Capabilities = {
    ...audio,
    filter: { ...filter, aliases: [{ category: guid('KSCATEGORY_AUDIO'), path: '\\\\?\\alias' }] },
    component: { Manufacturer: guid('KSCOMPONENTID_USBAUDIO'), Version: 1 },
    pins: [wired],
    topology: {
      nodes: [guid('KSNODETYPE_VOLUME')],
      nodeNames: [{ node: 0, name: 'Master' }],
      connections: [],
      categories: [guid('KSCATEGORY_MIXER')],
    },
  };
  assert.equal(
    await shown(read(listed(told), told)),
    `$(unmute) kspin sample audio | 1 pin, KSCATEGORY_RENDER [filter]
  $(arrow-left) Pin 0: Speaker | in, sink [pin]
    $(list-filter) Possible now | 1 [group.constrained]
      $(symbol-ruler) PCM, up to 2 ch, 16 bit, 24000-96000 Hz [range]
    $(star-empty) Default format | PCM, 48000 Hz, 2 ch, 16 bit
    $(plug) Wired to | pin 3 of \\\\?\\topology
  $(type-hierarchy) Topology | 1 [group.topology]
    $(symbol-event) Node 0: Master | KSNODETYPE_VOLUME
  $(info) Identity | 4 [group.identity]
    $(link) Alias KSCATEGORY_AUDIO | \\\\?\\alias
    $(tag) Categories by the driver | KSCATEGORY_MIXER
    $(package) Component Manufacturer | KSCOMPONENTID_USBAUDIO
    $(package) Component Version | 1`,
  );
});

test('the language server is told what was read of each filter, and which were only listed', () => {
  const { path, name } = camera.filter;
  const unread = liveFiltersOf(listed(camera), 'local');
  assert.deepEqual(unread.filters, []);
  assert.deepEqual(
    unread.unread.map((filter) => [filter.path, filter.name]),
    [[path, name]],
  );
  const known = liveFiltersOf(read(listed(camera), camera), 'local');
  assert.deepEqual(known, { target: 'local', filters: [capabilitiesToJson(camera)], unread: [] });
  assert.deepEqual(liveFiltersOf(noFilters, 'local'), { target: 'local', filters: [], unread: [] });
});

test('a filter that was opened by hand stays when a listing does not have it, and is the listed one when it does', () => {
  const path = '\\\\?\\by hand';
  const opened = read(withFilterByHand(listed(camera), path), {
    ...camera,
    filter: { path, categories: [] },
  });
  const paths = (snapshot: FiltersSnapshot) => snapshot.filters.map(({ summary }) => summary.path);
  assert.deepEqual(paths(opened), [camera.filter.path, path]);
  const again = withListing(opened, { ok: true, value: { filters: [camera.filter], problems: [] } });
  assert.deepEqual(paths(again), [camera.filter.path, path]);
  const kept = entryOf(again, path);
  assert.ok(kept?.capabilities && needsReading(kept));
  const registered = { path, name: 'registered', categories: [] };
  const both = withListing(again, {
    ok: true,
    value: { filters: [camera.filter, registered], problems: [] },
  });
  assert.deepEqual(paths(both), [camera.filter.path, path]);
  assert.equal(entryOf(both, path)?.summary.name, 'registered');
  assert.equal(withFilterByHand(both, path), both);
});
