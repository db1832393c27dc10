// A GUID by its name or in braces: names are for reading, braces for comparing with a dump or an INF file.
import { guidText, parseGuid } from '#ks/guid.ts';
import type { ConnectEntry, DescriptorDocument } from '#language-server/descriptor/document.ts';
import type { TextEdit } from '#language-server/text/text-range.ts';
import { bareRange, textAt, writtenMembers } from './written-members.ts';

/** The other spelling of the GUID at an offset. */
export function guidSpellings(
  doc: DescriptorDocument,
  entry: ConnectEntry,
  offset: number,
): readonly { readonly title: string; readonly edits: readonly TextEdit[] }[] {
  const at = writtenMembers(entry).find(
    ({ place, shape }) => shape.kind === 'guid' && place.value.start <= offset && offset <= place.value.end,
  );
  if (at?.shape.kind !== 'guid') return [];
  const range = bareRange(doc.text, at.place.value);
  const written = textAt(doc.text, range);
  const guid = parseGuid(written);
  if (guid === undefined) return [];
  const braced = `{${guid}}`;
  const name = guidText(guid, at.shape.kinds);
  const newText = /^[{0-9]/.test(written.trim()) ? name : braced;
  if (newText === written) return [];
  return [{ title: `Replace by ${newText}`, edits: [{ range, newText }] }];
}
