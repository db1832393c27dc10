// The borders between folders are what keeps the house: each is a lint error with a message of its own. These tests show the
// linter a file that crosses one, so that a rule that no longer bites is noticed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');

/** A house of its own with our rules, so that nothing is ever written into the checkout. */
const house = mkdtempSync(join(tmpdir(), 'kspin-house-'));
copyFileSync(join(checkout, 'biome.json'), join(house, 'biome.json'));
after(() => rmSync(house, { recursive: true }));

/** What the linter says of a file with this import at this place. */
function lint(file: string, imported: string): string {
  mkdirSync(dirname(join(house, file)), { recursive: true });
  writeFileSync(join(house, file), `import { x } from '${imported}';\nexport const y = x;\n`);
  const options = ['lint', '--colors=off', '--vcs-enabled=false', file];
  const { stdout, stderr } = spawnSync(process.execPath, [biome, ...options], {
    cwd: house,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

const crossings: readonly (readonly [file: string, imported: string, message: string])[] = [
  ['ks/x.ts', 'node:fs', 'ks/ is the pure KS domain'],
  ['ks/x.ts', 'jsonc-parser', 'ks/ is the pure KS domain'],
  ['ks/x.ts', '#language-server/service.ts', 'ks/ is the pure KS domain'],
  ['ks/x.ts', '../device-host/backend.ts', 'ks/ is the pure KS domain'],
  ['language-server/x.ts', 'node:fs', 'Only language-server/server/ speaks LSP'],
  ['language-server/x.ts', 'vscode-languageserver/node', 'Only language-server/server/ speaks LSP'],
  ['language-server/server/x.ts', 'node:fs', "The server's core also runs in a browser"],
  ['language-server/server/x.ts', 'vscode-languageserver/node', "The server's core also runs in a browser"],
  ['language-server/server/x.ts', 'vscode-languageserver', 'lsp.ts is the one door to the LSP library'],
  ['language-server/server/x.ts', './node/disk.ts', "The server's core also runs in a browser"],
  ['language-server/server/worker/x.ts', 'node:fs', 'A worker in a browser has no Node'],
  ['language-server/server/node/x.ts', '#language-server/server/worker/client-files.ts', 'A process of Node'],
  ['language-server/server/x.ts', '#device-host/protocol.ts', 'The language server knows text and ks/'],
  ['device-host/x.ts', 'koffi', 'koffi belongs to device-host/windows/ alone'],
  ['device-host/windows/x.ts', 'vscode', 'The device host knows ks/ and drivers'],
  ['extension/x.ts', 'koffi', 'The extension host never holds a driver'],
  ['extension/x.ts', '#device-host/windows/backend.ts', 'The extension host never holds a driver'],
  [
    'extension/x.ts',
    '#language-server/service.ts',
    'The extension reaches the language server by its protocol',
  ],
  ['extension/web/x.ts', 'node:fs', 'A VS Code for the Web has no processes'],
  ['extension/web/x.ts', '#device-host/client/index.ts', 'A VS Code for the Web has no processes'],
  ['cli/x.ts', '#device-host/host/serve.ts', 'The command line uses ks/, the language service'],
  ['cli/x.ts', 'vscode', 'The command line uses ks/, the language service'],
  ['extension/x.ts', '../ks/guid.ts', 'Reach another folder by its # name'],
];

for (const [file, imported, message] of crossings) {
  test(`${file} may not import ${imported}`, () => {
    const output = lint(file, imported);
    assert.ok(output.includes(message), output);
  });
}

const allowed: readonly (readonly [file: string, imported: string])[] = [
  ['ks/x.ts', './guid.ts'],
  ['ks/import/x.ts', '#ks/guid.ts'],
  ['language-server/server/x.ts', './lsp.ts'],
  ['language-server/server/node/x.ts', 'node:fs'],
  ['language-server/server/node/x.ts', 'vscode-languageserver/node'],
  ['language-server/server/worker/x.ts', 'vscode-languageserver/browser'],
  ['device-host/windows/x.ts', 'koffi'],
  ['extension/x.ts', 'vscode'],
  ['extension/x.ts', '#language-server/protocol.ts'],
  ['extension/x.ts', '#device-host/client/index.ts'],
  ['cli/x.ts', '#language-server/service.ts'],
];

for (const [file, imported] of allowed) {
  test(`${file} may import ${imported}`, () => {
    const output = lint(file, imported);
    assert.match(output, /Checked 1 file/);
    assert.doesNotMatch(output, /noRestrictedImports/);
  });
}
