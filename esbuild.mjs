// Builds one bundle per process (dist/*.cjs) and fails when a bundle outgrows its budget, so that
// start-up time cannot creep up unseen. `--watch` rebuilds on change, `--production` minifies.
import { context } from 'esbuild';

/** Minified kB each bundle may have; the build fails at 10 % over. About 230 of each are ks/ with its tables. Raise one only with a reason. */
const bundles = {
  extension: { entry: 'extension/extension.ts', budget: 760 },
  'language-server': { entry: 'language-server/server/main.ts', budget: 700 },
  'device-host': { entry: 'device-host/host/main.ts', budget: 350 },
  cli: { entry: 'cli/main.ts', budget: 560 },
};

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

const build = await context({
  entryPoints: Object.fromEntries(Object.entries(bundles).map(([name, { entry }]) => [name, entry])),
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // jsonc-parser's `main` is UMD and dies in a bundle; its `module` entry works.
  mainFields: ['module', 'main'],
  // koffi brings a native binary: it is loaded at run time, and only by the device host.
  external: ['vscode', 'koffi'],
  minify: true,
  sourcemap: production ? false : 'linked',
  metafile: true,
  logLevel: 'warning',
});

if (watch) {
  await build.watch();
  console.log('watching; Ctrl+C ends');
} else {
  const { metafile } = await build.rebuild();
  await build.dispose();
  if (!report(metafile)) process.exitCode = 1;
}

/** Prints each bundle's size against its budget; false when one is more than 10 % over. */
function report(metafile) {
  let within = true;
  for (const [name, { budget }] of Object.entries(bundles)) {
    const size = metafile.outputs[`dist/${name}.cjs`].bytes / 1000;
    const over = size > budget * 1.1;
    if (over) within = false;
    console.log(`dist/${name}.cjs  ${size.toFixed(0)} kB of ${budget} kB${over ? '  OVER BUDGET' : ''}`);
  }
  return within;
}
