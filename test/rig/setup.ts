// Makes the rig: Windows for tests, on Debian. Wine plays Windows; Node and koffi are the real ones for
// Windows; the driver, the ksuser.dll and the installer are compiled here. Everything is kept in the user's
// cache, and doing it again takes about a second. `node test/rig/setup.ts` does it by hand.
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureAptPackages } from '#scripts/lib/apt.ts';
import { makeOnce } from '#scripts/lib/cache.ts';
import { takeLock } from '#scripts/lib/lock.mjs';
import { NotOnThisMachine, prepare } from '#scripts/lib/prepare.ts';
import { type Progress, run, runAny, tell } from '#scripts/lib/run.mjs';
import { aptPackages, nativePrograms, rigFolder, sourceDigest, windowsPackages } from './inputs.ts';
import { createPrefix, startPrefix, stopPrefix, wineEnvironment } from './wine.ts';

/** Where the parts of a rig are. */
export interface RigFolders {
  readonly root: string;
  readonly prefix: string;
  /** An npm project with Node and koffi for Windows. */
  readonly windows: string;
  readonly build: string;
}

/** What the driver registered: the same filter appears once in each of its categories. */
export interface RigInterface {
  readonly category: string;
  readonly path: string;
  readonly name: string;
}

export interface PreparedRig {
  readonly folders: RigFolders;
  readonly interfaces: readonly RigInterface[];
}

/**
 * Brings the rig up, making what is missing. Throws an error that names what this machine lacks. A run that is killed
 * leaves nothing half done that the next one would take for whole.
 */
export async function setUpRig(progress: Progress): Promise<PreparedRig> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new NotOnThisMachine(`The rig needs x64 Linux, this is ${process.arch} ${process.platform}.`);
  }
  await ensureAptPackages(aptPackages, progress);
  const folders = await foldersOfThisWine();
  const make = (folder: string, work: (fresh: string, progress: Progress) => Promise<void>) =>
    makeOnce(folder, whyWait, progress, (fresh) => work(fresh, progress));
  const unlock = await takeLock(folders.root, whyWait, progress);
  try {
    await Promise.all([
      make(folders.windows, installWindowsNode),
      make(folders.prefix, createPrefix),
      make(folders.build, compile),
    ]);
    await ensureDriver(folders, progress);
    await startPrefix(folders.prefix, () => {});
    return { folders, interfaces: await listInterfaces(folders) };
  } finally {
    unlock();
  }
}

const whyWait = 'another run is preparing the rig';

async function foldersOfThisWine(): Promise<RigFolders> {
  // Without WINEDEBUG, Debian's wine adds advice about 32-bit packages to everything it says.
  const quiet = { env: { ...process.env, WINEDEBUG: '-all' } };
  const root = rigFolder((await runAny(['wine', '--version'], quiet)).output.trim());
  return {
    root,
    prefix: join(root, 'prefix'),
    windows: join(root, 'windows'),
    build: join(root, `build-${sourceDigest()}`),
  };
}

async function installWindowsNode(folder: string, progress: Progress): Promise<void> {
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  // --force: npm would refuse packages of another system although they were asked for.
  const target = ['--os=win32', '--cpu=x64', '--force', '--ignore-scripts', '--no-audit', '--no-fund'];
  const command = ['npm', 'install', ...windowsPackages(), ...target, '--loglevel=error'];
  await run('installing Node and koffi for Windows', command, progress, { cwd: folder });
}

async function compile(folder: string, progress: Progress): Promise<void> {
  for (const { file, sources, flags, libraries } of nativePrograms()) {
    const command = ['x86_64-w64-mingw32-gcc', ...flags, ...sources, '-o', join(folder, file), ...libraries];
    await run(`compiling ${file}`, command, progress);
  }
}

/** The prefix remembers, as the last thing, which driver it has: other C sources make another one. */
async function ensureDriver(folders: RigFolders, progress: Progress): Promise<void> {
  const mark = join(folders.prefix, 'kspinrig.installed');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === sourceDigest()) return;
  await installDriver(folders, progress);
  writeFileSync(mark, sourceDigest());
}

/** The driver starts with the prefix, so the prefix is started anew around it. */
async function installDriver(folders: RigFolders, progress: Progress): Promise<void> {
  const system = join(folders.prefix, 'drive_c', 'windows', 'system32');
  await stopPrefix(folders.prefix);
  copyFileSync(join(folders.build, 'kspinrig.sys'), join(system, 'drivers', 'kspinrig.sys'));
  copyFileSync(join(folders.build, 'ksuser.dll'), join(system, 'ksuser.dll'));
  await startPrefix(folders.prefix, progress);
  await run('installing the driver', installer(folders), progress, {
    env: { ...process.env, ...wineEnvironment(folders.prefix) },
  });
  await stopPrefix(folders.prefix);
}

/** The installer also lists what is there, and gives new interfaces their friendly names. */
async function listInterfaces(folders: RigFolders): Promise<readonly RigInterface[]> {
  const env = { ...process.env, ...wineEnvironment(folders.prefix) };
  const { output, signal } = await runAny(installer(folders), { env, timeoutMs: 120_000 });
  if (signal !== undefined)
    throw new Error(`The rig's installer did not end (${signal}). It said: ${output.trim()}`);
  const interfaces = output
    .split(/\r?\n/)
    .map((line) => line.split('\t'))
    .flatMap(([category, path, name]) => (category && path && name ? [{ category, path, name }] : []));
  if (interfaces.length === 0) {
    throw new Error(`The rig's driver registered no device interface. Its installer said: ${output.trim()}`);
  }
  return interfaces;
}

function installer(folders: RigFolders): readonly string[] {
  return ['wine', join(folders.build, 'kspinrig-install.exe')];
}

async function main(): Promise<void> {
  const { folders, interfaces } = await setUpRig(tell);
  console.log(`The rig is ready in ${folders.root}`);
  for (const { category, path, name } of interfaces) console.log(`${name}  ${category}  ${path}`);
}

if (import.meta.main) await prepare(main);
