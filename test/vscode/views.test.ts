// The two views as a person uses them over a morning: look for a pin, see what a connect changed, reload the window and still
// have the results.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkout, withVsCode } from './harness.ts';
import { showViews } from './steps.ts';

const samples = join(checkout, 'samples');

test('a pin is found by what it takes, a refresh marks what changed, and results outlive a reload', async () => {
  await withVsCode('views', { workspace: samples }, async (vscode) => {
    const { workbench } = vscode;
    await showViews(vscode);
    await workbench.row('Filters', 'kspin sample camera').waitFor();

    await workbench.runCommand('KS: Search Filters');
    await workbench.chooseFromMany('Pin 0: Speaker', '24000-96000');
    await workbench.expand('Filters', 'Pin 0: Speaker');
    await workbench.expand('Filters', 'Instances');
    await workbench.row('Filters', '0 of').first().waitFor();

    await workbench.openFile(await vscode.placeOf('speaker.kspin.json', 'speaker, 48 kHz'));
    await workbench.runCommand('KS: Create Pin');
    await workbench.row('Connections', 'opened').waitFor();
    await (await workbench.reveal('Filters', '(was 0 of')).waitFor();
    await vscode.screenshot('changed');

    await vscode.changeSettings({ 'kspin.inlayHints.offsets': true });
    await workbench.expand('Connections', 'speaker, 48 kHz stereo 16 bit');
    await workbench.row('Connections', 'closed with its device host when the window was reloaded').waitFor();
    assert.deepEqual(await workbench.notifications(), []);
  });
});
