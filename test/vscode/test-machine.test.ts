// "KS: Set Up Test Machine" in a real VS Code: a machine that is not there, one that is no Windows, and one that is set up, used and
// lost, through a real sshd. What else ssh can say is told apart in test/ssh.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { buildHostFolders } from '#scripts/host-folders.ts';
import { tell } from '#scripts/lib/run.mjs';
import { ensureRig, whyNoRig } from '#test/rig/rig.ts';
import { ensureOpenSsh } from '#test/ssh/setup.ts';
import { hosts, startTestMachine } from '#test/ssh/test-machine.ts';
import { windowsNode } from '#test/ssh/windows-node.ts';
import { checkout, type VsCode, withVsCode } from './harness.ts';
import { showViews } from './steps.ts';

const why = process.env.CI === 'true' ? undefined : whyNoRig();

test('a test machine is set up from the editor, and each way it can fail says what to do', {
  skip: why ?? false,
}, async (t) => {
  await ensureOpenSsh(tell);
  const rig = await ensureRig();
  await buildHostFolders(tell);
  const machine = await startTestMachine();
  t.after(() => machine.stop());
  machine.setNode('echo 22.1.0linuxx64');
  const options = { workspace: join(checkout, 'samples'), environment: machine.env };
  const use = async (vscode: VsCode): Promise<void> => {
    const { workbench } = vscode;
    await showViews(vscode);
    await setUp(vscode, hosts.noSuchHost);
    await workbench.notification('no machine is named testbox-nowhere').waitFor();
    await vscode.screenshot('set-up-no-such-host');
    await workbench.dismissNotification('testbox-nowhere was not set up');
    await setUp(vscode, hosts.good);
    await workbench.dismissNotification('testbox is linux; drivers are on Windows');

    machine.setNode(windowsNode(rig));
    await setUp(vscode, hosts.good);
    const ready = workbench.notification('testbox is ready: win32 x64');
    await ready.waitFor();
    await vscode.screenshot('set-up-ready');
    await ready.getByRole('button', { name: 'Use as Target' }).click();
    await workbench.expand('Filters', 'kspin rig audio');
    await workbench.row('Filters', '0 of 8 open').waitFor();

    machine.cut();
    await workbench.row('Filters', 'Test machine is out of reach').waitFor();
    await workbench.row('Filters', '0 of 8 open').waitFor();
    await vscode.screenshot('test-machine-lost');
    assert.deepEqual(await workbench.notifications(), []);
  };
  await rig.alone(() => withVsCode('test machine', options, use));
});

async function setUp({ workbench }: VsCode, host: string): Promise<void> {
  await workbench.runCommand('KS: Set Up Test Machine');
  await workbench.answerInput(host);
}
