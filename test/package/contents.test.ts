// What is in the packages: all that runs, for the machine it is for, and nothing else.
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { isPreRelease } from '#scripts/package/manifest.ts';
import { type PackageTarget, packageTargets } from '#scripts/package/targets.ts';
import { readVsix, vsixOf } from './vsix.ts';

const text = (content: Uint8Array | undefined): string => new TextDecoder().decode(content);

/** `Machine` of the COFF header, behind the signature that e_lfanew (at 0x3c) points to. */
function machineOf(image: Uint8Array): number {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  return view.getUint16(view.getUint32(0x3c, true) + 4, true);
}

const { outputs } = JSON.parse(
  readFileSync(new URL('../../dist/metafile.json', import.meta.url), 'utf8'),
) as {
  readonly outputs: Readonly<Record<string, unknown>>;
};
const built = Object.keys(outputs)
  .map((path) => path.replace('dist/', ''))
  .filter((name) => !name.endsWith('.map'));
const forTheWeb = ['extension.web.js', 'language-server.worker.js'];
const onBoth = ['page.js'];
/** They run where there is no VS Code; the device host also from a folder of its own, see below. */
const inNone = ['cli.cjs', 'device-host.cjs'];
const onNode = built.filter((name) => !forTheWeb.includes(name) && !inNone.includes(name));
const onWindows = (kind: string): readonly string[] => [
  ...onNode.filter((name) => name !== 'device-host.mjs'),
  ...['device-host.cjs', 'koffi.node'].map((name) => `hosts/${kind}/kspin-host/${name}`),
];

/** The files in dist/: everything that is built is in a package, or named above. */
const programs: Readonly<Record<PackageTarget['name'], readonly string[]>> = {
  'win32-x64': onWindows('win32-x64'),
  'win32-arm64': onWindows('win32-arm64'),
  universal: onNode,
  web: [...forTheWeb, ...onBoth],
};

for (const target of packageTargets) {
  test(`the ${target.name} package holds what runs and what it says, and weighs what it may`, () => {
    const files = readVsix(target.name);
    const inDist = [...files.keys()].filter((path) => path.startsWith('dist/'));
    assert.deepEqual(
      inDist.map((path) => path.replace('dist/', '')).sort(),
      [...programs[target.name], 'rule-pages.json'].sort(),
    );
    const known =
      /^(?:(?:dist(?:\/hosts\/[^/]+\/kspin-host)?|extension\/media(?:\/walkthrough)?|samples|syntaxes|l10n)\/)?[^/]+$/;
    assert.deepEqual(
      [...files.keys()].filter((path) => !known.test(path)),
      [],
    );
    for (const name of ['LICENSE.txt', 'ThirdPartyNotices.txt', 'changelog.md', 'readme.md'])
      assert.ok((files.get(name)?.length ?? 0) > 500, name);
    assert.ok(statSync(vsixOf(target.name)).size <= target.budget);
  });

  test(`the ${target.name} package says what it is for, and that an odd minor version is a pre-release`, () => {
    const files = readVsix(target.name);
    const vsixManifest = text(files.get('extension.vsixmanifest'));
    const platform = /TargetPlatform="([^"]+)"/.exec(vsixManifest)?.[1] ?? 'universal';
    assert.equal(platform, target.name);
    const manifest = JSON.parse(text(files.get('package.json'))) as Record<string, unknown>;
    assert.equal(
      /Id="Microsoft.VisualStudio.Code.PreRelease" Value="true"/.test(vsixManifest),
      isPreRelease(String(manifest.version)),
    );
    const keys = [...JSON.stringify(manifest).matchAll(/"%([^"%]+)%"/g)].map(([, key = '']) => key);
    assert.ok(keys.length > 10);
    for (const file of ['package.nls.json', 'package.nls.de.json']) {
      const texts = JSON.parse(text(files.get(file))) as Record<string, string>;
      assert.deepEqual(
        keys.filter((key) => !texts[key]),
        [],
        file,
      );
    }
    for (const key of ['devDependencies', 'scripts', 'imports', 'bin']) assert.ok(!(key in manifest), key);
    const entry = String(target.name === 'web' ? manifest.browser : manifest.main);
    assert.ok(files.has(entry.replace('./', '')), 'its entry is in it');
    for (const icon of JSON.stringify(manifest).matchAll(/"(extension\/media\/[^"]+)"/g))
      assert.ok(files.has(icon[1] ?? ''), icon[1]);
  });

  test(`the notices of the ${target.name} package name whose code is in it`, () => {
    const notices = text(readVsix(target.name).get('ThirdPartyNotices.txt'));
    for (const name of ['vscode-languageclient', 'vscode-languageserver', 'vscode-jsonrpc', 'jsonc-parser'])
      assert.match(notices, new RegExp(`^${name} \\d`, 'm'));
    assert.equal(/^koffi \d/m.test(notices), target.host !== undefined);
    assert.doesNotMatch(notices, /^(esbuild|playwright-core|@types)/m);
  });
}

const koffiOf = (kind: 'win32-x64' | 'win32-arm64'): Uint8Array =>
  readVsix(kind).get(`dist/hosts/${kind}/kspin-host/koffi.node`) ?? new Uint8Array(64);

test('koffi is the one for the machine that the package is for', () => {
  const [amd64, arm64] = [0x8664, 0xaa64];
  assert.equal(machineOf(koffiOf('win32-x64')), amd64);
  assert.equal(machineOf(koffiOf('win32-arm64')), arm64);
});

test('the readme of a package shows no picture and follows no link that is not there', () => {
  const readme = text(readVsix('universal').get('readme.md'));
  assert.match(readme, /^# kspin\n/);
  assert.doesNotMatch(readme, /\]\((?!https:|CHANGELOG\.md)/);
});
