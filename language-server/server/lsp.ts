// The one door to the LSP library, which is CommonJS: bundled, each file that imports values from it copies its thousand names when
// the server starts.
// biome-ignore-start lint/style/noRestrictedImports: this is the door
export type * from 'vscode-languageserver';
export {
  CodeActionKind,
  CompletionItemKind,
  DiagnosticSeverity,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DocumentDiagnosticReportKind,
  DocumentHighlightKind,
  FoldingRangeKind,
  InlayHintKind,
  InsertTextFormat,
  LSPErrorCodes,
  MarkupKind,
  ResponseError,
  SemanticTokensBuilder,
  SymbolKind,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
// biome-ignore-end lint/style/noRestrictedImports: it ends here
