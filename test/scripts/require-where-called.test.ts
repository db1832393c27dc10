// Of the files of a split bundle those that call `require` have one, and the others carry nothing for it.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { requireWhereCalled } from '#scripts/lib/require-where-called.ts';

test('a file has createRequire where it calls require, and runs either way', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kspin-require-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'calls.cjs'), "module.exports = require('node:path').sep;");
  writeFileSync(join(folder, 'calls.mjs'), "import sep from './calls.cjs'; export const found = sep;");
  writeFileSync(join(folder, 'plain.mjs'), "export const found = 'plain';");
  await build({
    absWorkingDir: folder,
    entryPoints: ['calls.mjs', 'plain.mjs'],
    outdir: 'out',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    metafile: true,
    plugins: [requireWhereCalled],
  });
  const built = (name: string): string => join(folder, 'out', name);
  assert.match(readFileSync(built('calls.mjs'), 'utf8'), /createRequire/);
  assert.doesNotMatch(readFileSync(built('plain.mjs'), 'utf8'), /createRequire/);
  assert.equal((await import(pathToFileURL(built('calls.mjs')).href)).found, sep);
  assert.equal((await import(pathToFileURL(built('plain.mjs')).href)).found, 'plain');
});
