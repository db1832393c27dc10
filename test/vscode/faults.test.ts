// Drivers that hang, die and vanish, seen from the editor: what was shown stays, the tree says what happened and why, and after a
// reload the first thing shown is the call that had not returned.
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkout, type VsCode, withVsCode } from './harness.ts';
import { createPin, showViews } from './steps.ts';

const samples = join(checkout, 'samples');
const file = 'speaker.kspin.json';
const target = (fault: string): Record<string, string> => ({
  'kspin.target': `simulate:sample.kscaps.json?fault=${fault}@*audio*`,
});

test('a driver that hangs in KsCreatePin, a reload in the middle of the call, and one that takes its caller down', async () => {
  await withVsCode('faults', { workspace: samples, settings: target('hang-create') }, async (vscode) => {
    const { workbench } = vscode;
    await showViews(vscode);
    await workbench.expand('Filters', 'kspin sample audio');
    await workbench.row('Filters', 'Pin 0: Speaker').waitFor();
    await createPin(vscode, file, 'speaker, 48 kHz');
    await workbench.row('Connections', 'creating').waitFor();
    // The editor goes on while the driver does not, also without the text that the call came from.
    await workbench.runCommand('View: Close All Editors');
    await workbench.openFile({ file: 'camera.kspin.json' });
    await workbench.row('Connections', 'creating').waitFor();
    await workbench.expand('Connections', 'failed');
    await workbench.row('Connections', 'No answer within 10 s while KsCreatePin').waitFor();
    await workbench.row('Filters', 'Device host does not answer').waitFor();
    await workbench.row('Filters', 'Pin 0: Speaker').waitFor(); // nothing that was shown is lost
    await vscode.screenshot('hang-create');

    await createPin(vscode, file, 'speaker, 96 kHz');
    await workbench.row('Connections', 'creating').waitFor();
    await vscode.changeSettings({});
    await showRows(vscode, 'speaker, 96 kHz');
    await workbench.expand('Connections', 'speaker, 96 kHz');
    await workbench.row('Connections', 'The window was reloaded before the answer came').waitFor();
    await firstRow(vscode, 'KsCreatePin had not returned  speaker, 96 kHz');
    await vscode.screenshot('reload-in-call');

    await workbench.collapse('Connections', 'speaker, 96 kHz');
    const host = join(checkout, 'dist', 'device-host.cjs');
    const dying = '--target simulate:sample.kscaps.json?fault=die-create@*audio*';
    await useCommand(vscode, `${process.execPath} ${host} --stdio ${dying}`);
    await createPin(vscode, file, 'microphone array');
    await workbench.expand('Connections', 'microphone array');
    await workbench.row('Connections', 'ended by SIGKILL, while KsCreatePin').waitFor();
    await workbench.row('Filters', 'Device host ended').waitFor();
    await workbench.row('Filters', 'kspin sample camera').waitFor();
    await workbench.viewAction('Filters', 'KS: Refresh Filters'); // by the next host, which reads the journal
    await firstRow(vscode, 'KsCreatePin had not returned  microphone array');
    await vscode.screenshot('die-create');
    assert.deepEqual(await workbench.notifications(), []);
  });
});

test('a filter that hangs while it is read, and a target that vanishes', async () => {
  await withVsCode('vanished', { workspace: samples, settings: target('hang-property') }, async (vscode) => {
    const { workbench } = vscode;
    await showViews(vscode);
    await workbench.expand('Filters', 'kspin sample audio');
    await workbench.row('Filters', 'No answer within 15 s').waitFor();
    await workbench.expand('Filters', 'kspin sample camera');
    await workbench.row('Filters', 'Pin 0: Capture').waitFor();
    await firstRow(vscode, 'KSPROPERTY_PIN_DATARANGES had not returned');
    await vscode.screenshot('hang-property');

    await rm(join(vscode.workspace, 'sample.kscaps.json'));
    await workbench.runCommand('KS: Restart Device Host');
    await workbench.row('Filters', 'Device host').waitFor();
    await workbench.row('Filters', 'Pin 0: Capture').waitFor();
    await workbench.viewAction('Filters', 'KS: Refresh Filters');
    await workbench.row('Filters', 'sample.kscaps.json').waitFor();
    await workbench.row('Filters', 'Pin 0: Capture').waitFor();
    await vscode.screenshot('target-vanished');

    await useCommand(vscode, 'sleep 300');
    await workbench.viewAction('Filters', 'KS: Stop Refresh');
    assert.match(await workbench.welcome('Filters'), /have not been listed yet/);
    assert.deepEqual(await workbench.notifications(), []);
  });
});

/** Another target without a reload: a command that gives a pipe to a device host. */
async function useCommand({ workbench }: VsCode, command: string): Promise<void> {
  await workbench.runCommand('KS: Select Target');
  await workbench.choose('exec:COMMAND');
  await workbench.answerInput(command);
  await workbench.view('Filters').locator('.pane-header', { hasText: 'exec: ' }).waitFor();
}

/** The views as they are after a reload, which brings them back by itself. */
async function showRows({ workbench }: VsCode, text: string): Promise<void> {
  await workbench.showContainer('Kernel Streaming');
  await workbench.row('Connections', text).waitFor();
}

async function firstRow({ workbench }: VsCode, text: string): Promise<void> {
  await workbench
    .view('Filters')
    .locator('[role=treeitem][data-index="0"]', { hasText: 'had not returned' })
    .waitFor();
  const [first = ''] = await workbench.treeRows('Filters');
  assert.ok(first.startsWith(text), first);
}
