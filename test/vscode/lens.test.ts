// The lens above a connect, clicked at the moment when VS Code shows an older one: it forgets what belongs to that one as soon as
// newer lenses have come, and shows it until it has looked again at what is in sight.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parse } from 'jsonc-parser';
import { checkout, withVsCode } from './harness.ts';
import { showViews } from './steps.ts';

const file = 'long.kspin.json';
const linesBelow = 200;
let folder = '';

/** One connect, which begins on the first line, above what is longer than any window. */
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kspin-lens-'));
  const speaker = await readFile(join(checkout, 'samples', 'speaker.kspin.json'), 'utf8');
  const { name: _name, expect: _expect, ...connect } = parse(speaker).connects[0];
  const text = JSON.stringify({ ...connect, filter: { device: '*sample audio*' } }, null, 2);
  await writeFile(join(folder, file), `${text}${'\n// below'.repeat(linesBelow)}\n`);
});

after(() => rm(folder, { recursive: true, force: true }));

test('a lens that VS Code shows although newer ones have come still creates its pin', async () => {
  await withVsCode('lens', { workspace: folder }, async (vscode) => {
    const { workbench } = vscode;
    const { keyboard } = workbench.page;
    await showViews(vscode);
    await workbench.row('Filters', 'kspin sample audio').waitFor();
    await workbench.openFile({ file, line: 1, column: 1 });
    const lens = workbench.page.locator('.codelens-decoration a', { hasText: 'Create pin' });
    await lens.waitFor();

    // Lenses come anew after each change; those that are out of sight are not looked at again.
    await workbench.openFile({ file, line: linesBelow, column: 1 });
    await lens.waitFor({ state: 'hidden' });
    await keyboard.press('Enter');
    await workbench.save();
    await workbench.page.waitForTimeout(3000); // nothing in the window tells that they have come
    await keyboard.press('Control+Home');
    await lens.click();
    await workbench.row('Connections', 'opened').waitFor();
    assert.deepEqual(await workbench.notifications(), []);
  });
});
