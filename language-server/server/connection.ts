// The LSP side of the service: capabilities, and for each request the call of the service that answers it.

import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type InitializeParams,
  MarkupKind,
} from 'vscode-languageserver/node';
import {
  type ConnectAtParams,
  type ConnectsParams,
  connectAtMethod,
  connectsMethod,
  type InitializationOptions,
} from '#language-server/protocol.ts';
import { complete, diagnose, hover, type Workspace } from '#language-server/service.ts';
import { serverCapabilities } from './capabilities.ts';
import { codeActions } from './code-actions.ts';
import { connectAt, connectsIn } from './connect-requests.ts';
import { toCompletionItem, toDiagnostic, toRange } from './convert.ts';
import { type OpenDocuments, openDocuments } from './open-documents.ts';
import { codeLenses, documentSymbols } from './outline.ts';
import { answerReferences } from './reference-handlers.ts';
import { reportId } from './report-id.ts';
import { defaultSettings, readSettings, watchSettings } from './settings.ts';
import { answerStructure } from './structure-handlers.ts';
import { workspaceDescriptors } from './workspace-descriptors.ts';
import { answerWorkspaceDiagnostics } from './workspace-diagnostics.ts';
import { diskWorkspace } from './workspace-files.ts';

/** What the client can do, as far as it changes our answers. */
interface Client {
  readonly codeLens: boolean;
  readonly snippets: boolean;
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly registersWatchers: boolean;
  readonly configures: boolean;
  readonly registersConfiguration: boolean;
  readonly sendsFolders: boolean;
}

const clientOf = ({ capabilities, initializationOptions }: InitializeParams): Client => ({
  codeLens: (initializationOptions as InitializationOptions | undefined)?.codeLens === true,
  snippets: capabilities.textDocument?.completion?.completionItem?.snippetSupport === true,
  pullsDiagnostics: capabilities.textDocument?.diagnostic !== undefined,
  refreshesDiagnostics: capabilities.workspace?.diagnostics?.refreshSupport === true,
  registersWatchers: capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
  configures: capabilities.workspace?.configuration === true,
  registersConfiguration: capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true,
  sendsFolders: capabilities.workspace?.workspaceFolders === true,
});

const foldersOf = ({ workspaceFolders, rootUri }: InitializeParams): readonly string[] =>
  workspaceFolders?.map(({ uri }) => uri) ?? (rootUri == null ? [] : [rootUri]);

/** Serves one client until it disconnects. */
export function serve(connection: Connection): void {
  let settings = defaultSettings;
  const workspace = diskWorkspace();
  const documents = openDocuments(workspace, () => settings.rules);
  const descriptors = workspaceDescriptors(documents);
  let client: Client = clientOf({ capabilities: {}, processId: null, rootUri: null });

  connection.onInitialize((params) => {
    client = clientOf(params);
    descriptors.setFolders(foldersOf(params));
    return { serverInfo: { name: 'kspin-language-server' }, capabilities: serverCapabilities(client) };
  });
  const checkAgain = (): void => {
    if (client.refreshesDiagnostics) void connection.languages.diagnostics.refresh();
    if (!client.pullsDiagnostics)
      for (const { uri } of documents.texts.all()) push(connection, documents, uri);
  };
  const configure = async (): Promise<void> => {
    if (!client.configures) return;
    settings = await readSettings(connection);
    checkAgain();
  };
  connection.onInitialized(async () => {
    watchCapabilityFiles(connection, client);
    if (client.registersConfiguration) watchSettings(connection);
    if (client.sendsFolders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        descriptors.addFolders(
          added.map(({ uri }) => uri),
          removed.map(({ uri }) => uri),
        );
        checkAgain();
      });
    await configure();
  });
  connection.onDidChangeConfiguration(configure);
  connection.onDidChangeWatchedFiles(checkAgain);

  connection.languages.diagnostics.on(({ textDocument, previousResultId }) =>
    diagnosticReport(documents, textDocument.uri, previousResultId),
  );
  documents.texts.onDidChangeContent(({ document }) => {
    if (!client.pullsDiagnostics) push(connection, documents, document.uri);
  });

  answerFeatures(connection, documents, workspace, () => client);
  answerStructure(connection, documents, () => settings);
  answerReferences(connection, documents, descriptors);
  answerWorkspaceDiagnostics(connection, descriptors, (doc) =>
    diagnose(doc, workspace, { rules: settings.rules }).map((finding) => toDiagnostic(doc, finding)),
  );
  connection.onRequest(connectAtMethod, (params: ConnectAtParams) => connectAt(documents, params));
  connection.onRequest(connectsMethod, (params: ConnectsParams) => connectsIn(documents, params.uri));
  documents.texts.listen(connection);
  connection.listen();
}

/** A changed capability file changes what is wrong with the descriptors that name it. */
function watchCapabilityFiles(connection: Connection, client: Client): void {
  if (!client.registersWatchers) return;
  void connection.client.register(DidChangeWatchedFilesNotification.type, {
    watchers: [{ globPattern: '**/*.kscaps.json' }],
  });
}

function diagnosticReport(
  documents: OpenDocuments,
  uri: string,
  previous: string | undefined,
): DocumentDiagnosticReport {
  const doc = documents.read(uri);
  const items = doc === undefined ? [] : documents.findings(uri).map((finding) => toDiagnostic(doc, finding));
  const resultId = reportId(items);
  if (resultId === previous) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
  return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
}

/** For clients that do not pull. */
function push(connection: Connection, documents: OpenDocuments, uri: string): void {
  const doc = documents.read(uri);
  if (doc === undefined) return;
  const diagnostics = documents.findings(uri).map((finding) => toDiagnostic(doc, finding));
  void connection.sendDiagnostics({ uri, version: documents.version(uri), diagnostics });
}

/** What a completion item carries, so that its documentation can be found when it is asked for. */
interface CompletionOrigin {
  readonly uri: string;
  readonly offset: number;
  readonly index: number;
}

function answerFeatures(
  connection: Connection,
  documents: OpenDocuments,
  workspace: Workspace,
  client: () => Client,
): void {
  connection.onHover(({ textDocument, position }) => {
    const doc = documents.read(textDocument.uri);
    const found = doc && hover(doc, doc.lines.offsetAt(position));
    if (doc === undefined || found === undefined) return null;
    return { contents: { kind: MarkupKind.Markdown, value: found.text }, range: toRange(doc, found.range) };
  });
  connection.onCompletion(({ textDocument, position }) => {
    const doc = documents.read(textDocument.uri);
    if (doc === undefined) return [];
    const { snippets } = client();
    const offset = doc.lines.offsetAt(position);
    return complete(doc, offset, workspace).map((completion, index) => {
      const data: CompletionOrigin = { uri: doc.uri, offset, index };
      return { ...toCompletionItem(doc, completion, index, snippets), data };
    });
  });
  connection.onCompletionResolve((item) => {
    const { uri, offset, index } = item.data as CompletionOrigin;
    const doc = documents.read(uri);
    const completion = doc && complete(doc, offset, workspace)[index];
    // The text may have changed since: what is another item now explains nothing.
    return completion?.label === item.label ? { ...item, documentation: completion.documentation } : item;
  });
  connection.onCodeAction((params) => {
    const doc = documents.read(params.textDocument.uri);
    return doc === undefined ? [] : codeActions(doc, documents.findings(doc.uri), params, workspace);
  });
  connection.onCodeLens(({ textDocument }) => codeLenses(documents.read(textDocument.uri)));
  connection.onDocumentSymbol(({ textDocument }) => documentSymbols(documents.read(textDocument.uri)));
}
