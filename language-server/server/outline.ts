// The connects of a document as lenses and symbols.

import { createPinCommand } from '#language-server/protocol.ts';
import { type ConnectEntry, connectsOf, type DescriptorDocument } from '#language-server/service.ts';
import { toRange } from './convert.ts';
import { type CodeLens, type DocumentSymbol, SymbolKind } from './lsp.ts';

/**
 * Each with its command, and not only once it is on the screen: where VS Code resolves a lens while newer ones arrive, the newer one
 * gets the command of the older, which is gone, and a click on it does nothing.
 */
export function codeLenses(doc: DescriptorDocument | undefined): CodeLens[] {
  if (doc === undefined) return [];
  return connectsOf(doc).map((entry) => ({
    range: toRange(doc, { start: entry.range.start, end: entry.range.start + 1 }),
    command: { title: 'Create pin', command: createPinCommand, arguments: [doc.uri, entry.index] },
  }));
}

/** What a list of connects shows: VS Code refuses a symbol without a name. */
export function titleOf({ name, index }: ConnectEntry): string {
  return name?.trim() || `connect ${index + 1}`;
}

export function documentSymbols(doc: DescriptorDocument | undefined): DocumentSymbol[] {
  if (doc === undefined) return [];
  return connectsOf(doc).map((entry) => ({
    name: titleOf(entry),
    kind: SymbolKind.Object,
    range: toRange(doc, entry.range),
    selectionRange: toRange(doc, entry.head),
    children: partsOf(doc, entry),
  }));
}

/** The members of the connect itself; what is inside of them is for folding, not for an outline. */
function partsOf(doc: DescriptorDocument, entry: ConnectEntry): DocumentSymbol[] {
  return [...entry.places.values()].flatMap(({ path, key, value }) => {
    if (path.length !== 1 || key === undefined) return [];
    return {
      name: String(path[0]),
      kind: SymbolKind.Field,
      range: toRange(doc, { start: key.start, end: value.end }),
      selectionRange: toRange(doc, key),
    };
  });
}
