// What a person meets first, in a real VS Code: the walkthrough, the samples, the target beside a descriptor, and what a bug
// report is made of.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import manifest from '../../package.json' with { type: 'json' };
import { checkout, withVsCode } from './harness.ts';
import { frameWith } from './webview.ts';

const samples = join(checkout, 'samples');
const { steps: ours } = manifest.contributes.walkthroughs[0] ?? { steps: [] };
let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kspin-first-'));
});

after(() => rm(folder, { recursive: true, force: true }));

test('the walkthrough shows its steps, each with a picture in the colours of the theme', async () => {
  await withVsCode('walkthrough', { workspace: samples }, async (vscode) => {
    const { workbench } = vscode;
    const { page } = workbench;
    await workbench.runCommand('Welcome: Open Walkthrough');
    await workbench.choose('Get Started with Kernel Streaming Pins');
    const steps = page.locator('.getting-started-step');
    await steps.first().waitFor();
    assert.equal(await steps.count(), ours.length);
    const pictures = await Promise.all(ours.map(({ media }) => pictureIn(media.svg)));
    const turnTo = async (index: number): Promise<void> => {
      await steps.nth(index).click();
      await frameWith(page, pictures[index] ?? '', '', 15_000);
    };
    await steps.nth(1).click();
    await page.keyboard.press('Control+B'); // a narrow page leaves the pictures out
    await frameWith(page, pictures[1] ?? '');
    for (const index of ours.keys()) {
      // Where VS Code was still at the picture of the step before, it may end with that one: a person turns away and back.
      await turnTo(index).catch(async () => {
        await turnTo((index + 1) % ours.length);
        await turnTo(index);
      });
      await vscode.screenshot(`walkthrough-${index + 1}`);
    }
  });
});

/** What selects a picture of the walkthrough where it is drawn. */
async function pictureIn(file: string): Promise<string> {
  const label = /aria-label="([^"]+)"/.exec(await readFile(join(checkout, file), 'utf8'))?.[1];
  assert.ok(label, file);
  return `svg[aria-label="${label}"]`;
}

test('the samples are copied where a person says, and what is there already stays', async () => {
  await withVsCode('samples', { workspace: samples }, async ({ workbench }) => {
    const { page } = workbench;
    await mkdir(join(folder, 'kspin-samples'));
    await writeFile(join(folder, 'kspin-samples', 'README.md'), 'mine\n');
    await workbench.runCommand('KS: Open Sample Workspace');
    const input = page.locator('.quick-input-widget .quick-input-box input');
    await input.waitFor();
    await input.fill(`${folder}/`);
    // Before VS Code has looked at the folder its button does nothing.
    await page.locator('.quick-input-list').getByText('kspin-samples', { exact: true }).waitFor();
    const opened = page.context().waitForEvent('page');
    await page.locator('.quick-input-widget').getByRole('button', { name: 'Copy Samples Here' }).click();
    const window = await opened;
    await window.waitForURL(/kspin-samples/);
    const copied = await readdir(join(folder, 'kspin-samples'));
    assert.deepEqual(copied.sort(), (await readdir(samples)).sort());
    assert.ok(existsSync(join(folder, 'kspin-samples', 'speaker.kspin.json')));
  });
});

test('a descriptor shows the target it would go to, and a report tells of it without names and places', async () => {
  await withVsCode('doctor', { workspace: samples }, async (vscode) => {
    const { workbench } = vscode;
    const { page } = workbench;
    await workbench.openFile({ file: 'speaker.kspin.json' });
    await page.locator('.statusbar-item[id="status.languageStatus"]').hover();
    const hover = page.locator('.hover-language-status', { hasText: 'simulated: sample.kscaps.json' });
    await hover.waitFor();
    await vscode.screenshot('target-status', { keepMouse: true });
    await page.keyboard.press('Escape');

    await workbench.runCommand('KS: Collect Diagnostics');
    const editor = page.locator('.editor-group-container.active .view-lines', {
      hasText: /kspin.diagnostics/,
    });
    await editor.waitFor();
    await vscode.screenshot('diagnostics-report');
    const shown = ((await editor.textContent()) ?? '').replaceAll('\u00a0', ' ');
    assert.match(shown, /\| target \| simulated: sample\.kscaps\.json \|/);
    assert.match(shown, /\| device host \| kspin [\d.]+ on linux x64, simulated, layout x64 \|/);
    assert.match(shown, /\| language server \| running \|/);
    assert.ok(!shown.includes(tmpdir()), shown);
    for (const name of [userInfo().username, hostname()]) {
      assert.doesNotMatch(shown, new RegExp(`\\b${name}\\b`));
    }
  });
});
