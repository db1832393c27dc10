// A real VS Code with the extension in it, for one test: started on a copy of a workspace, driven through chromium, and
// gone afterwards with everything it started. When a step fails or never ends, the error carries what a person would want to
// look at, see evidence.ts.

import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { checkout } from '#scripts/lib/install.mjs';
import { type Progress, tell } from '#scripts/lib/run.mjs';
import {
  ensureChromium,
  ensureCodeServer,
  type RunningCodeServer,
  settingsFiles,
  startCodeServer,
} from '#scripts/vscode.ts';
import { hostLogs, screenshot, withEvidence } from './evidence.ts';
import { type Place, Workbench } from './workbench.ts';

export { checkout };

export interface VsCodeOptions {
  /** Copied before it is opened, so that a test may edit it. */
  readonly workspace: string;
  /** The extension's folder; left out: the checkout itself, whose dist/ must be built. */
  readonly extension?: string;
  /** A package to install instead of that folder. */
  readonly vsix?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Left out: true. */
  readonly trusted?: boolean;
  /** What VS Code speaks to extensions; left out: English. Its own texts stay English without a language pack. */
  readonly language?: 'de';
  /** Further environment for the extension host. */
  readonly environment?: Readonly<Record<string, string>>;
  /** How long any step waits for its effect before it fails; left out: 60 s. */
  readonly patienceMs?: number;
  /** How long all steps together may take; left out: 7 minutes. */
  readonly limitMs?: number;
  /** Left out: standard error. */
  readonly progress?: Progress;
}

export type Theme = 'light' | 'dark' | 'contrast';

export interface VsCode {
  readonly workbench: Workbench;
  /** The copy of the workspace that is open. */
  readonly workspace: string;
  /** Where a text first occurs in a file of the workspace copy: the cursor before its first character. */
  readonly placeOf: (file: string, text: string) => Promise<Place>;
  /** Saves what the window shows in each theme as build/screenshots/NAME-THEME.png; it is light afterwards. */
  readonly screenshot: (name: string, options?: ScreenshotOptions) => Promise<void>;
  /** Changes user settings and reloads the window, since only then the web client reads them. */
  readonly changeSettings: (changes: Readonly<Record<string, unknown>>) => Promise<void>;
  /** What woke this extension, as the extension host's log has it ('onView:kspin.filters'); undefined while it sleeps. */
  readonly wokenBy: (extension: string) => Promise<string | undefined>;
}

export interface ScreenshotOptions {
  /** Left out: light and dark. */
  readonly themes?: readonly Theme[];
  /** What is to hold in each theme before its picture is taken. */
  readonly check?: (theme: Theme) => Promise<void>;
  /** What is shown belongs to what the mouse is over; otherwise it is moved away first. */
  readonly keepMouse?: boolean;
}

const themes = { light: 'Light 2026', dark: 'Dark 2026', contrast: 'Dark High Contrast' } as const;
const themeClasses = { light: 'vs', dark: 'vs-dark', contrast: 'hc-black' } as const;

/** Settings that make a small window hold what tests look at, and that let typed text stay as it was typed. */
const testSettings = {
  'editor.autoClosingBrackets': 'never',
  'editor.autoClosingQuotes': 'never',
  'editor.autoIndent': 'none',
  'editor.minimap.enabled': false,
  'files.autoSave': 'off',
  'window.autoDetectColorScheme': true, // so that the browser switches the theme, with menus and hovers left open
  'workbench.reduceMotion': 'on',
  'workbench.tree.enableStickyScroll': false, // a row that sticks to the top is there twice
};

/** Well before node ends the test, which then could not tell where it stood: the keyboard and the mouse wait for a page for ever. */
const limitMs = 420_000;

/**
 * Runs a body against a VS Code of its own. Whatever happens, browser, server and files are gone afterwards; an error of
 * the body comes back with what the window showed, a screenshot (build/screenshots/failure-NAME.png) and the logs in its message.
 */
