import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Capabilities } from '#ks/capabilities.ts';
import { type ConnectRequest, complete } from '#ks/connect.ts';
import { withMember } from '#ks/edit-request.ts';
import { explain } from '#ks/explain.ts';
import { type Nearest, nearestRequest } from '#ks/nearest.ts';
import { pathText } from '#ks/path.ts';
import { filter } from './pins.ts';
import { anyRequest, runs } from './proof/arbitrary.ts';
import { camera, guid, speaker, withMembers } from './requests.ts';

function nearest(request: ConnectRequest, capabilities: Capabilities = filter): Nearest {
  const found = nearestRequest(request, capabilities);
  assert.ok(found);
  assert.equal(explain(found.request, capabilities).accepted, true);
  return found;
}

function changesOf(request: ConnectRequest, capabilities?: Capabilities): readonly string[] {
  return nearest(request, capabilities).changes.map(
    ({ path, from, to }) => `${pathText(path)} ${String(from)} -> ${String(to)}`,
  );
}

const wave = (members: Readonly<Record<string, number>>): ConnectRequest => ({
  ...speaker,
  block: {
    key: 'WaveFormatExt',
    value: { Format: { nChannels: 2, nSamplesPerSec: 48000, wBitsPerSample: 16, ...members } },
  },
});

test('a request that is taken needs no change', () => {
  assert.deepEqual(changesOf(speaker), []);
});

test('numbers move to the nearest end of the range; what is derived follows and is not written', () => {
  assert.deepEqual(changesOf(wave({ nChannels: 6, nSamplesPerSec: 192000 })), [
    'WaveFormatExt.Format.nChannels 6 -> 2',
    'WaveFormatExt.Format.nSamplesPerSec 192000 -> 96000',
  ]);
  assert.deepEqual(changesOf(wave({ wBitsPerSample: 8, nSamplesPerSec: 8000 })), [
    'WaveFormatExt.Format.nSamplesPerSec 8000 -> 44100',
    'WaveFormatExt.Format.wBitsPerSample 8 -> 16',
  ]);
});

test('what was written and followed from the old numbers follows from the new ones', () => {
  const request = wave({ nChannels: 6, nBlockAlign: 12, nAvgBytesPerSec: 576000 });
  assert.deepEqual(changesOf(request), [
    'WaveFormatExt.Format.nChannels 6 -> 2',
    'WaveFormatExt.Format.nAvgBytesPerSec 576000 -> 192000',
    'WaveFormatExt.Format.nBlockAlign 12 -> 4',
  ]);
});

test('what is wrong on purpose and not refused stays', () => {
  const request = wave({ nChannels: 6, nAvgBytesPerSec: 1 });
  assert.deepEqual(changesOf(request), ['WaveFormatExt.Format.nChannels 6 -> 2']);
});

test('members that contradict each other are set to what they should be', () => {
  assert.deepEqual(changesOf(wave({ nBlockAlign: 3 })), ['WaveFormatExt.Format.nBlockAlign 3 -> 4']);
  const size = withMembers(speaker, 'KSDATAFORMAT', { FormatSize: 12 });
  assert.deepEqual(changesOf(size), ['KSDATAFORMAT.FormatSize 12 -> 104']);
  const inner = withMember(speaker, ['WaveFormatExt', 'SubFormat'], guid('KSDATAFORMAT_SUBTYPE_IEEE_FLOAT'));
  assert.equal(changesOf(inner).length, 1);
});

test('another codec becomes the one that the pin takes', () => {
  const float = withMembers(speaker, 'KSDATAFORMAT', { SubFormat: guid('KSDATAFORMAT_SUBTYPE_IEEE_FLOAT') });
  assert.deepEqual(
    nearest(float).changes.map(({ path }) => pathText(path)),
    ['KSDATAFORMAT.SubFormat'],
  );
});

test('interface, medium and pin are the ones that the filter has', () => {
  const elsewhere = withMembers(speaker, 'KSPIN_CONNECT', { PinId: 9 });
  assert.deepEqual(changesOf(elsewhere), ['KSPIN_CONNECT.PinId 9 -> 0']);
  const bridge = withMembers(speaker, 'KSPIN_CONNECT', { PinId: 2 });
  assert.deepEqual(changesOf(bridge), ['KSPIN_CONNECT.PinId 2 -> 0']);
  const taken = withMembers(speaker, 'KSPIN_CONNECT', { PinId: 1 });
  assert.deepEqual(changesOf(taken), ['KSPIN_CONNECT.PinId 1 -> 0']);
  const streaming = withMembers(speaker, 'KSPIN_CONNECT', { PinId: 4 });
  assert.deepEqual(changesOf(streaming), ['KSPIN_CONNECT.Interface.Id 0 -> 1']);
});

test('a picture becomes the one that the pin declares', () => {
  const onPin = withMembers(camera, 'KSPIN_CONNECT', { PinId: 3 });
  const larger = withMember(onPin, ['VideoInfoHeader', 'bmiHeader', 'biWidth'], 1920);
  assert.deepEqual(changesOf(withMember(larger, ['VideoInfoHeader', 'bmiHeader', 'biSizeImage'], 1)), [
    'VideoInfoHeader.bmiHeader.biWidth 1920 -> 640',
    'VideoInfoHeader.bmiHeader.biSizeImage 1 -> 614400',
  ]);
});

test('an attribute that drivers do not know is left out', () => {
  const request: ConnectRequest = {
    ...speaker,
    Attributes: [{ AttributeHeader: { Attribute: guid('KSDATAFORMAT_TYPE_AUDIO') } }],
  };
  const { request: found } = nearest(request);
  assert.equal(found.Attributes, undefined);
  assert.equal(complete(found).KSDATAFORMAT.Flags, 0);
});

test('where every pin is taken or wired inside there is no such request', () => {
  const pins = filter.pins.filter(({ id }) => id === 1 || id === 2);
  assert.equal(nearestRequest(speaker, { ...filter, pins }), undefined);
});

test('whatever is asked, what is proposed is taken', (t) => {
  const parameters = runs(150);
  t.diagnostic(`seed ${parameters.seed}`);
  fc.assert(
    fc.property(anyRequest, (request) => {
      nearest(request);
    }),
    parameters,
  );
});
