// A keystroke reads one connect again, not the file. A connect that begins and ends where it did before, seen from what
// stands around it, cannot change how the rest is read: the rest is kept and only moves. Where that is not so (an edit between
// connects, a bracket that does not close, another kind of file) the text is read from the start.
//
// The result is the same as that of parseDescriptor for the new text; test/language-server/incremental.test.ts holds
// one against the other.

import type { Node, ParseError } from 'jsonc-parser';
import { closesAtEnd, offsetBelow } from '#language-server/text/brackets.ts';
import type { TextEdit, TextRange } from '#language-server/text/text-range.ts';
import { deepestNesting, largestText, readObjectTree, syntaxProblems } from '#language-server/text/tree.ts';
import { readConnect } from './connect.ts';
import type { ConnectEntry, DescriptorDocument } from './document.ts';
import { type Move, movedBy, movedEntry, movedFindings, movedNode } from './moved.ts';
import { parseDescriptor } from './parse.ts';
import type { Segment, Segments } from './segments.ts';

/** Around each connect stand the file's object and its list. */
const levelsAround = 2;

/** The document after edits, each of which speaks of the text that the one before it left. */
export function updateDescriptor(
  previous: DescriptorDocument,
  edits: readonly TextEdit[],
): DescriptorDocument {
  let doc = previous;
  for (const [index, edit] of edits.entries()) {
    const next = updated(doc, edit);
    if (next === undefined) return parseDescriptor(edits.slice(index).reduce(withEdit, doc.text), doc.uri);
    doc = next;
  }
  return doc;
}

const withEdit = (text: string, { range, newText }: TextEdit): string =>
  text.slice(0, range.start) + newText + text.slice(range.end);

/** Undefined when the text must be read from the start. */
function updated(doc: DescriptorDocument, edit: TextEdit): DescriptorDocument | undefined {
  const { segments } = doc;
  const at = segments === undefined ? -1 : segmentAround(segments, edit.range);
  const before = segments?.connects[at];
  const start = segments?.starts[at];
  if (segments === undefined || before === undefined || start === undefined) return undefined;
  const by = edit.newText.length - (edit.range.end - edit.range.start);
  if (doc.text.length + by > largestText || edit.newText.includes('\0')) return undefined;
  const segment = readSegment(
    connectText(doc.text, start, start + before.node.length, edit),
    before.entry.index,
  );
  if (segment === undefined) return undefined;
  return documentOf(doc, edit, {
    ...segments,
    connects: segments.connects.with(at, segment),
    starts: segments.starts.map((old, index) => (index > at ? old + by : old)),
    moved: segments.moved + by,
  });
}

/** The connect that has the whole edit between its braces; -1 when none has. */
function segmentAround({ starts, connects }: Segments, { start, end }: TextRange): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) >= start) high = middle;
    else low = middle + 1;
  }
  const at = low - 1;
  const last = (starts[at] ?? 0) + (connects[at]?.node.length ?? 0) - 1;
  return end <= last ? at : -1;
}

/** The text of a connect after an edit inside it, as a string of its own: a slice would keep the whole old text alive. */
function connectText(text: string, start: number, end: number, { range, newText }: TextEdit): string {
  const slice = text.slice(start, range.start) + newText + text.slice(range.end, end);
  return JSON.parse(JSON.stringify(slice)) as string;
}

function readSegment(text: string, index: number): Segment | undefined {
  if (!closesAtEnd(text) || offsetBelow(text, deepestNesting - levelsAround) !== undefined) return undefined;
  const tree = readObjectTree(text);
  return tree && { entry: readConnect(text, tree.root, index), node: tree.root, errors: tree.errors };
}

/** What is not asked for is not made: of ten thousand connects a hover needs one. */
function documentOf(previous: DescriptorDocument, edit: TextEdit, segments: Segments): DescriptorDocument {
  const text = withEdit(previous.text, edit);
  const move: Move = (offset) => (offset > segments.first ? offset + segments.moved : offset);
  const connects = once(() =>
    segments.connects.map(({ entry }, index) => movedEntry(entry, shiftOf(segments, index))),
  );
  const root = once(() => rootOf(segments, move));
  const problems = once(() => [
    ...syntaxProblems(text, errorsOf(segments)),
    ...movedFindings(segments.outside, move),
  ]);
  return {
    uri: previous.uri,
    text,
    lines: previous.lines.edited(text, edit),
    segments,
    get root(): Node {
      return root();
    },
    get connects(): readonly ConnectEntry[] {
      return connects();
    },
    get problems() {
      return problems();
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** How far a connect is from where it was read. */
const shiftOf = ({ starts, connects }: Segments, index: number): number =>
  (starts[index] ?? 0) - (connects[index]?.node.offset ?? 0);

/** The file as it was first read, with the connects as they are now. */
function rootOf(segments: Segments, move: Move): Node {
  return movedNode(segments.root, move, undefined, (origin, moved) =>
    origin === segments.list
      ? segments.connects.map(({ node }, index) => movedNode(node, movedBy(shiftOf(segments, index)), moved))
      : undefined,
  );
}

function errorsOf(segments: Segments): readonly ParseError[] {
  return segments.connects.flatMap(({ errors }, index) =>
    errors.map((error) => ({ ...error, offset: error.offset + shiftOf(segments, index) })),
  );
}
