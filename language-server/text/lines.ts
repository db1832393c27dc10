// Offsets to lines and back. A line ends with LF, CRLF or a lone CR, as the LSP says.
import type { Position, TextEdit } from './text-range.ts';

export interface Lines {
  /** Offset -> position; an offset behind the end is the end. */
  readonly positionAt: (offset: number) => Position;
  /** Position -> offset; a column behind the line's end is the line's end. */
  readonly offsetAt: (position: Position) => number;
  /** The lines of the text after an edit; `text` is that text. Costs one addition per line behind the edit. */
  readonly edited: (text: Chars, edit: TextEdit) => Lines;
}

/** As much of a text as lines need: a string, or one that is not in one piece. */
export interface Chars {
  readonly length: number;
  charCodeAt(offset: number): number;
}

/** Line starts are found once; each question is then a binary search. */
export const linesOf = (text: string): Lines => linesAt(text, lineStarts(text));

const lineFeed = 10;
const carriageReturn = 13;

function linesAt(text: Chars, starts: Uint32Array): Lines {
  const lineAt = (offset: number): number => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? 0) > offset) high = middle;
      else low = middle + 1;
    }
    return low - 1;
  };

  /** The first line that starts at or behind an offset. */
  const firstFrom = (offset: number): number => lineAt(offset - 1) + 1;

  function positionAt(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, text.length));
    const line = lineAt(clamped);
    return { line, character: clamped - (starts[line] ?? 0) };
  }

  function offsetAt(position: Position): number {
    const start = starts[position.line];
    if (start === undefined) return position.line < 0 ? 0 : text.length;
    let end = starts[position.line + 1] ?? text.length;
    while (end > start && isLineEnd(text.charCodeAt(end - 1))) end--;
    return Math.min(start + Math.max(0, position.character), end);
  }

  function edited(after: Chars, { range, newText }: TextEdit): Lines {
    const moved = newText.length - (range.end - range.start);
    const kept = starts[0] === range.start ? 1 : firstFrom(range.start);
    // A line end is CR and LF together or one of them: the characters around the edit decide with it.
    const made: number[] = [];
    for (let at = Math.max(1, range.start); at <= range.start + newText.length; at++) {
      const code = after.charCodeAt(at - 1);
      if (code === lineFeed || (code === carriageReturn && after.charCodeAt(at) !== lineFeed)) made.push(at);
    }
    const behind = firstFrom(range.end + 1);
    const next = new Uint32Array(kept + made.length + starts.length - behind);
    next.set(starts.subarray(0, kept));
    next.set(made, kept);
    const shift = kept + made.length - behind;
    for (let line = behind; line < starts.length; line++) next[line + shift] = (starts[line] ?? 0) + moved;
    return linesAt(after, next);
  }

  return { positionAt, offsetAt, edited };
}

const isLineEnd = (code: number): boolean => code === lineFeed || code === carriageReturn;

/** In an array that grows as it must: a hostile text is nothing but line ends, a common one has one in thirty characters. */
function lineStarts(text: string): Uint32Array {
  let starts = new Uint32Array(16 + (text.length >> 4));
  let count = 1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === carriageReturn && text.charCodeAt(at + 1) === lineFeed) at++;
    if (!isLineEnd(code)) continue;
    if (count === starts.length) {
      const larger = new Uint32Array(2 * count);
      larger.set(starts);
      starts = larger;
    }
    starts[count++] = at + 1;
  }
  return starts.slice(0, count);
}
