// More of everything than a person looks at, and texts in the middle of being written: a thousand filters, five hundred tests,
// half a file. Nothing is lost, and the editor answers while it goes on. (Ten thousand attempts are in many-results.)
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { checkout, withVsCode } from './harness.ts';
import { showViews } from './steps.ts';

const filters = 1000;
const tests = 500;
let workspace = '';

/** The sample camera a thousand times, and five hundred connects of which each expects to open one of them. */
before(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'kspin-many-'));
  const sample = (name: string): Promise<string> => readFile(join(checkout, 'samples', name), 'utf8');
  const camera = JSON.parse(await sample('sample-camera.kscaps.json'));
  const many = Array.from({ length: filters }, (_, index) => {
    const name = `camera ${numbered(index)}`;
    const path = `\\\\?\\root#image#${numbered(index)}#{e5323777-f976-4f5b-9b55-b94699c46e44}\\camera`;
    return { ...camera, filter: { ...camera.filter, name, path, device: `ROOT\\IMAGE\\${numbered(index)}` } };
  });
  await writeFile(join(workspace, 'many.kscaps.json'), JSON.stringify({ filters: many }));
  const connect = (index: number): string => `{
    "name": "test ${numbered(index)}",
    "filter": { "device": "*camera ${numbered(index)}*" },
    "KSPIN_CONNECT": { "Interface": { "Set": "KSINTERFACESETID_Standard", "Id": "KSINTERFACE_STANDARD_STREAMING" }, "PinId": 7 },
    "KSDATAFORMAT": { "MajorFormat": "KSDATAFORMAT_TYPE_VIDEO", "SubFormat": "MEDIASUBTYPE_YUY2", "Specifier": "KSDATAFORMAT_SPECIFIER_NONE" },
    "expect": "ERROR_INVALID_PARAMETER"
  }`;
  const connects = Array.from({ length: tests }, (_, index) => connect(index)).join(',\n  ');
  await writeFile(join(workspace, 'many.kspin.json'), `{ "connects": [\n  ${connects}\n] }\n`);
  await writeFile(
    join(workspace, 'half.kspin.json'),
    '{ "connects": [\n  { "name": "half", "KSPIN_CONNECT": { "PinId"',
  );
});

after(() => rm(workspace, { recursive: true, force: true }));

const numbered = (index: number): string => String(index).padStart(4, '0');

test('a thousand filters are listed, searched and refreshed, and five hundred tests run, while the editor answers', async () => {
  const settings = { 'kspin.target': 'simulate:many.kscaps.json' };
  await withVsCode('many', { workspace, settings }, async (vscode) => {
    const { workbench } = vscode;
    await showViews(vscode);
    await workbench.expand('Filters', 'camera 0000');
    await workbench.row('Filters', 'Pin 0: Capture').waitFor();
    await workbench.runCommand('KS: Search Filters');
    await workbench.chooseFromMany('camera 0999');
    await workbench.row('Filters', 'camera 0999').waitFor();
    await workbench.viewAction('Filters', 'KS: Refresh Filters');
    await workbench.openFile({ file: 'half.kspin.json' });
    await vscode.screenshot('many-filters');

    await workbench.problem('half.kspin.json');
    await workbench.runCommand('KS: Create Pin');
    await workbench.row('Connections', 'cannot be written as bytes').waitFor();
    await vscode.screenshot('half-written');
    assert.deepEqual(await workbench.notifications(), []);

    await workbench.showContainer('Testing');
    await workbench.testRow('many.kspin.json').waitFor();
    await workbench.runCommand('Test: Run All Tests');
    await workbench.testRow('many.kspin.json', 'Running').waitFor();
    // Palette and editor answer while the tests go on.
    await workbench.runCommand('View: Close All Editors');
    await workbench.openFile({ file: 'many.kspin.json', line: 9 });
    await workbench.testCount(`${tests}/${tests}`).waitFor({ timeout: 300_000 });
    await workbench.testRow('many.kspin.json', 'Passed').waitFor();
    await vscode.screenshot('many-tests');
    assert.deepEqual(await workbench.notifications(), []);
  });
});
