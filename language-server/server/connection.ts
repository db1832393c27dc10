// The LSP side of the service: capabilities, and for each request the call of the service that answers it.

import {
  type CapabilityFilesParams,
  type ConnectAtParams,
  type ConnectsParams,
  capabilityFilesMethod,
  connectAtMethod,
  connectsMethod,
  type InitializationOptions,
  type LiveFiltersParams,
  liveFiltersMethod,
} from '#language-server/protocol.ts';
import { complete, diagnose, hover, type LiveFilters, type Workspace } from '#language-server/service.ts';
import { inBackground } from './background.ts';
import { serverCapabilities } from './capabilities.ts';
import { type ActionClient, codeActions } from './code-actions.ts';
import { capabilityFilesIn, connectAt, connectsIn } from './connect-requests.ts';
import { toCompletionItem, toRange } from './convert.ts';
import { documentDiagnostics, toDiagnostics } from './document-diagnostics.ts';
import type { Host } from './host.ts';
import { readLiveFilters } from './live-filters.ts';
import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  MarkupKind,
} from './lsp.ts';
import { type OpenDocuments, openDocuments } from './open-documents.ts';
import { codeLenses, documentSymbols } from './outline.ts';
import { answerReferences } from './reference-handlers.ts';
import { defaultSettings, readSettings, watchSettings } from './settings.ts';
import { answerStructure } from './structure-handlers.ts';
import { warmUpOnce } from './warm-up.ts';
import { workspaceDescriptors } from './workspace-descriptors.ts';
import { answerWorkspaceDiagnostics } from './workspace-diagnostics.ts';

/** What the client can do, as far as it changes our answers. */
interface Client extends ActionClient {
  readonly codeLens: boolean;
  readonly rulePages: string | undefined;
  readonly snippets: boolean;
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesHints: boolean;
  readonly registersWatchers: boolean;
  readonly configures: boolean;
  readonly registersConfiguration: boolean;
  readonly sendsFolders: boolean;
}

const clientOf = ({ capabilities, initializationOptions: options }: InitializeParams): Client => ({
  codeLens: (options as InitializationOptions | undefined)?.codeLens === true,
  rulePages: (options as InitializationOptions | undefined)?.rulePages,
  createsFiles:
    capabilities.workspace?.workspaceEdit?.documentChanges === true &&
    capabilities.workspace.workspaceEdit.resourceOperations?.includes('create') === true,
  snippets: capabilities.textDocument?.completion?.completionItem?.snippetSupport === true,
  pullsDiagnostics: capabilities.textDocument?.diagnostic !== undefined,
  refreshesDiagnostics: capabilities.workspace?.diagnostics?.refreshSupport === true,
  refreshesHints: capabilities.workspace?.inlayHint?.refreshSupport === true,
  registersWatchers: capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
  configures: capabilities.workspace?.configuration === true,
  registersConfiguration: capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true,
  sendsFolders: capabilities.workspace?.workspaceFolders === true,
});

const foldersOf = ({ workspaceFolders, rootUri }: InitializeParams): readonly string[] =>
  workspaceFolders?.map(({ uri }) => uri) ?? (rootUri == null ? [] : [rootUri]);

