// A tree as VS Code draws it: only the rows that fit, in the order in which they were drawn, and rows that an extension may
// open or close at any moment. What a person makes out at a glance is worked out here.

import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';

/** The first row whose text contains this. `view` is the pane around the tree. */
export function rowOf(view: Locator, text: string | RegExp): Locator {
  return view.locator('[role=treeitem]', { hasText: text }).first();
}

/** What is drawn now, one line a row, indented by depth: `label  description`. */
export async function drawnRows(view: Locator): Promise<string[]> {
  const rows = await view.locator('[role=treeitem]').evaluateAll((found) =>
    found.map((row) => {
      const text = (selector: string) => row.querySelector(selector)?.textContent?.trim() ?? '';
      const depth = Number(row.getAttribute('aria-level') ?? '1') - 1;
      const line = `${'  '.repeat(depth)}${text('.label-name')}  ${text('.label-description')}`.trimEnd();
      return { index: Number(row.getAttribute('data-index')), line };
    }),
  );
  return rows.sort((a, b) => a.index - b.index).map((row) => row.line);
}

/** Goes from the top to the end, again and again, until the row is drawn; fails after `patience` milliseconds. */
export async function scrollTo(view: Locator, text: string | RegExp, patience: number): Promise<Locator> {
  const row = rowOf(view, text);
  if (await row.isVisible()) return row;
  const { mouse } = view.page();
  await view.locator('.monaco-list').hover();
  const top = view.locator('[role=treeitem][data-index="0"]');
  const drawn = () => view.locator('.monaco-list-rows').textContent();
  const deadline = Date.now() + patience;
  let before = await drawn();
  let unchanged = 0;
  let up = true;
  while (!(await row.isVisible())) {
    assert.ok(Date.now() < deadline, `no row with "${text}" in the view`);
    // Up as often as it takes: VS Code may follow one turn of the wheel, however large, for a few rows only.
    await mouse.wheel(0, up ? -5000 : 66); // three rows
    await view.page().waitForTimeout(50);
    const now = await drawn();
    unchanged = now === before ? unchanged + 1 : 0;
    before = now;
    // A list that stays the same for long is at its end; a busy machine draws late.
    if (up) up = !(await top.isVisible()) && unchanged < 20;
    else if (unchanged > 20) up = true;
  }
  return row;
}

/** The row with this text once it is open, or closed. */
export function turnedRow(view: Locator, text: string, expanded: boolean): Locator {
  return view.locator(`[role=treeitem][aria-expanded=${expanded}]`, { hasText: text }).first();
}

/** Clicks the row's arrow, unless it is as wanted. */
export async function turnRow(row: Locator, expanded: boolean): Promise<void> {
  if ((await row.getAttribute('aria-expanded')) === `${expanded}`) return;
  await row.locator('.monaco-tl-twistie').click();
}
