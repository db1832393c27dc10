// Derived values in the text: written out for who wants to see them, or taken out again for who does not.
import { findNodeAtLocation, type Node } from 'jsonc-parser';
import { complete } from '#ks/connect.ts';
import { deriveAll } from '#ks/derive.ts';
import { descriptorJson } from '#ks/import/descriptor-json.ts';
import type { Json } from '#ks/json.ts';
import { type Path, pathText } from '#ks/path.ts';
import { memberAt } from '#ks/request.ts';
import type { ConnectEntry, DescriptorDocument } from '#language-server/descriptor/document.ts';
import { connectNodeOf } from '#language-server/descriptor/parse.ts';
import type { Fix, FixEdit } from '#language-server/finding.ts';
import type { TextEdit } from '#language-server/text/text-range.ts';
import { isWritten } from './written-members.ts';

/** Writes every derivable member that is not written; a structure that is not written is written whole. */
export function fillDerivedFix(entry: ConnectEntry): readonly Fix[] {
  const { request } = entry;
  if (request === undefined) return [];
  const completed = complete(request);
  const edits = new Map<string, FixEdit>();
  for (const { path, formula } of deriveAll(request)) {
    if (isWritten(entry, path) || formula === 'reserved, 0' || path[0] === 'Attributes') continue;
    const target = outermostToWrite(entry, path);
    const value = memberAt(completed, target);
    if (value !== undefined) edits.set(pathText(target), { kind: 'set', path: target, value });
  }
  return edits.size === 0 ? [] : [{ title: 'Fill in derived values', edits: [...edits.values()] }];
}

/** The member itself, or the outermost structure around it that has nothing written in it. */
export function outermostToWrite(entry: ConnectEntry, path: Path): Path {
  for (let length = 1; length < path.length; length++) {
    const outer = path.slice(0, length);
    if (!hasMembers(entry, outer)) return outer;
  }
  return path;
}

function hasMembers(entry: ConnectEntry, path: Path): boolean {
  const inside = `${pathText(path)}.`;
  for (const key of entry.places.keys()) if (key.startsWith(inside)) return true;
  return false;
}

/** Takes out every member that has the value that would be derived without it. Comments stay. */
export function removeDerivedEdits(doc: DescriptorDocument, entry: ConnectEntry): readonly TextEdit[] {
  const node = connectNodeOf(doc, entry.index);
  if (node === undefined || entry.request === undefined || entry.problems.length > 0) return [];
  const kept = descriptorJson(entry.request);
  const removed = new Set<Node>();
  for (const { path, key } of entry.places.values()) {
    if (!isStructMember(path, entry) || key === undefined || jsonAt(kept, path) !== undefined) continue;
    const property = findNodeAtLocation(node, [...path])?.parent;
    if (property?.type === 'property' && !isInside(property, removed)) removed.add(property);
  }
  return [...removed].flatMap((property) => removalOf(doc.text, property, removed));
}

/** Names, filters and the structures themselves are not members that anything derives. */
const isStructMember = (path: Path, entry: ConnectEntry): boolean =>
  path.length > 1 && ['KSPIN_CONNECT', 'KSDATAFORMAT', entry.request?.block?.key].includes(String(path[0]));

function jsonAt(json: Json, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(
    (value, part) =>
      typeof value === 'object' && value !== null
        ? (value as Readonly<Record<string | number, Json>>)[part]
        : undefined,
    json,
  );
}

function isInside(node: Node, outer: ReadonlySet<Node>): boolean {
  for (let at = node.parent; at !== undefined; at = at.parent) if (outer.has(at)) return true;
  return false;
}

/** The member, its comma and the white space that it leaves; the comma before it where it was the last one. */
function removalOf(text: string, property: Node, removed: ReadonlySet<Node>): readonly TextEdit[] {
  const siblings = property.parent?.children ?? [];
  const end = property.offset + property.length;
  const comma = /^[ \t]*,/.exec(text.slice(end, end + 100))?.[0].length ?? 0;
  const before = /(?:^|[\r\n])[ \t]*$/.exec(
    text.slice(Math.max(0, property.offset - 300), property.offset),
  )?.[0];
  const after = /^[ \t]*(?:\r\n|\r|\n|$)/.exec(text.slice(end + comma, end + comma + 300))?.[0];
  const alone = before !== undefined && after !== undefined;
  const range = alone
    ? { start: property.offset - before.replace(/^[\r\n]/, '').length, end: end + comma + after.length }
    : {
        start: property.offset,
        end: end + comma + (/^[ \t]*/.exec(text.slice(end + comma))?.[0].length ?? 0),
      };
  const edits: TextEdit[] = [{ range, newText: '' }];
  const last = siblings.at(-1) === property;
  const keptBefore = siblings.filter((sibling) => !removed.has(sibling)).at(-1);
  // The last member left: the comma behind the one that is the last now goes too.
  if (last && comma === 0 && keptBefore !== undefined) {
    const keptEnd = keptBefore.offset + keptBefore.length;
    if (text[keptEnd] === ',') edits.push({ range: { start: keptEnd, end: keptEnd + 1 }, newText: '' });
  }
  return edits;
}
