// What packaging needs from the registry beside the packages of the checkout: vsce, 7-Zip, and koffi's binary for a machine
// that this one is not. All in the versions, and with the checksums, of a lock file; npm compares them.
import { chmod, cp, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cacheFolder, makeOnce } from '../lib/cache.ts';
import { checkout } from '../lib/install.mjs';
import { type Progress, run } from '../lib/run.mjs';

const quiet = ['--ignore-scripts', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];

export interface PackagingTools {
  /** A script, which needs Node 22 or newer. */
  readonly vsce: string;
  /** A program. */
  readonly sevenZip: string;
}

export async function ensurePackagingTools(progress: Progress): Promise<PackagingTools> {
  const source = join(checkout, 'scripts', 'package', 'tools');
  const { packages } = JSON.parse(await readFile(join(source, 'package-lock.json'), 'utf8')) as LockFile;
  const versionOf = (name: string): string =>
    `${basename(name)}-${packages[`node_modules/${name}`]?.version}`;
  const names = `${versionOf('@vscode/vsce')}-${versionOf('7zip-bin')}`;
  const folder = join(cacheFolder(), names);
  const sevenZip = sevenZipIn(join(folder, 'node_modules', '7zip-bin'));
  await makeOnce(folder, 'another run installs vsce', progress, async (fresh) => {
    await cp(source, fresh, { recursive: true });
    await run(`installing ${names}`, ['npm', 'install', ...quiet], progress, { cwd: fresh });
    await chmod(sevenZipIn(join(fresh, 'node_modules', '7zip-bin')), 0o755); // npm packs it as a plain file
  });
  return { vsce: join(folder, 'node_modules', '@vscode', 'vsce', 'vsce'), sevenZip };
}

/** Where the package has the program for this machine. */
function sevenZipIn(folder: string): string {
  const { platform, arch } = process;
  if (platform === 'win32') return join(folder, 'win', arch, '7za.exe');
  return join(folder, platform === 'darwin' ? 'mac' : platform, arch, '7za');
}

interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly version: string;
  readonly integrity: string;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
}

/** The folder of one of koffi's binary packages, of the version that the checkout has locked. */
export async function ensureKoffiBinary(name: string, progress: Progress): Promise<string> {
  const { packages } = JSON.parse(await readFile(join(checkout, 'package-lock.json'), 'utf8')) as LockFile;
  const locked = packages[`node_modules/${name}`];
  if (locked === undefined) throw new Error(`package-lock.json has no ${name}: is koffi still installed?`);
  const folder = join(cacheFolder(), `${basename(name)}-${locked.version}`);
  await makeOnce(folder, `another run installs ${name}`, progress, async (fresh) => {
    // Optional, because of others npm asks whether they fit this machine, not the one that is named.
    const root = { optionalDependencies: { [name]: locked.version } };
    const lock = { lockfileVersion: 3, packages: { '': root, [`node_modules/${name}`]: locked } };
    await writeFile(join(fresh, 'package.json'), JSON.stringify({ private: true, ...root }));
    await writeFile(join(fresh, 'package-lock.json'), JSON.stringify(lock));
    const forTarget = [`--os=${locked.os?.[0]}`, `--cpu=${locked.cpu?.[0]}`];
    const command = ['npm', 'install', ...forTarget, ...quiet];
    await run(`installing ${name} ${locked.version}`, command, progress, { cwd: fresh });
  });
  return join(folder, 'node_modules', name);
}
