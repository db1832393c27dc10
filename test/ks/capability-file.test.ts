import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allCapabilitiesFromJson, capabilitiesFromJson, capabilitiesToJson } from '#ks/capability-file.ts';
import type { Json, JsonObject } from '#ks/json.ts';
import { filter } from './pins.ts';

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
