// Making descriptors in a real VS Code: from a pin, from the driver's own proposal, from bytes in the clipboard; and a request
// back into the clipboard. Each new file opens with nothing wrong in it.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkout, withVsCode } from './harness.ts';
import { showViews } from './steps.ts';

const samples = join(checkout, 'samples');

test('new descriptors come from a range, a proposal and bytes, and have no problem; a request is copied', async () => {
  await withVsCode('making descriptors', { workspace: samples }, async (vscode) => {
    const { workbench } = vscode;
    const { page } = workbench;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const openProblems = async (): Promise<string[]> =>
      (await workbench.problems()).filter((row) => /untitled|camera-2/i.test(row));
    await showViews(vscode);
    await workbench.expand('Filters', 'kspin sample camera');
    await workbench.expand('Filters', 'Pin 0: Capture');
    await workbench.inlineAction('Filters', 'YUY2 320x240', 'KS: New Descriptor from Pin');
    await page.locator('.tab.active', { hasText: 'Untitled-1' }).waitFor();
    await workbench.editorShows('"name": "Capture, YUY2');
    await vscode.screenshot('new-descriptor');

    await workbench.inlineAction('Filters', 'Pin 0: Capture', 'KS: New Descriptor from Pin');
    await workbench.choose('The format that the driver proposes');
    await page.locator('.tab.active', { hasText: 'Untitled-2' }).waitFor();
    await workbench.editorShows('"biWidth": 320');
    await workbench.runCommand('KS: Copy Bytes');
    await page.locator('.statusbar-item', { hasText: 'Copied: the bytes of' }).waitFor();

    await workbench.runCommand('KS: Paste Bytes as Descriptor');
    await page.locator('.tab.active', { hasText: 'Untitled-3' }).waitFor();
    await workbench.editorShows('"biWidth": 320');

    // To C, and from there back: what was copied is a descriptor again.
    await workbench.openFile(await vscode.placeOf('speaker.kspin.json', 'speaker, 96 kHz'));
    await workbench.runCommand('KS: Copy as C');
    await page.locator('.statusbar-item', { hasText: 'Copied: C source of' }).waitFor();
    const copied = String(await page.evaluate('navigator.clipboard.readText()'));
    await writeFile(join(vscode.workspace, 'request.c'), copied);
    await workbench.openFile({ file: 'request.c' });
    await page.keyboard.press('Control+A');
    await vscode.screenshot('copied-as-c');
    await workbench.runCommand('KS: Import C Initialiser');
    await page.locator('.tab.active', { hasText: 'Untitled-4' }).waitFor();
    await workbench.editorShows('"nSamplesPerSec": 96000');
    await vscode.screenshot('imported-c');

    await workbench.runCommand('KS: New Descriptor');
    await workbench.choices();
    await vscode.screenshot('new-descriptor-choices');
    await workbench.choose('PCM, 48 kHz');
    await page.locator('.tab.active', { hasText: 'Untitled-5' }).waitFor();
    assert.deepEqual(await openProblems(), []);
    assert.deepEqual(await workbench.notifications(), []);
  });
});
