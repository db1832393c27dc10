// The program as a whole: help, version, wrong usage, and `kspin device-host`, which another kspin starts on a test machine.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { targetFile } from './fixtures.ts';
import { assertExit, bundle, folderWith, kspin } from './run-kspin.ts';

const commands = ['lint', 'encode', 'decode', 'filters', 'capture', 'connect'];
const folder = folderWith({});

describe('kspin', () => {
  it('says the version of package.json', async () => {
    const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    const run = await kspin(folder, ['--version']);
    assertExit(run, 0);
    assert.equal(run.stdout, `${manifest.version}\n`);
  });

  it('lists every command in its help', async () => {
    const run = await kspin(folder, ['--help']);
    assertExit(run, 0);
    for (const command of commands) assert.match(run.stdout, new RegExp(`^  ${command} `, 'm'));
  });

  it('explains usage, options and exit codes of every command', async () => {
    for (const command of commands) {
      const run = await kspin(folder, [command, '--help']);
      assertExit(run, 0);
      assert.match(run.stdout, new RegExp(`^  kspin ${command} `, 'm'));
      assert.match(run.stdout, /Exit code 0: /);
    }
  });

  it('ends with 2 when it is asked for nothing or for what it does not have', async () => {
    assertExit(await kspin(folder, []), 2);
    const command = await kspin(folder, ['lnit']);
    assertExit(command, 2);
    assert.equal(command.stderr, 'kspin: "lnit" is not a command; kspin --help lists what there is\n');
    const option = await kspin(folder, ['--verbose']);
    assertExit(option, 2);
    assert.equal(option.stderr, 'kspin: "--verbose" is not an option; kspin --help lists what there is\n');
  });

  it('becomes a device host that another kspin can use as a target', async () => {
    const command = `"${process.execPath}" "${bundle}" device-host --stdio --target simulate:target.kscaps.json`;
    const target = folderWith({ 'target.kscaps.json': targetFile });
    const run = await kspin(target, [
      'filters',
      '--target',
      `exec:${command}`,
      '--category',
      'KSCATEGORY_RENDER',
    ]);
    assertExit(run, 0);
    assert.match(run.stdout, /^Test speaker$/m);
  });
});
