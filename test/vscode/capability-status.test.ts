// The language status of a descriptor tells of the capability file that it names: read, missing, broken, and mended again.
import assert from 'node:assert/strict';
import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkout, withVsCode } from './harness.ts';

test('the status of a descriptor follows the capability file that it names, and opens it', async () => {
  const samples = join(checkout, 'samples');
  await withVsCode('capability-status', { workspace: samples }, async (vscode) => {
    const { workbench, workspace } = vscode;
    const { page } = workbench;
    const recorded = join(workspace, 'sample-audio.kscaps.json');
    const says = async (text: string): Promise<void> => {
      await page.locator('.statusbar-item[id="status.languageStatus"]').hover();
      await page.locator('.hover-language-status', { hasText: text }).waitFor();
    };
    await workbench.openFile({ file: 'speaker.kspin.json' });
    await says('recorded filters that connects are checked against: 1');
    await page.locator('.hover-language-status').getByText('Open', { exact: true }).click();
    await workbench.row('Capability Files', 'sample-audio').waitFor();

    await rm(recorded);
    await says('does not exist');
    await vscode.screenshot('capability-missing');
    await writeFile(recorded, '{ "pins": [');
    await says('Open as Text');
    await copyFile(join(samples, 'sample-audio.kscaps.json'), recorded);
    await says('recorded filters that connects are checked against: 1');
    assert.deepEqual(await workbench.notifications(), []);
  });
});
