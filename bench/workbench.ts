// What a person waits for in VS Code, measured in a real one: activation as VS Code itself counts it ("Developer: Startup
// Performance"), beside the JSON extension that comes with it; and the time from a click until all rows of a tree are
// drawn, beside the Explorer with as many files. Prints Markdown tables: `node bench/workbench.ts`.
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { checkout, type VsCode, withVsCode } from '#test/vscode/harness.ts';

const rows = 64;
const turns = 7;

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;

/** The samples, a folder with as many files as the filter has pins, and a filter with so many. */
async function makeWorkspace(folder: string): Promise<void> {
  await cp(join(checkout, 'samples'), folder, { recursive: true });
  await mkdir(join(folder, 'many'));
  for (let index = 0; index < rows; index++) await writeFile(join(folder, 'many', `file ${index}.txt`), '');
  const recorded = JSON.parse(await readFile(join(folder, 'sample-audio.kscaps.json'), 'utf8')) as {
    readonly pins: readonly object[];
    readonly topology: object;
  };
  const pins = Array.from({ length: rows }, (_, id) => ({ ...recorded.pins[0], id }));
  const topology = { nodes: [], connections: [] };
  await writeFile(join(folder, 'many.kscaps.json'), JSON.stringify({ ...recorded, pins, topology }));
}

interface Activation {
  readonly extension: string;
  readonly load: number;
  readonly activate: number;
  readonly finish: number;
}

/** The lines of the report about these extensions. */
async function activations(
  { workbench }: VsCode,
  extensions: readonly string[],
): Promise<readonly Activation[]> {
  const { page } = workbench;
  await workbench.runCommand('Developer: Startup Performance');
  const lines = page.locator('.editor-group-container.active .view-line', { hasText: '|' });
  await lines
    .filter({ hasText: extensions[0] ?? '' })
    .first()
    .waitFor();
  const texts = (await lines.allTextContents()).map((text) => text.replaceAll('\u00a0', ' '));
  return extensions.map((extension) => {
    const cells = texts.find((text) => text.includes(`| ${extension} `) || text.includes(`|${extension}|`));
    const [, , , load, activate, finish] = cells?.split('|').map((cell) => cell.trim()) ?? [];
    return { extension, load: Number(load), activate: Number(activate), finish: Number(finish) };
  });
}

/** Runs in the page: milliseconds from the next press of the mouse until a text is in so many rows of the tree. */
const watchRows = `(tree, [text, count]) => new Promise((done) => {
  let pressed;
  document.addEventListener('mousedown', () => { pressed = performance.now(); }, { capture: true, once: true });
  const look = () => {
    const drawn = [...tree.querySelectorAll('[role=treeitem]')].filter((row) => row.textContent.includes(text));
    if (pressed && drawn.length >= count) done(performance.now() - pressed);
    else requestAnimationFrame(look);
  };
  look();
})`;

/** Median milliseconds from the press of the mouse on a closed row until a text is in `rows` more rows. */
async function timeToShow(tree: Locator, parent: Locator, label: string): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const page = tree.page();
    const shown = tree.locator('[role=treeitem]', { hasText: label });
    const measured: Promise<number> = tree.evaluate(watchRows, [label, rows]);
    await parent.locator('.monaco-tl-twistie').click();
    times.push(await measured);
    await parent.locator('.monaco-tl-twistie').click();
    await shown.first().waitFor({ state: 'detached' });
    await page.waitForTimeout(100);
  }
  return median(times);
}

async function measure(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kspin-bench-'));
  try {
    await makeWorkspace(folder);
    const settings = { 'kspin.target': 'simulate:many.kscaps.json' };
    return await withVsCode('bench', { workspace: folder, settings }, async (vscode) => {
      const { workbench } = vscode;
      await workbench.page.setViewportSize({ width: 1280, height: 5000 });
      await workbench.openFile({ file: 'many.kscaps.json' }); // the JSON extension
      await workbench.openFile({ file: 'speaker.kspin.json' });
      await workbench.codeLens('Create pin');
      await workbench.showContainer('Kernel Streaming');
      const filters = workbench.view('Filters');
      await workbench.expand('Filters', 'kspin sample audio'); // reads it
      await workbench.row('Filters', 'Pin 63').waitFor();
      await workbench.collapse('Filters', 'kspin sample audio');
      const pins = await timeToShow(filters, workbench.row('Filters', 'kspin sample audio'), 'Pin ');
      await workbench.showContainer('Explorer');
      const files = workbench.page.locator('.part.sidebar .explorer-folders-view');
      const folderRow = files.locator('[role=treeitem]', { hasText: 'many' }).first();
      await folderRow.locator('.monaco-tl-twistie').click();
      await files.locator('[role=treeitem]', { hasText: 'file 63' }).waitFor();
      await folderRow.locator('.monaco-tl-twistie').click();
      const explorer = await timeToShow(files, folderRow, 'file ');
      const started = await activations(vscode, ['kspin.kspin', 'vscode.json-language-features']);
      return [
        '| extension | load, ms | activate, ms | finish, ms | sum |',
        '|---|---:|---:|---:|---:|',
        ...started.map(
          ({ extension, load, activate, finish }) =>
            `| ${extension} | ${load} | ${activate} | ${finish} | ${load + activate + finish} |`,
        ),
        '',
        '| what | Filters | Explorer | ratio |',
        '|---|---:|---:|---:|',
        `| click to ${rows} rows drawn, median ms | ${pins.toFixed(0)} | ${explorer.toFixed(0)} | ${(pins / explorer).toFixed(2)} |`,
      ].join('\n');
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) console.log(await measure());
