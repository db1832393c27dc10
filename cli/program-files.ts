// Where the other programs of kspin are: beside this one. npm starts it through a link, so the link is followed first.
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fail, ok, type Result } from '#ks/result.ts';

/** Device hosts for test machines (dist/hosts/win32-x64/kspin-host ...), which may not have been made. */
export function hostFolders(): string {
  const folder = dirname(realpathSync(process.argv[1] ?? '.'));
  const places = [join(folder, 'hosts'), join(folder, '..', 'dist', 'hosts')];
  return places.find((place) => existsSync(place)) ?? join(folder, 'hosts');
}

/** The device host's bundle; the error, which follows a colon, says what to do when it was not built or not copied. */
export function hostBundle(): Result<string, string> {
  const folder = dirname(realpathSync(process.argv[1] ?? '.'));
  // From the sources (cli/main.ts) the bundles are one folder up, in dist/.
  const places = [join(folder, 'device-host.cjs'), join(folder, '..', 'dist', 'device-host.cjs')];
  const found = places.find((file) => existsSync(file));
  if (found !== undefined) return ok(found);
  return fail('device-host.cjs is not beside this program; in a checkout run npm run build');
}
