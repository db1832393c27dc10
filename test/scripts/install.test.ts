import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { ensureDependencies, missingPackages, projectNode } from '#scripts/lib/install.mjs';
import { fakePrograms } from './fake-programs.ts';

const root = mkdtempSync(join(tmpdir(), 'kspin-install-'));
after(() => rmSync(root, { recursive: true, force: true }));

const locked = {
  'node_modules/node': '24.21.0',
  'node_modules/esbuild': '0.28.2',
  'node_modules/a/node_modules/b': '1.0.0',
};

describe('missingPackages', () => {
  it('is empty when everything that is locked is installed as locked', () => {
    assert.deepEqual(missingPackages(checkoutWith('whole', locked)), []);
  });

  it('names everything in a fresh clone', () => {
    assert.deepEqual(missingPackages(checkoutWith('fresh', undefined)), ['node', 'esbuild', 'a/b']);
  });

  it('names a package of another version', () => {
    const folder = checkoutWith('old', { ...locked, 'node_modules/esbuild': '0.27.0' });
    assert.deepEqual(missingPackages(folder), ['esbuild']);
  });

  it('names a package whose folder was deleted after the installation', () => {
    const folder = checkoutWith('hole', locked);
    rmSync(join(folder, 'node_modules/esbuild'), { recursive: true });
    assert.deepEqual(missingPackages(folder), ['esbuild']);
  });

  it('names node when its install script did not bring the program', () => {
    const folder = checkoutWith('no-node', locked);
    rmSync(projectNode(folder));
    assert.deepEqual(missingPackages(folder), ['node']);
  });
});

/** PATH holds a fake npm that needs a while, and brings what `lines` of sh say. */
async function withNpm(
  lines: readonly string[],
  body: (calls: () => readonly string[]) => Promise<void>,
): Promise<void> {
  const fake = fakePrograms();
  const pathBefore = process.env.PATH;
  fake.add('npm', '/bin/sleep 0.2', ...lines);
  process.env.PATH = fake.path;
  try {
    await body(fake.calls);
  } finally {
    process.env.PATH = pathBefore;
    fake.remove();
  }
}

describe('ensureDependencies', {
  skip: process.platform === 'win32' ? 'the fake npm is a shell script' : false,
}, () => {
  it('installs what is locked, once when two want it at once', async () => {
    const whole = checkoutWith('source', locked);
    const folder = checkoutWith('two', undefined);
    await withNpm([`/bin/cp -r "${whole}/node_modules" "${folder}"`], async (calls) => {
      const said: string[] = [];
      const ensure = () => ensureDependencies(folder, (line) => said.push(line));
      await Promise.all([ensure(), ensure()]);
      assert.deepEqual(calls(), ['npm install --no-save --no-fund --no-audit --loglevel=error']);
      assert.equal(said[0], 'installing 3 packages ...');
      await ensure();
      assert.equal(calls().length, 1);
    });
  });

  it('fails with what npm said and what to do', async () => {
    const folder = checkoutWith('no-network', undefined);
    await withNpm(['echo "getaddrinfo EAI_AGAIN" >&2; exit 1'], async () => {
      await assert.rejects(
        ensureDependencies(folder, () => {}),
        /exit code 1\):\ngetaddrinfo EAI_AGAIN\nIs the network reachable\? Then run the command again\.$/,
      );
    });
  });

  it('fails when npm ends well and packages are missing nevertheless', async () => {
    const folder = checkoutWith('lying-npm', undefined);
    await withNpm([], async () => {
      await assert.rejects(
        ensureDependencies(folder, () => {}),
        /still missing: node, esbuild, a\/b\.$/,
      );
    });
  });
});

function checkoutWith(name: string, installed: Readonly<Record<string, string>> | undefined): string {
  const folder = join(root, name);
  write(join(folder, 'package-lock.json'), lockOf({ ...locked, 'node_modules/mac-only': '' }));
  if (installed !== undefined) {
    for (const path of Object.keys(installed)) write(join(folder, path, 'package.json'), '{}');
    write(join(folder, 'node_modules/.package-lock.json'), lockOf(installed));
    write(projectNode(folder), '');
  }
  return folder;
}

/** An empty version stands for an optional package of another platform. */
function lockOf(versions: Readonly<Record<string, string>>): string {
  const packages = Object.entries(versions).map(([path, version]) => [
    path,
    version === '' ? { version: '1.0.0', optional: true } : { version },
  ]);
  return JSON.stringify({ packages: { '': {}, ...Object.fromEntries(packages) } });
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
