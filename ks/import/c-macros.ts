// Macros of the text that is read, applied as the preprocessor does it. Tokens that come out of a macro carry the place
// where the macro is used, because that is where a person looks.
import { fail, ok, type Result } from '#ks/result.ts';
import type { CToken } from './c-tokens.ts';
import type { TextProblem } from './text-problem.ts';

/** An argument of `#pragma pack`. */
export type Pack = 1 | 2 | 4;

export interface PlacedToken extends CToken {
  /** Why it must not be read, only passed over: the text does not say whether it is there. */
  readonly undecided?: TextProblem;
  /** The `#pragma pack` in force; undefined for natural alignment. */
  readonly pack?: Pack;
}

export interface Macro {
  /** Undefined for a macro without an argument list. */
  readonly parameters?: readonly string[];
  readonly body: readonly CToken[];
  /** What is wrong with using it: the text does not say whether it is defined so. */
  readonly undecided?: TextProblem;
}

/** More tokens than any sample has: macros that grow without end stop here. */
const mostTokens = 200_000;
const deepest = 200;

/** The tokens with every macro applied; a macro inside its own expansion stays as it is. */
export function expand(
  tokens: readonly PlacedToken[],
  macros: ReadonlyMap<string, Macro>,
  inside: ReadonlySet<string>,
): Result<readonly PlacedToken[], TextProblem> {
  const out: PlacedToken[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    const staticMacro = staticMacroAt(tokens, at, macros);
    if (staticMacro !== undefined) {
      out.push(...staticMacro.body.map((item) => ({ ...item, line: token.line, column: token.column })));
      at += 3;
      continue;
    }
    const macro = token.kind === 'word' && !inside.has(token.text) ? macros.get(token.text) : undefined;
    if (macro === undefined || (macro.parameters !== undefined && tokens[at + 1]?.text !== '(')) {
      out.push(token);
      continue;
    }
    if (macro.undecided !== undefined) {
      out.push({ ...token, undecided: macro.undecided });
      continue;
    }
    let body = macro.body;
    if (macro.parameters !== undefined) {
      const call = argumentsAt(tokens, at + 1);
      if (call === undefined) return fail(problemAt(token, `${token.text}( has no )`));
      if (call.args.length !== macro.parameters.length) {
        const message = `${token.text} takes ${macro.parameters.length} arguments, not ${call.args.length}`;
        return fail(problemAt(token, message));
      }
      body = substituted(macro, call.args);
      at = call.end;
    }
    if (inside.size >= deepest) return fail(problemAt(token, `${token.text} is nested too deep`));
    const placed = body.map((item) => ({ ...item, line: token.line, column: token.column }));
    const inner = expand(placed, macros, new Set([...inside, token.text]));
    if (!inner.ok) return inner;
    out.push(...inner.value);
    if (out.length > mostTokens) return fail(problemAt(token, `${token.text} expands without end`));
  }
  return ok(out);
}

/** `STATICGUIDOF(NAME)` stands for STATIC_NAME (ks.h); undefined unless the text defines that itself. */
function staticMacroAt(
  tokens: readonly CToken[],
  at: number,
  macros: ReadonlyMap<string, Macro>,
): Macro | undefined {
  if (tokens[at]?.text !== 'STATICGUIDOF' || tokens[at + 1]?.text !== '(') return undefined;
  return tokens[at + 3]?.text === ')' ? macros.get(`STATIC_${tokens[at + 2]?.text}`) : undefined;
}

function substituted(
  { parameters = [], body }: Macro,
  args: readonly (readonly CToken[])[],
): readonly CToken[] {
  return body.flatMap((item) => {
    const index = item.kind === 'word' ? parameters.indexOf(item.text) : -1;
    return index < 0 ? [item] : (args[index] ?? []);
  });
}

/** The arguments of a call whose `(` is at `open`, and where its `)` is. */
function argumentsAt(
  tokens: readonly CToken[],
  open: number,
): { readonly args: readonly (readonly CToken[])[]; readonly end: number } | undefined {
  const args: CToken[][] = [[]];
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) return undefined;
    if (token.text === '(') depth++;
    if (token.text === ')') depth--;
    if (depth === 0) {
      const isEmpty = args.length === 1 && args[0]?.length === 0;
      return { args: isEmpty ? [] : args, end: at };
    }
    if (at === open) continue;
    if (token.text === ',' && depth === 1) args.push([]);
    else args.at(-1)?.push(token);
  }
  return undefined;
}

function problemAt({ line, column }: CToken, message: string): TextProblem {
  return { line, column, message };
}
