// Importers never guess: what they do not understand is a problem with the place a person must look at.

/** Line and column count from 1, columns in UTF-16 code units. */
export interface TextProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A line of pasted text and its number, from 1. */
export interface TextLine {
  readonly number: number;
  readonly text: string;
}

/** Lines that end with LF, CRLF or CR; a byte order mark is not part of the first. */
export function linesOf(text: string): readonly TextLine[] {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  return text
    .slice(start)
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ number: index + 1, text: line }));
}
