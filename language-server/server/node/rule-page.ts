// Where the page of a rule is: beside the program, so that it opens without a network.
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** docs/rules/ of the installation: the bundle is in dist/. Undefined where the pages were not installed. */
const folder = (() => {
  const program = process.argv[1];
  if (program === undefined) return undefined;
  // npm starts a program by a link to it.
  const pages = join(dirname(realpathSync(program)), '..', 'docs', 'rules');
  return existsSync(pages) ? pages : undefined;
})();

export const rulePage = (name: string): string | undefined =>
  folder === undefined ? undefined : pathToFileURL(join(folder, `${name}.md`)).href;
