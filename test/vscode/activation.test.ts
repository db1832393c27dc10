// When the extension wakes: never in a window that has nothing to do with it; then by a view, a command or a descriptor, and
// whoever is quicker than its loading waits and gets what he asked for.
import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { checkout, withVsCode } from './harness.ts';

let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kspin-activation-'));
  await mkdir(join(folder, 'strange'));
  await writeFile(join(folder, 'strange', 'settings.json'), '{ "KSPIN_CONNECT": }\n');
  await writeFile(join(folder, 'strange', 'driver.c'), 'int main(void) { return 0; }\n');
});

after(() => rm(folder, { recursive: true, force: true }));

test('a window without descriptors starts nothing of kspin until one of its views is looked at', async () => {
  await withVsCode('asleep', { workspace: join(folder, 'strange') }, async ({ workbench, wokenBy }) => {
    await workbench.openFile({ file: 'driver.c' });
    await workbench.openFile({ file: 'settings.json' });
    await workbench.problem('Value expected'); // from an extension that was woken by this file
    assert.ok(await wokenBy('vscode.json-language-features'));
    assert.equal(await wokenBy('kspin.kspin'), undefined);

    await workbench.showContainer('Kernel Streaming');
    await workbench.row('Filters', 'kspin sample audio').waitFor();
    assert.match((await wokenBy('kspin.kspin')) ?? '', /^onView:kspin\./);
    assert.deepEqual(await workbench.notifications(), []);
  });
});

test('a command that wakes the extension is run when the rest of it is loaded', async () => {
  await withVsCode('woken', { workspace: join(folder, 'strange') }, async ({ workbench, wokenBy }) => {
    await workbench.runCommand('KS: Select Target');
    assert.ok((await workbench.choices()).some((choice) => choice.includes('This machine')));
    assert.equal(await wokenBy('kspin.kspin'), 'onCommand:kspin.selectTarget');
  });
});

test('an installation that lost files says so, in the views and to who runs a command', async () => {
  const extension = join(folder, 'broken');
  for (const file of ['package.json', 'dist/extension.cjs', 'extension/media/kspin.svg'])
    await cp(join(checkout, file), join(extension, file));
  const workspace = join(checkout, 'samples');
  await withVsCode('broken', { workspace, extension }, async (vscode) => {
    const { workbench } = vscode;
    const said = 'Kernel Streaming could not be loaded: ';
    await workbench.showContainer('Kernel Streaming');
    await workbench.view('Filters').getByText(said).waitFor();
    await workbench.runCommand('KS: Show Log');
    await workbench.page.locator('.notification-toast', { hasText: said }).first().waitFor();
    await vscode.screenshot('broken-installation');
  });
});
