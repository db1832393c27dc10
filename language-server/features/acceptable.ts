// The request as the recorded filter would take it (ks/nearest.ts), as one change of the text.
import { nearestRequest } from '#ks/nearest.ts';
import { pathText } from '#ks/path.ts';
import { type ConnectRequest, memberAt } from '#ks/request.ts';
import type { ConnectEntry, DescriptorDocument } from '#language-server/descriptor/document.ts';
import type { Fix, FixEdit } from '#language-server/finding.ts';
import { knownFilters } from '#language-server/known-filters.ts';
import type { Workspace } from '#language-server/workspace.ts';
import { outermostToWrite } from './derived-values.ts';

/** Empty where the filter takes the request already, and where nothing makes it. */
export function acceptableFix(
  doc: DescriptorDocument,
  entry: ConnectEntry,
  workspace: Workspace,
): readonly Fix[] {
  const { request } = entry;
  if (request === undefined) return [];
  const proposals = knownFilters(workspace, doc.uri, entry).filters.flatMap((filter) => {
    const nearest = nearestRequest(request, filter);
    return nearest === undefined ? [] : [nearest];
  });
  const [best] = proposals.toSorted((a, b) => a.changes.length - b.changes.length);
  if (best === undefined || best.changes.length === 0) return [];
  const paths = best.changes.map(({ path }) => path);
  const edits = editsBetween(entry, request, best.request, paths);
  return edits.length === 0 ? [] : [{ title: 'Make the request acceptable to the recorded filter', edits }];
}

function editsBetween(
  entry: ConnectEntry,
  before: ConnectRequest,
  after: ConnectRequest,
  paths: readonly (readonly (string | number)[])[],
): readonly FixEdit[] {
  const edits = new Map<string, FixEdit>();
  const oldKey = before.block?.key;
  const { block } = after;
  if (oldKey !== undefined && block !== undefined && block.key !== oldKey)
    edits.set(block.key, { kind: 'block', path: [oldKey], key: block.key, value: block.value });
  for (const path of paths) {
    const [first] = path;
    // A block of another kind is replaced as a whole.
    if (edits.has(String(first)) || (first === oldKey && block?.key !== oldKey)) continue;
    // A structure that is not written is written whole.
    const target = outermostToWrite(entry, path);
    const value = memberAt(after, target);
    if (value !== undefined) edits.set(pathText(target), { kind: 'set', path: target, value });
    else if (entry.places.has(pathText(path))) edits.set(pathText(path), { kind: 'remove', path });
  }
  return [...edits.values()];
}
