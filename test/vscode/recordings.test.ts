// Capability files in a real VS Code: record a filter, open the file, compare two builds, and see the breaking change in the
// tree and in the difference editor.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseCapabilityText } from '#ks/capability-text.ts';
import { checkout, withVsCode } from './harness.ts';
import { showViews } from './steps.ts';

const view = 'Capability Files';

/** `old` as the sample camera is, `new` with one range less and one instance more. */
async function twoBuilds(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kspin-builds-'));
  const text = await readFile(join(checkout, 'samples', 'sample-camera.kscaps.json'), 'utf8');
  const json = JSON.parse(text);
  await writeFile(join(folder, 'old.kscaps.json'), `${JSON.stringify(json, null, 2)}\n`);
  json.pins[0].dataRanges.pop();
  json.pins[0].instances.local.PossibleCount = 2;
  await writeFile(join(folder, 'new.kscaps.json'), `${JSON.stringify(json, null, 2)}\n`);
  return folder;
}

test('two builds are compared as a tree and in the difference editor, and what breaks is marked', async () => {
  const workspace = await twoBuilds();
  try {
    await withVsCode('compare builds', { workspace, trusted: false }, async (vscode) => {
      const { workbench } = vscode;
      await workbench.showContainer('Kernel Streaming');
      await workbench.widenSideBar(520);
      await workbench.runCommand('KS: Compare Capability Files');
      await workbench.choose('old.kscaps.json');
      await workbench.choose('new.kscaps.json');
      await workbench.treeShows(view, [
        'old.kscaps.json → new.kscaps.json  1 breaking, 1 compatible',
        '  Pin 0 "Capture"  1 breaking, 1 compatible',
        '    PossibleCount of this filter changed from 1 to 2',
        '    The data range is gone  RGB24 320x240, 24 bit, 29.97 fps',
      ]);
      await workbench.row(view, 'PossibleCount').click();
      const { page } = workbench;
      await page.locator('.monaco-diff-editor').waitFor();
      await page
        .locator('.monaco-diff-editor .modified-in-monaco-diff-editor', { hasText: '"PossibleCount": 2' })
        .waitFor();
      await page
        .locator('.modified-in-monaco-diff-editor [class*="ced-"]')
        .first()
        .waitFor({ state: 'attached' });
      await vscode.screenshot('compare');
      await workbench.row(view, 'The data range is gone').click();
      await vscode.screenshot('compare-range');

      await writeFile(
        join(vscode.workspace, 'new.kscaps.json'),
        await readFile(join(vscode.workspace, 'old.kscaps.json')),
      );
      await workbench.treeShows(view, ['old.kscaps.json → new.kscaps.json  no difference']);
      await workbench.inlineAction(view, 'no difference', 'KS: Close');
      assert.match(await workbench.welcome(view), /compare two driver builds/);

      await workbench.runCommand('KS: Open Capability File');
      await workbench.choose('old.kscaps.json');
      await workbench.expand(view, 'old.kscaps.json');
      await workbench.expand(view, 'kspin sample camera');
      await workbench.row(view, 'Pin 0: Capture').waitFor();
      await workbench.inlineAction(view, 'old.kscaps.json', 'KS: Show as Text');
      await page.locator('.tab.active[data-resource-name="old.kscaps.json"]').waitFor();
      assert.deepEqual(await workbench.notifications(), []);
    });
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
});

test('a filter is saved as a capability file, which opens as a tree', async () => {
  await withVsCode('save capabilities', { workspace: join(checkout, 'samples') }, async (vscode) => {
    const { workbench } = vscode;
    await showViews(vscode);
    // While a tree is being fetched again, VS Code hands a command no row: opened rows are there to stay.
    await workbench.expand('Filters', 'kspin sample camera');
    await workbench.row('Filters', 'Pin 0: Capture').waitFor();
    await workbench.inlineAction('Filters', 'kspin sample camera', 'KS: Save Capabilities');
    await workbench.acceptFile();
    await workbench.row(view, 'kspin-sample-camera.kscaps.json').waitFor();
    const text = await readFile(join(vscode.workspace, 'kspin-sample-camera.kscaps.json'), 'utf8');
    const read = parseCapabilityText(text);
    assert.ok(read.ok);
    assert.equal(read.value[0]?.filter.name, 'kspin sample camera');

    await workbench.contextAction('Filters', 'kspin sample camera', 'KS: Compare Filter with File');
    await workbench.choose('kspin-sample-camera.kscaps.json');
    await workbench.row(view, 'no difference').waitFor();
    assert.deepEqual(await workbench.notifications(), []);
  });
});
