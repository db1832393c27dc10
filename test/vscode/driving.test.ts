// An open pin and a refused one in the hands of a person: states, position, properties, the smallest change, evidence; and the
// questions to a pin factory that open nothing. Each answer is a row, whatever it says.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkout, type VsCode, withVsCode } from './harness.ts';
import { createPin, showViews } from './steps.ts';

const samples = join(checkout, 'samples');
const file = 'speaker.kspin.json';

test('an open pin is driven, a refused one bisected, and what opens no pin is asked, each from its row', async () => {
  await withVsCode('driving', { workspace: samples }, async (vscode) => {
    await showViews(vscode);
    await driveOpenPin(vscode);
    await askAboutRefusal(vscode);
    assert.deepEqual(await vscode.workbench.notifications(), []);
  });
});

async function driveOpenPin(vscode: VsCode): Promise<void> {
  const { workbench } = vscode;
  await workbench.runCommand('KS: Close Pin');
  await workbench.dismissNotification('No pin is open.');
  await createPin(vscode, file, 'speaker, 48 kHz');
  await workbench.expand('Connections', 'opened');

  await workbench.inlineAction('Connections', 'opened', 'KS: Show Position');
  await workbench.expand('Connections', '0 bytes in STOP');
  await workbench.row('Connections', 'STOP: PlayOffset is 0').waitFor();
  await setState(vscode, 'RUN');
  await workbench.expand('Connections', 'State');
  await workbench.row('Connections', 'PAUSE to RUN: ').waitFor();
  await workbench.row('Connections', /RUN: PlayOffset moves by .* of the speed of the format/).waitFor();
  await vscode.screenshot('driving-position');
  await setState(vscode, 'PAUSE');
  await workbench.row('Connections', 'PAUSE: PlayOffset stands at').waitFor();
  await setState(vscode, 'STOP');
  await workbench.row('Connections', '0 bytes in STOP').waitFor();
  await workbench.inlineAction('Connections', 'opened', 'KS: Show Position');
  await workbench.collapse('Connections', 'Position');
  await workbench.collapse('Connections', 'State');

  await workbench.contextAction('Connections', 'opened', 'KS: Drive Pin');
  await workbench.expand('Connections', 'the pin lives');
  await workbench.row('Connections', 'STOP to ACQUIRE: ').waitFor();
  await vscode.screenshot('driving-drive');
  await workbench.collapse('Connections', 'the pin lives');

  await workbench.contextAction('Connections', 'opened', 'KS: Read Property');
  await workbench.chooseFromMany('KSPROPERTY_CONNECTION_DATAFORMAT');
  await workbench.row('Connections', 'KSPROPERTY_CONNECTION_DATAFORMAT').waitFor();
  await workbench.contextAction('Connections', 'opened', 'KS: Read Property');
  await workbench.choose('By set and id');
  await workbench.answerInput('KSPROPSETID_Nonsense', 'Write a set and an id');
  await workbench.answerInput('KSPROPSETID_Connection:0');
  await workbench.row('Connections', 'KSSTATE_STOP').waitFor();
  await vscode.screenshot('driving-properties');

  await workbench.contextAction('Connections', 'opened', 'KS: Write Property');
  await workbench.chooseFromMany('KSPROPERTY_CONNECTION_STATE');
  await workbench.answerInput('KSSTATE_LOUD', 'This is no value of the property.');
  await workbench.answerInput('KSSTATE_ACQUIRE');
  await workbench.dialog('Write KSPROPERTY_CONNECTION_STATE to the driver?').waitFor();
  await workbench.dialog('KSSTATE_ACQUIRE, 01 00 00 00').waitFor();
  await vscode.screenshot('driving-write');
  await workbench.answerDialog('Write');
  await workbench.row('Connections', 'written').waitFor();

  await workbench.runCommand('KS: Close Pin');
  await workbench.row('Connections', 'closed').waitFor();
}

