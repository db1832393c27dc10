// Comments that belong to what they stand behind.

/** The end of a comment that follows on the same line, else `from`. */
export function lineComment(text: string, from: number, limit: number): number {
  const found = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/(?=[ \t]*[\r\n]))/.exec(text.slice(from, limit));
  return found === null ? from : from + found[0].length;
}
