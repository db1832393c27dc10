import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain, type Verdict } from '#ks/explain.ts';
import { pathText } from '#ks/path.ts';
import type { ConnectRequest } from '#ks/request.ts';
import { ntStatus } from '#ks/status.ts';
import type { StructValue } from '#ks/struct.ts';
import { filter } from './pins.ts';
import { camera, guid, speaker, withMembers } from './requests.ts';

function summary({ accepted, stage, status, path }: Verdict): string {
  return accepted ? 'accepted' : `${stage} ${ntStatus(status).name} ${pathText(path ?? [])}`;
}

function wave(format: StructValue, more: StructValue = {}): ConnectRequest {
  const usual = { nChannels: 2, nSamplesPerSec: 48000, wBitsPerSample: 16 };
  return { ...speaker, block: { key: 'WaveFormatExt', value: { Format: { ...usual, ...format }, ...more } } };
}

function toPin(request: ConnectRequest, pinId: number): ConnectRequest {
  return withMembers(request, 'KSPIN_CONNECT', { PinId: pinId });
}

const cameraPin = toPin(camera, 3);
const picture = (members: StructValue): ConnectRequest => ({
  ...cameraPin,
  block: {
    key: 'VideoInfoHeader',
    value: { AvgTimePerFrame: 333333n, bmiHeader: { biWidth: 640, biHeight: 480, ...members } },
  },
});

const other = guid('KSDATAFORMAT_TYPE_VIDEO');

const cases: readonly (readonly [name: string, request: ConnectRequest, verdict: string])[] = [
  ['a format inside the range', speaker, 'accepted'],
  ['the exact picture of the range', cameraPin, 'accepted'],
  [
    'FormatSize below KSDATAFORMAT',
    withMembers(speaker, 'KSDATAFORMAT', { FormatSize: 60 }),
    'block STATUS_INVALID_PARAMETER KSDATAFORMAT.FormatSize',
  ],
  [
    'FormatSize beyond what a name can carry',
    withMembers(speaker, 'KSDATAFORMAT', { FormatSize: 70000 }),
    'block STATUS_NAME_TOO_LONG KSDATAFORMAT.FormatSize',
  ],
  ['a pin factory that is not there', toPin(speaker, 9), 'pin STATUS_INVALID_PARAMETER KSPIN_CONNECT.PinId'],
  ['a bridge pin', toPin(speaker, 2), 'communication STATUS_INVALID_DEVICE_REQUEST KSPIN_CONNECT.PinId'],
  [
    'an interface the pin does not list',
    toPin(speaker, 4),
    'interface STATUS_NO_MATCH KSPIN_CONNECT.Interface.Id',
  ],
  [
    'an interface set the pin does not list',
    withMembers(speaker, 'KSPIN_CONNECT', { Interface: { Set: other, Id: 0 } }),
    'interface STATUS_NO_MATCH KSPIN_CONNECT.Interface.Set',
  ],
  [
    'a medium the pin does not list',
    withMembers(speaker, 'KSPIN_CONNECT', { Medium: { Set: guid('KSMEDIUMSETID_Standard'), Id: 7 } }),
    'medium STATUS_NO_MATCH KSPIN_CONNECT.Medium.Id',
  ],
  ['video to an audio pin', toPin(camera, 0), 'range STATUS_NO_MATCH KSDATAFORMAT.MajorFormat'],
  [
    'a codec without a range',
    withMembers(speaker, 'KSDATAFORMAT', { SubFormat: guid('KSDATAFORMAT_SUBTYPE_IEEE_FLOAT') }),
    'range STATUS_NO_MATCH KSDATAFORMAT.SubFormat',
  ],
  [
    'the attribute flag without a list',
    withMembers(speaker, 'KSDATAFORMAT', { Flags: 2 }),
    'attributes STATUS_INVALID_PARAMETER KSDATAFORMAT.Flags',
  ],
  [
    'an attribute that nobody knows',
    { ...speaker, Attributes: [{ AttributeHeader: { Attribute: other } }] },
    'attributes STATUS_NOT_SUPPORTED Attributes[0].AttributeHeader.Attribute',
  ],
  [
    'a pin whose only instance is open elsewhere',
    toPin(speaker, 1),
    'instances STATUS_INSUFFICIENT_RESOURCES KSPIN_CONNECT.PinId',
  ],
  [
    'a rate above the range',
    wave({ nSamplesPerSec: 192000 }),
    'format STATUS_NO_MATCH WaveFormatExt.Format.nSamplesPerSec',
  ],
  [
    'more channels than the range',
    wave({ nChannels: 6 }),
    'format STATUS_NO_MATCH WaveFormatExt.Format.nChannels',
  ],
  [
    'a block align that is not channels times bytes',
    wave({ nBlockAlign: 3 }),
    'format STATUS_NO_MATCH WaveFormatExt.Format.nBlockAlign',
  ],
  [
    'valid bits beyond the container',
    wave({}, { Samples: { wValidBitsPerSample: 24 } }),
    'format STATUS_NO_MATCH WaveFormatExt.Samples.wValidBitsPerSample',
  ],
  [
    'another codec inside than outside',
    wave({}, { SubFormat: guid('KSDATAFORMAT_SUBTYPE_IEEE_FLOAT') }),
    'format STATUS_NO_MATCH WaveFormatExt.SubFormat',
  ],
  [
    'cbSize beyond FormatSize',
    wave({ cbSize: 40 }),
    'format STATUS_INVALID_PARAMETER KSDATAFORMAT.FormatSize',
  ],
  [
    'cbSize too small for EXTENSIBLE',
    wave({ cbSize: 0 }),
    'format STATUS_NO_MATCH WaveFormatExt.Format.cbSize',
  ],
  [
    'a picture size that the range does not have',
    picture({ biWidth: 800 }),
    'format STATUS_NO_MATCH VideoInfoHeader.bmiHeader.biWidth',
  ],
  [
    'an image too small for its picture',
    picture({ biSizeImage: 1000 }),
    'format STATUS_INVALID_PARAMETER VideoInfoHeader.bmiHeader.biSizeImage',
  ],
  [
    'a header that ends after the format',
    picture({ biSize: 4000 }),
    'format STATUS_INVALID_PARAMETER VideoInfoHeader.bmiHeader.biSize',
  ],
];

for (const [name, request, expected] of cases) {
  test(`${name}: ${expected}`, () => assert.equal(summary(explain(request, filter)), expected));
}

test('only the first failing check answers: a wrong pin hides a wrong format', () => {
  const both = toPin(wave({ nSamplesPerSec: 1 }), 9);
  assert.equal(explain(both, filter).stage, 'pin');
});

test('the message names the value, what would be taken and the closest data range', () => {
  assert.equal(
    explain(wave({ nSamplesPerSec: 192000 }), filter).message,
    'nSamplesPerSec is 192000; the pin takes 44100 to 96000. Closest data range: PCM, up to 2 ch, 16-24 bit, 44100-96000 Hz.',
  );
});
