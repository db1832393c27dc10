// A keystroke reads one connect again, not the file. A connect that begins and ends where it did before, seen from what
// stands around it, cannot change how the rest is read: the rest is kept and only moves. Where that is not so (an edit between
// connects, a bracket that does not close, another kind of file) the text is read from the start.
//
// The result is the same as that of parseDescriptor for the new text; test/language-server/incremental.test.ts holds
// one against the other.

import { scanObject } from '#language-server/text/brackets.ts';
import type { Chars } from '#language-server/text/lines.ts';
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
  const { segments } = doc;
  const at = segments === undefined ? -1 : segmentAround(segments, edit.range);
  const before = segments?.connects[at];
  const start = segments?.starts[at];
  if (segments === undefined || before === undefined || start === undefined) return undefined;
  const by = edit.newText.length - (edit.range.end - edit.range.start);
  if (segments.length + by > largestText || edit.newText.includes('\0')) return undefined;
  const segment = edited(before, start, edit, segments.around.list === undefined);
  if (segment === undefined) return undefined;
  const next: Segments = {
    connects: segments.connects.with(at, segment),
    starts: by === 0 ? segments.starts : startsMoved(segments.starts, at, by),
    around: segments.around,
    length: segments.length + by,
  };
  return new SegmentedDocument(doc.uri, next, undefined, doc.lines.edited(charsOf(next), edit));
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

function startsMoved(starts: readonly number[], at: number, by: number): readonly number[] {
  const next = starts.slice();
  for (let index = at + 1; index < next.length; index++) next[index] = (next[index] ?? 0) + by;
  return next;
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

/** The characters around an edit without the text in one piece. */
function charsOf({ starts, connects, around, length }: Segments): Chars {
  return {
    length,
    charCodeAt(offset) {
      const at = lastBefore(starts, offset + 1);
      const { text } = connects[at]?.source ?? { text: '' };
      const inside = offset - (starts[at] ?? 0);
      if (at >= 0 && inside < text.length) return text.charCodeAt(inside);
      const next = connects[at + 1];
      // Behind a connect stands the lead of the next one, or what ends the file.
      return next === undefined
        ? around.tail.charCodeAt(inside - text.length)
        : next.lead.charCodeAt(at < 0 ? offset : inside - text.length);
    },
  };
}
