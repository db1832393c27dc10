// A language server as a child process over stdio, seen from a client that only takes times.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';

const checkout = fileURLToPath(new URL('..', import.meta.url));

export const schema = JSON.parse(
  readFileSync(join(checkout, 'syntaxes/kspin.schema.json'), 'utf8'),
) as object;

export interface Server {
  readonly connection: MessageConnection;
  readonly child: ChildProcess;
  /** Milliseconds from spawn to the answer of `initialize`. */
  readonly started: number;
}

export interface Subject {
  readonly name: string;
  readonly args: readonly string[];
  readonly languageId: string;
  readonly suffix: string;
  readonly prepare: (connection: MessageConnection) => Promise<void>;
}

export const kspin: Subject = {
  name: 'kspin',
  args: [join(checkout, 'dist/language-server.mjs'), '--stdio'],
  languageId: 'kspin',
  suffix: '.kspin.json',
  prepare: async () => {},
};

/** VS Code's JSON server out of code-server, with our schema for every file; undefined where code-server is not installed. */
export function jsonServer(): Subject | undefined {
  const pattern = '.cache/kspin/code-server-*/**/json-language-features/server/dist/node/jsonServerMain.js';
  const [main] = globSync(pattern, { cwd: homedir() });
  if (main === undefined) return undefined;
  return {
    name: 'VS Code JSON',
    args: [join(homedir(), main), '--stdio'],
    languageId: 'jsonc',
    suffix: '.json',
    prepare: (connection) =>
      connection.sendNotification('json/schemaAssociations', [
        [{ fileMatch: ['*'], uri: 'kspin://schema', schema }],
      ]),
  };
}

const capabilities = {
  textDocument: {
    diagnostic: { dynamicRegistration: false },
    completion: { completionItem: { snippetSupport: true } },
    hover: { contentFormat: ['markdown'] },
  },
  workspace: { workspaceFolders: true },
};

export async function start({ args, prepare }: Subject, folders: readonly string[] = []): Promise<Server> {
  const from = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest(() => null);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: folders.map((uri) => ({ uri, name: 'bench' })),
    capabilities,
    initializationOptions: { handledSchemaProtocols: ['file'], provideFormatter: false },
  });
  const started = performance.now() - from;
  await connection.sendNotification('initialized', {});
  await prepare(connection);
  return { connection, child, started };
}

/** Until the process is gone: the end of a large one takes time from whatever starts next. */
export async function stop({ connection, child }: Server): Promise<void> {
  const gone = once(child, 'exit');
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  connection.dispose();
  child.kill();
  await gone;
}

/** Megabytes of memory that the process holds; 0 where /proc does not say. */
export function residentMegabytes({ child }: Server): number {
  if (process.platform !== 'linux') return 0;
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

export async function timed(action: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await action();
  return performance.now() - from;
}
