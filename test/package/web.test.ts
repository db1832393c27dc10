// The package for the web in a real VS Code window: its files come from a web address, it runs in the browser's extension host,
// and the language server in a worker there. On the server there is no kspin at all. What it offers works there, and where a
// person looks for devices it says that there are none.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { patchConfiguration } from '#test/vscode/extension-host.ts';
import { checkout, withBrowser, withServer } from '#test/vscode/harness.ts';
import { webviewWith } from '#test/vscode/webview.ts';
import { Workbench } from '#test/vscode/workbench.ts';
import { readVsix } from './vsix.ts';

const types: Readonly<Record<string, string>> = {
  css: 'text/css',
  js: 'text/javascript',
  json: 'application/json',
  svg: 'image/svg+xml',
};

/** Answers requests for `/kspin-web/` with what is in the package. */
async function serveVsix(page: Page, origin: string): Promise<void> {
  const files = readVsix('web');
  await page.context().route(`${origin}/kspin-web/**`, async (route) => {
    const path = decodeURIComponent(new URL(route.request().url()).pathname).replace('/kspin-web/', '');
    const content = files.get(path);
    if (content === undefined) return route.fulfill({ status: 404 });
    const contentType = types[path.split('.').at(-1) ?? ''] ?? 'text/plain';
    return route.fulfill({ body: Buffer.from(content), contentType });
  });
}

test('the web package checks descriptors, against recorded filters too, without any process of ours', async () => {
  const options = { workspace: join(checkout, 'samples'), extension: '' };
  await withServer(options, async (server) => {
    await withBrowser(options, async (page) => {
      const { origin, host } = new URL(server.url);
      await serveVsix(page, origin);
      await patchConfiguration(page, {
        extensions: [{ scheme: 'http', authority: host, path: '/kspin-web' }],
      });
      await page.goto(server.url, { waitUntil: 'commit' });
      const workbench = new Workbench(page);
      await workbench.ready();
      await workbench.openFile({ file: 'mistakes.kspin.json' });
      await workbench.problem('nBlockAlign is 2: expected 4');
      // The worker has no disk: the capability file that the descriptor names came through the editor.
      await workbench.problem('the pin takes 24000 to 96000');
      await page.screenshot({ path: join(checkout, 'build', 'screenshots', 'web.png') });

      await workbench.showContainer('Kernel Streaming');
      assert.match(await workbench.welcome('Filters'), /VS Code for the Web reaches no device/);
      await workbench.runCommand('KS: Open Capability File');
      await workbench.choose('sample-audio.kscaps.json');
      await workbench.row('Capability Files', 'sample-audio').waitFor();
      await workbench.expand('Capability Files', 'sample-audio');
      await workbench.expand('Capability Files', 'kspin sample audio');
      await workbench.reveal('Capability Files', 'Pin 0');
      await workbench.runCommand('KS: Show Bytes');
      await workbench.choose('sizes that do not follow from the format');
      await webviewWith(page, 'as a 64-bit process has them in memory');
      await page.screenshot({ path: join(checkout, 'build', 'screenshots', 'web-views.png') });
      await page.keyboard.press('F1');
      await page.keyboard.type('KS: ');
      const offered = (await workbench.choices()).filter((choice) => choice.includes('KS: '));
      assert.ok(offered.some((choice) => choice.includes('KS: Paste Bytes as Descriptor')));
      assert.deepEqual(
        offered.filter((choice) => /Create Pin|Select Target|Refresh Filters/.test(choice)),
        [],
      );
      assert.deepEqual(await workbench.notifications(), []);
    });
  });
});
