// Offsets to lines and back. A line ends with LF, CRLF or a lone CR, as the LSP says.
import type { Position } from './text-range.ts';

export interface Lines {
  /** Offset -> position; an offset behind the end is the end. */
  readonly positionAt: (offset: number) => Position;
  /** Position -> offset; a column behind the line's end is the line's end. */
  readonly offsetAt: (position: Position) => number;
}

/** Line starts are found once; each question is then a binary search. */
export function linesOf(text: string): Lines {
  const starts = lineStarts(text);

  function positionAt(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, text.length));
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? 0) > clamped) high = middle;
      else low = middle + 1;
    }
    return { line: low - 1, character: clamped - (starts[low - 1] ?? 0) };
  }

  function offsetAt(position: Position): number {
    const start = starts[position.line];
    if (start === undefined) return position.line < 0 ? 0 : text.length;
    let end = starts[position.line + 1] ?? text.length;
    while (end > start && /[\r\n]/.test(text[end - 1] ?? '')) end--;
    return Math.min(start + Math.max(0, position.character), end);
  }

  return { positionAt, offsetAt };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 13 && text.charCodeAt(at + 1) === 10) at++;
    if (code === 10 || code === 13) starts.push(at + 1);
  }
  return starts;
}
