// The language server in a process of its own. Its client is the heaviest part of the extension; activation loads this file
// when views and commands are there.
import type * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions, TransportKind } from 'vscode-languageclient/node';

export function serverProcess(
  context: vscode.ExtensionContext,
  options: LanguageClientOptions,
): LanguageClient {
  const module = context.asAbsolutePath('dist/language-server.mjs');
  const server = { module, transport: TransportKind.ipc } as const;
  // With this window under a debugger the server listens for one too, at the port of .vscode/launch.json.
  const debug = { ...server, options: { execArgv: ['--inspect=6009'] } };
  return new LanguageClient('kspin', 'Kernel Streaming', { run: server, debug }, options);
}
