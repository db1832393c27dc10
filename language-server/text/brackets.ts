// Brackets without a parser: how deep a text nests, and whether an edit left a connect closed. Strings and comments end
// here exactly where they end for the scanner of jsonc-parser; incremental reading relies on that.

const quote = 34;
const slash = 47;
const star = 42;
const backslash = 92;
const lineFeed = 10;
const carriageReturn = 13;

/** Calls `visit` at each bracket outside of strings and comments, until it answers false. */
function visitBrackets(text: string, visit: (offset: number, opens: boolean) => boolean): void {
  const { length } = text;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) at = stringEnd(text, at);
    else if (code === slash) at = commentEnd(text, at);
    // [ and { are 91 and 123; ] and } follow two behind.
    else if (code === 91 || code === 123) {
      if (!visit(at, true)) return;
    } else if ((code === 93 || code === 125) && !visit(at, false)) return;
  }
}

/** The last offset of the string that begins at `start`: its closing quote, or what stands before the end of the line. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at;
    if (code === backslash) at++;
    else if (code === lineFeed || code === carriageReturn) return at - 1;
  }
  return text.length - 1;
}

/** The last offset of the comment that begins at `start`; `start` itself when it is no comment. */
function commentEnd(text: string, start: number): number {
  const next = text.charCodeAt(start + 1);
  if (next === slash) {
    let at = start + 2;
    while (at < text.length && text.charCodeAt(at) !== lineFeed && text.charCodeAt(at) !== carriageReturn)
      at++;
    return at - 1;
  }
  if (next !== star) return start;
  const end = text.indexOf('*/', start + 2);
  return end < 0 ? text.length - 1 : end + 1;
}

/** Where nesting first exceeds `levels`; undefined when it never does. */
export function offsetBelow(text: string, levels: number): number | undefined {
  let depth = 0;
  let found: number | undefined;
  visitBrackets(text, (offset, opens) => {
    depth = opens ? depth + 1 : Math.max(0, depth - 1);
    if (depth > levels) found = offset;
    return found === undefined;
  });
  return found;
}

/** True when the bracket that begins the text is closed by its last character, and not before. */
export function closesAtEnd(text: string): boolean {
  let depth = 0;
  let closed = -1;
  visitBrackets(text, (offset, opens) => {
    depth += opens ? 1 : -1;
    if (depth === 0) closed = offset;
    return depth > 0;
  });
  return closed === text.length - 1;
}
