// What a person waits for in VS Code, measured in a real one: activation as VS Code itself counts it ("Developer: Startup
// Performance"), beside the JSON extension that comes with it; and the time from a click until all rows of a tree are
// drawn, beside the Explorer with as many files. Prints Markdown tables: `node bench/workbench.ts`.
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { checkout, withVsCode } from '#test/vscode/harness.ts';
import type { Workbench } from '#test/vscode/workbench.ts';

const rows = 64;
const turns = 9;
/** Windows that are opened one after the other, each in a VS Code of its own. */
const starts = 5;

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

/** How long these extensions took to start, as the report has it. */
async function activations(workbench: Workbench, names: readonly string[]): Promise<readonly Activation[]> {
  const { page } = workbench;
  await workbench.runCommand('Developer: Startup Performance');
  const lines = page.locator('.editor-group-container.active .view-line');
  await lines.filter({ hasText: 'System Info' }).first().waitFor();
  // The report is longer than the window: it is searched, and what is then drawn read in the order of the screen.
  await page.keyboard.press('Control+F');
  await page.keyboard.type(names[0] ?? '');
  await lines
    .filter({ hasText: names[0] ?? '' })
    .first()
    .waitFor();
  const drawn = await lines.evaluateAll((found) =>
    found.map((line) => [line.getAttribute('style') ?? '', line.textContent ?? ''] as const),
  );
  const topOf = (style: string): number => Number(/top: ?(\d+)/.exec(style)?.[1]);
  const text = drawn
    .toSorted(([a], [b]) => topOf(a) - topOf(b))
    .map(([, line]) => line)
    .join('')
    .replaceAll('\u00a0', ' ');
  return names.map((extension) => {
    const [, row = ''] = text.split(new RegExp(`\\| ${extension.replaceAll('.', '\\.')} +\\|`));
    const [, load, activate, finish] = row.split('|').map((cell) => cell.trim());
    if (finish === undefined) throw new Error(`${extension} is not in the report:\n${text}`);
    return { extension, load: Number(load), activate: Number(activate), finish: Number(finish) };
  });
}

/**
 * Runs in the page: milliseconds from the next press of the mouse until a text is in so many rows of the tree. Made from text,
 * because the page's own names are none of this program's.
 */
const watchRows = new Function(
  'tree',
  '[text, count]',
  `return new Promise((done) => {
    let pressed;
    document.addEventListener('mousedown', () => { pressed = performance.now(); }, { capture: true, once: true });
    const look = () => {
      const drawn = [...tree.querySelectorAll('[role=treeitem]')].filter((row) => row.textContent.includes(text));
      if (pressed && drawn.length >= count) done(performance.now() - pressed);
      else requestAnimationFrame(look);
    };
    look();
  })`,
) as (tree: unknown, wanted: readonly [text: string, count: number]) => Promise<number>;

/** Median milliseconds from the press of the mouse on a closed row until a text is in `rows` more rows. */
async function timeToShow(tree: Locator, parent: Locator, label: string): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const page = tree.page();
    const last = tree.locator('[role=treeitem]', { hasText: `${label}${rows - 1}` });
    const measured = tree.evaluate(watchRows, [label, rows] as const);
    await parent.locator('.monaco-tl-twistie').click();
    times.push(await measured);
    await parent.locator('.monaco-tl-twistie').click();
    await last.waitFor({ state: 'detached' });
    await page.waitForTimeout(100);
  }
  return median(times);
}

/** Gives one view of the side bar all its room. */
async function fillSideBar(workbench: Workbench, view: string): Promise<void> {
  const headers = workbench.page.locator('.part.sidebar .pane-header.expanded');
  for (const header of await headers.all()) {
    if (!(await header.getAttribute('aria-label'))?.startsWith(view)) await header.click();
  }
}

const settings = { 'kspin.target': 'simulate:many.kscaps.json' };

/** How long the extensions took in a window that opens with descriptors in it. */
async function measureStart(workspace: string): Promise<readonly Activation[]> {
  return await withVsCode('bench', { workspace, settings }, async ({ workbench }) => {
    await workbench.openFile({ file: 'many.kscaps.json' }); // wakes the JSON extension
    await workbench.openFile({ file: 'speaker.kspin.json' });
    return await activations(workbench, ['kspin.kspin', 'vscode.git', 'vscode.json-language-features']);
  });
}

/** Click to rows drawn, milliseconds. */
interface Drawn {
  readonly filters: number;
  readonly explorer: number;
}

async function measureRows(workspace: string): Promise<Drawn> {
  return await withVsCode('bench', { workspace, settings }, async ({ workbench }) => {
    await workbench.page.setViewportSize({ width: 1280, height: 1900 });
    await workbench.showContainer('Kernel Streaming');
    await fillSideBar(workbench, 'Filters');
    await workbench.expand('Filters', 'kspin sample audio'); // reads it
    await workbench.row('Filters', 'Pin 63').waitFor();
    await workbench.collapse('Filters', 'kspin sample audio');
    const filter = workbench.row('Filters', 'kspin sample audio');
    const filters = await timeToShow(workbench.view('Filters'), filter, 'Pin ');
    await workbench.showContainer('Explorer');
    const files = workbench.page.locator('.part.sidebar .explorer-folders-view');
    const folder = files.locator('[role=treeitem]', { hasText: 'many' }).first();
    await folder.locator('.monaco-tl-twistie').click();
    await files.locator('[role=treeitem]', { hasText: 'file 63' }).waitFor();
    await folder.locator('.monaco-tl-twistie').click();
    const explorer = await timeToShow(files, folder, 'file ');
    return { filters, explorer };
  });
}

async function measure(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kspin-bench-'));
  try {
    const workspace = join(folder, 'workspace');
    await makeWorkspace(workspace);
    const all: (readonly Activation[])[] = [];
    for (let start = 0; start < starts; start++) all.push(await measureStart(workspace));
    const { filters, explorer } = await measureRows(workspace);
    return [
      '| extension | load, ms | activate, ms | finish, ms | sum |',
      '|---|---:|---:|---:|---:|',
      ...(all[0] ?? []).map(({ extension }, at) => {
        const of = all.flatMap((started) => started[at] ?? []);
        const each = (value: (one: Activation) => number): string => of.map(value).join(', ');
        const sum = each(({ load, activate, finish }) => load + activate + finish);
        const parts = [each(({ load }) => load), each((one) => one.activate), each((one) => one.finish)];
        return `| ${extension} | ${parts.join(' | ')} | ${sum} |`;
      }),
      '',
      '| what | Filters | Explorer | ratio |',
      '|---|---:|---:|---:|',
      `| click to ${rows} rows drawn, median ms | ${filters.toFixed(0)} | ${explorer.toFixed(0)} | ${(filters / explorer).toFixed(2)} |`,
    ].join('\n');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) console.log(await measure());
