// A client of the built server over stdio, as small as an editor's: it holds one process, ends it, and knows its exit code.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';

const bundle = fileURLToPath(new URL('../../dist/language-server.mjs', import.meta.url));

export interface LspClient {
  readonly connection: MessageConnection;
  readonly initialized: unknown;
  /** Opens a document of version 1. */
  readonly open: (uri: string, text: string) => Promise<void>;
  /** Request about a document. */
  readonly ask: <T>(method: string, uri: string, more?: object) => Promise<T>;
  /** The process of the server. */
  readonly child: ChildProcess;
  /** shutdown and exit; the exit code. */
  readonly close: () => Promise<number | null>;
}

/** What modern editors can do, as far as the server asks. */
export const pullingClient = {
  textDocument: { diagnostic: {}, completion: { completionItem: { snippetSupport: true } } },
};

export async function startServer(
  capabilities: object = pullingClient,
  options?: object,
  workspaceFolders: readonly { readonly uri: string; readonly name: string }[] | null = null,
  nodeOptions: readonly string[] = [],
): Promise<LspClient> {
  if (!existsSync(bundle)) throw new Error('dist/language-server.mjs is missing: run npm run build');
  // The fourth is for options that make the process answer something beside the LSP (heap-probe.mjs).
  const stdio = ['pipe', 'pipe', 'inherit', 'ipc'] as const;
  const child = spawn(process.execPath, [...nodeOptions, bundle, '--stdio'], { stdio: [...stdio] });
  if (child.stdout === null || child.stdin === null) throw new Error('The server has no stdio.');
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  return {
    ...(await initialize(connection, capabilities, options, workspaceFolders)),
    child,
    close: () => close(connection, child),
  };
}

/** The first messages of a client, whatever carries them. */
export async function initialize(
  connection: MessageConnection,
  capabilities: object = pullingClient,
  options?: object,
  workspaceFolders: readonly { readonly uri: string; readonly name: string }[] | null = null,
): Promise<Omit<LspClient, 'child' | 'close'>> {
  connection.listen();
  const initialized = await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities,
    workspaceFolders,
    ...(options === undefined ? {} : { initializationOptions: options }),
  });
  await connection.sendNotification('initialized', {});
  return {
    connection,
    initialized,
    open: (uri, text) =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'kspin', version: 1, text },
      }),
    ask: (method, uri, more = {}) => connection.sendRequest(method, { textDocument: { uri }, ...more }),
  };
}

async function close(connection: MessageConnection, child: ChildProcess): Promise<number | null> {
  const exit = once(child, 'exit');
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  const [code] = await exit;
  connection.dispose();
  return code as number | null;
}
