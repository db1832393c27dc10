// What a descriptor names, and where else it is named: connects by their names, capability files by their paths.
import type { ConnectEntry, DescriptorDocument } from '#language-server/descriptor/document.ts';
import type { TextEdit, TextRange } from '#language-server/text/text-range.ts';
import { normalUri, relativePath, resolveUri, sameUri } from './relative-uri.ts';
import { bareRange } from './written-members.ts';

export type Reference =
  | { readonly kind: 'name'; readonly range: TextRange; readonly text: string }
  /** `uri` is what the path means from the document. */
  | { readonly kind: 'capabilities'; readonly range: TextRange; readonly text: string; readonly uri: string };

/** What is named at an offset. Ranges are without quotes. */
export function referenceAt(doc: DescriptorDocument, offset: number): Reference | undefined {
  const entry = doc.connects.find(({ range }) => range.start <= offset && offset <= range.end);
  if (entry === undefined) return undefined;
  return referencesIn(doc, entry).find(({ range }) => range.start <= offset && offset <= range.end);
}

/** Every place of a document that names the same thing; a connect's name has no meaning outside of its file. */
export function referencesTo(doc: DescriptorDocument, target: Reference): readonly TextRange[] {
  return allReferences(doc).flatMap((reference) => {
    if (target.kind === 'name')
      return reference.kind === 'name' && reference.text === target.text ? [reference.range] : [];
    return reference.kind === 'capabilities' && sameUri(reference.uri, target.uri) ? [reference.range] : [];
  });
}

/** The paths of capability files in a document. */
export const capabilityLinks = (
  doc: DescriptorDocument,
): readonly Extract<Reference, { kind: 'capabilities' }>[] =>
  allReferences(doc).filter((reference) => reference.kind === 'capabilities');

/** A file or a folder that gets another place. */
export interface FileMove {
  readonly oldUri: string;
  readonly newUri: string;
}

/** The edits by which a document still names the same capability files after files have moved: those, or itself. */
export function editsAfterMoves(doc: DescriptorDocument, moves: readonly FileMove[]): readonly TextEdit[] {
  const home = uriAfter(doc.uri, moves);
  return capabilityLinks(doc).flatMap(({ range, uri }) => {
    const target = uriAfter(uri, moves);
    const path = home === doc.uri && target === uri ? undefined : relativePath(home, target);
    if (path === undefined || sameUri(resolveUri(doc.uri, path) ?? '', uri)) return [];
    return [{ range, newText: jsonInside(path) }];
  });
}

/** What moves with its folder keeps its place in it. */
function uriAfter(uri: string, moves: readonly FileMove[]): string {
  const normal = normalUri(uri);
  for (const { oldUri, newUri } of moves) {
    const old = normalUri(oldUri);
    if (normal === old) return newUri;
    if (normal.startsWith(`${old}/`)) return newUri + encodeURI(normal.slice(old.length));
  }
  return uri;
}

/** A text as it stands between the quotes of a JSON string. */
export const jsonInside = (text: string): string => JSON.stringify(text).slice(1, -1);

const allReferences = (doc: DescriptorDocument): readonly Reference[] =>
  doc.connects.flatMap((entry) => referencesIn(doc, entry));

function referencesIn(doc: DescriptorDocument, entry: ConnectEntry): readonly Reference[] {
  const found: Reference[] = [];
  const name = entry.places.get('name');
  if (name !== undefined && entry.name !== undefined)
    found.push({ kind: 'name', range: bareRange(doc.text, name.value), text: entry.name });
  const path = entry.filter.capabilities;
  const place = entry.places.get('filter.capabilities');
  const uri = path === undefined ? undefined : resolveUri(doc.uri, path);
  if (place !== undefined && path !== undefined && uri !== undefined)
    found.push({ kind: 'capabilities', range: bareRange(doc.text, place.value), text: path, uri });
  return found;
}
