// Growing a selection by meaning: the text in the quotes, the value, the member, the structure, the connect, the file.
import { findNodeAtOffset, type Node } from 'jsonc-parser';
import type { DescriptorDocument } from '#language-server/descriptor/document.ts';
import type { TextRange } from '#language-server/text/text-range.ts';
import { nodeRange } from './cursor.ts';
import { bareRange } from './written-members.ts';

/** From the innermost range at an offset to the whole file; each contains the one before. */
export function selectionRanges(doc: DescriptorDocument, offset: number): readonly TextRange[] {
  const ranges: TextRange[] = [];
  const add = (range: TextRange): void => {
    const before = ranges.at(-1);
    if (before?.start !== range.start || before.end !== range.end) ranges.push(range);
  };
  let node: Node | undefined = doc.root && findNodeAtOffset(doc.root, offset, true);
  if (node?.type === 'string') {
    const inside = bareRange(doc.text, nodeRange(node));
    if (inside.start <= offset && offset <= inside.end) add(inside);
  }
  for (; node !== undefined; node = node.parent) add(nodeRange(node));
  add({ start: 0, end: doc.text.length });
  return ranges;
}
