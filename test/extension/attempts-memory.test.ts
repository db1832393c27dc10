// What outlives a reload of the window, and that nothing found in VS Code's memory can break the view.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { notSent } from '#device-host/client/index.ts';
import { type Asked, type Attempts, begin, settle } from '#extension/tree/attempts.ts';
import { recall, remember } from '#extension/tree/attempts-memory.ts';

const asked: Asked = { uri: 'file:///w/a.kspin.json', index: 0, name: 'a', target: 'local', bytes: 'ff00' };

const attempted = (outcome: 'opened' | 'refused'): Attempts => {
  const { attempts, number } = begin([], asked, '12:00:00');
  return settle(attempts, number, { ...notSent('because'), outcome });
};

/** VS Code keeps JSON. */
const reloaded = (attempts: Attempts): Attempts => recall(JSON.parse(JSON.stringify(remember(attempts))));

test('a refusal is after a reload what it was before', () => {
  assert.deepEqual(reloaded(attempted('refused')), attempted('refused'));
});

test('an open pin and a running call say what became of them', () => {
  const [running] = reloaded(begin([], asked, '12:00:00').attempts);
  const [opened] = reloaded(attempted('opened'));
  assert.deepEqual([running?.state, opened?.state], ['failed', 'closed']);
  assert.match(running?.note ?? '', /reloaded before the answer came/);
  assert.match(opened?.note ?? '', /closed with its device host/);
});

test('numbers go on where they were', () => {
  assert.equal(begin(reloaded(attempted('refused')), asked, '12:00:01').number, 2);
});

test('of ten thousand attempts the newest two hundred are kept', () => {
  let attempts: Attempts = [];
  for (let made = 0; made < 10_000; made++)
    attempts = [{ number: made, state: 'closed', asked, time: '' }, ...attempts.slice(0, 500)];
  const kept = reloaded(attempts);
  assert.deepEqual([kept.length, kept[0]?.number], [200, 9999]);
});

test('whatever stands in the memory, what can be used of it is used', () => {
  const [good] = attempted('refused');
  const bad = [null, 7, {}, { ...good, state: 'flying' }, { ...good, asked: null }, { ...good, number: '1' }];
  assert.deepEqual(recall({ version: 1, attempts: [...bad, good] }), [good]);
  for (const memory of [
    undefined,
    null,
    'x',
    [],
    { version: 2, attempts: [good] },
    { version: 1, attempts: {} },
  ]) {
    assert.deepEqual(recall(memory), []);
  }
});
