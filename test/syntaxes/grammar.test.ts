// The grammar against texts that say in comments which scope is under them; run through its own tool, which reads the
// grammar as VS Code does.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { formatBlocks } from '#ks/format-blocks.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const grammar = join(root, 'syntaxes', 'kspin.tmLanguage.json');
const tool = createRequire(import.meta.url).resolve('vscode-tmgrammar-test/dist/unit.js');

/** What the tool says, and whether it was content. */
function runTool(file: string): Promise<{ readonly passed: boolean; readonly output: string }> {
  return new Promise((resolve) => {
    const words = [tool, '--grammar', grammar, join('test', 'syntaxes', file)];
    execFile(process.execPath, words, { cwd: root }, (error, stdout, stderr) =>
      resolve({ passed: error === null, output: stdout + stderr }),
    );
  });
}

describe('the grammar', () => {
  for (const file of readdirSync(join(root, 'test', 'syntaxes')).filter((name) =>
    name.endsWith('.kspin.json'),
  )) {
    it(`colours ${file} as its comments say`, async () => {
      const { passed, output } = await runTool(file);
      assert.ok(passed, output);
    });
  }

  it('knows the key of every format block', () => {
    const text = readFileSync(grammar, 'utf8');
    const structures = new RegExp(
      JSON.parse(text).repository.key.patterns[0].match.replace('(?=\\s*:)', '') as string,
    );
    assert.deepEqual(
      formatBlocks.filter(({ key }) => !structures.test(`"${key}"`)).map(({ key }) => key),
      [],
    );
  });
});
