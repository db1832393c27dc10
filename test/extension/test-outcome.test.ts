// What the Test Explorer says of a run, and how it knows a test again after an edit.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, notSent } from '#device-host/client/index.ts';
import { erredFor, outcomeOf, testIds } from '#extension/tree/test-outcome.ts';

const refusal: Answer = {
  outcome: 'refused',
  win32: 1169,
  ntstatus: 0xc0000272,
  why: 'nSamplesPerSec is 192000; the pin takes 24000 to 96000.',
  causes: [],
  next: ['Set nSamplesPerSec to 96000.'],
};

test('a failure shows what was expected beside what came, with the reason and the next step', () => {
  assert.deepEqual(outcomeOf('failed', refusal, 'ERROR_SUCCESS'), {
    verdict: 'failed',
    message: 'nSamplesPerSec is 192000; the pin takes 24000 to 96000.\nNext: Set nSamplesPerSec to 96000.',
    expected: 'ERROR_SUCCESS',
    actual: 'ERROR_NO_MATCH (1169), STATUS_NO_MATCH in the driver',
  });
});

test('a pin that is taken and a request that never arrived have a reason and nothing to compare', () => {
  const blocked = outcomeOf(
    'blocked',
    { ...notSent('no free instance'), outcome: 'blocked' },
    'ERROR_SUCCESS',
  );
  assert.deepEqual(blocked, { verdict: 'blocked', message: 'No free instance' });
  assert.deepEqual(erredFor('no host'), { verdict: 'errored', message: 'no host' });
});

test('a pin that could not be closed is told even when the test passed', () => {
  const { message } = outcomeOf(
    'passed',
    { ...refusal, next: [] },
    'ERROR_NO_MATCH',
    'The pin could not be closed: late',
  );
  assert.match(message, /The pin could not be closed: late$/);
});

test('a test keeps its id when connects are added before it, and equal names are told apart', () => {
  const before = testIds('file:///a', ['one', 'two']);
  const after = testIds('file:///a', ['new', 'one', 'two', 'two']);
  assert.deepEqual(after.slice(1, 3), before);
  assert.equal(new Set(after.map(({ id }) => id)).size, 4);
});
