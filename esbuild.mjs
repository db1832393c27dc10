// Builds what runs (dist/) and fails when a process loads more than its budget, so that start-up time cannot creep up
// unseen. `--watch` rebuilds on change, `--production` leaves out the source maps.
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { context } from 'esbuild';
import { builtinsByRequire } from './scripts/lib/builtins-by-require.ts';
import { requireWhereCalled } from './scripts/lib/require-where-called.ts';

/**
 * Minified kB that each process loads when it starts; the build fails at 10 % over. About 230 of each are ks/ with its
 * tables. Raise one only with a reason.
 */
const budgets = {
  'extension.cjs': 6,
  'server-process.mjs': 440,
  'features.mjs': 475,
  'extension.web.js': 790,
  'language-server.mjs': 700,
  'language-server.worker.js': 700,
  'device-host.cjs': 385,
  'page.js': 5,
  'cli.cjs': 690,
};

/** What the extension loads when it has been activated (extension/extension.ts). */
const afterActivation = ['server-process', 'features'];

/** Begins with one import of all that it is; see language-server/server/node/start.ts. */
const starter = 'dist/language-server.mjs';

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

const onNode = {
  platform: 'node',
  target: 'node20',
  // koffi brings a native binary: it is loaded at run time, and only by the device host.
  external: ['vscode', 'koffi'],
};

/** Leaves what is imported later to the build with the shared parts. */
const laterParts = {
  name: 'later-parts',
  setup: (build) =>
    build.onResolve({ filter: /^\.\// }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path: path.replace(/\.ts$/, '.mjs'), external: true } : undefined,
    ),
};

const builds = await Promise.all([
  // What VS Code starts. They share ks/ and the protocol libraries in files of their own, which makes a package half as big.
  context({
    ...shared,
    ...onNode,
    entryPoints: {
      ...Object.fromEntries(afterActivation.map((name) => [name, `extension/${name}.ts`])),
      'language-server': 'language-server/server/node/start.ts',
      'device-host': 'device-host/host/main.ts',
    },
    format: 'esm',
    plugins: [builtinsByRequire, requireWhereCalled],
    splitting: true,
    chunkNames: 'p-[hash]',
    outExtension: { '.js': '.mjs' },
  }),
  // VS Code loads a CommonJS module in one go; while it imports an ES module, other extensions' start comes in between.
  context({
    ...shared,
    ...onNode,
    entryPoints: { extension: 'extension/extension.ts' },
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    plugins: [laterParts],
  }),
  // One file each: the device host is also copied to test machines.
  context({
    ...shared,
    ...onNode,
    entryPoints: { 'device-host': 'device-host/host/main.ts', cli: 'cli/main.ts' },
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
  }),
  // What runs in a browser. An import of Node in it does not resolve, and the build fails.
  context({
    ...shared,
    entryPoints: { 'language-server.worker': 'language-server/server/worker/main.ts' },
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
  }),
  context({
    ...shared,
    entryPoints: { 'extension.web': 'extension/web/main.ts' },
    platform: 'browser',
    format: 'cjs',
    target: 'es2022',
    mainFields: ['browser', 'module', 'main'],
    external: ['vscode'],
  }),
  // What runs in the webviews of the byte view and the topology view.
  context({
    ...shared,
    entryPoints: { page: 'extension/webview/page/main.ts' },
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    sourcemap: false,
  }),
]);

// The extension shows these; as one file they take a fifth of the room in a package.
const pages = globSync('docs/rules/*.md').sort();
const pageTexts = pages.map((file) => [basename(file), readFileSync(file, 'utf8')]);
mkdirSync('dist', { recursive: true });
writeFileSync('dist/rule-pages.json', JSON.stringify(Object.fromEntries(pageTexts)));

if (watch) {
  await Promise.all(builds.map((build) => build.watch()));
  console.log('watching; Ctrl+C ends');
} else {
  const built = await Promise.all(builds.map((build) => build.rebuild()));
  await Promise.all(builds.map((build) => build.dispose()));
  const outputs = Object.assign({}, ...built.map(({ metafile }) => metafile.outputs));
  // What is in which file: packaging reads from it whose licences go along.
  writeFileSync('dist/metafile.json', JSON.stringify({ outputs }));
  removeOld(outputs);
  if (!report(outputs)) process.exitCode = 1;
}

/** The names of shared parts change with their content; only now, so that what runs from here finds its parts. */
function removeOld(outputs) {
  for (const file of globSync('dist/p-*')) {
    if (!(file.replaceAll('\\', '/').replace(/\.map$/, '') in outputs)) rmSync(file);
  }
}

/** Prints what each process loads against its budget; false when one is more than 10 % over. */
function report(outputs) {
  let within = true;
  for (const [name, budget] of Object.entries(budgets)) {
    const size = loadedBytes(outputs, `dist/${name}`) / 1000;
    const over = size > budget * 1.1;
    if (over) within = false;
    console.log(`dist/${name}  ${size.toFixed(0)} kB of ${budget} kB${over ? '  OVER BUDGET' : ''}`);
  }
  return within;
}

/** A file with all that it imports; what is imported when it is needed does not count. */
function loadedBytes(outputs, file, seen = new Set()) {
  if (seen.has(file)) return 0;
  seen.add(file);
  const { bytes, imports } = outputs[file];
  const loaded = imports.filter(
    ({ kind, external }) => (kind === 'import-statement' || file === starter) && !external,
  );
  return loaded.reduce((sum, { path }) => sum + loadedBytes(outputs, path, seen), bytes);
}
