// Brackets without a parser: how deep a text nests, and where an object ends. Strings and comments end here exactly where
// they end for the scanner of jsonc-parser; reading a connect on its own relies on that.

const quote = 34;
const slash = 47;
const star = 42;
const backslash = 92;
const lineFeed = 10;
const carriageReturn = 13;
const colon = 58;

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
export function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at;
    if (code === backslash) at++;
    else if (code === lineFeed || code === carriageReturn) return at - 1;
  }
  return text.length - 1;
}

/** The last offset of the comment that begins at `start`; `start` itself when it is no comment. */
export function commentEnd(text: string, start: number): number {
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

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;

/** The offset behind white space and comments. */
export function behindSpace(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) continue;
    const end = code === slash ? commentEnd(text, at) : at;
    if (end === at) return at;
    at = end;
  }
  return at;
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

/** An object as it stands in a text, seen from its outermost bracket. */
export interface ObjectScan {
  /** The offset behind the bracket that closes it. */
  readonly end: number;
  /** Colons outside of strings and comments: one for each member, however deep. */
  readonly colons: number;
  /** Start and end of each comment, one after the other; undefined when there is none. */
  readonly comments: readonly number[] | undefined;
}

/** The object that begins at `start`; undefined when it is not closed, or nests deeper than `levels`. */
export function scanObject(text: string, start: number, levels: number): ObjectScan | undefined {
  const { length } = text;
  let depth = 0;
  let colons = 0;
  let comments: number[] | undefined;
  for (let at = start; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) at = stringEnd(text, at);
    else if (code === colon) colons++;
    else if (code === slash) {
      const end = commentEnd(text, at);
      if (end > at) {
        comments ??= [];
        comments.push(at, end + 1);
      }
      at = end;
    } else if (code === 91 || code === 123) {
      depth++;
      if (depth > levels) return undefined;
    } else if (code === 93 || code === 125) {
      depth--;
      if (depth === 0) return { end: at + 1, colons, comments };
    }
  }
  return undefined;
}
