// Tests that run inside VS Code's extension host, next to the extension, with the whole `vscode` API. VS Code has a door
// for that (extensionTestsPath), which a command line opens on the desktop; the web client reads it from the page's own
// configuration, so a script that runs before the workbench's adds it there. Results come back through two functions
// that VS Code calls on the page: one a line of the console, one the exit code.

import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { checkout, type VsCodeOptions, withBrowser, withServer } from './harness.ts';

export interface ExtensionHostRun extends VsCodeOptions {
  /** A module (bundled: the extension host reads no TypeScript) exporting `run(): Promise<void>`, which throws to fail. */
  readonly testBundle: string;
  /** How long the whole run may take; left out: 120 s. */
  readonly timeoutMs?: number;
}

/**
 * Opens the workspace, runs the bundle in the extension host, and returns what it printed. Throws, with what was
 * printed, when the run fails, never ends, or the bundle cannot be loaded.
 */
export async function runInExtensionHost(options: ExtensionHostRun): Promise<string[]> {
  return await withServer(options, async (server) => {
    return await withBrowser(options, async (page, log) => {
      const printed: string[] = [];
      const host = new URL(server.url).host;
      const uri = (path: string) => ({ scheme: 'vscode-remote', authority: host, path: resolve(path) });
      await patchConfiguration(page, {
        extensions: [uri(options.extension ?? checkout)], // installed already; without the entry no tests are run
        extensionTestsPath: uri(options.testBundle),
      });
      await page.exposeFunction('codeAutomationLog', (_type: string, parts: unknown[]) => {
        printed.push(parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' '));
      });
      let end: (exitCode: unknown) => void = () => {};
      const ended = new Promise<unknown>((resolve) => {
        end = resolve;
      });
      await page.exposeFunction('codeAutomationExit', (exitCode: unknown) => end(exitCode));
      await page.goto(server.url, { waitUntil: 'commit' });
      const limit = options.timeoutMs ?? 120_000;
      const timer = setTimeout(() => end(`no exit code within ${limit / 1000} s`), limit);
      const code = await ended;
      clearTimeout(timer);
      if (code !== 0) {
        const title = `The run in the extension host ended with ${String(code)}. It printed:`;
        const lines = [title, ...printed, ...log.filter((line) => line.startsWith('[window] uncaught'))];
        throw new Error(lines.join('\n'));
      }
      return printed;
    });
  });
}

/** Makes the workbench read these development options in its configuration, which code-server fills without them. */
export async function patchConfiguration(
  page: Page,
  development: Readonly<Record<string, unknown>>,
): Promise<void> {
  await page.addInitScript(`{
    const read = Element.prototype.getAttribute;
    Element.prototype.getAttribute = function (name) {
      const value = read.call(this, name);
      if (name !== 'data-settings' || this.id !== 'vscode-workbench-web-configuration') return value;
      const settings = JSON.parse(value);
      settings.developmentOptions = { ...settings.developmentOptions, ...${JSON.stringify(development)} };
      return JSON.stringify(settings);
    };
  }`);
}
