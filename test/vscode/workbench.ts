// What a person does in VS Code's window, as functions over playwright's page: the end-to-end tests read as a list of
// such steps. Every selector that depends on VS Code's markup is here and in tree.ts, so a new VS Code is these files' work.
// Nothing here waits for a time: each step waits until the window shows that it is done.

import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { Locator, Page } from 'playwright-core';
import { drawnRows, rowOf, scrollTo, turnedRow, turnRow } from './tree.ts';

/** The file an editor shows, and optionally where the cursor goes (1-based, as the status bar counts). */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

export class Workbench {
  /** For the rare step that has no function here. */
  readonly page: Page;

  readonly #patience: number;

  /** @param patienceMs How long any step waits for its effect before it fails. */
  constructor(page: Page, patienceMs = 60_000) {
    this.page = page;
    this.#patience = patienceMs;
    page.setDefaultTimeout(patienceMs);
  }

  /** Waits until the workbench is drawn and its extension host is there. */
  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor();
    await this.page.locator('.monaco-workbench .part.activitybar').waitFor();
  }

  /** Opens a file of the workspace, by its path relative to the workspace folder, and puts the cursor there. */
  async openFile(place: Place): Promise<void> {
    const name = place.file.split('/').at(-1) ?? place.file;
    const at = place.line ? `:${place.line}:${place.column ?? 1}` : '';
    await this.#quickInput('Control+P', `${place.file}${at}`, this.choice(name));
    await this.page
      .locator(`.editor-group-container.active .tab.active[data-resource-name="${name}"]`)
      .waitFor();
    if (!place.line) return;
    const cursor = `Ln ${place.line}, Col ${place.column ?? 1}`;
    await this.page.locator('.statusbar-item', { hasText: cursor }).waitFor();
  }

  /** Runs a command through the palette by its title; returns when the palette is gone. */
  async runCommand(title: string): Promise<void> {
    await this.#quickInput('F1', `>${title}`, this.choice(title));
  }

  /** Chooses an entry of the list that a command opened. */
  async choose(label: string): Promise<void> {
    await this.choice(label).click();
  }

  /** Chooses an entry of a list that is longer than the window: by typing it. */
  async chooseFromMany(label: string, typed = label): Promise<void> {
    await this.page.locator('.quick-input-widget .quick-input-box input').fill(typed);
    await this.choose(label);
  }

  /** Of a list in which several may be picked, whose title has this step in it: this entry and no other. */
  async pickOnly(label: string, step: string): Promise<void> {
    const widget = this.page.locator('.quick-input-widget', { hasText: step });
    const [all, count] = [
      widget.locator('.quick-input-header .monaco-checkbox'),
      widget.locator('.quick-input-count'),
    ];
    const rows = widget.locator('.quick-input-list .monaco-list-row');
    const picked = (wanted: number): Promise<void> =>
      count.filter({ hasText: new RegExp(`^${wanted} Selected`) }).waitFor();
    // Of some that are picked it makes all, of all none.
    await all.click();
    await picked(await rows.count());
    await all.click();
    await picked(0);
    await rows.filter({ hasText: label }).first().click();
    await picked(1);
  }

  /** Takes what is picked in such a list. */
  async acceptPicked(step: string): Promise<void> {
    const widget = this.page.locator('.quick-input-widget', { hasText: step });
    await widget.waitFor();
    await this.page.keyboard.press('Enter');
    await widget.waitFor({ state: 'hidden' });
  }

  /** An entry of the list that a command opened. */
  choice(label: string): Locator {
    return this.page.locator('.quick-input-widget [role=option]', { hasText: label }).first();
  }

  /** The entries of the list that a command opened, once there is one. */
  async choices(): Promise<string[]> {
    const rows = this.page.locator('.quick-input-widget [role=option] .label-name');
    await rows.first().waitFor();
    return (await rows.allTextContents()).map((text) => text.trim());
  }

  /** Shows a view container of the activity bar. */
  async showContainer(title: string): Promise<void> {
    const tab = this.page.locator('.part.activitybar').getByRole('tab', { name: title }).first();
    // A window that was reloaded shows it by itself, perhaps just before the click, which then hides it.
    await this.#until(this.page.locator('.part.sidebar .composite.title', { hasText: title }), async () => {
      if ((await tab.getAttribute('aria-expanded')) !== 'true') await tab.click();
    });
  }

  /** A view of the side bar by the name in its header. */
  view(name: string): Locator {
    return this.page.locator('.part.sidebar .pane').filter({
      has: this.page.locator(`.pane-header[aria-label^="${name}" i]`),
    });
  }

  /** The first row of a view's tree whose text contains this. */
  row(view: string, text: string | RegExp): Locator {
    return rowOf(this.view(view), text);
  }

  /** What a view's tree shows now, one line a row, indented by depth: `label  description`. */
  async treeRows(view: string): Promise<string[]> {
    return await drawnRows(this.view(view));
  }

  /** Waits until a view's tree shows exactly these rows (see treeRows); fails with the difference if it never does. */
  async treeShows(view: string, expected: readonly string[]): Promise<void> {
    const deadline = Date.now() + this.#patience;
    let rows = await this.treeRows(view);
    while (!isDeepStrictEqual(rows, expected) && Date.now() < deadline) {
      await this.page.waitForTimeout(100);
      rows = await this.treeRows(view);
    }
    assert.deepEqual(rows, expected, `rows of the view ${view}`);
  }

  /** Opens a row of a tree, unless it is open, and waits until it is. */
  async expand(view: string, text: string): Promise<void> {
    await this.#turn(view, text, true);
  }

  /** Closes a row of a tree, unless it is closed. */
  async collapse(view: string, text: string): Promise<void> {
    await this.#turn(view, text, false);
  }

  /** Scrolls a view's tree until the row is drawn. */
  async reveal(view: string, text: string | RegExp): Promise<Locator> {
    return await scrollTo(this.view(view), text, this.#patience);
  }

  /** Clicks one of the icons that appear on a row under the mouse, by its tooltip. */
  async inlineAction(view: string, text: string, action: string): Promise<void> {
    const row = await this.reveal(view, text);
    await row.hover();
    await row.getByRole('button', { name: action }).click();
  }

  /** Chooses an entry of a row's context menu. */
  async contextAction(view: string, text: string, action: string): Promise<void> {
    const row = await this.reveal(view, text);
    await row.click({ button: 'right' });
    const item = this.page.getByRole('menuitem', { name: action });
    // A click that comes while the menu still opens is lost; the key is not.
    await item.hover();
    await this.page.keyboard.press('Enter');
    await item.waitFor({ state: 'hidden' });
  }

  /** A row of the Testing view; with `state` once it has come to that ("Passed", "Failed"), as a screen reader hears it. */
  testRow(name: string, state = ''): Locator {
    const rows = this.page.locator('.test-explorer [role=treeitem]', { hasText: name });
    return (state === '' ? rows : rows.and(this.page.locator(`[aria-label*="(${state}"]`))).first();
  }

  /** How many tests of the newest run have passed, of how many: `3/7`. */
  testCount(count: string): Locator {
    return this.page.locator('.test-explorer .result-summary', { hasText: count });
  }

  /** A test of the newest run in the panel Test Results. */
  testResult(name: string): Locator {
    return this.page.locator('.test-output-peek-tree [role=treeitem]', { hasText: name }).first();
  }

  /** Drags the side bar's edge, for rows that say much. */
  async widenSideBar(width: number): Promise<void> {
    const box = await this.page.locator('.part.sidebar').boundingBox();
    assert.ok(box, 'the side bar is shown');
    const edge = { x: box.x + box.width + 2, y: box.y + box.height / 2 };
    await this.page.mouse.move(edge.x, edge.y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, edge.y, { steps: 4 });
    await this.page.mouse.up();
  }

  /** Clicks an icon in the header of a view, by its tooltip. */
  async viewAction(view: string, action: string): Promise<void> {
    await this.view(view).locator('.pane-header').hover();
    await this.view(view).locator('.pane-header').getByRole('button', { name: action }).click();
  }

  /** What a view without rows tells, once it does. */
  async welcome(view: string): Promise<string> {
    const message = this.view(view).locator('.welcome-view-content');
    await message.waitFor();
    return ((await message.textContent()) ?? '').trim();
  }

  /** Shows the Problems panel and returns its row with this text, once there. */
  async problem(text: string): Promise<Locator> {
    await this.#showProblems();
    const panel = this.page.locator('.markers-panel');
    const row = rowOf(panel, text);
    const deadline = Date.now() + this.#patience;
    // The list draws only what fits, and may not have the row yet: it is gone through again and again.
    while (Date.now() < deadline && !(await row.isVisible())) {
      if (await panel.locator('.monaco-list').isVisible()) await scrollTo(panel, text, 3000).catch(() => {});
      else await this.page.waitForTimeout(100);
    }
    await row.waitFor({ timeout: 1000 });
    return row;
  }

  /** What the Problems panel shows now (rows that fit, the worst first), as a screen reader reads it: `Error: ... at line 2 and character 5.` */
  async problems(): Promise<string[]> {
    await this.#showProblems();
    const rows = this.page.locator('.markers-panel [role=treeitem][aria-level="2"]');
    return await rows.evaluateAll((found) =>
      found.map((row) => row.getAttribute('aria-label')?.trim() ?? ''),
    );
  }

  /** Waits until a line of the active editor that is in sight contains this. */
  async editorShows(text: string): Promise<void> {
    const line = this.page.locator('.editor-group-container.active .view-line');
    // Monaco writes spaces as no-break spaces.
    await line
      .filter({ hasText: new RegExp(escaped(text).replaceAll(' ', '\\s')) })
      .first()
      .waitFor();
  }

  /** Clicks a code lens of the active editor. */
  async codeLens(title: string): Promise<void> {
    const lens = this.page
      .locator('.editor-group-container.active .codelens-decoration a', { hasText: title })
      .first();
    // Focus first: one time in eight VS Code does not ask for lenses while the focus is elsewhere.
    await this.#until(lens, () => this.page.keyboard.press('Control+1'));
    await lens.click();
  }

  /** Applies a quick fix offered at the cursor; `seen` is called while the offers are open. */
  async quickFix(title: string, seen: () => Promise<unknown> = async () => {}): Promise<void> {
    const menu = this.page.locator('.action-widget').first(); // the second one is its empty submenu
    const fix = menu.locator('.monaco-list-row.action', { hasText: title }).first();
    await this.#until(fix, async () => {
      await this.page.keyboard.press('Control+1'); // the editor, wherever the focus was
      await this.page.keyboard.press('Control+.');
    });
    await seen();
    await fix.click();
    await menu.waitFor({ state: 'hidden' });
  }

  /** Saves the active editor and waits until it is not marked as changed any more. */
  async save(): Promise<void> {
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.editor-group-container.active .tab.active:not(.dirty)').waitFor();
  }

  /** The text of every notification on the screen. */
  async notifications(): Promise<string[]> {
    const shown = this.page.locator('.notification-list-item-message');
    return (await shown.allTextContents()).map((text) => text.trim());
  }

  /** The notification that says this. */
  notification(text: string): Locator {
    return this.page.locator('.notification-toast', { hasText: text });
  }

  /** Closes a notification once it is there, and returns what it said. */
  async dismissNotification(text: string): Promise<string> {
    const toast = this.notification(text);
    const said = (await toast.locator('.notification-list-item-message').textContent()) ?? '';
    await toast.hover();
    await toast.getByRole('button', { name: 'Clear Notification' }).click();
    await toast.waitFor({ state: 'detached' });
    return said.trim();
  }

  /** Presses Cancel on the notification of work that goes on, and waits until it is gone. */
  async cancelProgress(title: string): Promise<void> {
    const toast = this.notification(title);
    await toast.getByRole('button', { name: 'Cancel', exact: true }).click();
    await toast.waitFor({ state: 'detached' });
  }

  /** Types into the input that a command opened and presses Enter; with `complaint` it must be refused in these words. */
  async answerInput(text: string, complaint?: string): Promise<void> {
    const widget = this.page.locator('.quick-input-widget');
    await widget.locator('.quick-input-box input').fill(text);
    if (complaint === undefined) {
      await this.page.keyboard.press('Enter');
      await widget.waitFor({ state: 'hidden' });
    } else await widget.locator('.quick-input-message', { hasText: complaint }).waitFor();
  }

  /** Takes the file that a save dialog proposes. VS Code in the browser has it as a quick input. */
  async acceptFile(): Promise<void> {
    const ok = this.page.locator('.quick-input-widget .monaco-button', { hasText: 'OK' });
    await ok.click();
    await ok.waitFor({ state: 'hidden' });
  }

  /** The modal dialog that says this. */
  dialog(text: string): Locator {
    return this.page.locator('.monaco-dialog-box', { hasText: text });
  }

  /** Presses a button of the modal dialog that stands in the way. */
  async answerDialog(button: string): Promise<void> {
    const dialog = this.page.locator('.monaco-dialog-box');
    await dialog.getByRole('button', { name: button }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  /** An extension may turn rows by itself, in the middle of this: so it looks again until the row is as wanted. */
  async #turn(view: string, text: string, expanded: boolean): Promise<void> {
    await this.#until(turnedRow(this.view(view), text, expanded), async () =>
      turnRow(await this.reveal(view, text), expanded),
    );
  }

  /** Opens the quick input, types, and accepts the wanted entry once it is listed. */
  async #quickInput(key: string, text: string, wanted: Locator): Promise<void> {
    const input = this.page.locator('.quick-input-widget .quick-input-box input');
    // Also until it is listed: one that was opened before VS Code knew all extensions does not learn of their commands.
    await this.#until(wanted, async () => {
      await this.#until(input, () => this.page.keyboard.press(key));
      await input.fill(text);
    });
    await wanted.click();
    await wanted.waitFor({ state: 'hidden' });
  }

  async #showProblems(): Promise<void> {
    const panel = this.page.locator('.markers-panel');
    if (await panel.isVisible()) return;
    await this.#until(panel, () => this.page.keyboard.press('Control+Shift+M'));
  }

  /** Repeats a key press until its effect is seen: a key pressed while VS Code still starts is lost without a word. */
  async #until(effect: Locator, act: () => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      await act();
      try {
        return await effect.waitFor({ timeout: Math.min(this.#patience, attempt < 4 ? 4000 : 20_000) });
      } catch (error) {
        if (attempt === 4) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
