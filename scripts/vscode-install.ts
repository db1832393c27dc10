// A real VS Code for a machine that has none. Microsoft's own download is not something a package registry
// carries, but code-server is: its package is the VS Code server and web client, complete with extension host.
// The tests and `npm run demo -- --vscode` both run it. It is 800 MB and takes about a minute to prepare, so it lives in
// the cache folder of the user, is prepared once, and outlives the checkout.

import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { ensureAptPackages } from './lib/apt.ts';
import { cacheFolder, makeOnce } from './lib/cache.ts';
import { findProgram } from './lib/find-program.ts';
import { NotOnThisMachine, prepare } from './lib/prepare.ts';
import { type Progress, run, tell } from './lib/run.mjs';

const codeServerVersion = '4.139.1'; // VS Code 1.139.1
const nodeVersion = '24.21.0'; // code-server 4.139 refuses any other major version

/** An installed code-server: `node entry` starts it. */
export interface CodeServer {
  readonly node: string;
  readonly entry: string;
}

/**
 * Returns the cached code-server, installing it (about a minute) when it is not there yet. Throws an error that says
 * what is missing when this machine cannot have one.
 */
export async function ensureCodeServer(progress: Progress): Promise<CodeServer> {
  const folder = join(cacheFolder(), `code-server-${codeServerVersion}`);
  if (!existsSync(folder) && process.platform !== 'linux') {
    throw new NotOnThisMachine(
      `code-server is set up on Linux only, this is ${process.platform}. Open the checkout in VS Code instead.`,
    );
  }
  await makeOnce(folder, 'another run installs VS Code', progress, (fresh) => install(fresh, progress));
  return {
    node: join(nodeFolder(folder), 'bin', 'node'),
    entry: join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js'),
  };
}

/** Returns the path of a Chromium, installing Debian's package when there is none. */
export async function ensureChromium(progress: Progress): Promise<string> {
  const packages = [
    ['chromium', 'chromium'],
    [undefined, 'fonts-dejavu-core'],
  ] as const;
  await ensureAptPackages(packages, progress);
  const found = findProgram('chromium');
  if (found) return found;
  throw new Error('The package chromium is installed, but there is no program chromium on PATH.');
}

function nodeFolder(folder: string): string {
  return join(folder, 'node_modules', `node-linux-${process.arch}`);
}

async function install(folder: string, progress: Progress): Promise<void> {
  const forNativeModules = ['g++', 'make', 'python3'].map((name) => [name, name] as const);
  await ensureAptPackages(forNativeModules, progress);
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  const vscode = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  const node = nodeFolder(folder);
  const env = {
    ...process.env,
    PATH: `${join(node, 'bin')}${delimiter}${process.env.PATH ?? ''}`,
    npm_config_nodedir: node, // headers from the package: nothing is fetched from outside the registry
    JOBS: '2',
  };
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const npm = (what: string, cwd: string, ...rest: string[]) =>
    run(what, ['npm', ...rest, ...quiet], progress, { cwd, env });
  const bare = ['--omit=dev', '--ignore-scripts'];
  const packages = [`code-server@${codeServerVersion}`, `node-linux-${process.arch}@${nodeVersion}`];
  await npm(`installing VS Code (code-server ${codeServerVersion})`, folder, 'install', ...packages, ...bare);
  await npm("installing VS Code's packages", vscode, 'install', ...bare);
  await npm("installing VS Code's built-in extensions", join(vscode, 'extensions'), 'install', ...bare);
  // Of a dozen native modules only these two are loaded from a build of their own: the logger (without it no output
  // channel has text) and the watchdog that ends an extension host whose server died. The others bring binaries
  // or are never loaded on Linux.
  const native = ['@vscode/spdlog', '@vscode/native-watchdog'];
  await npm("building VS Code's native modules", vscode, 'rebuild', '--ignore-scripts=false', ...native);
}

// Run as a program it only prepares, so that a test run does the slow part first and says so.
if (import.meta.main) {
  await prepare(async () => {
    await ensureCodeServer(tell);
    await ensureChromium(tell);
  });
}
