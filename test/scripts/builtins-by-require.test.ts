// A library that is bundled finds the members of a module of Node that is loaded late, however it imports the module.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { build } from 'esbuild';
import { builtinsByRequire } from '#scripts/lib/builtins-by-require.ts';

/** The bundle of a library's file with this text. */
async function bundled(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, sourcefile: '/x/node_modules/vscode-library/main.js' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    plugins: [builtinsByRequire],
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

for (const contents of [
  "import * as processes from 'child_process'; export const found = typeof processes.fork;",
  "const processes = require('node:child_process'); export const found = typeof processes.fork;",
]) {
  test(contents.split(';')[0] ?? '', async () => {
    const text = await bundled(contents);
    const url = `data:text/javascript,${encodeURIComponent(text.replace('import.meta.url', "'file:///x.mjs'"))}`;
    assert.equal((await import(url)).found, 'function');
  });
}
