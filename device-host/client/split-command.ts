// `exec:COMMAND` is one line of text, but no shell may run it: what a setting says must not be able to pipe,
// redirect or substitute. So the words are split here, with the two kinds of quotes that people expect.
import { fail, ok, type Result } from '#ks/result.ts';

/**
 * The words of a command line. Single quotes keep everything; in double quotes a backslash escapes `"` and `\`.
 * Outside quotes a backslash is an ordinary character, so that Windows paths need no doubling.
 */
export function splitCommand(text: string): Result<readonly string[], string> {
  const words: string[] = [];
  let word: string | undefined;
  let index = 0;
  while (index < text.length) {
    const char = text.charAt(index);
    if (char === "'" || char === '"') {
      const quoted = readQuoted(text, index);
      if (quoted === undefined)
        return fail(`the ${char} at column ${index + 1} of the command is never closed`);
      word = (word ?? '') + quoted.value;
      index = quoted.end;
    } else if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      index++;
    } else {
      word = (word ?? '') + char;
      index++;
    }
  }
  if (word !== undefined) words.push(word);
  return ok(words);
}

function readQuoted(
  text: string,
  start: number,
): { readonly value: string; readonly end: number } | undefined {
  const quote = text.charAt(start);
  let value = '';
  for (let index = start + 1; index < text.length; index++) {
    const char = text.charAt(index);
    if (char === quote) return { value, end: index + 1 };
    const next = text.charAt(index + 1);
    if (quote === '"' && char === '\\' && (next === '"' || next === '\\')) {
      value += next;
      index++;
    } else {
      value += char;
    }
  }
  return undefined;
}
