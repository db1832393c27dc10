// Where the cursor is while somebody types: at a key or a value, in which object, and which text a completion replaces.
// The text is mostly broken at that moment, so this asks the scanner of the parser and not the tree.

import { findNodeAtLocation, getLocation, type Node } from 'jsonc-parser';
import type { Path } from '#ks/path.ts';
import { isSingleConnect } from '#language-server/descriptor/connect.ts';
import type { ConnectEntry, DescriptorDocument } from '#language-server/descriptor/document.ts';
import { connectNodeOf } from '#language-server/descriptor/parse.ts';
import { connectShape, fileShape, type Shape, shapeAt } from '#language-server/descriptor/shape.ts';
import type { TextRange } from '#language-server/text/text-range.ts';

export interface CompletionPlace {
  readonly atKey: boolean;
  /** From the connect object down, or from the file; it ends in the key or in the member whose value is typed. */
  readonly path: Path;
  readonly entry: ConnectEntry | undefined;
  /** The shape of the object for a key, of the value otherwise. */
  readonly shape: Shape | undefined;
  /** The object around a key, as far as the parser understood it. */
  readonly object: Node | undefined;
  /** What is typed so far: a string with its quotes, a word, or nothing. */
  readonly range: TextRange;
  readonly inString: boolean;
}

export function completionPlace(doc: DescriptorDocument, offset: number): CompletionPlace | undefined {
  const { text, root } = doc;
  const entry = doc.connects.find(({ range }) => range.start < offset && offset < range.end);
  // Scanning starts at the connect: a file may hold thousands of them.
  const start = entry?.range.start ?? 0;
  const location = getLocation(text.slice(start, entry?.range.end), offset - start);
  const typed = typedRange(text, offset, start, location.previousNode);
  if (typed === undefined) return undefined;
  const isConnect = entry !== undefined || (root?.type === 'object' && isSingleConnect(root));
  const from: Shape = isConnect ? connectShape : fileShape;
  const container = entry === undefined ? root : connectNodeOf(doc, entry.index);
  const parentPath = location.path.slice(0, -1);
  const object = container && findNodeAtLocation(container, parentPath);
  return {
    ...typed,
    atKey: location.isAtPropertyKey,
    path: location.path,
    entry,
    shape: shapeAt(from, location.isAtPropertyKey ? parentPath : location.path),
    object,
  };
}

/** Undefined inside of a comment. */
function typedRange(
  text: string,
  offset: number,
  start: number,
  previous: Node | undefined,
): Pick<CompletionPlace, 'range' | 'inString'> | undefined {
  if (previous !== undefined) {
    const from = start + previous.offset;
    const end = from + previous.length;
    const isString = text[from] === '"';
    const closed = isString && previous.length > 1 && text[end - 1] === '"';
    if (from < offset && (offset < end || (offset === end && !closed))) {
      return { range: { start: from, end }, inString: isString };
    }
  }
  const line = text.slice(
    Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1,
    offset,
  );
  if (/^(?:[^"]|"(?:[^"\\]|\\.)*")*?\/\//.test(line)) return undefined;
  const word = /[\w:]*$/.exec(line)?.[0] ?? '';
  return { range: { start: offset - word.length, end: offset }, inString: false };
}
