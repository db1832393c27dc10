// Places in a text. Everything inside the service counts UTF-16 code units from the start of the text, which is what
// the parser and the LSP count; lines and columns exist only at the edges.

/** Half open: `end` is the offset behind the last character. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Zero-based line and UTF-16 column, as in the LSP. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** In lines and columns, for a text that is not at hand. */
export interface PositionRange {
  readonly start: Position;
  readonly end: Position;
}

export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}

export const overlaps = (a: TextRange, b: TextRange): boolean => a.start <= b.end && b.start <= a.end;

/** The text with all edits made; they must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let done = 0;
  for (const edit of edits.toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end)) {
    result += text.slice(done, edit.range.start) + edit.newText;
    done = edit.range.end;
  }
  return result + text.slice(done);
}
