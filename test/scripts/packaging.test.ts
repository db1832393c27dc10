// What packaging decides before any package is made.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { isPreRelease, packagedManifest, packagedReadme, webManifest } from '#scripts/package/manifest.ts';
import { bundledPackages, noticesText, readNotice } from '#scripts/package/notices.ts';

describe('a package', () => {
  it('is a pre-release exactly when its minor version is odd', () => {
    assert.deepEqual(['0.1.0', '1.10.3', '2.0.1', '3.21.0'].map(isPreRelease), [true, false, false, true]);
    assert.throws(() => isPreRelease('1.2'), /"1\.2" is not a version/);
  });

  it('keeps of package.json what VS Code reads', () => {
    const manifest = { name: 'k', version: '1.2.3', main: 'x', scripts: {}, bin: {}, devDependencies: {} };
    assert.deepEqual(packagedManifest(manifest), { name: 'k', version: '1.2.3', main: 'x' });
  });

  it('for the web has another entry, and contributes what needs no device host', () => {
    const commands = [{ command: 'kspin.createPin' }, { command: 'kspin.pasteBytes' }];
    const contributes = {
      languages: [1],
      grammars: [2],
      commands,
      menus: { commandPalette: commands },
      views: { kspin: [{ id: 'kspin.filters' }, { id: 'kspin.connections' }] },
      viewsWelcome: [
        { view: 'kspin.filters', contents: 'list them', when: 'isWorkspaceTrusted' },
        { view: 'kspin.filters', contents: 'there are none', when: 'kspin.web' },
        { view: 'kspin.connections', contents: 'none yet' },
      ],
      walkthroughs: [4],
    };
    const manifest = { name: 'k', version: '1.2.3', main: 'x', extensionKind: ['workspace'], contributes };
    assert.deepEqual(webManifest(manifest), {
      name: 'k',
      version: '1.2.3',
      browser: './dist/extension.web.js',
      contributes: {
        languages: [1],
        grammars: [2],
        commands: [{ command: 'kspin.pasteBytes' }],
        menus: { commandPalette: [{ command: 'kspin.pasteBytes' }] },
        views: { kspin: [{ id: 'kspin.filters' }] },
        viewsWelcome: [{ view: 'kspin.filters', contents: 'there are none' }],
      },
    });
  });

  it('has a readme without the pictures and pages that stay in the checkout', () => {
    const readme =
      '# k\n\n![a picture](docs/a.png)\n\nSee [the page](docs/a.md) and [there](https://a.example/).\n';
    assert.equal(packagedReadme(readme), '# k\n\nSee the page and [there](https://a.example/).\n');
  });
});

describe('notices', () => {
  const output = (...inputs: readonly string[]) => ({
    inputs: Object.fromEntries(inputs.map((input) => [input, { bytesInOutput: 1 }])),
  });

  it('are about the packages of which something is in a shipped file, nested ones too', () => {
    const outputs = {
      'dist/a.mjs': {
        inputs: {
          ...output('ks/guid.ts', 'node_modules/a/lib/x.js', 'node_modules/@s/b/node_modules/c/y.js').inputs,
          'node_modules/left-out/x.js': { bytesInOutput: 0 },
        },
      },
      'dist/not-shipped.mjs': output('node_modules/d/x.js'),
    };
    assert.deepEqual(bundledPackages({ outputs }, ['dist/a.mjs', 'README.md']), [
      'node_modules/@s/b/node_modules/c',
      'node_modules/a',
    ]);
  });

  it('give a text once, under the names of all that have it', () => {
    const notice = (name: string, text: string) => ({ name, version: '1.0.0', licence: 'MIT', text });
    const text = noticesText([notice('a', 'one'), notice('b', 'two'), notice('c', 'one')]);
    assert.match(text, /\na 1\.0\.0 \(MIT\)\nc 1\.0\.0 \(MIT\)\n\none\n/);
    assert.equal(text.match(/^one$/gm)?.length, 1);
  });

  it('refuse a licence that nobody has allowed, and a package without a licence text', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kspin-notice-'));
    try {
      const manifest = (license: string) =>
        writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'a', version: '1.0.0', license }));
      manifest('SSPL-1.0');
      assert.throws(() => readNotice(folder), /a has the licence "SSPL-1\.0"/);
      manifest('MIT');
      assert.throws(() => readNotice(folder), /a brings no licence text/);
      writeFileSync(join(folder, 'LICENSE'), 'Permission\n');
      assert.deepEqual(readNotice(folder), {
        name: 'a',
        version: '1.0.0',
        licence: 'MIT',
        text: 'Permission',
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
