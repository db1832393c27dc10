// What is in the packages: all that runs, for the machine it is for, and nothing else.
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
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

const onNode = [
  'device-host.mjs',
  'extension.mjs',
  ...['arm64', 'x64'].flatMap((arch) =>
    ['device-host.cjs', 'koffi.node'].map((file) => `hosts/win32-${arch}/kspin-host/${file}`),
  ),
  'language-server.mjs',
  'rule-pages.json',
  'shared-HASH.mjs',
];
const onWindows = [...onNode, 'koffi.node'].sort();

/** The files in dist/, shared parts by one name. */
const programs: Readonly<Record<PackageTarget['name'], readonly string[]>> = {
  'win32-x64': onWindows,
  'win32-arm64': onWindows,
  universal: onNode,
  web: ['extension.web.js', 'language-server.worker.js', 'rule-pages.json'],
};

for (const target of packageTargets) {
  test(`the ${target.name} package holds what runs and what it says, and weighs what it may`, () => {
    const files = readVsix(target.name);
    const inDist = [...files.keys()]
      .filter((path) => path.startsWith('dist/'))
      .map((path) => path.slice('dist/'.length).replace(/^shared-\w+/, 'shared-HASH'));
    assert.deepEqual([...new Set(inDist)].sort(), programs[target.name]);
    const known =
      /^(?:(?:dist(?:\/hosts\/win32-(?:x64|arm64)\/kspin-host)?|extension\/media(?:\/walkthrough)?|samples|syntaxes|l10n)\/)?[^/]+$/;
    assert.deepEqual(
      [...files.keys()].filter((path) => !known.test(path)),
      [],
    );
    for (const name of ['LICENSE.txt', 'ThirdPartyNotices.txt', 'changelog.md', 'readme.md'])
      assert.ok((files.get(name)?.length ?? 0) > 500, name);
    assert.ok(statSync(vsixOf(target.name)).size <= target.budget * 1000);
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
    assert.equal(/^koffi \d/m.test(notices), target.name !== 'web');
    assert.doesNotMatch(notices, /^(esbuild|playwright-core|@types)/m);
  });
}

test('koffi is the one for the machine that the package is for', () => {
  const [amd64, arm64] = [0x8664, 0xaa64];
  assert.equal(machineOf(readVsix('win32-x64').get('dist/koffi.node') ?? new Uint8Array()), amd64);
  assert.equal(machineOf(readVsix('win32-arm64').get('dist/koffi.node') ?? new Uint8Array()), arm64);
});

test('the readme of a package shows no picture and follows no link that is not there', () => {
  const readme = text(readVsix('universal').get('readme.md'));
  assert.match(readme, /^# kspin\n/);
  assert.doesNotMatch(readme, /\]\((?!https:|CHANGELOG\.md)/);
});
