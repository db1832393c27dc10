// The language server in a process of its own. Its client is the heaviest part of the extension.
import type * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientOptions, type Descriptors, startClient } from './language-client.ts';

export function startServer(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Descriptors {
  const module = context.asAbsolutePath('dist/language-server.mjs');
  const server = { module, transport: TransportKind.ipc } as const;
  // With this window under a debugger the server listens for one too, at the port of .vscode/launch.json.
  const debug = { ...server, options: { execArgv: ['--inspect=6009'] } };
  const options = clientOptions(context, log, { codeLens: true });
  const client = new LanguageClient('kspin', 'Kernel Streaming', { run: server, debug }, options);
  return startClient(context, log, client);
}
