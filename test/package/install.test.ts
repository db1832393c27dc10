// The packages where people use them: the universal one in a VS Code that has nothing else of kspin, the Windows ones as far as
// they go without Windows: VS Code takes them, and the device host of the one for x64 reaches the rig's driver under Wine.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startHost, type Target } from '#device-host/client/index.ts';
import { splitCommand } from '#device-host/client/split-command.ts';
import { ensureRig, whyNoRig } from '#test/rig/rig.ts';
import { checkout, withServer, withVsCode } from '#test/vscode/harness.ts';
import { unpackVsix, vsixOf } from './vsix.ts';

const samples = join(checkout, 'samples');
let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kspin-package-'));
});

after(() => rm(folder, { recursive: true, force: true }));

test('the universal package, installed, checks a descriptor and creates a simulated pin', async () => {
  await withVsCode('package', { workspace: samples, vsix: vsixOf('universal') }, async (vscode) => {
    const { workbench } = vscode;
    await workbench.openFile({ file: 'mistakes.kspin.json' });
    await workbench.problem('nBlockAlign is 2: expected 4');
    await workbench.showContainer('Kernel Streaming');
    await workbench.widenSideBar(480);
    await workbench.row('Filters', 'kspin sample audio').waitFor();
    await workbench.openFile({ file: 'speaker.kspin.json' });
    await workbench.codeLens('Create pin');
    await workbench.row('Connections', 'opened').waitFor();
    await vscode.screenshot('package');
    assert.deepEqual(await workbench.notifications(), []);
  });
});

const sources = {
  'the universal package': { vsix: vsixOf('universal') },
  'the checkout, as F5 starts it,': { extension: checkout },
};

for (const [what, source] of Object.entries(sources)) {
  test(`${what} speaks German where VS Code does`, async () => {
    const options = { workspace: samples, language: 'de', ...source } as const;
    await withVsCode(`german, ${what}`, options, async ({ workbench, screenshot }) => {
      await workbench.showContainer('Kernel Streaming');
      await workbench.view('Verbindungen').waitFor();
      // For a moment, until VS Code knows that the workspace is trusted, the view speaks of Restricted Mode.
      await workbench.view('Verbindungen').getByText('Noch wurde kein Pin angelegt').waitFor();
      await workbench.runCommand('KS: Ziel auswählen');
      const targets = await workbench.choices();
      assert.ok(
        targets.some((target) => target.includes('Dieser Rechner')),
        `${targets}`,
      );
      await screenshot('german');
    });
  });
}

for (const name of ['win32-x64', 'win32-arm64'] as const) {
  test(`VS Code installs the ${name} package`, async () => {
    await withServer({ workspace: samples, vsix: vsixOf(name) }, async (_server, { data }) => {
      const [installed = ''] = (await readdir(join(data, 'extensions'))).filter((entry) =>
        entry.startsWith('kspin.'),
      );
      const host = join(data, 'extensions', installed, 'dist', 'hosts', name, 'kspin-host');
      assert.deepEqual((await readdir(host)).sort(), ['device-host.cjs', 'koffi.node']);
    });
  });
}

const noRig = process.env.CI === 'true' ? undefined : whyNoRig();

test('the device host of the x64 package loads its koffi on Windows and lists the filters of the rig', {
  skip: noRig ?? false,
}, async () => {
  await unpackVsix('win32-x64', folder);
  const rig = await ensureRig();
  const command = splitCommand(
    rig.execTarget(join(folder, 'dist/hosts/win32-x64/kspin-host/device-host.cjs')),
  );
  assert.ok(command.ok);
  // Without NODE_PATH there is no other koffi than the package's own.
  const [program = '', ...args] = command.value.filter((word) => !word.startsWith('NODE_PATH='));
  const target: Target = { kind: 'exec', command: [program, ...args], text: 'the package under Wine' };
  await rig.alone(async () => {
    const host = await startHost(target, { hostBundle: '', client: 'test' });
    assert.ok(host.ok, host.ok ? '' : host.error.message);
    try {
      const listed = await host.value.listFilters();
      assert.ok(listed.ok, listed.ok ? '' : listed.error.message);
      const names = listed.value.filters.map(({ name }) => name);
      assert.ok(names.includes('kspin rig audio'), `${names}`);
    } finally {
      await host.value.dispose();
    }
  });
});
