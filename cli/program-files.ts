// Where the other programs of kspin are: beside this one. npm starts it through a link, so the link is followed first.
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The device host's bundle, or undefined when it was not built or not copied. */
export function hostBundle(): string | undefined {
  const folder = dirname(realpathSync(process.argv[1] ?? '.'));
  // From the sources (cli/main.ts) the bundles are one folder up, in dist/.
  return [join(folder, 'device-host.cjs'), join(folder, '..', 'dist', 'device-host.cjs')].find((file) =>
    existsSync(file),
  );
}
