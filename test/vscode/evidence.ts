// What a person would want to look at when a step in a real VS Code failed. The first lines tell in words what the window showed,
// since the end of a long log may be all that somebody gets to see; then the place of a screenshot, and the ends of the logs.
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Page } from 'playwright-core';
import { checkout } from '#scripts/lib/install.mjs';
import { drawnRows } from './tree.ts';

/** A page that does not even answer shall not take the evidence along. */
const patienceMs = 10_000;

/** The error with all that; `log` is what the page wrote, `data` the folder of the server. */
export async function withEvidence(
  error: unknown,
  name: string,
  page: Page,
  log: readonly string[],
  data: string,
): Promise<Error> {
  const reason = stripVTControlCharacters(error instanceof Error ? error.message : String(error)).trimEnd();
  const shown = await soon(whatIsShown(page), ['The page does not answer.']);
  const file = `failure-${name.replaceAll(/[^\w-]+/g, '-')}`;
  const picture = await soon(screenshot(page, file), 'no screenshot, the page is gone');
  const logs = [...log, ...(await logsOf(data))];
  return new Error([reason, ...shown, '', `What VS Code showed: ${picture}`, ...logs].join('\n'), {
    cause: error,
  });
}

/** What the window shows now as build/screenshots/NAME.png. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const path = join(checkout, 'build', 'screenshots', `${name}.png`);
  await mkdir(dirname(path), { recursive: true });
  await page.screenshot({ path, animations: 'disabled' });
  return path;
}

/** The logs of the extension hosts and of every extension that VS Code does not bring along. */
export async function hostLogs(data: string): Promise<string[]> {
  const folder = join(data, 'logs');
  const files = await readdir(folder, { recursive: true }).catch(() => []);
  const wanted = files.filter((file) => /exthost\d*\/(?!vscode\.).*\.log$/.test(file)).sort();
  return wanted.map((file) => join(folder, file));
}

/** The rows of the views, the problems, the notifications and the lists that are open, each on a line. */
async function whatIsShown(page: Page): Promise<string[]> {
  const lines: string[] = [];
  for (const pane of await page.locator('.part.sidebar .pane').all()) {
    const title = await pane.locator('.pane-header').getAttribute('aria-label');
    lines.push(line(title ?? 'a view', await drawnRows(pane)));
  }
  const texts = {
    Problems: '.markers-panel [role=treeitem]',
    Notifications: '.notification-list-item-message',
    List: '.quick-input-widget:visible [role=option]',
    Dialog: '.monaco-dialog-box',
    Editor: '.editor-group-container.active .tab.active',
  };
  for (const [title, selector] of Object.entries(texts)) {
    lines.push(line(title, await page.locator(selector).allTextContents()));
  }
  return lines.filter((text) => !text.endsWith(': '));
}

function line(title: string, texts: readonly string[]): string {
  const told = texts.slice(0, 12).map((text) => text.trim().slice(0, 80));
  return `${title}: ${told.join(' | ')}`;
}

async function soon<T>(work: Promise<T>, otherwise: T): Promise<T> {
  const late = new Promise<T>((settle) => setTimeout(settle, patienceMs, otherwise).unref());
  return await Promise.race([work.catch(() => otherwise), late]);
}

/** The last lines of the logs of the extension host and of every extension that VS Code does not bring along. */
async function logsOf(data: string): Promise<string[]> {
  const wanted = await hostLogs(data);
  const texts = await Promise.all(wanted.map((file) => readFile(file, 'utf8')));
  return texts.flatMap((text, i) => {
    const lines = text
      .split('\n')
      .filter((row) => row !== '' && !row.includes('_doActivateExtension vscode.'));
    const [, name] = wanted[i]?.split(/\/logs\/[^/]+\//) ?? [];
    // One line names every extension there is.
    return lines.length === 0 ? [] : [`--- ${name}`, ...lines.slice(-30).map((row) => row.slice(0, 500))];
  });
}
