// Starts the language server in a process of its own and speaks to it: diagnostics, hover and completion come by the
// LSP, a connect that is to be sent by a request of ours (language-server/protocol.ts).
import * as vscode from 'vscode';
import { LanguageClient, State, TransportKind } from 'vscode-languageclient/node';
import {
  type ConnectAtParams,
  type ConnectAtResult,
  type ConnectsParams,
  type ConnectsResult,
  connectAtMethod,
  connectsMethod,
  type InitializationOptions,
  rulePagesUri,
  type WireRange,
} from '#language-server/protocol.ts';

/** What the rest of the extension asks the server. */
export interface Descriptors {
  connectAt(params: ConnectAtParams): Promise<ConnectAtResult>;
  connects(params: ConnectsParams): Promise<ConnectsResult>;
  /** A word or two about the server, for a bug report. */
  state(): string;
}

export function startLanguageClient(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): Descriptors {
  const module = context.asAbsolutePath('dist/language-server.mjs');
  const server = { module, transport: TransportKind.ipc } as const;
  // Closed files count too: workspace diagnostics cover them, and capability files decide about others.
  const files = vscode.workspace.createFileSystemWatcher('**/*.{kspin,kscaps}.json');
  const initializationOptions: InitializationOptions = { codeLens: true, rulePages: rulePagesUri };
  const client = new LanguageClient(
    'kspin',
    'Kernel Streaming',
    {
      run: server,
      // With this window under a debugger the server listens for one too, at the port of .vscode/launch.json.
      debug: { ...server, options: { execArgv: ['--inspect=6009'] } },
    },
    {
      documentSelector: [{ language: 'kspin' }],
      initializationOptions,
      outputChannel: log,
      synchronize: { fileEvents: files },
    },
  );
  context.subscriptions.push(files, client);
  const started = client.start();
  started.catch((error: unknown) => log.error(`The language server did not start: ${String(error)}`));
  return {
    connectAt: async (params) => {
      await started;
      return client.sendRequest<ConnectAtResult>(connectAtMethod, params);
    },
    connects: async (params) => {
      await started;
      return client.sendRequest<ConnectsResult>(connectsMethod, params);
    },
    state: () => State[client.state] ?? 'unknown',
  };
}

/** A range of the server's answers as the editor's own. */
export function rangeOf({ start, end }: WireRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
