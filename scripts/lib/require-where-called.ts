// `require` for libraries that are CommonJS inside, in bundles that are ES modules. esbuild puts a banner in front of every file, and
// most call no `require`: each of them would make one when it is loaded, and take the line along in a package.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

const banner = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

export const requireWhereCalled: Plugin = {
  name: 'require-where-called',
  setup(build) {
    build.initialOptions.banner = { js: banner };
    build.onEnd(({ metafile }) => {
      for (const output of Object.keys(metafile?.outputs ?? {})) {
        if (!output.endsWith('.mjs')) continue;
        const file = join(build.initialOptions.absWorkingDir ?? '', output);
        // The empty line that is left keeps the source map true.
        const without = readFileSync(file, 'utf8').replace(banner, '');
        if (!/\brequire\b/.test(without)) writeFileSync(file, without);
      }
    });
  },
};
