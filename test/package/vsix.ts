// A package as a machine sees that has nothing of this checkout: read back from the VSIX file.
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import type { PackageTarget } from '#scripts/package/targets.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

/** The file that `npm run package` makes for a target. */
export const vsixOf = (name: PackageTarget['name']): string =>
  join(root, 'build', `kspin-${version}-${name}.vsix`);

/** Path in the package -> content; the extension's own files without `extension/` before them. */
export function readVsix(name: PackageTarget['name']): ReadonlyMap<string, Uint8Array> {
  const files = Object.entries(unzipSync(readFileSync(vsixOf(name))));
  return new Map(files.map(([path, content]) => [path.replace(/^extension\//, ''), content]));
}

/** Unpacks the extension as VS Code does when it installs it. */
export async function unpackVsix(name: PackageTarget['name'], folder: string): Promise<void> {
  for (const [path, content] of readVsix(name)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}
