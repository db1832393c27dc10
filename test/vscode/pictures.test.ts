// The byte view and the topology view in a real VS Code: what they show, how the cursor leads from one to the other, the keyboard,
// axe, and how they look in light, dark and high contrast.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkout, withVsCode } from './harness.ts';
import { accessible, webviewWith } from './webview.ts';

const samples = join(checkout, 'samples');
const themes = ['light', 'dark', 'contrast'] as const;

test('the byte view follows the cursor and the text, leads back to the member, and compares by field', async () => {
  await withVsCode('byte view', { workspace: samples }, async (vscode) => {
    const { workbench } = vscode;
    const file = 'speaker.kspin.json';
    await workbench.openFile(await vscode.placeOf(file, '"nSamplesPerSec": 48000'));
    await workbench.runCommand('KS: Show Bytes');
    const frame = await webviewWith(workbench.page, '176 bytes, as a 64-bit process');
    const selected = frame.locator('.fields [aria-selected=true]');
    await selected.filter({ hasText: 'WaveFormatExt.Format.nSamplesPerSec' }).waitFor();
    assert.equal(await frame.locator('.hex [aria-selected=true]').count(), 4);
    await vscode.screenshot('bytes', { check: (theme) => accessible(frame, theme) });

    // A byte of the page leads to its member in the text.
    await frame.locator('.fields tr', { hasText: 'WaveFormatExt.Format.nChannels' }).click();
    const { line } = await vscode.placeOf(file, '"nChannels": 2');
    await workbench.page.locator('.active-line-number', { hasText: String(line) }).waitFor();
    await frame.locator('.hex [role=gridcell]').first().focus();
    await frame.locator('.hex [role=gridcell]').first().press('ArrowRight');
    await selected.filter({ hasText: 'KSPIN_CONNECT.Interface.Set' }).waitFor();
    await frame.locator('.hex [role=gridcell]:focus').press('End');
    await selected.filter({ hasText: 'WaveFormatExt.SubFormat' }).waitFor();

    await frame.getByRole('button', { name: 'x86' }).click();
    await frame.locator('p', { hasText: '168 bytes, as a 32-bit process' }).waitFor();
    assert.equal(await frame.getByRole('button', { name: 'x86' }).getAttribute('aria-pressed'), 'true');

    await frame.getByRole('button', { name: 'Compare With...' }).click();
    await workbench.choose('speaker, 192 kHz');
    await frame.locator('p', { hasText: 'Compared with "speaker, 192 kHz' }).waitFor();
    await frame.locator('.fields tr.changed', { hasText: 'nSamplesPerSec' }).waitFor();
    // The keyboard is where it was before the question, and the first difference in sight.
    assert.equal(await frame.evaluate('document.activeElement.dataset.command'), 'endCompare');
    assert.ok(Number(await frame.evaluate('scrollY')) > 0);
    await vscode.screenshot('bytes-compare', { themes, check: (theme) => accessible(frame, theme) });
    assert.deepEqual(await workbench.notifications(), []);
  });
});

test('the topology view draws a filter, is walked by the keyboard, and is exported as a picture', async () => {
  await withVsCode('topology view', { workspace: samples }, async (vscode) => {
    const { workbench } = vscode;
    await workbench.showContainer('Kernel Streaming');
    await workbench.row('Filters', 'kspin sample audio').waitFor();
    await workbench.inlineAction('Filters', 'kspin sample audio', 'KS: Show Topology');
    const frame = await webviewWith(workbench.page, 'kspin sample audio');
    await frame.locator('svg [role=listitem]', { hasText: 'AUDIO_ENGINE' }).waitFor();
    await frame.locator('svg [role=listitem]').first().focus();
    await frame.locator('svg [role=listitem]:focus').press('ArrowDown');
    await frame
      .locator('#meaning', { hasText: 'Pin 1, Speaker, offloaded, in, sink; to node 0.2' })
      .waitFor();
    await vscode.screenshot('topology', { themes, check: (theme) => accessible(frame, theme) });
    await frame.getByRole('button', { name: 'Export as SVG' }).click();
    await workbench.acceptFile();
    const exported = join(vscode.workspace, 'kspin-sample-audio.svg');
    await assert.doesNotReject(async () => {
      for (let attempt = 0; ; attempt++) {
        try {
          assert.match(await readFile(exported, 'utf8'), /<svg [^>]+>[\s\S]*AUDIO_ENGINE/);
          return;
        } catch (error) {
          if (attempt === 100) throw error;
          await workbench.page.waitForTimeout(100);
        }
      }
    });
    assert.deepEqual(await workbench.notifications(), []);
  });
});

test('both pages speak German where VS Code does', async () => {
  await withVsCode('pages in German', { workspace: samples, language: 'de' }, async (vscode) => {
    const { workbench } = vscode;
    await workbench.showContainer('Kernel Streaming');
    await workbench.row('Filter', 'kspin sample audio').waitFor();
    await workbench.inlineAction('Filter', 'kspin sample audio', 'KS: Topologie zeigen');
    const topology = await webviewWith(workbench.page, 'Die Pfeiltasten gehen von einem Pin');
    await topology.getByRole('button', { name: 'Als SVG exportieren' }).waitFor();
    await vscode.screenshot('topology-german');
    await workbench.runCommand('View: Close All Editors');

    await workbench.openFile(await vscode.placeOf('speaker.kspin.json', '"nSamplesPerSec": 48000'));
    await workbench.runCommand('KS: Bytes zeigen');
    const bytes = await webviewWith(workbench.page, '176 Bytes, wie sie ein 64-Bit-Prozess');
    await bytes.getByRole('button', { name: 'Vergleichen mit...' }).click();
    await workbench.choose('speaker, 192 kHz');
    await bytes.locator('p', { hasText: 'Verglichen mit "speaker, 192 kHz' }).waitFor();
    await bytes.locator('th', { hasText: 'Andere' }).waitFor();
    await vscode.screenshot('bytes-german');
    assert.deepEqual(await workbench.notifications(), []);
  });
});
