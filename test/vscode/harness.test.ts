// A harness that reports success by mistake is worse than none, and one that leaves a server behind slows every later
// run. Both are seen here with a throw-away extension, so that they do not depend on ours.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { runInExtensionHost } from './extension-host.ts';
import { withVsCode } from './harness.ts';

let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kspin-throw-away-'));
  const manifest = {
    name: 'throw-away',
    publisher: 'test',
    version: '0.0.1',
    engines: { vscode: '^1.100.0' },
    main: './main.cjs',
    activationEvents: ['*'],
  };
  await mkdir(join(folder, 'workspace'));
  await writeFile(join(folder, 'workspace', 'notes.txt'), 'one\n');
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(
    join(folder, 'main.cjs'),
    "exports.activate = () => { throw new Error('this extension never starts'); };",
  );
});

after(() => rm(folder, { recursive: true, force: true }));

test('a step that never happens fails with a screenshot and the logs, and no process outlives it', async () => {
  let opened = '';
  const run = withVsCode(
    'harness',
    { workspace: join(folder, 'workspace'), extension: folder, patienceMs: 20_000 },
    async ({ workbench, workspace }) => {
      opened = workspace;
      await workbench.openFile({ file: 'notes.txt' });
      await workbench.problem('a problem that nothing reports');
    },
  );
  const error = await failureOf(run);
  assert.match(error.message, /waiting for .*a problem that nothing reports/);
  assert.match(error.message, /this extension never starts/);
  const picture = /What VS Code showed: (.+\.png)/.exec(error.message)?.[1] ?? '';
  assert.equal((await readFile(picture)).subarray(1, 4).toString(), 'PNG');
  assert.ok(!existsSync(opened), 'the copy of the workspace is gone');
  assert.deepEqual(await processesNaming(dirname(opened)), []);
});

test('a test that does not come to its end names the step it was in, and what the window showed', async () => {
  const run = withVsCode(
    'limit',
    { workspace: join(folder, 'workspace'), extension: folder, limitMs: 20_000 },
    async ({ workbench }) => {
      await workbench.openFile({ file: 'notes.txt' });
      await workbench.editorShows('a line that nobody writes');
    },
  );
  const [reason, ...shown] = (await failureOf(run)).message.split('\n');
  assert.equal(reason, '20 s and not through: editorShows(a line that nobody writes)');
  assert.ok(shown.includes('Editor: notes.txt'), shown.slice(0, 9).join('\n'));
});

test('an error thrown inside the extension host fails the run and is quoted', async () => {
  const testBundle = join(folder, 'suite.cjs');
  const body = "async () => { throw new Error('no editor in ' + require('vscode').workspace.name); }";
  await writeFile(testBundle, `exports.run = ${body};`);
  const run = runInExtensionHost({
    workspace: join(folder, 'workspace'),
    extension: folder,
    testBundle,
  });
  assert.match((await failureOf(run)).message, /ended with 1[\s\S]*no editor in workspace/);
});

async function failureOf(run: Promise<unknown>): Promise<Error> {
  try {
    await run;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  assert.fail('it reported success');
}

/** Command lines of running processes in which a path occurs. */
async function processesNaming(path: string): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return lines.map((line) => line.replaceAll('\0', ' ')).filter((line) => line.includes(path));
}
