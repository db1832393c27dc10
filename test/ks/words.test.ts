// Text for people: foreign names stay one harmless line, amounts and times read naturally.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { count, duration, oneLine } from '#ks/words.ts';

test('a name with control and direction characters is one line that moves nothing', () => {
  assert.equal(oneLine(' a\r\nb\u001b[2J\u202Ec\u2028d\u0000 '), 'a b [2J c d');
  assert.equal(oneLine('Mikrofon (Grün) 麦克风'), 'Mikrofon (Grün) 麦克风');
});

test('one thing has no s', () => {
  assert.deepEqual([count(0, 'pin'), count(1, 'pin'), count(2, 'pin')], ['0 pins', '1 pin', '2 pins']);
});

test('a time has the unit that keeps it short', () => {
  assert.deepEqual([0, 0.25, 1, 12.4, 999, 1500].map(duration), [
    '0.00 ms',
    '0.25 ms',
    '1 ms',
    '12 ms',
    '999 ms',
    '1.5 s',
  ]);
});
