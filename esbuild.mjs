// Builds one bundle per process (dist/) and fails when a bundle outgrows its budget, so that
// start-up time cannot creep up unseen. `--watch` rebuilds on change, `--production` minifies.
import { writeFileSync } from 'node:fs';
import { context } from 'esbuild';

/** Minified kB each bundle may have; the build fails at 10 % over. About 230 of each are ks/ with its tables. Raise one only with a reason. */
const budgets = {
  'extension.cjs': 760,
  'language-server.cjs': 700,
  'language-server.worker.js': 700,
  'device-host.cjs': 350,
  'cli.cjs': 560,
};

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

const shared = {
  outdir: 'dist',
  bundle: true,
  // jsonc-parser's `main` is UMD and dies in a bundle; its `module` entry works.
  mainFields: ['module', 'main'],
  minify: true,
  sourcemap: production ? false : 'linked',
  metafile: true,
  logLevel: 'warning',
};

const builds = await Promise.all([
  context({
    ...shared,
    entryPoints: {
      extension: 'extension/extension.ts',
      'language-server': 'language-server/server/node/main.ts',
      'device-host': 'device-host/host/main.ts',
      cli: 'cli/main.ts',
    },
    outExtension: { '.js': '.cjs' },
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // koffi brings a native binary: it is loaded at run time, and only by the device host.
    external: ['vscode', 'koffi'],
  }),
  // What runs in a browser. An import of Node in it does not resolve, and the build fails.
  context({
    ...shared,
    entryPoints: { 'language-server.worker': 'language-server/server/worker/main.ts' },
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
  }),
]);

if (watch) {
  await Promise.all(builds.map((build) => build.watch()));
  console.log('watching; Ctrl+C ends');
} else {
  const built = await Promise.all(builds.map((build) => build.rebuild()));
  await Promise.all(builds.map((build) => build.dispose()));
  const outputs = Object.assign({}, ...built.map(({ metafile }) => metafile.outputs));
  // What is in which bundle: packaging reads from it whose licences go along.
  writeFileSync('dist/metafile.json', JSON.stringify({ outputs }));
  if (!report(outputs)) process.exitCode = 1;
}

/** Prints each bundle's size against its budget; false when one is more than 10 % over. */
function report(outputs) {
  let within = true;
  for (const [name, budget] of Object.entries(budgets)) {
    const size = outputs[`dist/${name}`].bytes / 1000;
    const over = size > budget * 1.1;
    if (over) within = false;
    console.log(`dist/${name}  ${size.toFixed(0)} kB of ${budget} kB${over ? '  OVER BUDGET' : ''}`);
  }
  return within;
}
