import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearestRequest } from '#ks/nearest.ts';
import { nearestText } from '#ks/nearest-text.ts';
import { filter } from './pins.ts';
import { guid, speaker, withMembers } from './requests.ts';

test('one member is named with the value that is taken', () => {
  const usual = { nChannels: 2, nSamplesPerSec: 192000, wBitsPerSample: 16 };
  const fast = { ...speaker, block: { key: 'WaveFormatExt', value: { Format: usual } } };
  assert.equal(
    nearestText(nearestRequest(fast, filter)),
    'Set WaveFormatExt.Format.nSamplesPerSec to 96000: the nearest request that is taken.',
  );
});

test('GUIDs are named by their header names', () => {
  const float = withMembers(speaker, 'KSDATAFORMAT', { SubFormat: guid('KSDATAFORMAT_SUBTYPE_IEEE_FLOAT') });
  assert.match(
    nearestText(nearestRequest(float, filter)) ?? '',
    /KSDATAFORMAT\.SubFormat to KSDATAFORMAT_SUBTYPE_PCM/,
  );
});

test('a request that is taken, or that nothing near it would be, gets no proposal', () => {
  assert.equal(nearestText(nearestRequest(speaker, filter)), undefined);
  assert.equal(nearestText(undefined), undefined);
});
