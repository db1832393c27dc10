// What goes through many connects ends when a person says so, also in the middle of a call that does not return: the call that was
// under way is told, and nothing is begun after it.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkout, withVsCode } from './harness.ts';
import { showViews } from './steps.ts';

const settings = { 'kspin.target': 'simulate:sample.kscaps.json?fault=hang-create@*audio*' };
const file = 'speaker.kspin.json';

test('all pins of a descriptor and a run of its tests are cancelled while the driver hangs', async () => {
  await withVsCode('cancel', { workspace: join(checkout, 'samples'), settings }, async (vscode) => {
    const { workbench } = vscode;
    await showViews(vscode);
    await workbench.row('Filters', 'kspin sample audio').waitFor();
    await workbench.openFile({ file, line: 1, column: 1 });
    await workbench.runCommand('KS: Create All Pins');
    await workbench.row('Connections', 'creating').waitFor();
    await workbench.cancelProgress('Creating pins');
    await workbench.row('Connections', 'failed').waitFor();
    const attempts = (await workbench.treeRows('Connections')).filter((row) => !row.startsWith(' '));
    assert.equal(attempts.length, 1, attempts.join('\n'));
    await vscode.screenshot('cancelled');

    await workbench.showContainer('Testing');
    await workbench.testRow(file).waitFor();
    await workbench.runCommand('Test: Run All Tests');
    await workbench.testRow(file, 'Running').waitFor();
    await workbench.runCommand('Test: Cancel Test Run');
    await workbench.testRow(file, 'Running').waitFor({ state: 'detached' });
    assert.deepEqual(await workbench.notifications(), []);
  });
});
