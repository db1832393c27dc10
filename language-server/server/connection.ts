// The LSP side of the service: capabilities, and for each request the call of the service that answers it.

import {
  CodeActionKind,
  type Connection,
  DidChangeWatchedFilesNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type InitializeParams,
  type InitializeResult,
  MarkupKind,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import {
  type ConnectAtParams,
  type ConnectsParams,
  connectAtMethod,
  connectsMethod,
  type InitializationOptions,
} from '#language-server/protocol.ts';
import { complete, hover } from '#language-server/service.ts';
import { codeActions, fixAllKind } from './code-actions.ts';
import { connectAt, connectsIn } from './connect-requests.ts';
import { toCompletionItem, toDiagnostic, toRange } from './convert.ts';
import { type OpenDocuments, openDocuments } from './open-documents.ts';
import { codeLenses, documentSymbols } from './outline.ts';
import { reportId } from './report-id.ts';
import { diskWorkspace } from './workspace-files.ts';

/** What the client can do, as far as it changes our answers. */
interface Client {
  readonly codeLens: boolean;
  readonly snippets: boolean;
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly registersWatchers: boolean;
}

const clientOf = ({ capabilities, initializationOptions }: InitializeParams): Client => ({
  codeLens: (initializationOptions as InitializationOptions | undefined)?.codeLens === true,
  snippets: capabilities.textDocument?.completion?.completionItem?.snippetSupport === true,
  pullsDiagnostics: capabilities.textDocument?.diagnostic !== undefined,
  refreshesDiagnostics: capabilities.workspace?.diagnostics?.refreshSupport === true,
  registersWatchers: capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
});

/** Serves one client until it disconnects. */
export function serve(connection: Connection): void {
  const documents = openDocuments(diskWorkspace());
  let client: Client = clientOf({ capabilities: {}, processId: null, rootUri: null });

  connection.onInitialize((params) => {
    client = clientOf(params);
    return initializeResult(client);
  });
  connection.onInitialized(() => watchCapabilityFiles(connection, client));
  connection.onDidChangeWatchedFiles(() => {
    if (client.refreshesDiagnostics) void connection.languages.diagnostics.refresh();
    if (!client.pullsDiagnostics)
      for (const { uri } of documents.texts.all()) push(connection, documents, uri);
  });

  connection.languages.diagnostics.on(({ textDocument, previousResultId }) =>
    diagnosticReport(documents, textDocument.uri, previousResultId),
  );
  documents.texts.onDidChangeContent(({ document }) => {
    if (!client.pullsDiagnostics) push(connection, documents, document.uri);
  });

  answerFeatures(connection, documents, () => client);
  connection.onRequest(connectAtMethod, (params: ConnectAtParams) => connectAt(documents, params));
  connection.onRequest(connectsMethod, (params: ConnectsParams) => connectsIn(documents, params.uri));
  documents.texts.listen(connection);
  connection.listen();
}

function initializeResult(client: Client): InitializeResult {
  return {
    serverInfo: { name: 'kspin-language-server' },
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false },
      hoverProvider: true,
      completionProvider: { triggerCharacters: ['"', ':', '|', ' '] },
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
      documentSymbolProvider: true,
      ...(client.codeLens ? { codeLensProvider: {} } : {}),
    },
  };
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

function answerFeatures(connection: Connection, documents: OpenDocuments, client: () => Client): void {
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
    return complete(doc, doc.lines.offsetAt(position)).map((completion, index) =>
      toCompletionItem(doc, completion, index, snippets),
    );
  });
  connection.onCodeAction((params) => {
    const doc = documents.read(params.textDocument.uri);
    return doc === undefined ? [] : codeActions(doc, documents.findings(doc.uri), params);
  });
  connection.onCodeLens(({ textDocument }) => codeLenses(documents.read(textDocument.uri)));
  connection.onDocumentSymbol(({ textDocument }) => documentSymbols(documents.read(textDocument.uri)));
}
