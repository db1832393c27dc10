// From the change of a request to the change of the text that says it. Only the text that changes is touched: comments,
// order and layout of the rest stay as the author left them.

import { findNodeAtLocation, findNodeAtOffset, type Node } from 'jsonc-parser';
import { complete } from '#ks/connect.ts';
import type { Path } from '#ks/path.ts';
import { memberAt } from '#ks/request.ts';
import type { StructValue, Value } from '#ks/struct.ts';
import type { DescriptorDocument } from '#language-server/descriptor/document.ts';
import { connectNodeOf } from '#language-server/descriptor/parse.ts';
import { connectShape, memberShapeAt, type ObjectShape, shapeAt } from '#language-server/descriptor/shape.ts';
import type { Finding, Fix, FixEdit } from '#language-server/finding.ts';
import { overlaps, type TextEdit, type TextRange } from '#language-server/text/text-range.ts';
import { insertMember, lineIndent, removeProperty, styleOf } from './object-edits.ts';
import { constantsOfMember, valueText } from './value-text.ts';

/** The edits of one fix. `connect` is the index of the connect that it speaks of. */
export function editsOf(doc: DescriptorDocument, fix: Fix, connect: number | undefined): readonly TextEdit[] {
  return fix.edits.flatMap((edit) => editOf(doc, edit, connect));
}

export interface FixOffer {
  readonly title: string;
  readonly finding: Finding;
  readonly edits: readonly TextEdit[];
  /** The obvious mend of its finding. */
  readonly preferred: boolean;
}

/** The fixes of all findings that touch a range of the text. */
export function fixesAt(
  doc: DescriptorDocument,
  findings: readonly Finding[],
  range: TextRange,
): readonly FixOffer[] {
  return findings
    .filter((finding) => overlaps(finding.range, range))
    .flatMap((finding) =>
      finding.fixes.map((fix, index) => ({
        title: fix.title,
        finding,
        edits: editsOf(doc, fix, finding.connect),
        preferred: index === 0,
      })),
    )
    .filter(({ edits }) => edits.length > 0);
}

/** The first fix of every error and warning that has one, as far as they do not touch the same text. */
export function fixAllEdits(doc: DescriptorDocument, findings: readonly Finding[]): readonly TextEdit[] {
  const taken: TextEdit[] = [];
  for (const finding of findings) {
    const [fix] = finding.fixes;
    if (fix === undefined || finding.severity === 'info' || finding.severity === 'hint') continue;
    const edits = editsOf(doc, fix, finding.connect);
    const collides = edits.some((edit) => taken.some((other) => overlaps(edit.range, other.range)));
    if (!collides) taken.push(...edits);
  }
  return taken;
}

function editOf(doc: DescriptorDocument, edit: FixEdit, connect: number | undefined): readonly TextEdit[] {
  if (edit.kind === 'text') return [{ range: edit.range, newText: edit.newText }];
  if (edit.kind === 'delete') return deleteAt(doc, edit.range);
  const node = connect === undefined ? undefined : connectNodeOf(doc, connect);
  if (node === undefined || connect === undefined) return [];
  switch (edit.kind) {
    case 'set':
      return setMember(doc, connect, node, edit.path, edit.value);
    case 'bytes':
      return putMember(doc, node, edit.path, () => JSON.stringify(edit.hex));
    case 'remove': {
      const property = findNodeAtLocation(node, [...edit.path])?.parent;
      return property?.type === 'property' ? removeProperty(doc.text, property) : [];
    }
    case 'block':
      return replaceBlock(doc, node, edit);
  }
}

function deleteAt(doc: DescriptorDocument, range: TextRange): readonly TextEdit[] {
  const found = doc.root && findNodeAtOffset(doc.root, range.start);
  const property = found?.type === 'property' ? found : found?.parent;
  return property?.type === 'property' ? removeProperty(doc.text, property) : [];
}

/** The structure around a member, as it would be sent: the names of an Id depend on the Set beside it. */
function ownerOf(doc: DescriptorDocument, connect: number, path: Path): StructValue | undefined {
  const request = doc.connects.find(({ index }) => index === connect)?.request;
  const owner = request && memberAt(complete(request), path.slice(0, -1));
  return typeof owner === 'object' ? (owner as StructValue) : undefined;
}

function setMember(
  doc: DescriptorDocument,
  connect: number,
  node: Node,
  path: Path,
  value: Value,
): readonly TextEdit[] {
  const member = memberShapeAt(path);
  const constants = member && constantsOfMember(member, ownerOf(doc, connect, path));
  const parentPath = path.slice(0, -1);
  // A structure that is not written is made with the one member inside.
  if (parentPath.length > 0 && findNodeAtLocation(node, [...parentPath]) === undefined) {
    return setMember(doc, connect, node, parentPath, { [String(path.at(-1))]: value });
  }
  return putMember(doc, node, path, (indent) =>
    valueText(member?.shape, value, styleOf(doc.text), indent, constants),
  );
}

/** Replaces a value, or adds the member at its place in an object that is written. */
function putMember(
  doc: DescriptorDocument,
  node: Node,
  path: Path,
  text: (indent: string) => string,
): readonly TextEdit[] {
  const written = findNodeAtLocation(node, [...path]);
  if (written !== undefined) {
    const newText = text(lineIndent(doc.text, written.offset));
    return [{ range: { start: written.offset, end: written.offset + written.length }, newText }];
  }
  const parentPath = path.slice(0, -1);
  const parent = parentPath.length === 0 ? node : findNodeAtLocation(node, [...parentPath]);
  const shape = shapeAt(connectShape, parentPath);
  const key = path.at(-1);
  if (parent?.type !== 'object' || shape?.kind !== 'object' || typeof key !== 'string') return [];
  return insertMember(doc.text, parent, [...shape.members.keys()], key, text);
}

function replaceBlock(
  doc: DescriptorDocument,
  node: Node,
  edit: Extract<FixEdit, { kind: 'block' }>,
): readonly TextEdit[] {
  const property = findNodeAtLocation(node, [...edit.path])?.parent;
  const shape = connectShape.members.get(edit.key)?.shape as ObjectShape | undefined;
  if (property?.type !== 'property' || shape === undefined) return [];
  const indent = lineIndent(doc.text, property.offset);
  const newText = `${JSON.stringify(edit.key)}: ${valueText(shape, edit.value, styleOf(doc.text), indent)}`;
  return [{ range: { start: property.offset, end: property.offset + property.length }, newText }];
}
