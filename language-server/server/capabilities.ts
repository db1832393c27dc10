// What the server tells a client that it can do; docs/lsp.md is the same table for people.

import { semanticTokenTypes } from '#language-server/service.ts';
import { fixAllKind } from './code-actions.ts';
import { CodeActionKind, type ServerCapabilities, TextDocumentSyncKind } from './lsp.ts';

/** What descriptors name, they themselves, and folders with both or either. */
const moving = {
  filters: [
    { scheme: 'file', pattern: { glob: '**/*.{kscaps,kspin}.json', matches: 'file' as const } },
    { scheme: 'file', pattern: { glob: '**', matches: 'folder' as const } },
  ],
};

/** Lenses run a command that only our own client has. */
export const serverCapabilities = ({ codeLens }: { readonly codeLens: boolean }): ServerCapabilities => ({
  textDocumentSync: TextDocumentSyncKind.Incremental,
  diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: true, workDoneProgress: true },
  hoverProvider: true,
  completionProvider: { triggerCharacters: ['"', ':', '|', ' '], resolveProvider: true },
  codeActionProvider: {
    codeActionKinds: [
      CodeActionKind.QuickFix,
      CodeActionKind.RefactorRewrite,
      CodeActionKind.RefactorMove,
      fixAllKind,
    ],
  },
  documentSymbolProvider: true,
  workspaceSymbolProvider: { workDoneProgress: true },
  definitionProvider: true,
  referencesProvider: { workDoneProgress: true },
  documentHighlightProvider: true,
  renameProvider: { prepareProvider: true, workDoneProgress: true },
  documentLinkProvider: {},
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  inlayHintProvider: true,
  semanticTokensProvider: {
    legend: { tokenTypes: [...semanticTokenTypes], tokenModifiers: [] },
    full: { delta: true },
    range: true,
  },
  workspace: {
    workspaceFolders: { supported: true, changeNotifications: true },
    fileOperations: { willRename: moving },
  },
  ...(codeLens ? { codeLensProvider: {} } : {}),
});
