// When the extension wakes: never in a window that has nothing to do with it; then by a view, a command or a descriptor, and
// whoever is quicker than its loading waits and gets what he asked for.
import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runInExtensionHost } from './extension-host.ts';
import { checkout, withVsCode } from './harness.ts';

let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kspin-activation-'));
  await mkdir(join(folder, 'others'));
  await writeFile(join(folder, 'others', 'notes.json'), '{}\n');
});

after(() => rm(folder, { recursive: true, force: true }));

test('a workspace and a text of others leave the extension asleep; a descriptor wakes it', async () => {
  const testBundle = join(folder, 'asleep.cjs');
  await writeFile(
    testBundle,
    `const { extensions, workspace, Uri } = require('vscode');
    exports.run = async () => {
      const kspin = extensions.getExtension('kspin.kspin');
      const open = (name) => workspace.openTextDocument(Uri.joinPath(workspace.workspaceFolders[0].uri, name));
      await open('notes.json');
      await extensions.getExtension('vscode.json-language-features').activate();
      if (kspin.isActive) throw new Error('awake without a reason');
      const descriptor = Uri.joinPath(workspace.workspaceFolders[0].uri, 'one.kspin.json');
      await workspace.fs.writeFile(descriptor, Buffer.from('{}'));
      await open('one.kspin.json');
      while (!kspin.isActive) await new Promise((later) => setTimeout(later, 50));
    };`,
  );
  await runInExtensionHost({ workspace: join(folder, 'others'), testBundle });
});

test('a view that is looked at wakes it, and nothing before', async () => {
  await withVsCode('asleep', { workspace: join(folder, 'others') }, async ({ workbench, wokenBy }) => {
    await workbench.openFile({ file: 'notes.json' });
    assert.equal(await wokenBy('kspin.kspin'), undefined);
    await workbench.showContainer('Kernel Streaming');
    await workbench.row('Filters', 'kspin sample audio').waitFor();
    assert.match((await wokenBy('kspin.kspin')) ?? '', /^onView:kspin\./);
    assert.deepEqual(await workbench.notifications(), []);
  });
});

test('a command that wakes the extension is run when the rest of it is loaded', async () => {
  await withVsCode('woken', { workspace: join(folder, 'others') }, async ({ workbench, wokenBy }) => {
    await workbench.runCommand('KS: Select Target');
    assert.ok((await workbench.choices()).some((choice) => choice.includes('This machine')));
    assert.equal(await wokenBy('kspin.kspin'), 'onCommand:kspin.selectTarget');
  });
});

test('an installation that lost files says so, in the views and to who runs a command', async () => {
  const extension = join(folder, 'broken');
  for (const file of ['package.json', 'package.nls.json', 'dist/extension.cjs', 'extension/media/kspin.svg'])
    await cp(join(checkout, file), join(extension, file));
  const workspace = join(checkout, 'samples');
  await withVsCode('broken', { workspace, extension }, async (vscode) => {
    const { workbench } = vscode;
    const said = 'Kernel Streaming could not be loaded; install it again.';
    await workbench.showContainer('Kernel Streaming');
    await workbench.view('Filters').getByText(said).waitFor();
    await workbench.runCommand('KS: Show Log');
    await workbench.page.locator('.notification-toast', { hasText: said }).first().waitFor();
    await vscode.screenshot('broken-installation');
  });
});
