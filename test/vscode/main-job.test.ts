// The main job as a person does it, in a real VS Code: read the findings, fix one, create pins, see why one was refused, close
// one. First on the simulated target that comes with the extension, then through the rig's device host to a real driver.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ensureRig, whyNoRig } from '#test/rig/rig.ts';
import { checkout, withVsCode } from './harness.ts';
import { createPin, showViews } from './steps.ts';

const samples = join(checkout, 'samples');
const rigWorkspace = fileURLToPath(new URL('./workspace', import.meta.url));

test('findings appear in the Problems panel and a quick fix repairs the text', async () => {
  await withVsCode('findings', { workspace: samples }, async (vscode) => {
    const { workbench } = vscode;
    const file = 'mistakes.kspin.json';
    const { line = 0, column = 0 } = await vscode.placeOf(file, '"nBlockAlign": 2');
    await workbench.openFile({ file, line, column: column + '"nBlockAlign": '.length });
    const finding = await workbench.problem('nBlockAlign is 2: expected 4');
    await workbench.problem('Did you mean nChannels?');
    await vscode.screenshot('diagnostics');

    await workbench.quickFix('nBlockAlign');
    await finding.waitFor({ state: 'detached' });
    await workbench.save();
    assert.match(await readFile(join(vscode.workspace, file), 'utf8'), /"nBlockAlign": 4,/);
    assert.deepEqual(await workbench.notifications(), []);
  });
});

test('pins are opened, refused, blocked and closed on the simulated target, and the trees say why', async () => {
  await withVsCode('simulated target', { workspace: samples }, async (vscode) => {
    const { workbench } = vscode;
    await showViews(vscode);
    await workbench.treeShows('Filters', [
      'kspin sample audio  KSCATEGORY_RENDER',
      'kspin sample camera  KSCATEGORY_VIDEO_CAMERA',
    ]);

    await workbench.openFile({ file: 'speaker.kspin.json' });
    await workbench.codeLens('Create pin');
    await workbench.expand('Connections', 'opened');
    await workbench.row('Connections', 'The driver accepted the request').waitFor();
    await workbench.collapse('Connections', 'opened');

    await createPin(vscode, 'speaker.kspin.json', 'speaker, 192 kHz');
    await workbench.expand('Connections', 'refused, ERROR_NO_MATCH');
    await workbench.row('Connections', 'ERROR_NO_MATCH (1169)').waitFor();
    await workbench.row('Connections', 'the pin takes 24000 to 96000').waitFor();
    await workbench.row('Connections', 'WaveFormatExt.Format.nSamplesPerSec').waitFor();
    await workbench.problem('the pin takes 24000 to 96000');
    await workbench.openFile(await vscode.placeOf('speaker.kspin.json', '192000'));
    await workbench.expand('Filters', 'kspin sample audio');
    await workbench.expand('Filters', 'Pin 0');
    await workbench.row('Filters', 'Data ranges').waitFor();
    await vscode.screenshot('trees');
    await workbench.collapse('Connections', 'refused');

    await createPin(vscode, 'speaker.kspin.json', 'loopback, its only instance taken');
    await workbench.expand('Connections', 'blocked');
    await workbench.row('Connections', 'no free instance').waitFor();
    await workbench.collapse('Connections', 'blocked');
    await workbench.inlineAction('Connections', 'opened', 'KS: Close Pin');
    await workbench.row('Connections', 'closed').waitFor();
    assert.deepEqual(await workbench.notifications(), []);
  });
});

test('an untrusted workspace is checked, and neither lists nor creates anything', async () => {
  await withVsCode('untrusted', { workspace: samples, trusted: false }, async ({ workbench }) => {
    await workbench.openFile({ file: 'mistakes.kspin.json' });
    await workbench.problem('nBlockAlign is 2: expected 4');
    await workbench.showContainer('Kernel Streaming');
    assert.match(await workbench.welcome('Filters'), /In Restricted Mode .* no device is touched/);
    assert.match(await workbench.welcome('Connections'), /no pin can be created/);
    assert.deepEqual(await workbench.treeRows('Filters'), []);
  });
});

const noRig = process.env.CI === 'true' ? undefined : whyNoRig();

test('a click ends in a driver: the rig lists, opens, refuses and closes', {
  skip: noRig ?? false,
}, async () => {
  const rig = await ensureRig();
  const target = `exec:${rig.execTarget(join(checkout, 'dist', 'device-host.cjs'))}`;
  const options = { workspace: rigWorkspace, settings: { 'kspin.target': target } };
  await rig.alone(() =>
    withVsCode('rig', options, async (vscode) => {
      const { workbench } = vscode;
      await showViews(vscode);
      await workbench.expand('Filters', 'kspin rig audio');
      await workbench.row('Filters', '0 of 8 open').waitFor();

      await createPin(vscode, 'rig.kspin.json', 'rig speaker, 48 kHz');
      await workbench.row('Connections', 'opened').waitFor();
      await workbench.row('Filters', '1 of 8 open').waitFor(); // counted by the driver
      await createPin(vscode, 'rig.kspin.json', 'rig speaker, 8 MHz');
      await workbench.expand('Connections', 'refused, ERROR_NO_MATCH');
      await workbench.row('Connections', 'the pin takes 44100 to 96000').waitFor();
      await vscode.screenshot('rig');
      await workbench.collapse('Connections', 'refused');
      await workbench.inlineAction('Connections', 'opened', 'KS: Close Pin');
      await workbench.row('Connections', 'closed').waitFor();
      await workbench.row('Filters', '0 of 8 open').waitFor();
    }),
  );
});
