import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Capabilities } from '#ks/capabilities.ts';
import { allCapabilitiesFromJson, capabilitiesFromJson, capabilitiesToJson } from '#ks/capability-file.ts';
import { encodeFormat } from '#ks/format-bytes.ts';
import type { Json, JsonObject } from '#ks/json.ts';
import { filter, pcmRange } from './pins.ts';
import { guid, speaker } from './requests.ts';

const written = capabilitiesToJson(filter) as JsonObject;

test('capabilities come back from their file as they were', () => {
  const read = capabilitiesFromJson(JSON.parse(JSON.stringify(written)) as Json);
  assert.deepEqual(read, { ok: true, value: filter });
});

test('a data range is written with names and kept with its bytes', () => {
  const [pin] = written.pins as readonly JsonObject[];
  assert.deepEqual(pin?.dataRanges, [
    {
      KSDATARANGE: {
        FormatSize: 88,
        Flags: 0,
        SampleSize: 0,
        Reserved: 0,
        MajorFormat: 'KSDATAFORMAT_TYPE_AUDIO',
        SubFormat: 'KSDATAFORMAT_SUBTYPE_PCM',
        Specifier: 'KSDATAFORMAT_SPECIFIER_WAVEFORMATEX',
      },
      KSDATARANGE_AUDIO: {
        MaximumChannels: 2,
        MinimumBitsPerSample: 16,
        MaximumBitsPerSample: 24,
        MinimumSampleFrequency: 44100,
        MaximumSampleFrequency: 96000,
      },
      bytes:
        '5800000000000000000000000000000061756473000010008000' +
        '00aa00389b7101000000000010008000' +
        '00aa00389b71819f580556c3ce11bf0100aa0055595a02000000100000001800000044ac00000077010000000000',
    },
  ]);
});

/** Every fact that a capability file can hold beside those that every driver answers. */
function withEveryFact(): Capabilities {
  const format = encodeFormat(speaker, 'x64');
  assert.ok(format.ok);
  const [pin, ...others] = filter.pins;
  assert.ok(pin);
  const category = guid('KSCATEGORY_AUDIO');
  return {
    ...filter,
    filter: { ...filter.filter, aliases: [{ category, path: '\\\\?\\alias' }] },
    component: {
      Manufacturer: guid('KSCATEGORY_AUDIO'),
      Product: guid('KSCATEGORY_AUDIO'),
      Component: guid('KSCATEGORY_AUDIO'),
      Name: guid('KSCATEGORY_AUDIO'),
      Version: 1,
      Revision: 2,
    },
    pins: [
      {
        ...pin,
        constrainedDataRanges: [pcmRange],
        defaultFormat: format.value.slice(),
        modes: [
          {
            mode: guid('AUDIO_SIGNALPROCESSINGMODE_RAW'),
            defaultFormat: format.value.slice(),
            formats: Uint8Array.of(8, 0, 0, 0, 0, 0, 0, 0),
          },
          { mode: guid('AUDIO_SIGNALPROCESSINGMODE_SPEECH') },
        ],
        physicalConnection: { pin: 3, path: '\\??\\other' },
      },
      ...others,
    ],
    topology: { ...filter.topology, nodeNames: [{ node: 0, name: 'Volume' }], categories: [category] },
  };
}

test('facts that few drivers answer come back too, and the order of a file does not depend on its reader', () => {
  const text = JSON.stringify(capabilitiesToJson(withEveryFact()));
  const read = capabilitiesFromJson(JSON.parse(text) as Json);
  assert.deepEqual(read, { ok: true, value: withEveryFact() });
  assert.equal(read.ok && JSON.stringify(capabilitiesToJson(read.value)), text);
});

test('a default format is written as a descriptor has it, beside its bytes', () => {
  const [pin] = (capabilitiesToJson(withEveryFact()) as JsonObject).pins as readonly JsonObject[];
  const { bytes, ...members } = (pin?.defaultFormat ?? {}) as JsonObject;
  assert.equal(String(bytes).length, 2 * 104);
  assert.deepEqual(members.WaveFormatExt, {
    Format: { nChannels: 2, nSamplesPerSec: 48000, wBitsPerSample: 16 },
  });
});

test('several filters stand in one file', () => {
  const read = allCapabilitiesFromJson({ kscaps: 1, filters: [written, written] });
  assert.ok(read.ok);
  assert.deepEqual(read.value, [filter, filter]);
});

test('everything wrong in a file is named with its path, and nothing throws', () => {
  const read = allCapabilitiesFromJson({
    filter: { path: 1, categories: ['KSCATEGORY_NONSENSE'] },
    pins: [{ id: 'x', dataRanges: [{ bytes: '00' }, {}, 5] }],
  });
  assert.ok(!read.ok);
  assert.deepEqual(
    read.error.map(({ message }) => message),
    [
      'filter.path must be text.',
      'filter.categories[0] must be a GUID or the name of one.',
      'pins[0].id must be a number from 0 to 4294967295 or the name of one.',
      'pins[0].dataRanges[0].bytes is too short for a KSDATARANGE (64 bytes).',
      'pins[0].dataRanges[1] needs KSDATARANGE or bytes.',
      'pins[0].dataRanges[2] must be an object.',
      'pins[0].dataRanges[2] needs KSDATARANGE or bytes.',
    ],
  );
});

test('members that contradict the bytes beside them are a problem', () => {
  const edited = JSON.parse(
    JSON.stringify(written).replace('"MaximumChannels":2', '"MaximumChannels":8'),
  ) as Json;
  const read = capabilitiesFromJson(edited);
  assert.ok(!read.ok);
  assert.equal(
    read.error[0]?.message,
    'pins[0].dataRanges[0].bytes says something else than the members beside it; remove one of the two.',
  );
});
