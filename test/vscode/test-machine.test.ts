// "KS: Set Up Test Machine" in a real VS Code: what is in the way is told whole, stays until it is read, and can be tried again.
// A machine that is set up, and what else ssh can say, are in test/ssh.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { tell } from '#scripts/lib/run.mjs';
import { ensureOpenSsh } from '#test/ssh/setup.ts';
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
