import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { ensureAptPackages } from '#scripts/lib/apt.ts';
import { NotOnThisMachine } from '#scripts/lib/prepare.ts';
import { type FakePrograms, fakePrograms } from './fake-programs.ts';

const packages = [
  ['kspin-compiler', 'compiler'],
  ['kspin-browser', 'browser'],
  [undefined, 'fonts'],
] as const;

const update = 'apt-get -qq -o DPkg::Lock::Timeout=600 update';
const install = 'apt-get -qq -o DPkg::Lock::Timeout=600 install --yes --no-install-recommends';
/** What the fake apt-get does when it installs: the programs appear. */
const bringAll =
  'for name in compiler browser; do : > "bin/kspin-$name"; /bin/chmod +x "bin/kspin-$name"; done';
const onInstall = (...lines: readonly string[]) => ['case "$*" in *install*)', ...lines, ';; esac'];

describe('ensureAptPackages', {
  skip: process.platform === 'win32' ? 'apt is not for Windows' : false,
}, () => {
  const pathBefore = process.env.PATH;
  let fake: FakePrograms;
  let uid = 0;

  beforeEach(() => {
    fake = fakePrograms();
    process.env.PATH = fake.path;
    uid = 0;
    mock.method(process as { getuid: () => number }, 'getuid', () => uid);
  });
  afterEach(() => {
    process.env.PATH = pathBefore;
    mock.restoreAll();
    fake.remove();
  });

  it('reads the package lists first, since a fresh machine has none, and says what it does', async () => {
    fake.add('apt-get', ...onInstall(bringAll));
    const said: string[] = [];
    await ensureAptPackages(packages, (line) => said.push(line));
    assert.deepEqual(fake.calls(), [update, `${install} compiler browser fonts`]);
    assert.deepEqual(said, ['reading the package lists ...', 'installing compiler, browser, fonts ...']);
  });

  it('installs only what is missing', async () => {
    fake.add('kspin-compiler');
    fake.add('apt-get', ...onInstall(bringAll));
    await ensureAptPackages(packages, () => {});
    assert.deepEqual(fake.calls(), [update, `${install} browser fonts`]);
  });

  it('does nothing, and need not be root, when every program is there', async () => {
    uid = 1000;
    for (const name of ['kspin-compiler', 'kspin-browser', 'apt-get']) fake.add(name);
    await ensureAptPackages(packages, () => assert.fail('it does something'));
    assert.deepEqual(fake.calls(), []);
  });

  it('names the packages in one line when it is not root, or when there is no apt', async () => {
    const expected = {
      name: 'Error',
      message:
        'Missing on this machine: compiler browser fonts. Install with (as root): apt-get install compiler browser fonts',
    };
    await assert.rejects(
      ensureAptPackages(packages, () => {}),
      expected,
    );
    fake.add('apt-get');
    uid = 1000;
    const error = await ensureAptPackages(packages, () => {}).catch((reason: unknown) => reason);
    assert.ok(error instanceof NotOnThisMachine);
    assert.equal(error.message, expected.message);
    assert.deepEqual(fake.calls(), []);
  });

  it('installs once when two want it at once', async () => {
    fake.add('apt-get', ...onInstall(bringAll));
    const ensure = () => ensureAptPackages(packages, () => {});
    await Promise.all([ensure(), ensure()]);
    assert.equal(fake.calls().length, 2);
  });

  it('finishes an installation that was killed in the middle, then installs', async () => {
    const complain =
      'echo "E: dpkg was interrupted, you must manually run \'dpkg --configure -a\'" >&2; exit 100';
    fake.add('apt-get', ...onInstall(`if [ -f healed ]; then ${bringAll}; else ${complain}; fi`));
    fake.add('dpkg', ': > healed');
    await ensureAptPackages(packages, () => {});
    const installAll = `${install} compiler browser fonts`;
    assert.deepEqual(fake.calls(), [update, installAll, 'dpkg --configure -a', installAll]);
  });

  it('fails with what apt said, and lets the next one try', async () => {
    fake.add('apt-get', ...onInstall('echo "E: Unable to locate package compiler" >&2; exit 100'));
    await assert.rejects(
      ensureAptPackages(packages, () => {}),
      /exit code 100\):\nE: Unable to locate package/,
    );
    fake.add('apt-get', ...onInstall(bringAll));
    await ensureAptPackages(packages, () => {});
  });
});
