// The tour of the README, step by step in a real VS Code: a first descriptor with a mistake, its repair, a pin that is refused, why,
// and the change that opens it. The pictures are what `npm run pictures` makes the README's animation of.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { withVsCode } from './harness.ts';

const file = 'tour.kspin.json';
const descriptor = `{
  "filter": { "device": "*sample audio*" },
  "DesiredAccess": "GENERIC_WRITE",
  "KSPIN_CONNECT": {
    "Interface": { "Set": "KSINTERFACESETID_Standard", "Id": "KSINTERFACE_STANDARD_LOOPED_STREAMING" },
    "PinId": 0
  },
  "KSDATAFORMAT": {
    "MajorFormat": "KSDATAFORMAT_TYPE_AUDIO",
    "SubFormat": "KSDATAFORMAT_SUBTYPE_PCM",
    "Specifier": "KSDATAFORMAT_SPECIFIER_WAVEFORMATEX"
  },
  "WaveFormatEx": {
    "wFormatTag": "WAVE_FORMAT_PCM",
    "nChannels": 2,
    "nSamplesPerSec": 192000,
    "nBlockAlign": 2,
    "wBitsPerSample": 16
  }
}
`;

let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kspin-tour-'));
  await writeFile(join(folder, file), descriptor);
});

after(() => rm(folder, { recursive: true, force: true }));

test('a descriptor is written, mended, refused, explained, changed and opened', async () => {
  await withVsCode('tour', { workspace: folder }, async (vscode) => {
    const { workbench, workspace } = vscode;
    const { page } = workbench;
    await page.setViewportSize({ width: 1200, height: 860 });
    await workbench.showContainer('Kernel Streaming');
    await workbench.widenSideBar(440);
    await workbench.row('Filters', 'kspin sample audio').waitFor();

    const { line, column = 0 } = await vscode.placeOf(file, '"nBlockAlign": 2');
    // The lens stands above the first line: what comes there later is out of sight of an editor that shows the rest already.
    await workbench.openFile({ file, line: 1, column: 1 });
    await page.locator('.codelens-decoration a', { hasText: 'Create pin' }).first().waitFor();
    await workbench.openFile({ file, line: line ?? 1, column: column + '"nBlockAlign": '.length });
    const finding = await workbench.problem('nBlockAlign is 2: expected 4');
    await workbench.welcome('Connections');
    await vscode.screenshot('tour-1-mistake');

    await workbench.quickFix('nBlockAlign', () => vscode.screenshot('tour-2-fix'));
    await finding.waitFor({ state: 'detached' });
    await workbench.save();
    await workbench.openFile({ file, line: 1, column: 1 }); // the lens stands above the first line

    await workbench.codeLens('Create pin');
    await workbench.expand('Connections', 'refused, ERROR_NO_MATCH');
    await workbench.row('Connections', 'the pin takes 24000 to 96000').waitFor();
    await workbench.problem('the pin takes 24000 to 96000');
    await vscode.screenshot('tour-3-refused');

    const place = await vscode.placeOf(file, '192000');
    await workbench.openFile(place);
    await workbench.quickFix('nSamplesPerSec', () => vscode.screenshot('tour-4-nearest'));
    await workbench.save();
    await workbench.openFile({ file, line: 1, column: 1 });
    assert.match(await readFile(join(workspace, file), 'utf8'), /"nSamplesPerSec": 96000,/);

    await workbench.codeLens('Create pin');
    await workbench.row('Connections', 'opened').waitFor();
    await vscode.screenshot('tour-5-opened');
    assert.deepEqual(await workbench.notifications(), []);
  });
});
