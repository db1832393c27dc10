// A keystroke reads one connect again, not the file. A connect that begins and ends where it did before, seen from what
// stands around it, cannot change how the rest is read: the rest is kept and only moves. Where that is not so (an edit between
// connects, a bracket that does not close, another kind of file) the text is read from the start.
//
// The result is the same as that of parseDescriptor for the new text; test/language-server/incremental.test.ts holds
// one against the other.

import { scanObject } from '#language-server/text/brackets.ts';
import type { TextEdit, TextRange } from '#language-server/text/text-range.ts';
import { deepestNesting, largestText } from '#language-server/text/tree.ts';
import type { DescriptorDocument } from './document.ts';
import { parseDescriptor } from './parse.ts';
import { SegmentedDocument } from './segmented.ts';
import { isSingle, readSegment, type Segment, type Segments } from './segments.ts';
import { levelsAround } from './spans.ts';

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
  if (!(doc instanceof SegmentedDocument)) return undefined;
  const { segments } = doc;
  const at = segmentAround(segments, edit.range);
  const before = segments.connects[at];
  const start = segments.starts[at];
  if (before === undefined || start === undefined) return undefined;
  const by = edit.newText.length - (edit.range.end - edit.range.start);
  if (segments.length + by > largestText || edit.newText.includes('\0')) return undefined;
  const segment = edited(before, start, edit, segments.around.list === undefined);
  if (segment === undefined) return undefined;
  return doc.edited(at, segment, by);
}

/** The connect that has the whole edit between its braces; -1 when none has. */
function segmentAround({ starts, connects }: Segments, { start, end }: TextRange): number {
  const at = lastBefore(starts, start);
  const last = (starts[at] ?? 0) + (connects[at]?.source.text.length ?? 0) - 1;
  return end <= last ? at : -1;
}

/** The last connect that starts before an offset; -1 when none does. */
function lastBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) >= offset) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}

/** The connect after an edit inside it; undefined when it no longer stands for itself. */
function edited(
  { lead, source }: Segment,
  start: number,
  { range, newText }: TextEdit,
  single: boolean,
): Segment | undefined {
  const text = source.text.slice(0, range.start - start) + newText + source.text.slice(range.end - start);
  const scan = scanObject(text, 0, single ? deepestNesting : deepestNesting - levelsAround);
  if (scan?.end !== text.length) return undefined;
  const segment = readSegment(lead, text, source.index, scan, 0);
  return segment !== undefined && single && !isSingle(segment) ? undefined : segment;
}
