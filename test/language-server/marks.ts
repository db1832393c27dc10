// Descriptors with places in them: « and » stand around the text that a finding must underline, │ is the cursor.

export interface Marked {
  readonly text: string;
  /** The ranges between « and », in order. */
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
  /** The cursors. */
  readonly cursors: readonly number[];
}

export function readMarks(marked: string): Marked {
  const ranges: { start: number; end: number }[] = [];
  const cursors: number[] = [];
  const open: number[] = [];
  let text = '';
  for (const char of marked) {
    if (char === '«') open.push(text.length);
    else if (char === '»') ranges.push({ start: open.pop() ?? 0, end: text.length });
    else if (char === '│') cursors.push(text.length);
    else text += char;
  }
  return { text, ranges, cursors };
}

/** The text with each range put between « and », so that a failing test shows what was underlined instead. */
export function withMarks(text: string, ranges: readonly { start: number; end: number }[]): string {
  const inserts = ranges.flatMap(({ start, end }) => [
    { at: start, mark: '«' },
    { at: end, mark: '»' },
  ]);
  return inserts
    .toSorted((a, b) => b.at - a.at)
    .reduce((result, { at, mark }) => result.slice(0, at) + mark + result.slice(at), text);
}
