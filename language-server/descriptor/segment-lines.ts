// Lines of a document made of segments: each segment knows the lines that begin in it, and the document how many begin before it.
// A character more in a connect changes neither. No line end is divided between two segments: each ends with a brace.
import { eachLineStart, type Lines } from '#language-server/text/lines.ts';
import type { Position } from '#language-server/text/text-range.ts';
import type { Segments } from './segments.ts';

/** Lines that begin before each segment, and before what stands behind the last one. */
export function firstLinesOf(segments: Segments): Uint32Array {
  const first = new Uint32Array(segments.connects.length + 1);
  for (let piece = 0; piece < segments.connects.length; piece++)
    first[piece + 1] = (first[piece] ?? 0) + breaksOf(segments, piece).length;
  return first;
}

/** The same after segment `at` has taken the place of one with `before` line starts. */
export function firstLinesAfter(
  first: Uint32Array,
  segments: Segments,
  at: number,
  before: number,
): Uint32Array {
  const more = breaksOf(segments, at).length - before;
  if (more === 0) return first;
  const next = first.slice();
  for (let piece = at + 1; piece < next.length; piece++) next[piece] = (next[piece] ?? 0) + more;
  return next;
}

/** Starts of lines in a segment and what stands before it; behind the last segment, in what ends the file. */
export function breaksOf({ connects, around }: Segments, piece: number): readonly number[] {
  const segment = connects[piece];
  if (segment === undefined) return breaksIn(around.tail);
  segment.kept.breaks ??= breaksIn(segment.lead, segment.source.text);
  return segment.kept.breaks;
}

/** No line end is divided between two of the pieces: a connect begins with a brace. */
function breaksIn(...pieces: readonly string[]): readonly number[] {
  const breaks: number[] = [];
  let before = 0;
  for (const piece of pieces) {
    eachLineStart(piece, (start) => breaks.push(before + start));
    before += piece.length;
  }
  return breaks;
}

export function segmentLines(segments: Segments, first: Uint32Array): Lines {
  const { connects, starts, length } = segments;
  const startOf = (piece: number): number =>
    piece === 0 ? 0 : (starts[piece - 1] ?? 0) + (connects[piece - 1]?.source.text.length ?? 0);
  /** The last piece of which something, counted from its start, is less than a limit; 0 when none is. */
  const lastWhere = (holds: (piece: number) => boolean): number => lastOf(connects.length, holds);

  function startOfLine(line: number): number {
    if (line === 0) return 0;
    const piece = lastWhere((candidate) => (first[candidate] ?? 0) < line);
    const start = breaksOf(segments, piece)[line - (first[piece] ?? 0) - 1];
    return start === undefined ? length : startOf(piece) + start;
  }

  function positionAt(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, length));
    const piece = lastWhere((candidate) => startOf(candidate) <= clamped);
    const inside = clamped - startOf(piece);
    const breaks = breaksOf(segments, piece);
    let begun = 0;
    while (begun < breaks.length && (breaks[begun] ?? 0) <= inside) begun++;
    const line = (first[piece] ?? 0) + begun;
    return { line, character: clamped - startOfLine(line) };
  }

  const lastLine = (first.at(-1) ?? 0) + breaksOf(segments, connects.length).length;

  function offsetAt({ line, character }: Position): number {
    if (line < 0) return 0;
    if (line > lastLine) return length;
    const start = startOfLine(line);
    let end = line === lastLine ? length : startOfLine(line + 1);
    while (end > start && isLineEnd(charAt(end - 1))) end--;
    return Math.min(start + Math.max(0, character), end);
  }

  function charAt(offset: number): string {
    const piece = lastWhere((candidate) => startOf(candidate) <= offset);
    const segment = connects[piece];
    const inside = offset - startOf(piece);
    if (segment === undefined) return segments.around.tail.charAt(inside);
    const { lead, source } = segment;
    return inside < lead.length ? lead.charAt(inside) : source.text.charAt(inside - lead.length);
  }

  return { positionAt, offsetAt };
}

const isLineEnd = (char: string): boolean => char === '\n' || char === '\r';

/** The last of the numbers from 0 to `most` for which something holds that holds for all before it; 0 when it holds for none. */
export function lastOf(most: number, holds: (number: number) => boolean): number {
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
