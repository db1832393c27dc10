// Offsets to lines and back. A line ends with LF, CRLF or a lone CR, as the LSP says.
import type { Position } from './text-range.ts';

const lineFeed = 10;
const carriageReturn = 13;

export interface Lines {
  /** Offset -> position; an offset behind the end is the end. */
  readonly positionAt: (offset: number) => Position;
  /** Position -> offset; a column behind the line's end is the line's end. */
  readonly offsetAt: (position: Position) => number;
}

/** Line starts are found once; each question is then a binary search. */
export function linesOf(text: string): Lines {
  const starts = lineStarts(text);
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

  return { positionAt, offsetAt };
}

const isLineEnd = (code: number): boolean => code === lineFeed || code === carriageReturn;

/** Calls `visit` with the start of every line but the first. */
export function eachLineStart(text: string, visit: (start: number) => void): void {
  if (text.includes('\r')) {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === carriageReturn && text.charCodeAt(at + 1) === lineFeed) at++;
      if (isLineEnd(code)) visit(at + 1);
    }
  } else {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) visit(at + 1);
  }
}

/** The first line starts at 0. In an array that grows as it must: a hostile text is nothing but line ends, a common one has one in thirty characters. */
function lineStarts(text: string): Uint32Array {
  let starts = new Uint32Array(16 + (text.length >> 4));
  let count = 1;
  eachLineStart(text, (start) => {
    if (count === starts.length) {
      const larger = new Uint32Array(2 * count);
      larger.set(starts);
      starts = larger;
    }
    starts[count++] = start;
  });
  return starts.slice(0, count);
}
