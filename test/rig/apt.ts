// The parts of the rig that come from Debian.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Progress, run } from './run.ts';

/**
 * Installs the packages whose program is not on PATH. Does nothing, and needs neither root nor apt, when
 * every program is there; throws an error that names what is missing when it cannot help.
 */
export async function ensureAptPackages(
  packages: readonly (readonly [program: string, name: string])[],
  progress: Progress,
): Promise<void> {
  const missing = packages.filter(([program]) => !isOnPath(program)).map(([, name]) => name);
  if (missing.length === 0) return;
  if (!isOnPath('apt-get') || process.getuid?.() !== 0) {
    throw new Error(
      `Missing for the rig: ${missing.join(', ')}. As root: apt-get install ${missing.join(' ')}`,
    );
  }
  const apt = ['apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=600'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('reading the package lists', [...apt, 'update'], progress, { env });
  const install = [...apt, 'install', '--yes', '--no-install-recommends', ...missing];
  await run(`installing ${missing.join(', ')}`, install, progress, { env });
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => isExecutable(join(folder, program)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