async function askAboutRefusal(vscode: VsCode): Promise<void> {
  const { workbench } = vscode;
  await createPin(vscode, file, 'speaker, 192 kHz');
  await workbench.expand('Connections', 'refused, ERROR_NO_MATCH');
  await workbench.inlineAction('Connections', 'refused, ERROR_NO_MATCH', 'KS: Find Smallest Change');
  await workbench.expand('Connections', 'it opens');
  await workbench.row('Connections', 'nSamplesPerSec').waitFor();
  await vscode.screenshot('smallest-change');

  await workbench.contextAction('Connections', 'refused, ERROR_NO_MATCH', 'KS: Collect Evidence');
  await workbench.acceptFile();
  const told = await workbench.dismissNotification('The evidence is in');
  const zip = /kspin-evidence-\S+\.zip/.exec(told)?.[0] ?? '';
  assert.equal((await readFile(join(vscode.workspace, zip))).subarray(0, 2).toString(), 'PK');
  await workbench.collapse('Connections', 'refused, ERROR_NO_MATCH');

  await workbench.expand('Filters', 'kspin sample audio');
  await workbench.contextAction('Filters', 'Pin 0: Speaker', 'KS: Format Sweep');
  await workbench.choose('The usual rates, bits and channels');
  await workbench.expand('Connections', 'accepted, as declared');
  await vscode.screenshot('format-sweep');
  await workbench.viewAction('Connections', 'KS: Clear Connections');
  await sweepChosen(vscode);
  await workbench.contextAction('Filters', 'Pin 0: Speaker', 'KS: Data Intersection');
  await workbench.expand('Connections', 'Data intersection');
  await workbench.contextAction('Filters', 'kspin sample audio', 'KS: Read Property');
  await workbench.chooseFromMany('KSPROPERTY_GENERAL_COMPONENTID');
  await workbench.row('Connections', 'KSPROPERTY_GENERAL_COMPONENTID').waitFor();
  await workbench.contextAction('Filters', 'Pin 0: Speaker', 'KS: Read Property');
  await workbench.chooseFromMany('KSPROPERTY_PIN_NAME');
  await workbench.row('Connections', /KSPROPERTY_PIN_NAME: Pin 0 "Speaker".*Speaker, /).waitFor(); // the value stays beside what is allowed
  await vscode.screenshot('questions');
  await workbench.viewAction('Connections', 'KS: Clear Connections');
  assert.match(await workbench.welcome('Connections'), /No pin has been created yet/);

  await workbench.runCommand('KS: Open Filter by Path');
  await workbench.answerInput('wave', 'This is no device path.');
  await workbench.answerInput('\\\\?\\root#media#0099#{6994ad04-93ef-11d0-a3cc-00a0c9223196}\\gone');
  await workbench.row('Filters', 'could not be read').waitFor();
  await vscode.screenshot('filter-by-path');
}

/** Axis by axis: of the rates one alone, of the rest what is usual. */
async function sweepChosen(vscode: VsCode): Promise<void> {
  const { workbench } = vscode;
  await workbench.contextAction('Filters', 'Pin 0: Speaker', 'KS: Format Sweep');
  await workbench.choose('Choose...');
  await workbench.pickOnly('48000', '(1/3)');
  await vscode.screenshot('format-sweep-rates', { keepMouse: true });
  await workbench.acceptPicked('(1/3)');
  await workbench.acceptPicked('(2/3)');
  await workbench.acceptPicked('(3/3)');
  await workbench.expand('Connections', '2 of 20 formats accepted, as declared');
  await workbench.row('Connections', 'PCM, 48000 Hz, 2 ch, 16 bit').waitFor();
  await vscode.screenshot('format-sweep-chosen');
  await workbench.viewAction('Connections', 'KS: Clear Connections');
}

async function setState({ workbench }: VsCode, state: string): Promise<void> {
  await workbench.inlineAction('Connections', 'opened', 'KS: Set State');
  await workbench.choose(state);
}
