import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodePosition, judgePositions, type Position } from '#ks/position.ts';
import { stateNamed, states, stepsBetween } from '#ks/stream-state.ts';
import { encodeStruct } from '#ks/struct.ts';

/** Readings every 100 ms. */
function readings(...list: readonly (readonly [keyof typeof states, number])[]): readonly Position[] {
  return list.map(([state, play], index) => ({
    state: states[state],
    play: BigInt(play),
    write: BigInt(play),
    atMs: index * 100,
  }));
}

const verdict = (...list: readonly (readonly [keyof typeof states, number])[]) =>
  judgePositions(readings(...list), 192_000).map(({ good, text }) => `${good ? 'good' : 'bad'}: ${text}`);

test('a stream that moves in RUN, stands in PAUSE and is zero in STOP is alive, and its speed is told', () => {
  const alive = verdict(
    ['stop', 0],
    ['run', 0],
    ['run', 19_200],
    ['run', 38_400],
    ['pause', 40_000],
    ['pause', 40_000],
    ['stop', 0],
  );
  assert.deepEqual(alive, [
    'good: STOP: PlayOffset is 0',
    'good: RUN: PlayOffset moves by 192000 bytes a second, 1.00 of the speed of the format',
    'good: PAUSE: PlayOffset stands at 40000',
    'good: STOP: PlayOffset is 0',
  ]);
});

test('a stream that stands in RUN, moves in PAUSE and is not zero in STOP is told so each time', () => {
  assert.deepEqual(verdict(['run', 5], ['run', 5], ['run', 5], ['pause', 5], ['pause', 9], ['stop', 9]), [
    'bad: RUN: PlayOffset stands at 5 for 200 ms',
    'bad: PAUSE: PlayOffset still moves, from 5 to 9',
    'bad: STOP: PlayOffset is 9, not 0',
  ]);
});

test('a cyclic buffer that starts again moves', () => {
  assert.deepEqual(verdict(['run', 900], ['run', 100]), ['good: RUN: PlayOffset moves, in a cyclic buffer']);
});

test('one reading in RUN is no verdict', () => {
  assert.deepEqual(verdict(['run', 1]), ['bad: RUN: too few readings for a verdict']);
});

test('a position is read from 16 bytes, and from fewer not at all', () => {
  const bytes = encodeStruct('KSAUDIO_POSITION', { PlayOffset: 7n, WriteOffset: 1n << 40n }, 'x64');
  assert.deepEqual(decodePosition(bytes, 3, 5), { state: 3, play: 7n, write: 1n << 40n, atMs: 5 });
  assert.equal(decodePosition(bytes.subarray(0, 15), 3, 5), undefined);
});

test('the way from one state to another goes through all between them', () => {
  assert.deepEqual(stepsBetween(0, 3), [1, 2, 3]);
  assert.deepEqual(stepsBetween(3, 0), [2, 1, 0]);
  assert.deepEqual(stepsBetween(2, 2), []);
});

test('a state is named as people write it', () => {
  assert.deepEqual(['run', 'RUN', 'KSSTATE_PAUSE', '0', 'walk', ''].map(stateNamed), [
    3,
    3,
    2,
    0,
    undefined,
    undefined,
  ]);
});
