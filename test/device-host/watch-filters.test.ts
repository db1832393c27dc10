// Arrival and removal are told once each, and a registry that cannot be read for a moment is no change.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { watchFilters } from '#device-host/watch-filters.ts';
import { fail, ok } from '#ks/result.ts';
import { fakeBackend } from './fake-backend.ts';
import { guid } from './rig-filters.ts';

const category = guid('KSCATEGORY_AUDIO');

/** Runs through what the registry has at each look, then says how often a change was told after each. */
async function toldAt(looks: readonly (readonly string[] | undefined)[]): Promise<readonly number[]> {
  const told: number[] = [];
  let changes = 0;
  await new Promise<void>((done) => {
    const backend = fakeBackend({
      interfaces: async () => {
        const paths = looks[told.length];
        told.push(changes);
        if (told.length > looks.length) stop();
        return paths ? ok(paths.map((path) => ({ path }))) : fail({ call: 'interfaces', win32: 5 });
      },
    });
    const watch = watchFilters(backend, [category], () => changes++, 0);
    // The timer of a watch keeps no process alive.
    const alive = setInterval(() => {}, 1000);
    const stop = (): void => {
      clearInterval(alive);
      watch.stop();
      done();
    };
  });
  return told.slice(1, looks.length + 1);
}

test('an arrival and a removal are told, the same list in another order is not', async () => {
  assert.deepEqual(await toldAt([['a'], ['a', 'b'], ['b', 'A'], ['b']]), [0, 1, 1, 2]);
});

test('a list that cannot be read is no removal', async () => {
  assert.deepEqual(await toldAt([['a'], undefined, ['a'], undefined, []]), [0, 0, 0, 0, 1]);
});

test('a watch that was stopped says nothing more', async () => {
  let changes = 0;
  let paths = ['a'];
  const backend = fakeBackend({ interfaces: async () => ok(paths.map((path) => ({ path }))) });
  const watch = watchFilters(backend, [category], () => changes++, 0);
  await wait(5);
  watch.stop();
  paths = [];
  await wait(10);
  assert.equal(changes, 0);
});
