// The language server in a process of its own. Its client is the heaviest part of the extension.
import type * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions, TransportKind } from 'vscode-languageclient/node';
import { clientOptions, type Descriptors, startClient } from './language-client.ts';
import { LensCommands } from './lens-commands.ts';

export function startServer(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Descriptors {
  const module = context.asAbsolutePath('dist/language-server.mjs');
  const server = { module, transport: TransportKind.ipc } as const;
  // With this window under a debugger the server listens for one too, at the port of .vscode/launch.json.
  const debug = { ...server, options: { execArgv: ['--inspect=6009'] } };
  const lensCommands = new LensCommands();
  context.subscriptions.push(lensCommands);
  const options = {
    ...clientOptions(context, log, { codeLens: true }),
    middleware: {
      provideCodeLenses: async (document, token, next) =>
        lensCommands.withOwnCommands((await next(document, token)) ?? []),
    },
  } satisfies LanguageClientOptions;
  const client = new LanguageClient('kspin', 'Kernel Streaming', { run: server, debug }, options);
  return startClient(context, log, client);
}
