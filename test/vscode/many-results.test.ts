// Ten thousand attempts in one go, as a person gets there: "KS: Create All Pins" on a descriptor of that many connects. The editor
// answers meanwhile, every attempt has its row, and a reload keeps what the view promises to keep.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parse } from 'jsonc-parser';
import { checkout, type VsCode, withVsCode } from './harness.ts';
import { showViews } from './steps.ts';

const connects = 10_000;
let workspace = '';

/** The first connect opens the speaker of the samples, all others name a pin that the filter does not have. */
before(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'kspin-results-'));
  const speaker = await readFile(join(checkout, 'samples', 'speaker.kspin.json'), 'utf8');
  const [{ expect: _expect, ...good }] = parse(speaker).connects;
  const connect = (number: number): unknown => {
    const named = { ...good, name: `connect ${number}`, filter: { device: '*sample audio*' } };
    if (number === 1) return named;
    const { KSDATAFORMAT, name, filter } = named;
    return { name, filter, KSPIN_CONNECT: { PinId: 7 }, KSDATAFORMAT, expect: 'ERROR_INVALID_PARAMETER' };
  };
  const all = Array.from({ length: connects }, (_, index) => JSON.stringify(connect(index + 1)));
  await writeFile(join(workspace, 'all.kspin.json'), `{ "connects": [\n${all.join(',\n')}\n] }\n`);
  await writeFile(join(workspace, 'other.kspin.json'), '{ "connects": [] }\n');
});

after(() => rm(workspace, { recursive: true, force: true }));

test('ten thousand connects are created while the editor answers, none is lost, and a reload keeps the newest', async () => {
  await withVsCode('many results', { workspace }, async (vscode) => {
    const { workbench } = vscode;
    await showViews(vscode);
    await workbench.row('Filters', 'kspin sample audio').waitFor();
    await workbench.runCommand('KS: Create All Pins');
    await workbench.choose('all.kspin.json');
    const progress = workbench.notification('Creating pins');
    await progress.waitFor();
    await workbench.row('Connections', 'refused, ERROR_INVALID_PARAMETER').waitFor();
    // Palette, editor and trees answer while it goes on.
    await workbench.openFile({ file: 'other.kspin.json', line: 1, column: 5 });
    await workbench.expand('Filters', 'kspin sample audio');
    await workbench.row('Filters', 'Pin 0: Speaker').waitFor();
    assert.ok(await progress.isVisible());
    await vscode.screenshot('many-results-running');
    await progress.waitFor({ state: 'detached', timeout: 300_000 });

    await newest(vscode, 'connect 10000  refused, ERROR_INVALID_PARAMETER');
    const rows = await rowsFromEnd(vscode, /^connect 9601 /);
    const blocks = rows.filter((row) => row.startsWith('Attempts '));
    const rest = Array.from({ length: 47 }, (_, index) => {
      const last = 9600 - 200 * index;
      return `Attempts ${last - 199} to ${last}  200 refused`;
    });
    assert.deepEqual(blocks, [...rest, 'Attempts 2 to 200  199 refused']);
    // The open pin stands for itself, however old it is, and its block counts the others.
    const single = rows.filter((row) => row.startsWith('connect ')).map((row) => row.split(',')[0]);
    assert.deepEqual(single.slice(-2), ['connect 9601  refused', 'connect 1  opened']);
    await workbench.page.keyboard.press('End');
    const focused = workbench.view('Connections').locator('[role=treeitem].focused');
    await focused.filter({ hasText: 'Attempts 2 to 200' }).waitFor();
    await workbench.expand('Connections', 'Attempts 2 to 200');
    const oldest = workbench.row('Connections', /^connect 2refused/);
    // The end is farther away as soon as the rows of the block are there.
    for (let tries = 0; tries < 600 && !(await oldest.isVisible()); tries++) {
      await workbench.page.keyboard.press('End');
      await workbench.page.waitForTimeout(100);
    }
    await oldest.waitFor();
    await vscode.screenshot('many-results');
    assert.deepEqual(await workbench.notifications(), []);

    await vscode.changeSettings({});
    await workbench.showContainer('Kernel Streaming');
    await newest(vscode, 'connect 10000  refused, ERROR_INVALID_PARAMETER');
    const kept = await rowsFromEnd(vscode, /^connect 9801 /);
    assert.match(kept.at(-1) ?? '', /^connect 9801 {2}refused/);
  });
});

/** The rows from the one with this text on to the end, in the order of the view, gone through by the keyboard. */
async function rowsFromEnd({ workbench }: VsCode, text: RegExp): Promise<readonly string[]> {
  const view = workbench.view('Connections');
  const rows: string[] = [];
  let key = 'End';
  let before: string | null = '';
  await view.locator('.monaco-list').focus();
  for (;;) {
    await workbench.page.keyboard.press(key);
    const focused = view.locator(`[role=treeitem].focused:not([data-index="${before}"])`);
    before = await focused.getAttribute('data-index');
    const drawn = await workbench.treeRows('Connections');
    rows.unshift(...drawn.filter((row) => !rows.includes(row)));
    const first = rows.findIndex((row) => text.test(row));
    if (first >= 0) return rows.slice(first);
    key = 'PageUp';
  }
}

/** The first row of the view. */
async function newest({ workbench }: VsCode, text: string): Promise<void> {
  const list = workbench.view('Connections').locator('.monaco-list');
  await list.hover();
  await workbench.page.mouse.wheel(0, -1_000_000);
  const [name = ''] = text.split('  ');
  await workbench.view('Connections').locator('[role=treeitem][data-index="0"]', { hasText: name }).waitFor();
  const [first = ''] = await workbench.treeRows('Connections');
  assert.ok(first.startsWith(text), first);
}
