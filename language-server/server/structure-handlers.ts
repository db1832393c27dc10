// Requests about the form of one document: hints, colours, folds, selections, formatting.

import {
  type DescriptorDocument,
  folds,
  formatEdits,
  inlayHints,
  selectionRanges,
  type TextRange,
  type Workspace,
} from '#language-server/service.ts';
import { toEdits, toOffsets, toRange } from './convert.ts';
import { type Connection, FoldingRangeKind, InlayHintKind, type SelectionRange } from './lsp.ts';
import type { OpenDocuments } from './open-documents.ts';
import { answerSemanticTokens } from './semantic-token-handlers.ts';
import type { Settings } from './settings.ts';

export function answerStructure(
  connection: Connection,
  documents: OpenDocuments,
  settings: () => Settings,
  workspace: Workspace,
): void {
  connection.languages.inlayHint.on(({ textDocument, range }) => {
    const doc = documents.read(textDocument.uri);
    if (doc === undefined) return [];
    return inlayHints(doc, toOffsets(doc, range), settings().inlayHints, workspace).map((hint) => ({
      position: doc.lines.positionAt(hint.offset),
      label: hint.label,
      kind: InlayHintKind.Type,
      tooltip: hint.tooltip,
      paddingLeft: true,
    }));
  });
  answerSemanticTokens(connection, documents);
  connection.onFoldingRanges(({ textDocument }) => {
    const doc = documents.read(textDocument.uri);
    if (doc === undefined) return [];
    return folds(doc).map(({ startLine, endLine, kind }) =>
      kind === 'comment' ? { startLine, endLine, kind: FoldingRangeKind.Comment } : { startLine, endLine },
    );
  });
  connection.onSelectionRanges(({ textDocument, positions }) => {
    const doc = documents.read(textDocument.uri);
    if (doc === undefined) return null;
    return positions.map((position) => nested(doc, selectionRanges(doc, doc.lines.offsetAt(position))));
  });
  connection.onDocumentFormatting(({ textDocument, options }) => {
    const doc = documents.read(textDocument.uri);
    return doc === undefined ? [] : toEdits(doc, formatEdits(doc, options));
  });
  connection.onDocumentRangeFormatting(({ textDocument, options, range }) => {
    const doc = documents.read(textDocument.uri);
    return doc === undefined ? [] : toEdits(doc, formatEdits(doc, options, toOffsets(doc, range)));
  });
}

/** From a list, innermost first, to the LSP's chain of parents. */
function nested(doc: DescriptorDocument, ranges: readonly TextRange[]): SelectionRange {
  const [outermost = { start: 0, end: 0 }, ...inner] = ranges.toReversed();
  return inner.reduce<SelectionRange>((parent, range) => ({ range: toRange(doc, range), parent }), {
    range: toRange(doc, outermost),
  });
}
