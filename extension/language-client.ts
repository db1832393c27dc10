// What the extension asks of the language server beyond the LSP (language-server/protocol.ts), and what every client of it is
// told, whether the server runs as a process (server-process.ts) or in a browser's worker (web/).
import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import {
  type CapabilityFilesParams,
  type CapabilityFilesResult,
  type ConnectAtParams,
  type ConnectAtResult,
  type ConnectsParams,
  type ConnectsResult,
  capabilityFilesMethod,
  connectAtMethod,
  connectsMethod,
  type InitializationOptions,
  type LiveFiltersParams,
  liveFiltersMethod,
  rulePagesUri,
  type WireRange,
} from '#language-server/protocol.ts';

/** What the rest of the extension asks the server. */
export interface Descriptors {
  connectAt(params: ConnectAtParams): Promise<ConnectAtResult>;
  connects(params: ConnectsParams): Promise<ConnectsResult>;
  capabilityFiles(params: CapabilityFilesParams): Promise<CapabilityFilesResult>;
  /** A word or two about the server, for a bug report. */
  state(): string;
  /** Connects that name no capability file are checked against these from now on. */
  setLiveFilters(filters: LiveFiltersParams): Promise<void>;
}

/** Starts a client, and ends it with the extension. What is asked before the server is there waits for it. */
export function startClient(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  client: BaseLanguageClient,
): Descriptors {
  const started = client.start();
  started.catch((error: unknown) => log.error(`The language server did not start: ${String(error)}`));
  context.subscriptions.push(client);
  const ask = async <Answer>(method: string, params: object): Promise<Answer> => {
    await started;
    return client.sendRequest<Answer>(method, params);
  };
  return {
    connectAt: (params) => ask<ConnectAtResult>(connectAtMethod, params),
    connects: (params) => ask<ConnectsResult>(connectsMethod, params),
    capabilityFiles: (params) => ask<CapabilityFilesResult>(capabilityFilesMethod, params),
    setLiveFilters: (filters) =>
      started
        .then(() => client.sendNotification(liveFiltersMethod, filters))
        .catch((error: unknown) =>
          log.warn(`The language server does not know the filters: ${String(error)}`),
        ),
    state: () => (client.isRunning() ? 'running' : 'not running'),
  };
}

export function clientOptions(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  abilities: Pick<InitializationOptions, 'codeLens'>,
): LanguageClientOptions {
  // Closed files count too: workspace diagnostics cover them, and capability files decide about others.
  const files = vscode.workspace.createFileSystemWatcher('**/*.{kspin,kscaps}.json');
  context.subscriptions.push(files);
  const initializationOptions: InitializationOptions = { ...abilities, rulePages: rulePagesUri };
  return {
    documentSelector: [{ language: 'kspin' }],
    initializationOptions,
    outputChannel: log,
    synchronize: { fileEvents: files },
  };
}

/** A range of the server's answers as the editor's own. */
export function rangeOf({ start, end }: WireRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
