// What VS Code is asked to draw anew after a change: the least that shows it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TreeModel } from '#extension/tree/presented.ts';
import { ShownRows } from '#extension/tree/shown-rows.ts';

interface Row {
  readonly id: string;
  readonly text: string;
  readonly below?: readonly Row[];
}

/** A tree that is drawn and wholly opened, and what is to be drawn again when it becomes another. */
async function redrawn(
  before: readonly Row[],
  after: readonly Row[],
  readsChildren = false,
): Promise<unknown> {
  let roots = before;
  const model: TreeModel<Row> = {
    roots: () => roots,
    readsChildren,
    children: ({ below = [] }) => below,
    // As a row of numbers that JSON does not have: a command of a row gets the row.
    present: ({ text, id }) => ({
      label: text,
      open: 'leaf',
      command: { id: 'go', title: '', args: [id, 1n] },
    }),
  };
  const shown = new ShownRows(model);
  let level = shown.roots();
  while (level.length > 0) {
    for (const one of level) shown.draw(one);
    level = (await Promise.all(level.map((one) => shown.children(one)))).flat();
  }
  roots = after;
  const changes = shown.changes();
  return changes === 'all' ? changes : changes.map(({ row }) => `${row.id}: ${row.text}`);
}

const leaf = (id: string, text = id): Row => ({ id, text });
const same = leaf('same');

test('a row that says something else is drawn alone, however deep it is', async () => {
  const tree = (text: string): readonly Row[] => [
    same,
    { ...leaf('a'), below: [same, { ...leaf('a/b'), below: [leaf('a/b/c', text)] }] },
  ];
  assert.deepEqual(await redrawn(tree('1'), tree('2')), ['a/b/c: 2']);
  assert.deepEqual(await redrawn(tree('1'), tree('1')), []);
});

test('a row with other rows below is drawn with them', async () => {
  const tree = (...below: readonly Row[]): readonly Row[] => [same, { ...leaf('a'), below }];
  assert.deepEqual(await redrawn(tree(leaf('a/1')), tree(leaf('a/2'), leaf('a/1'))), ['a: a']);
});

test('other roots, and the same in another order, are the whole tree', async () => {
  assert.equal(await redrawn([leaf('a')], [leaf('b'), leaf('a')]), 'all');
  assert.equal(await redrawn([leaf('a'), leaf('b')], [leaf('b'), leaf('a')]), 'all');
  assert.equal(await redrawn([], [leaf('a')]), 'all');
});

test('a row whose children would have to be read is drawn again and reads them then', async () => {
  const tree = (text: string): readonly Row[] => [same, { ...leaf('a'), below: [leaf('a/1', text)] }];
  assert.deepEqual(await redrawn(tree('1'), tree('2'), true), ['a: a']);
});
