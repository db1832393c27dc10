// "KS: Set Up Test Machine" in a real VS Code: what is in the way is told whole, stays until it is read, and can be tried again.
// Then one that is set up becomes the target. What else ssh can say is in test/ssh.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { kspinVersion } from '#device-host/version.ts';
import { buildHostFolders } from '#scripts/host-folders.ts';
import { tell } from '#scripts/lib/run.mjs';
import { ensureRig, whyNoRig } from '#test/rig/rig.ts';
import { ensureOpenSsh } from '#test/ssh/setup.ts';
import { hosts, startTestMachine } from '#test/ssh/test-machine.ts';
import { windowsNode } from '#test/ssh/windows-node.ts';
import { checkout, withVsCode } from './harness.ts';
import { showViews } from './steps.ts';

test('a test machine that is not there is told with what to do, and tried again when asked', async () => {
  await ensureOpenSsh(tell);
  await withVsCode('test machine', { workspace: join(checkout, 'samples') }, async (vscode) => {
    const { workbench } = vscode;
    await showViews(vscode);
    await workbench.runCommand('KS: Set Up Test Machine');
    await workbench.answerInput('two words', 'is not a host name');
    await workbench.answerInput('testbox-nowhere.invalid');
    const told = workbench.notification('no machine is named testbox-nowhere.invalid; check the name');
    await told.waitFor();
    await vscode.screenshot('set-up-no-such-host');
    await told.getByRole('button', { name: 'Try Again' }).click();
    await workbench.dismissNotification('testbox-nowhere.invalid was not set up');
    await workbench.notification('Setting up').waitFor({ state: 'detached' }); // no progress is left running
    assert.deepEqual(await workbench.notifications(), []);
  });
});

const why = process.env.CI === 'true' ? undefined : whyNoRig();

test('a test machine is set up from the editor, becomes the target, and its filters are listed', {
  skip: why ?? false,
}, async (t) => {
  await ensureOpenSsh(tell);
  await buildHostFolders(tell);
  const rig = await ensureRig();
  const machine = await startTestMachine();
  t.after(() => machine.stop());
  machine.setNode(windowsNode(rig));
  const options = { workspace: join(checkout, 'samples'), environment: machine.env };
  await withVsCode('set up test machine', options, async (vscode) => {
    const { workbench } = vscode;
    await showViews(vscode);
    await workbench.row('Filters', 'kspin sample audio').waitFor();
    await workbench.runCommand('KS: Set Up Test Machine');
    await workbench.answerInput(hosts.good);
    const ready = workbench.notification(`${hosts.good} is ready: win32 x64, Node 22`);
    await ready.waitFor({ timeout: 120_000 }); // Wine starts for the first time in this
    await ready.getByText(`kspin ${kspinVersion}.`).waitFor();
    await vscode.screenshot('set-up-ready');
    await ready.getByRole('button', { name: 'Use as Target' }).click();
    const header = workbench.view('Filters').locator('.pane-header');
    await header.filter({ hasText: hosts.good }).waitFor();
    await workbench.expand('Filters', 'kspin rig audio');
    await workbench.row('Filters', 'Pin 0').waitFor();
    await vscode.screenshot('set-up-target');
    assert.deepEqual(await workbench.notifications(), []);
  });
});
