// The Test Explorer as a person uses it: connects that say what they expect are tests, run and told in VS Code's own view.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkout, withVsCode } from './harness.ts';

test('every connect with an expectation runs in the Testing view, and a failure names the field', async () => {
  await withVsCode('tests', { workspace: join(checkout, 'samples') }, async (vscode) => {
    const { workbench } = vscode;
    const file = join(vscode.workspace, 'speaker.kspin.json');
    const text = await readFile(file, 'utf8');
    // The connect at 192 kHz now expects what the pin cannot do.
    await writeFile(file, text.replace('"expect": "ERROR_NO_MATCH"', '"expect": "ERROR_SUCCESS"'));

    await workbench.showContainer('Testing');
    await workbench.widenSideBar(480);
    await workbench.testRow('speaker.kspin.json').waitFor();
    await workbench.runCommand('Test: Run All Tests');
    await workbench.testRow('speaker.kspin.json', 'Failed').waitFor();
    await workbench.testRow('camera.kspin.json', 'Passed').waitFor();
    await workbench.runCommand('Test: Show Output'); // a run may open it, or not: VS Code decides by what it was doing
    await workbench.page.getByText('the pin takes 24000 to 96000').first().waitFor();
    await vscode.screenshot('tests');

    // What was expected stands beside what came.
    await workbench.testResult('speaker, 192 kHz').click();
    const side = (name: string) => workbench.page.locator(`.${name}-in-monaco-diff-editor`);
    await side('original').filter({ hasText: 'ERROR_SUCCESS' }).waitFor();
    await side('modified').filter({ hasText: 'ERROR_NO_MATCH' }).waitFor();
    await vscode.screenshot('tests-difference');

    // From now on each save runs the tests of its file, and what the file says now is what counts.
    await workbench.runCommand('Test: Start Continuous Run');
    await workbench.openFile(
      await vscode.placeOf('speaker.kspin.json', '"ERROR_SUCCESS",\n    },\n    {\n      // Its'),
    );
    await workbench.page.keyboard.press('Control+L');
    await workbench.page.keyboard.insertText('      "expect": "ERROR_NO_MATCH",\n');
    await workbench.save();
    await workbench.testRow('speaker.kspin.json', 'Passed').waitFor();
    await workbench.runCommand('Test: Stop Continuous Run');
    assert.deepEqual(await workbench.notifications(), []);
  });
});
