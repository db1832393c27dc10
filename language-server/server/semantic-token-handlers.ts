// Semantic tokens on the wire: all of a document, those of a range, or what changed since the client last asked.

import {
  type DescriptorDocument,
  semanticTokens,
  semanticTokenTypes,
  type TextRange,
} from '#language-server/service.ts';
import { toOffsets } from './convert.ts';
import { type Connection, SemanticTokensBuilder } from './lsp.ts';
import type { OpenDocuments } from './open-documents.ts';

export function answerSemanticTokens(connection: Connection, documents: OpenDocuments): void {
  /** What each open document was sent last: a delta speaks of it. */
  const sent = new Map<string, SemanticTokensBuilder>();
  documents.texts.onDidClose(({ document }) => sent.delete(document.uri));

  connection.languages.semanticTokens.on(({ textDocument: { uri } }) => {
    const doc = documents.read(uri);
    if (doc === undefined) return { data: [] };
    const builder = new SemanticTokensBuilder();
    sent.set(uri, builder);
    pushTokens(builder, doc);
    return builder.build();
  });
  connection.languages.semanticTokens.onDelta(({ textDocument: { uri }, previousResultId }) => {
    const doc = documents.read(uri);
    if (doc === undefined) return { data: [] };
    const builder = sent.get(uri) ?? new SemanticTokensBuilder();
    sent.set(uri, builder);
    // Another id than the last one makes it answer with everything.
    builder.previousResult(previousResultId);
    pushTokens(builder, doc);
    return builder.buildEdits();
  });
  connection.languages.semanticTokens.onRange(({ textDocument: { uri }, range }) => {
    const doc = documents.read(uri);
    if (doc === undefined) return { data: [] };
    const builder = new SemanticTokensBuilder();
    pushTokens(builder, doc, toOffsets(doc, range));
    return builder.build();
  });
}

function pushTokens(builder: SemanticTokensBuilder, doc: DescriptorDocument, range?: TextRange): void {
  for (const { range: token, type } of semanticTokens(doc, range)) {
    const { line, character } = doc.lines.positionAt(token.start);
    builder.push(line, character, token.end - token.start, semanticTokenTypes.indexOf(type), 0);
  }
}
