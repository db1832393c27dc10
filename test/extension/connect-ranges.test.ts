// Where a refusal is shown in the text when the refused member is not written.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearestRange } from '#extension/connect-ranges.ts';

const at = (line: number) => ({ start: { line, character: 0 }, end: { line, character: 9 } });
const connect = {
  head: at(0),
  ranges: { 'WaveFormatExt.Format': at(5), 'WaveFormatExt.Format.nChannels': at(6) },
};

test('a member that is written is marked itself', () => {
  assert.equal(
    nearestRange(connect, ['WaveFormatExt', 'Format', 'nChannels']),
    connect.ranges['WaveFormatExt.Format.nChannels'],
  );
});

test('a derived member is marked on the nearest object that is written', () => {
  assert.equal(
    nearestRange(connect, ['WaveFormatExt', 'Format', 'nBlockAlign']),
    connect.ranges['WaveFormatExt.Format'],
  );
});

test('without any written part, or without a path, the head of the connect is marked', () => {
  assert.equal(nearestRange(connect, ['KSDATAFORMAT', 'FormatSize']), connect.head);
  assert.equal(nearestRange(connect, []), connect.head);
});
