// C source as tokens with their places, as much of C as an initialiser needs. Comments and preprocessor lines are left out.
import { fail, ok, type Result } from '#ks/result.ts';
import type { TextProblem } from './text-problem.ts';

export interface CToken {
  readonly kind: 'word' | 'number' | 'character' | 'string' | 'mark';
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

const tokenForm =
  /(?<space>[^\S\r\n]+|\\(?=\r?\n))|(?<newline>\r\n|\r|\n)|(?<comment>\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)|(?<word>[A-Za-z_]\w*)|(?<number>\d[\w.]*)|(?<character>'(?:[^'\\\r\n]|\\.)+')|(?<string>"(?:[^"\\\r\n]|\\.)*")|(?<directive>#[^\r\n]*)|(?<mark>[^\s\w])/y;

/** Fails only where a comment or a literal has no end. */
export function tokensOf(text: string): Result<readonly CToken[], TextProblem> {
  const tokens: CToken[] = [];
  let line = 1;
  let lineStart = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let at = lineStart;
  while (at < text.length) {
    tokenForm.lastIndex = at;
    const groups = tokenForm.exec(text)?.groups;
    const column = at - lineStart + 1;
    const [kind, found] = Object.entries(groups ?? {}).find(([, value]) => value !== undefined) ?? [];
    if (kind === undefined || found === undefined)
      return fail({ line, column, message: 'this character is not C' });
    const open = unended(kind, found, text, at);
    if (open !== undefined) return fail({ line, column, message: open });
    if (
      kind === 'word' ||
      kind === 'number' ||
      kind === 'character' ||
      kind === 'string' ||
      kind === 'mark'
    ) {
      tokens.push({ kind, text: found, line, column });
    }
    at += found.length;
    for (const newline of kind === 'newline' || kind === 'comment' ? found.matchAll(/\r\n|\r|\n/g) : []) {
      line++;
      lineStart = at - found.length + newline.index + newline[0].length;
    }
  }
  return ok(tokens);
}

/** A comment or literal that has an end is matched as a whole, so its first characters alone mean that it has none. */
function unended(kind: string, found: string, text: string, at: number): string | undefined {
  if (kind !== 'mark') return undefined;
  if (text.startsWith('/*', at)) return 'this comment has no end';
  if (found === '"' || found === "'") return `this ${found} has no partner on its line`;
  return undefined;
}
