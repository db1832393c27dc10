// What the tests need of Debian (Wine, compilers, a browser) is installed by the command that needs it, so that a fresh
// machine takes no step that a README would have to tell.
import { findProgram } from './find-program.ts';
import { takeLock } from './lock.mjs';
import { NotOnThisMachine } from './prepare.ts';
import { type Progress, run } from './run.mjs';

/** A program and the Debian package that brings it; without a program, a package that comes along with the others. */
export type AptPackage = readonly [program: string | undefined, name: string];

/**
 * Installs the packages whose program is not on PATH. Does nothing, and needs neither root nor apt, when
 * every program is there; throws NotOnThisMachine with one line that names what is missing when it may not install.
 */
export async function ensureAptPackages(packages: readonly AptPackage[], progress: Progress): Promise<void> {
  if (missingOf(packages).length === 0) return;
  const apt = findProgram('apt-get');
  if (apt === undefined || process.getuid?.() !== 0) {
    const names = missingOf(packages).join(' ');
    throw new NotOnThisMachine(
      `Missing on this machine: ${names}. Install with (as root): apt-get install ${names}`,
    );
  }
  const unlock = await takeLock(apt, 'another run installs packages', progress);
  try {
    const missing = missingOf(packages);
    if (missing.length > 0) await install(missing, progress);
  } finally {
    unlock();
  }
}

function missingOf(packages: readonly AptPackage[]): readonly string[] {
  const isMissing = ([program]: AptPackage) => program === undefined || findProgram(program) === undefined;
  const wanted = packages.filter(isMissing);
  return wanted.every(([program]) => program === undefined) ? [] : wanted.map(([, name]) => name);
}

async function install(names: readonly string[], progress: Progress): Promise<void> {
  // DPkg::Lock::Timeout: another apt, such as the daily update of the machine, is waited for.
  const apt = ['apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=600'];
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const installNow = () =>
    run(
      `installing ${names.join(', ')}`,
      [...apt, 'install', '--yes', '--no-install-recommends', ...names],
      progress,
      options,
    );
  // A fresh machine has no package lists, an old one has lists of versions that are gone.
  await run('reading the package lists', [...apt, 'update'], progress, options);
  try {
    await installNow();
  } catch (error) {
    // What apt demands when an earlier installation was killed in the middle.
    if (!String(error).includes('dpkg --configure -a')) throw error;
    await run('finishing an interrupted installation', ['dpkg', '--configure', '-a'], progress, options);
    await installNow();
  }
}
