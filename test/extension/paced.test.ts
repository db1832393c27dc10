// Work that is asked for thousands of times a second is done at once, then now and then, and its last state is never left undone.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Paced } from '#extension/paced.ts';

test('the first wish is met at once, the others at the ends of pauses that grow until nobody wishes any more', (t) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  t.after(() => mock.timers.reset());
  const doneAt: number[] = [];
  let now = 0;
  const paced = new Paced(() => doneAt.push(now));
  const pass = (ms: number): void => {
    for (let passed = 0; passed < ms; passed += 10) {
      now += 10;
      mock.timers.tick(10);
    }
  };
  for (let wishes = 0; wishes < 700; wishes++) {
    paced.ask();
    pass(10);
  }
  assert.deepEqual(doneAt, [0, 100, 300, 700, 1500, 3100, 4700, 6300]);
  pass(5000);
  assert.deepEqual(doneAt.slice(8), [7900]);
  paced.ask();
  paced.ask();
  pass(5000);
  assert.deepEqual(doneAt.slice(9), [12_000, 12_100]);
});

test('what waits is done when it is asked for now, and at the end; what does not wait is not done again', (t) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  t.after(() => mock.timers.reset());
  let done = 0;
  const paced = new Paced(() => done++);
  paced.flush();
  assert.equal(done, 0);
  paced.ask();
  paced.ask();
  paced.flush();
  assert.equal(done, 2);
  paced.ask();
  paced.dispose();
  mock.timers.tick(1000);
  assert.equal(done, 3);
});
