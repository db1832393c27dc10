// The README promises two commands that work on a machine with nothing but Node and npm. This is their first
// step: install what package-lock.json names, unless exactly that is there already. Plain Node 20, no packages.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { takeLock } from './lock.mjs';
import { run, tell } from './run.mjs';

export const checkout = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Installs the locked packages when they are missing, outdated or half installed; otherwise does nothing.
 * npm's own output is kept back and shown only when it fails, as the error's message.
 */
export async function ensureDependencies(folder = checkout, progress = tell) {
  if (missingPackages(folder).length === 0) return;
  const lock = await takeLock(folder, 'another run installs the packages', progress);
  try {
    const missing = missingPackages(folder);
    if (missing.length > 0) await install(missing.length, folder, lock, progress);
  } finally {
    lock();
  }
}

async function install(count, folder, lock, progress) {
  // Not `npm ci`: it refuses a lock file made with a registry that lacks some platform's optional packages, and
  // it deletes what is there first. `--no-save` takes the locked versions and leaves both files as they are.
  const quiet = ['--no-save', '--no-fund', '--no-audit', '--loglevel=error'];
  try {
    await run(`installing ${count} packages`, ['npm', 'install', ...quiet], progress, {
      cwd: folder,
      lock,
    });
  } catch (error) {
    throw new Error(`${error.message.trim()}\nIs the network reachable? Then run the command again.`);
  }
  const still = missingPackages(folder);
  if (still.length > 0) {
    throw new Error(`npm install ended well, but these are still missing: ${still.slice(0, 5).join(', ')}.`);
  }
}

/**
 * Names the locked packages that are not installed as locked. npm writes node_modules/.package-lock.json after
 * everything else, so an installation that was cut short never counts as done.
 */
export function missingPackages(folder = checkout) {
  const locked = packagesOf(join(folder, 'package-lock.json'));
  const installed = packagesOf(join(folder, 'node_modules', '.package-lock.json'));
  const missing = Object.entries(locked)
    .filter(([path, entry]) => path !== '' && !entry.optional && !entry.peer)
    .filter(([path, entry]) => installed[path]?.version !== entry.version || !existsSync(join(folder, path)))
    .map(([path]) => path.replaceAll('node_modules/', ''));
  // The `node` package fetches its program in an install script, which npm can be told to skip.
  if (locked['node_modules/node'] && !missing.includes('node') && !existsSync(projectNode(folder)))
    missing.push('node');
  return missing;
}

/** The Node that runs our TypeScript sources as they are; the machine's own may be as old as 20. */
export function projectNode(folder = checkout) {
  return join(folder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}
