// Requests about names: where a connect or a capability file is named, where it is, and what follows when it moves.

import {
  capabilityLinks,
  type DescriptorDocument,
  editsAfterMoves,
  jsonInside,
  namedRules,
  type Reference,
  referenceAt,
  referencesTo,
  resolveUri,
  ruleNamed,
} from '#language-server/service.ts';
import { toEdits, toRange } from './convert.ts';
import type { Host } from './host.ts';
import {
  type Connection,
  DocumentHighlightKind,
  type FileRename,
  type Location,
  ResponseError,
  type SymbolInformation,
  SymbolKind,
  type TextDocumentEdit,
  type TextDocumentPositionParams,
  type WorkspaceEdit,
} from './lsp.ts';
import type { OpenDocuments } from './open-documents.ts';
import { titleOf } from './outline.ts';
import { everyDescriptor } from './whole-workspace.ts';
import type { WorkspaceDescriptor, WorkspaceDescriptors } from './workspace-descriptors.ts';

interface Found {
  readonly doc: DescriptorDocument;
  readonly reference: Reference;
}

/** More symbols than this help nobody to find one. */
const mostSymbols = 500;

export function answerReferences(
  connection: Connection,
  documents: OpenDocuments,
  workspace: WorkspaceDescriptors,
  { rulePage }: Host,
): void {
  const find = ({ textDocument, position }: TextDocumentPositionParams): Found | undefined => {
    const doc = documents.read(textDocument.uri);
    const reference = doc && referenceAt(doc, doc.lines.offsetAt(position));
    return doc === undefined || reference === undefined ? undefined : { doc, reference };
  };

  connection.onDefinition((params) => {
    const found = find(params);
    return found === undefined ? null : definitionOf(found);
  });
  connection.onReferences(async (params, token, progress, partial) => {
    const found = find(params);
    if (found === undefined) return null;
    if (found.reference.kind === 'name') return locationsIn(found.doc, found.reference);
    const locations: Location[] = [];
    for await (const { doc } of everyDescriptor(workspace, 'Finding references', token, progress)) {
      const here = locationsIn(doc, found.reference);
      // A client that asked for parts gets each as it is known.
      if (partial === undefined) locations.push(...here);
      else if (here.length > 0) partial.report(here);
    }
    return locations;
  });
  connection.onDocumentHighlight((params) => {
    const found = find(params);
    if (found === undefined) return null;
    const { doc, reference } = found;
    return referencesTo(doc, reference).map((range) => ({
      range: toRange(doc, range),
      kind: DocumentHighlightKind.Text,
    }));
  });
  connection.onPrepareRename((params) => {
    const found = find(params);
    if (found === undefined) return null;
    return { range: toRange(found.doc, found.reference.range), placeholder: found.reference.text };
  });
  connection.onRenameRequest(async ({ newName, ...params }, token, progress) => {
    const found = find(params);
    if (found === undefined) return null;
    return rename(found, newName, everyDescriptor(workspace, 'Renaming', token, progress));
  });
  connection.onDocumentLinks(({ textDocument }) => {
    const doc = documents.read(textDocument.uri);
    return doc === undefined ? [] : documentLinks(doc, rulePage);
  });
  connection.workspace.onWillRenameFiles(async ({ files }, token) => {
    return { documentChanges: await moves(files, everyDescriptor(workspace, 'Following a rename', token)) };
  });
  connection.onWorkspaceSymbol(({ query }, token, progress) =>
    symbols(query, everyDescriptor(workspace, 'Finding connects', token, progress)),
  );
}

function definitionOf({ doc, reference }: Found): Location {
  if (reference.kind === 'name') return { uri: doc.uri, range: toRange(doc, reference.range) };
  const start = { line: 0, character: 0 };
  return { uri: reference.uri, range: { start, end: start } };
}

const locationsIn = (doc: DescriptorDocument, reference: Reference): Location[] =>
  referencesTo(doc, reference).map((range) => ({ uri: doc.uri, range: toRange(doc, range) }));

/** A name changes where it stands; a capability file changes on disk, and every descriptor that names it follows. */
async function rename(
  { doc, reference }: Found,
  newName: string,
  everything: AsyncIterable<WorkspaceDescriptor>,
): Promise<WorkspaceEdit> {
  if (reference.kind === 'name') {
    const edit = { range: toRange(doc, reference.range), newText: jsonInside(newName) };
    return { documentChanges: [{ textDocument: { uri: doc.uri, version: null }, edits: [edit] }] };
  }
  const newUri = resolveUri(doc.uri, newName);
  if (newUri === undefined || !newName.endsWith('.kscaps.json')) {
    throw new ResponseError(
      -32602,
      'A capability file is named by a path relative to the descriptor that ends in .kscaps.json.',
    );
  }
  const edits = await moves([{ oldUri: reference.uri, newUri }], everything);
  return { documentChanges: [...edits, { kind: 'rename', oldUri: reference.uri, newUri }] };
}

async function moves(
  files: readonly FileRename[],
  everything: AsyncIterable<WorkspaceDescriptor>,
): Promise<TextDocumentEdit[]> {
  const changed: TextDocumentEdit[] = [];
  for await (const { doc, version } of everything) {
    const edits = editsAfterMoves(doc, files);
    if (edits.length > 0)
      changed.push({ textDocument: { uri: doc.uri, version }, edits: toEdits(doc, edits) });
  }
  return changed;
}

function documentLinks(
  doc: DescriptorDocument,
  rulePage: Host['rulePage'],
): { range: Location['range']; target: string; tooltip: string }[] {
  const files = capabilityLinks(doc).map(({ range, uri }) => ({
    range: toRange(doc, range),
    target: uri,
    tooltip: 'Open the capability file',
  }));
  const pages = namedRules(doc).flatMap(({ name, range }) => {
    const target = ruleNamed(name) && rulePage(name);
    return target === undefined ? [] : [{ range: toRange(doc, range), target, tooltip: 'About this rule' }];
  });
  return [...files, ...pages];
}

/** Connects whose name holds the letters of the query in order, as editors match. */
async function symbols(
  query: string,
  everything: AsyncIterable<WorkspaceDescriptor>,
): Promise<SymbolInformation[]> {
  const found: SymbolInformation[] = [];
  for await (const { doc } of everything) {
    for (const entry of doc.connects) {
      const name = titleOf(entry);
      if (!holdsInOrder(name, query)) continue;
      found.push({
        name,
        kind: SymbolKind.Object,
        containerName: decodeURIComponent(doc.uri.slice(doc.uri.lastIndexOf('/') + 1)),
        location: { uri: doc.uri, range: toRange(doc, entry.head) },
      });
      if (found.length === mostSymbols) return found;
    }
  }
  return found;
}

function holdsInOrder(text: string, letters: string): boolean {
  const lower = text.toLowerCase();
  let at = 0;
  for (const letter of letters.toLowerCase()) {
    at = lower.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
