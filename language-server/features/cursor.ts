// What is at an offset: the member, its shape, and whether the cursor is on its key or its value. Hover and completion
// share this, also for text that is broken because somebody is typing.

import { findNodeAtOffset, getNodePath, type Node } from 'jsonc-parser';
import type { Path } from '#ks/path.ts';
import { isSingleConnect } from '#language-server/descriptor/connect.ts';
import type { ConnectEntry, DescriptorDocument } from '#language-server/descriptor/document.ts';
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
  const { root } = doc;
  const node = root && findNodeAtOffset(root, offset, true);
  if (root === undefined || node === undefined) return undefined;
  const full = getNodePath(node);
  const inConnects = full[0] === 'connects' && typeof full[1] === 'number';
  const single = root.type === 'object' && isSingleConnect(root);
  const inConnect = single || inConnects;
  const path = inConnects && !single ? full.slice(2) : full;
  const index = single ? 0 : Number(full[1]);
  const from: Shape = inConnect ? connectShape : fileShape;
  const parent = shapeAt(from, path.slice(0, -1));
  const last = path.at(-1);
  return {
    node,
    onKey: node.parent?.type === 'property' && node.parent.children?.[0] === node,
    path,
    entry: inConnect ? doc.connects.find((entry) => entry.index === index) : undefined,
    shape: shapeAt(from, path),
    member: parent?.kind === 'object' && typeof last === 'string' ? parent.members.get(last) : undefined,
  };
}
