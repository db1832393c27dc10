import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { missingPackages, projectNode } from '#scripts/lib/install.mjs';

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
