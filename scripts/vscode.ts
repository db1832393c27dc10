// Starts a real VS Code (code-server, see vscode-install.ts) on a workspace with the extension in it: the same one for
// the end-to-end tests and for `npm run demo -- --vscode`. It listens on 127.0.0.1 only, asks nobody for telemetry or
// updates, and keeps all it writes under one folder, so that a person's own VS Code is never touched.

import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { run, tell } from './lib/run.mjs';
import type { CodeServer } from './vscode-install.ts';

export type { CodeServer } from './vscode-install.ts';
export { ensureChromium, ensureCodeServer } from './vscode-install.ts';

export interface CodeServerOptions {
  readonly codeServer: CodeServer;
  /** The folder that is opened. */
  readonly workspace: string;
  /** Everything this VS Code writes goes here; kept short, since a socket's path in it may have 107 bytes at most. */
  readonly dataFolder: string;
  /** A folder with package.json and dist/; linked, not copied, so a new build needs only "Reload Window". */
  readonly extension?: string;
  /** A package that is installed before the start, as a person would. */
  readonly vsix?: string;
  /** User settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Whether the workspace is trusted; an untrusted one opens in Restricted Mode without a question. */
  readonly trusted: boolean;
  /** 0 or left out: any free port. */
  readonly port?: number;
  /** Ends the server this long (61 or more) after the last window is gone, so that nothing outlives a killed run. */
  readonly idleTimeoutSeconds?: number;
  /** Further environment of the server, and so of the extension host. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface RunningCodeServer {
  /** The address of the workbench with the workspace open. */
  readonly url: string;
  /** What the server printed so far. */
  readonly output: () => string;
  /** Ends the server and every process it started. */
  readonly stop: () => Promise<void>;
}

/** A web client takes settings of the machine from the server's file, and perhaps not from the user's. */
export function settingsFiles(dataFolder: string): readonly string[] {
  return ['User', 'Machine'].map((name) => join(dataFolder, name, 'settings.json'));
}

/** What a first-time visitor would have to click away, and what would ask the network or a language model. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.banner': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** Starts the server and returns once it listens; throws, with what it printed, when it ends before that. */
export async function startCodeServer(options: CodeServerOptions): Promise<RunningCodeServer> {
  const data = resolve(options.dataFolder);
  const extensions = join(data, 'extensions');
  await mkdir(extensions, { recursive: true });
  const settings = JSON.stringify({ ...quietSettings, ...options.settings }, null, 2);
  for (const file of settingsFiles(data)) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${settings}\n`);
  }
  await writeFile(join(data, 'config.yaml'), 'auth: none\n'); // else it writes one into the home folder
  if (options.extension) await linkExtension(resolve(options.extension), extensions);
  if (options.vsix) await installVsix(options, data, extensions);

  const child = spawn(options.codeServer.node, serverArguments(options, data, extensions), {
    cwd: data,
    env: serverEnvironment(options, data),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a process group of its own, so that stop() reaches extension hosts and what they started
  });
  const group = child.pid ?? 0;
  const killNow = () => signal(group, 'SIGKILL');
  process.once('exit', killNow);
  const stop = async () => {
    process.off('exit', killNow);
    await endGroup(group);
  };
  let output = '';
  try {
    const origin = await new Promise<string>((listening, failed) => {
      const read = (chunk: Buffer) => {
        output += chunk.toString();
        const found = /HTTP server listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1];
        if (found) listening(found);
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('error', failed);
      const late = () => failed(new Error(`code-server did not listen within two minutes:\n${output}`));
      setTimeout(late, 120_000).unref();
      child.once('close', (code) =>
        failed(new Error(`code-server ended with ${code} before it listened:\n${output}`)),
      );
    });
    return {
      url: `${origin}/?folder=${encodeURIComponent(resolve(options.workspace))}`,
      output: () => output,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function serverArguments(options: CodeServerOptions, data: string, extensions: string): string[] {
  return [
    options.codeServer.entry,
    ...[
      '--bind-addr',
      `127.0.0.1:${options.port ?? 0}`,
      '--auth',
      'none',
      '--config',
      join(data, 'config.yaml'),
    ],
    ...['--user-data-dir', data, '--extensions-dir', extensions],
    ...[
      '--disable-telemetry',
      '--disable-update-check',
      '--disable-proxy',
      '--disable-getting-started-override',
    ],
    ...(options.trusted ? ['--disable-workspace-trust'] : []),
    ...(options.idleTimeoutSeconds ? ['--idle-timeout-seconds', `${options.idleTimeoutSeconds}`] : []),
  ];
}

async function installVsix(options: CodeServerOptions, data: string, extensions: string): Promise<void> {
  const { codeServer, vsix = '' } = options;
  const folders = ['--user-data-dir', data, '--extensions-dir', extensions];
  const config = ['--config', join(data, 'config.yaml')];
  const command = [codeServer.node, codeServer.entry, ...config, ...folders, '--install-extension', vsix];
  await run(`installing ${basename(vsix)}`, command, () => {}, { env: serverEnvironment(options, data) });
}

/** The caller's environment without what would make this VS Code believe it runs inside another one. */
function serverEnvironment(options: CodeServerOptions, data: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|PORT$)/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    // As from a command line: extensions get this environment, and not that of a login shell, which has another PATH.
    VSCODE_CLI: '1',
    // Its sockets would otherwise stay behind in the temporary folder.
    XDG_RUNTIME_DIR: data,
    ...options.environment,
  };
}

/** Puts the extension where VS Code looks for installed ones, under the folder name it would have given it itself. */
async function linkExtension(folder: string, extensions: string): Promise<void> {
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const { publisher, name, version } = manifest as { publisher: string; name: string; version: string };
  const link = join(extensions, `${publisher}.${name}-${version}`);
  await rm(link, { force: true });
  await symlink(folder, link);
  await rm(join(extensions, 'extensions.json'), { force: true }); // made from what lies in the folder when absent
}

/** Asks the group to end, waits, and kills what is left after five seconds. What the system then keeps for itself is said and left. */
async function endGroup(group: number): Promise<void> {
  signal(group, 'SIGTERM');
  for (let waited = 0; signal(group, 0); waited += 50) {
    if (waited >= 5000) signal(group, 'SIGKILL');
    if (waited >= 20_000) return tell(`The process group ${group} of VS Code does not end.`);
    await new Promise((later) => setTimeout(later, 50));
  }
}

/** Sends a signal to a process group; false when there is no such group (any more). */
function signal(group: number, name: NodeJS.Signals | 0): boolean {
  try {
    return group > 0 && process.kill(-group, name);
  } catch {
    return false;
  }
}