/** Serves one client until it disconnects. */
export function serve(connection: Connection, itsHost: Host): void {
  let settings = defaultSettings;
  let client: Client = clientOf({ capabilities: {}, processId: null, rootUri: null });
  let live: LiveFilters | undefined;
  const workspace: Workspace = { ...itsHost.workspace, live: () => live };
  const host: Host = {
    ...itsHost,
    workspace,
    rulePage: (name) =>
      client.rulePages === undefined ? itsHost.rulePage(name) : `${client.rulePages}${name}.md`,
  };
  const documents = openDocuments(workspace, () => settings.rules);
  const diagnostics = documentDiagnostics(connection, documents, host);
  const descriptors = workspaceDescriptors(documents, host);
  const warmUp = warmUpOnce(host);

  connection.onInitialize((params) => {
    client = clientOf(params);
    descriptors.setFolders(foldersOf(params));
    return { serverInfo: { name: 'kspin-language-server' }, capabilities: serverCapabilities(client) };
  });
  const checkAgain = (): void => {
    if (client.refreshesDiagnostics) inBackground(connection, connection.languages.diagnostics.refresh());
    if (client.refreshesHints) inBackground(connection, connection.languages.inlayHint.refresh());
    if (!client.pullsDiagnostics)
      for (const { uri } of documents.texts.all()) inBackground(connection, diagnostics.push(uri));
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
  connection.onDidChangeWatchedFiles(({ changes }) => {
    host.changed(changes.map(({ uri }) => uri));
    checkAgain();
  });

  connection.languages.diagnostics.on(async ({ textDocument, previousResultId }) => {
    const report = await diagnostics.report(textDocument.uri, previousResultId);
    inBackground(connection, warmUp());
    return report;
  });
  documents.texts.onDidClose(({ document: { uri } }) => {
    if (!client.pullsDiagnostics)
      inBackground(connection, connection.sendDiagnostics({ uri, diagnostics: [] }));
  });
  documents.texts.onDidChangeContent(({ document }) => {
    if (!client.pullsDiagnostics) inBackground(connection, diagnostics.push(document.uri));
  });

  connection.onNotification(liveFiltersMethod, (params: LiveFiltersParams) => {
    const read = readLiveFilters(params);
    if (!read.ok) connection.console.warn(`Not understood, so nothing is checked against it: ${read.error}`);
    live = read.ok ? read.value : undefined;
    checkAgain();
  });

  answerFeatures(connection, documents, host, () => client);
  answerStructure(connection, documents, () => settings, workspace);
  answerReferences(connection, documents, descriptors, host);
  answerWorkspaceDiagnostics(connection, descriptors, async (doc) => {
    await host.ready(doc);
    return toDiagnostics(doc, diagnose(doc, workspace, { rules: settings.rules }), host.rulePage);
  });
  connection.onRequest(connectAtMethod, async (params: ConnectAtParams) => {
    const found = await descriptors.read(params.uri);
    if (found === undefined) return null;
    await host.ready(found.doc);
    // Of the target in use nothing is asked here: whoever sends the request hears from it in a moment.
    const findingsIn = (connect: number) =>
      diagnose(found.doc, itsHost.workspace, { rules: settings.rules, connect });
    return connectAt(found, findingsIn, params);
  });
  connection.onRequest(connectsMethod, async ({ uri }: ConnectsParams) => {
    const found = await descriptors.read(uri);
    return found === undefined ? [] : connectsIn(found.doc);
  });
  connection.onRequest(capabilityFilesMethod, async ({ uri }: CapabilityFilesParams) => {
    const found = await descriptors.read(uri);
    if (found === undefined) return [];
    await host.ready(found.doc);
    return capabilityFilesIn(found.doc, itsHost.workspace);
  });
  documents.texts.listen(connection);
  connection.listen();
}

/** A changed capability file changes what is wrong with the descriptors that name it. */
function watchCapabilityFiles(connection: Connection, client: Client): void {
  if (!client.registersWatchers) return;
  const watchers = [{ globPattern: '**/*.kscaps.json' }];
  inBackground(connection, connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
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
  host: Host,
  client: () => Client,
): void {
  connection.onHover(({ textDocument, position }) => {
    const doc = documents.read(textDocument.uri);
    const context = { findings: documents.findings(textDocument.uri), rulePage: host.rulePage };
    const found = doc && hover(doc, doc.lines.offsetAt(position), context);
    if (doc === undefined || found === undefined) return null;
    return { contents: { kind: MarkupKind.Markdown, value: found.text }, range: toRange(doc, found.range) };
  });
  connection.onCompletion(({ textDocument, position }) => {
    const doc = documents.read(textDocument.uri);
    if (doc === undefined) return [];
    const { snippets } = client();
    const offset = doc.lines.offsetAt(position);
    return complete(doc, offset, host.workspace).map((completion, index) => {
      const data: CompletionOrigin = { uri: doc.uri, offset, index };
      return { ...toCompletionItem(doc, completion, { index, offset, snippets }), data };
    });
  });
  connection.onCompletionResolve((item) => {
    const { uri, offset, index } = item.data as CompletionOrigin;
    const doc = documents.read(uri);
    const completion = doc && complete(doc, offset, host.workspace)[index];
    // The text may have changed since: what is another item now explains nothing.
    return completion?.label === item.label ? { ...item, documentation: completion.documentation } : item;
  });
  connection.onCodeAction((params) => {
    const doc = documents.read(params.textDocument.uri);
    return doc === undefined ? [] : codeActions(doc, documents.findings(doc.uri), params, host, client());
  });
  connection.onCodeLens(({ textDocument }) => codeLenses(documents.read(textDocument.uri)));
  connection.onDocumentSymbol(({ textDocument }) => documentSymbols(documents.read(textDocument.uri)));
}
