// What a descriptor names, and where else it is named: connects by their names, capability files by their paths.
import type { ConnectEntry, DescriptorDocument } from '#language-server/descriptor/document.ts';
import type { TextEdit, TextRange } from '#language-server/text/text-range.ts';
import { relativePath, resolveUri, sameUri } from './relative-uri.ts';
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

/** The edits that follow a capability file to its new place. */
export function movedCapabilityEdits(
  doc: DescriptorDocument,
  oldUri: string,
  newUri: string,
): readonly TextEdit[] {
  const path = relativePath(doc.uri, newUri);
  if (path === undefined) return [];
  return capabilityLinks(doc)
    .filter(({ uri }) => sameUri(uri, oldUri))
    .map(({ range }) => ({ range, newText: jsonInside(path) }));
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
