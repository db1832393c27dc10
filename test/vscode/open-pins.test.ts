// Several pins open at once, and a person who thinks again: a write that is cancelled is none, and "Close Pin" asks which.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkout, withVsCode } from './harness.ts';
import { createPin, showViews } from './steps.ts';

const file = 'speaker.kspin.json';
const speaker = 'speaker, 48 kHz stereo 16 bit';
const microphone = 'microphone array, 48 kHz mono 16 bit';

test('a write that is cancelled never reaches the driver, and of several open pins one is picked to be closed', async () => {
  await withVsCode('open pins', { workspace: join(checkout, 'samples') }, async (vscode) => {
    const { workbench } = vscode;
    await showViews(vscode);
    await createPin(vscode, file, speaker);
    await workbench.row('Connections', `${speaker}opened`).waitFor();

    await workbench.contextAction('Connections', speaker, 'KS: Write Property');
    await workbench.chooseFromMany('KSPROPERTY_CONNECTION_STATE');
    await workbench.answerInput('KSSTATE_ACQUIRE');
    await workbench.dialog('Write KSPROPERTY_CONNECTION_STATE to the driver?').waitFor();
    await workbench.answerDialog('Cancel');
    await workbench.contextAction('Connections', speaker, 'KS: Read Property');
    await workbench.chooseFromMany('KSPROPERTY_CONNECTION_STATE');
    await workbench.row('Connections', 'KSSTATE_STOP').waitFor(); // as the driver has it
    const rows = await workbench.treeRows('Connections');
    assert.deepEqual(
      rows.filter((row) => row.includes('written') || row.includes('KSSTATE_ACQUIRE')),
      [],
    );
    assert.deepEqual(await workbench.notifications(), []);

    await createPin(vscode, file, microphone);
    await workbench.row('Connections', `${microphone}opened`).waitFor();
    await workbench.runCommand('KS: Close Pin');
    await workbench.choice(microphone).waitFor();
    assert.deepEqual(await workbench.choices(), [microphone, speaker]);
    await vscode.screenshot('close-pin-of-two');
    await workbench.choose(speaker);
    await workbench.row('Connections', `${speaker}closed`).waitFor();
    await workbench.row('Connections', `${microphone}opened`).waitFor();
    await workbench.view('Connections').locator('.pane-header', { hasText: '1 open' }).waitFor();
    await workbench.runCommand('KS: Close Pin'); // the only one: nothing to ask
    await workbench.row('Connections', `${microphone}closed`).waitFor();
    assert.deepEqual(await workbench.notifications(), []);
  });
});
