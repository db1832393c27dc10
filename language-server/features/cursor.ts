// What is at an offset: the member, its shape, and whether the cursor is on its key or its value. Hover and completion
// share this, also for text that is broken because somebody is typing.

import { findNodeAtOffset, getNodePath, type Node } from 'jsonc-parser';
import type { Path } from '#ks/path.ts';
import { isSingleConnect } from '#language-server/descriptor/connect.ts';
import type { ConnectEntry, DescriptorDocument } from '#language-server/descriptor/document.ts';
import { connectAround } from '#language-server/descriptor/segmented.ts';
import {
  connectShape,
  fileShape,
  type MemberShape,
  type Shape,
  shapeAt,
} from '#language-server/descriptor/shape.ts';
import type { TextRange } from '#language-server/text/text-range.ts';

export interface Cursor {
  /** The innermost node; for an object or array, the cursor is between its members. */
  readonly node: Node;
  readonly onKey: boolean;
  /** From the connect object down, or from the file where there is no connect. */
  readonly path: Path;
  readonly entry: ConnectEntry | undefined;
  /** What should stand at the path. */
  readonly shape: Shape | undefined;
  /** The member that ends the path. */
  readonly member: MemberShape | undefined;
}

export const nodeRange = (node: Node): TextRange => ({ start: node.offset, end: node.offset + node.length });

export function cursorAt(doc: DescriptorDocument, offset: number): Cursor | undefined {
  const found = placeIn(doc, offset);
  if (found === undefined) return undefined;
  const { node, path, entry, from } = found;
  const parent = shapeAt(from, path.slice(0, -1));
  const last = path.at(-1);
  return {
    node,
    path,
    entry,
    onKey: node.parent?.type === 'property' && node.parent.children?.[0] === node,
    shape: shapeAt(from, path),
    member: parent?.kind === 'object' && typeof last === 'string' ? parent.members.get(last) : undefined,
  };
}

/** `from` is the shape of what the path starts at. */
type Placed = Pick<Cursor, 'node' | 'path' | 'entry'> & { readonly from: Shape };

function placeIn(doc: DescriptorDocument, offset: number): Placed | undefined {
  // Of ten thousand connects one is looked at.
  const connect = doc.segments && connectAround(doc.segments, offset);
  const around = connect?.node ?? doc.root;
  const node = around && findNodeAtOffset(around, offset, true);
  if (around === undefined || node === undefined) return undefined;
  const path = getNodePath(node);
  if (connect !== undefined) return { node, path, entry: connect.entry, from: connectShape };
  if (around.type === 'object' && isSingleConnect(around))
    return { node, path, entry: doc.connects[0], from: connectShape };
  const [list, index, ...inside] = path;
  if (list !== 'connects' || typeof index !== 'number')
    return { node, path, entry: undefined, from: fileShape };
  const entry = doc.connects.find((candidate) => candidate.index === index);
  return { node, path: inside, entry, from: connectShape };
}
