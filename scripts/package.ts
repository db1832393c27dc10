// `npm run package`: the VSIX files, each from a folder of its own (build/package/TARGET) that holds what its allow-list
// names, so that nothing of the checkout gets in by lying about. Prints what each weighs against its budget and fails
// above it. `npm run package -- win32-x64` makes only that one.
import { globSync } from 'node:fs';
import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildHostFolder } from './host-folders.ts';
import { checkout, projectNode } from './lib/install.mjs';
import { run, tell } from './lib/run.mjs';
import { ensurePackagingTools, type PackagingTools } from './package/fetched.ts';
import { isPreRelease, packagedManifest, packagedReadme, webManifest } from './package/manifest.ts';
import { bundledPackages, type Metafile, noticesText, readNotice } from './package/notices.ts';
import { recompress } from './package/recompress.ts';
import { type PackageTarget, packageTargets } from './package/targets.ts';

const manifest = JSON.parse(await readFile(join(checkout, 'package.json'), 'utf8'));

/** Where the VSIX of a target is put. */
const vsixOf = ({ name }: PackageTarget): string =>
  join(checkout, 'build', `kspin-${manifest.version}-${name}.vsix`);

/** Fills the folder that becomes the package. */
async function stage(target: PackageTarget): Promise<string> {
  const folder = join(checkout, 'build', 'package', target.name);
  await rm(folder, { recursive: true, force: true });
  const files = target.files.flatMap((pattern) => globSync(pattern, { cwd: checkout }));
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await cp(join(checkout, file), join(folder, file));
  }
  const packaged = target.name === 'web' ? webManifest(manifest) : packagedManifest(manifest);
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(packaged, null, 2)}\n`);
  const readme = await readFile(join(checkout, 'README.md'), 'utf8');
  await writeFile(join(folder, 'README.md'), packagedReadme(readme));

  const metafile = JSON.parse(await readFile(join(checkout, 'dist', 'metafile.json'), 'utf8')) as Metafile;
  const shipped = files.map((file) => file.replaceAll('\\', '/'));
  if (target.host !== undefined) {
    await buildHostFolder(target.host, join(folder, 'dist', 'hosts'), tell);
    shipped.push('dist/device-host.cjs');
  }
  const foreign = bundledPackages(metafile, shipped);
  if (target.host !== undefined) foreign.push('node_modules/koffi');
  const notices = foreign.map((path) => readNotice(join(checkout, path)));
  await writeFile(join(folder, 'ThirdPartyNotices.txt'), noticesText(notices));
  return folder;
}

/** Makes the VSIX; true when it is within its budget. */
async function pack(target: PackageTarget, { vsce, sevenZip }: PackagingTools): Promise<boolean> {
  const vsix = vsixOf(target);
  const options = [
    ...(target.name === 'universal' ? [] : ['--target', target.name]),
    ...(isPreRelease(manifest.version) ? ['--pre-release'] : []),
    ...['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', vsix],
  ];
  const command = [projectNode(), vsce, 'package', ...options];
  await run(`packing ${target.name}`, command, tell, { cwd: await stage(target) });
  await recompress(vsix, sevenZip, tell);
  const { size: bytes } = await stat(vsix);
  const over = bytes > target.budget;
  const size = `${inGroups(bytes)} of ${inGroups(target.budget)} bytes`;
  console.log(`build/kspin-${manifest.version}-${target.name}.vsix  ${size}${over ? '  OVER BUDGET' : ''}`);
  return !over;
}

const inGroups = (bytes: number): string => bytes.toLocaleString('en-US');

const wanted = process.argv.slice(2);
const strange = wanted.filter((word) => !packageTargets.some(({ name }) => name === word));
if (strange.length > 0) {
  console.error(`No package is named ${strange.join(', ')}. There are:`);
  for (const { name, what } of packageTargets) console.error(`  ${name.padEnd(13)}${what}`);
  process.exitCode = 2;
} else {
  await run('building', [projectNode(), 'esbuild.mjs', '--production'], tell, { cwd: checkout });
  const tools = await ensurePackagingTools(tell);
  const chosen = packageTargets.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  for (const target of chosen) if (!(await pack(target, tools))) process.exitCode = 1;
}
