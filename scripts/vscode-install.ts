// A real VS Code for a machine that has none. Microsoft's own download is not something a package registry
// carries, but code-server is: its package is the VS Code server and web client, complete with extension host.
// The tests and `npm run demo -- --vscode` both run it. It is 800 MB and takes about a minute to prepare, so it lives in
// the cache folder of the user, is prepared once, and outlives the checkout.

import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, existsSync, constants as fsConstants } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const codeServerVersion = '4.139.1'; // VS Code 1.139.1
const nodeVersion = '24.21.0'; // code-server 4.139 refuses any other major version

/** Told one line of text now and then, so that a person sees the work is alive. */
export type Progress = (line: string) => void;

/** An installed code-server: `node entry` starts it. */
export interface CodeServer {
  readonly node: string;
  readonly entry: string;
}

/** Where everything goes that is too big or too slow to make again for every checkout. */
function cacheFolder(): string {
  return process.env.KSPIN_CACHE ?? join(homedir(), '.cache', 'kspin');
}

/**
 * Returns the cached code-server, installing it (about a minute) when it is not there yet.
 * It is built in a folder of its own and renamed into place as the last step, so a run that is killed
 * leaves nothing that looks finished, and a lock makes a second run wait for the first one's result.
 * Throws an error that says what is missing when this machine cannot have one.
 */
export async function ensureCodeServer(progress: Progress): Promise<CodeServer> {
  const final = join(cacheFolder(), `code-server-${codeServerVersion}`);
  if (existsSync(final)) return codeServerIn(final);
  if (process.platform !== 'linux') {
    throw new Error(
      `code-server is set up on Linux only, this is ${process.platform}. Open the checkout in VS Code instead.`,
    );
  }
  await mkdir(cacheFolder(), { recursive: true });
  const unlock = await lock(final, progress);
  try {
    if (!existsSync(final)) await install(final, progress);
  } finally {
    unlock();
  }
  return codeServerIn(final);
}

/** Returns the path of a Chromium, installing Debian's package when there is none. */
export async function ensureChromium(progress: Progress): Promise<string> {
  const found = findProgram('chromium');
  if (found) return found;
  await ensureAptPackages(
    'Chromium',
    [
      ['chromium', 'chromium'],
      [undefined, 'fonts-dejavu-core'],
    ],
    progress,
  );
  const installed = findProgram('chromium');
  if (!installed)
    throw new Error('The package chromium is installed, but there is no program chromium on PATH.');
  return installed;
}

function codeServerIn(folder: string): CodeServer {
  return {
    node: join(nodeFolder(folder), 'bin', 'node'),
    entry: join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js'),
  };
}

function nodeFolder(folder: string): string {
  return join(folder, 'node_modules', `node-linux-${process.arch}`);
}

async function install(final: string, progress: Progress): Promise<void> {
  await ensureAptPackages(
    "building VS Code's native modules",
    [
      ['g++', 'g++'],
      ['make', 'make'],
      ['python3', 'python3'],
    ],
    progress,
  );
  const prefix = `code-server-${codeServerVersion}.partial-`;
  for (const name of await readdir(cacheFolder())) {
    if (name.startsWith(prefix))
      await rm(join(cacheFolder(), name), { recursive: true, force: true, maxRetries: 9 });
  }
  const folder = await mkdtemp(join(cacheFolder(), prefix));
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  const vscode = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  const node = nodeFolder(folder);
  const environment = {
    ...process.env,
    PATH: `${join(node, 'bin')}${delimiter}${process.env.PATH ?? ''}`,
    npm_config_nodedir: node, // headers from the package: nothing is fetched from outside the registry
    JOBS: '2',
  };
  const npm = (what: string, cwd: string, ...rest: string[]) =>
    run(
      what,
      ['npm', ...rest, '--no-audit', '--no-fund', '--loglevel=error'],
      { cwd, env: environment },
      progress,
    );
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
  await rename(folder, final);
}

/**
 * Installs the Debian packages whose program is not on PATH; a package without a program comes along with the others.
 * Does nothing, and needs neither root nor apt, when every program is there.
 */
async function ensureAptPackages(
  purpose: string,
  packages: readonly (readonly [program: string | undefined, name: string])[],
  progress: Progress,
): Promise<void> {
  if (packages.every(([program]) => program === undefined || findProgram(program))) return;
  const names = packages.filter(([program]) => !program || !findProgram(program)).map(([, name]) => name);
  if (!findProgram('apt-get') || process.getuid?.() !== 0) {
    throw new Error(
      `Missing for ${purpose}: ${names.join(', ')}. As root: apt-get install ${names.join(' ')}`,
    );
  }
  const options = { cwd: '/', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const apt = ['apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=600'];
  await run('reading the package lists', [...apt, 'update'], options, progress);
  await run(
    `installing ${names.join(', ')}`,
    [...apt, 'install', '--yes', '--no-install-recommends', ...names],
    options,
    progress,
  );
}

function findProgram(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, fsConstants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs a command to its end, saying every five seconds that it still runs; its output is shown only when it fails. */
async function run(
  what: string,
  command: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  progress: Progress,
): Promise<void> {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  progress(`${what} ...`);
  const alive = setInterval(() => progress(`${what} ... ${seconds()} s`), 5000);
  try {
    const [program = '', ...rest] = command;
    const child = spawn(program, rest, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const { code, output } = await finished(child);
    if (code !== 0) throw new Error(`Failed: ${what} (${command.join(' ')} ended with ${code}):\n${output}`);
  } finally {
    clearInterval(alive);
  }
}

function finished(
  child: ChildProcess,
): Promise<{ readonly code: string; readonly output: string } | { code: 0; output: string }> {
  return new Promise((resolve, reject) => {
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4000);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.once('error', reject);
    child.once('close', (code, signal) =>
      resolve(code === 0 ? { code, output } : { code: signal ?? `${code}`, output }),
    );
  });
}

/**
 * Waits until no other process holds the lock of this name, and takes it. The lock is a listening socket in Linux'
 * abstract namespace: the kernel lets one process have it and frees it when that process dies, however it dies.
 */
async function lock(name: string, progress: Progress): Promise<() => void> {
  const address = `\0kspin-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
  for (let waited = 0; ; waited++) {
    const server = await listen(address);
    if (server) return () => server.close();
    if (waited % 5 === 0) progress(`another run is installing VS Code, waiting for it ... ${waited} s`);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

function listen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(address, () => resolve(server));
  });
}

// Run as a program it only prepares, so that a test run does the slow part first and says so.
if (import.meta.main) {
  const say = (line: string): void => console.log(line);
  await ensureCodeServer(say);
  await ensureChromium(say);
}
