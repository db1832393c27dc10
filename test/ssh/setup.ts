// What the tests of `ssh:` need of Debian: a real OpenSSH server, and the client. Run as a program it installs them.
import { ensureAptPackages } from '#scripts/lib/apt.ts';
import { NotOnThisMachine, prepare } from '#scripts/lib/prepare.ts';
import { type Progress, tell } from '#scripts/lib/run.mjs';

/** Throws an error that names what is missing when this machine cannot have it. */
export async function ensureOpenSsh(progress: Progress): Promise<void> {
  if (process.platform !== 'linux') {
    throw new NotOnThisMachine(`The tests of ssh: need Linux, this is ${process.platform}.`);
  }
  // A user's PATH does not show sshd.
  process.env.PATH = `${process.env.PATH}:/usr/sbin`;
  const packages = [
    ['sshd', 'openssh-server'],
    ['ssh', 'openssh-client'],
  ] as const;
  await ensureAptPackages(packages, progress);
}

if (import.meta.main) await prepare(() => ensureOpenSsh(tell));