export async function withVsCode<T>(
  name: string,
  options: VsCodeOptions,
  body: (vscode: VsCode) => Promise<T>,
): Promise<T> {
  return await withServer(options, async (server, folders) => {
    return await withBrowser(options, async (page, log) => {
      let step = 'opening the page';
      const workbench = stepByStep(new Workbench(page, options.patienceMs), (begun) => {
        step = begun;
      });
      const work = async (): Promise<T> => {
        if (options.language)
          await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = '${options.language}'`);
        await page.goto(server.url, { waitUntil: 'commit' });
        await workbench.ready();
        return await body(vsCodeOf(workbench, folders));
      };
      try {
        return await inTime(
          options.limitMs ?? limitMs,
          work(),
          (limit) => `${limit} and not through: ${step}`,
        );
      } catch (error) {
        throw await withEvidence(error, name, page, log, folders.data);
      }
    });
  });
}

/** The same workbench, which tells the step that begins: `expand(Filters, kspin sample audio)`. */
function stepByStep(workbench: Workbench, tell: (step: string) => void): Workbench {
  return new Proxy(workbench, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: readonly unknown[]): unknown => {
        tell(
          `${String(name)}(${args.map((arg) => (arg instanceof Object ? inspect(arg) : arg)).join(', ')})`,
        );
        return Reflect.apply(value, target, args);
      };
    },
  });
}

/** Rejects when the time is over; what goes on then ends with the page. */
async function inTime<T>(ms: number, work: Promise<T>, why: (limit: string) => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(why(`${ms / 1000} s`))), ms);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}

interface Folders {
  readonly data: string;
  readonly workspace: string;
}

/** Starts the server on a copy of the workspace in a temporary folder and cleans up after the body. */
export async function withServer<T>(
  options: VsCodeOptions,
  body: (server: RunningCodeServer, folders: Folders) => Promise<T>,
): Promise<T> {
  const codeServer = await ensureCodeServer(options.progress ?? tell);
  const root = await mkdtemp(join(tmpdir(), 'kspin-vscode-'));
  const folders = { data: join(root, 'data'), workspace: join(root, 'workspace') };
  try {
    await cp(options.workspace, folders.workspace, { recursive: true });
    const server = await startCodeServer({
      codeServer,
      workspace: folders.workspace,
      dataFolder: folders.data,
      ...(options.vsix ? { vsix: options.vsix } : { extension: options.extension ?? checkout }),
      settings: allSettings(options),
      trusted: options.trusted ?? true,
      // A journal of its own: what other runs left unfinished is nothing to this one.
      environment: { XDG_STATE_HOME: join(root, 'state'), ...options.environment },
      idleTimeoutSeconds: 120,
    });
    try {
      return await body(server, folders);
    } finally {
      await server.stop();
    }
  } finally {
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Opens an empty page in a chromium of its own, collecting what the page writes to its console. */
export async function withBrowser<T>(
  options: VsCodeOptions,
  body: (page: Page, log: readonly string[]) => Promise<T>,
): Promise<T> {
  const browser = await launchChromium(options.progress);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'light' });
    const log: string[] = [];
    page.on('console', (message) => {
      const kind = message.type(); // its information lines tell how sockets open, a page of them
      if (kind === 'error' || kind === 'warning') log.push(`[window] ${kind}: ${message.text()}`);
    });
    page.on('pageerror', (error) => log.push(`[window] uncaught ${error.message}`));
    return await body(page, log);
  } finally {
    const closing = inTime(
      30_000,
      browser.close(),
      (limit) => `chromium does not close within ${limit}: killed.`,
    );
    await closing.catch(async (error: unknown) => {
      tell(String(error));
      await killOwn('chromium');
    });
  }
}

/** Kills the programs of this name that this process started: one that answers no more shall not keep a test from ending. */
async function killOwn(name: string): Promise<void> {
  for (const id of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))) {
    const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '');
    const [, command, , parent] = /^\d+ \((.*)\) (\S) (\d+)/.exec(stat) ?? [];
    if (command === name && Number(parent) === process.pid) process.kill(Number(id), 'SIGKILL');
  }
}

/** Debian's chromium, which asks no network for anything of its own. */
export async function launchChromium(progress: Progress = tell): Promise<Browser> {
  const executablePath = await ensureChromium(progress);
  const quiet = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ];
  return await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', ...quiet] });
}

function allSettings(options: VsCodeOptions): Record<string, unknown> {
  const preferred = {
    'workbench.preferredDarkColorTheme': themes.dark,
    'workbench.preferredLightColorTheme': themes.light,
  };
  return { ...testSettings, ...preferred, ...options.settings };
}

function vsCodeOf(workbench: Workbench, folders: Folders): VsCode {
  const changeSettings = async (changes: Readonly<Record<string, unknown>>) => {
    for (const file of settingsFiles(folders.data)) {
      const settings = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
      // In one step: a window that reads half of it has no settings at all.
      await writeFile(`${file}.new`, JSON.stringify({ ...settings, ...changes }, null, 2));
      await rename(`${file}.new`, file);
    }
    await workbench.page.reload({ waitUntil: 'commit' });
    await workbench.ready();
  };
  return {
    workbench,
    workspace: folders.workspace,
    placeOf: async (file, text) => {
      const content = await readFile(join(folders.workspace, file), 'utf8');
      const at = content.indexOf(text);
      if (at < 0) throw new Error(`${file} does not contain ${text}`);
      const before = content.slice(0, at).split('\n');
      return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    },
    screenshot: async (name, options: ScreenshotOptions = {}) => {
      const { themes = ['light', 'dark'], check, keepMouse = false } = options;
      if (!keepMouse) await workbench.page.mouse.move(0, 0);
      for (const theme of themes) {
        await setTheme(workbench, theme);
        await check?.(theme);
        await screenshot(workbench.page, `${name}-${theme}`);
      }
      await setTheme(workbench, 'light');
    },
    changeSettings,
    wokenBy: async (extension) => {
      const texts = await Promise.all((await hostLogs(folders.data)).map((file) => readFile(file, 'utf8')));
      const line = texts.join('\n').split(`_doActivateExtension ${extension},`)[1] ?? '';
      return /activationEvent: '([^']*)'/.exec(line)?.[1];
    },
  };
}

/** Waits until the colours are there. The web client follows the browser between light and dark, and not to high contrast. */
async function setTheme(workbench: Workbench, theme: Theme): Promise<void> {
  const { page } = workbench;
  const shown = (...names: readonly Theme[]): Locator =>
    page.locator(`.monaco-workbench:is(${names.map((name) => `.${themeClasses[name]}`).join(', ')})`);
  const scheme = theme === 'light' ? 'light' : 'dark';
  await page.emulateMedia({ colorScheme: scheme });
  await (scheme === 'light' ? shown('light') : shown('dark', 'contrast')).waitFor();
  if (await shown(theme).isVisible()) return;
  await workbench.runCommand('Preferences: Color Theme');
  // The list is longer than the window.
  await page.locator('.quick-input-widget .quick-input-box input').fill(themes[theme]);
  await workbench.choose(themes[theme]);
  await shown(theme).waitFor();
}
