// The preprocessor's part of reading C: `#define`s of the same text are applied, conditions are decided where they can be.
import { fail, ok, type Result } from '#ks/result.ts';
import { expand, type Macro, type Pack, type PlacedToken } from './c-macros.ts';
import { type CToken, tokensOf } from './c-tokens.ts';
import type { TextProblem } from './text-problem.ts';

/** `#name rest`, on however many lines, without its comments. */
interface Directive {
  readonly name: string;
  readonly rest: string;
  readonly line: number;
  readonly column: number;
}

export interface CSource {
  readonly tokens: readonly PlacedToken[];
}

/** Tokens after preprocessing. Fails at a condition that this text does not decide, and at a directive that is no C. */
export function preprocess(text: string): Result<CSource, TextProblem> {
  const { code, directives } = splitDirectives(text);
  const tokens = tokensOf(code);
  if (!tokens.ok) return tokens;
  const state = new Preprocessor();
  let next = 0;
  for (const directive of directives) {
    while (next < tokens.value.length && isBefore(tokens.value[next], directive))
      state.take(tokens.value[next++]);
    const problem = state.direct(directive);
    if (problem !== undefined) {
      return fail({ line: directive.line, column: directive.column, message: problem });
    }
  }
  while (next < tokens.value.length) state.take(tokens.value[next++]);
  return state.end();
}

function isBefore(token: CToken | undefined, { line }: Directive): boolean {
  return token !== undefined && token.line < line;
}

/** The text with directives blanked out, line breaks kept, and the directives. */
function splitDirectives(text: string): { readonly code: string; readonly directives: readonly Directive[] } {
  const form =
    /(?<comment>\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')|(?<=^[^\S\r\n]*)(?<directive>#(?:\/\*[\s\S]*?\*\/|\/\/[^\r\n]*|\\\r?\n|[^\r\n])*)/gm;
  const directives: Directive[] = [];
  let line = 1;
  let counted = 0;
  const code = text.replace(form, (found, ...rest) => {
    const groups: { readonly directive?: string } = rest.at(-1);
    if (groups.directive === undefined) return found;
    const offset: number = rest.at(-3);
    line += text.slice(counted, offset).match(/\r\n|\r|\n/g)?.length ?? 0;
    counted = offset;
    const lineStart = Math.max(text.lastIndexOf('\n', offset), text.lastIndexOf('\r', offset)) + 1;
    const [, name = '', body = ''] = /^#\s*(\w*)([\s\S]*)$/.exec(withoutComments(found)) ?? [];
    directives.push({
      name,
      rest: body.trim(),
      line,
      column: offset - lineStart + 1,
    });
    return found.replace(/[^\r\n]/g, ' ');
  });
  return { code, directives };
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\r\n]*/g, ' ').replace(/\\\r?\n/g, ' ');
}

/** Whether a branch of a condition is taken, and whether one before it was. */
interface Condition {
  taken: boolean;
  done: boolean;
  /** What is wrong with it should a branch hold more than pragmas: whether it holds is not said in the text. */
  readonly undecided?: TextProblem;
}

class Preprocessor {
  readonly #macros = new Map<string, Macro>();
  readonly #conditions: Condition[] = [];
  readonly #packs: (Pack | undefined)[] = [];
  #pack: Pack | undefined;
  readonly #tokens: PlacedToken[] = [];
  /** Names as they are before expansion, of the piece between two directives. */
  #piece: PlacedToken[] = [];
  #problem: TextProblem | undefined;

  take(token: CToken | undefined): void {
    if (token === undefined || !this.#isTaken()) return;
    const undecided = this.#undecided();
    this.#piece.push(undecided === undefined ? token : { ...token, undecided });
  }

  #undecided(): TextProblem | undefined {
    return this.#conditions.find(({ undecided }) => undecided !== undefined)?.undecided;
  }

  #isTaken(): boolean {
    return this.#conditions.every(({ taken }) => taken);
  }

  /** Applies a directive; the result is what is wrong with it. */
  direct(directive: Directive): string | undefined {
    const { name, rest } = directive;
    const flow = this.#condition(directive);
    if (flow !== 'no condition') return flow;
    if (!this.#isTaken()) return undefined;
    if (name === 'undef') this.#problem ??= this.#undecided();
    const flushed = this.#flush();
    if (flushed !== undefined) return flushed.message;
    switch (name) {
      case 'define':
        return this.#define(rest);
      case 'undef':
        this.#macros.delete(rest);
        return undefined;
      case 'pragma':
        return this.#pragma(rest);
      case 'include':
      case '':
        return undefined;
      default:
        return `#${name} is not understood`;
    }
  }

  #condition({ name, rest, line, column }: Directive): string | undefined {
    const innermost = this.#conditions.at(-1);
    switch (name) {
      case 'ifdef':
      case 'ifndef':
      case 'if': {
        const value = this.#isTaken() ? this.#decide(name, rest) : false;
        const message = `whether #${name} ${rest} holds is not said here: keep only the branch that you mean`;
        if (value === undefined) {
          this.#conditions.push({ taken: true, done: false, undecided: { line, column, message } });
        } else this.#conditions.push({ taken: value, done: value });
        return undefined;
      }
      case 'else':
      case 'endif':
      case 'elif': {
        if (innermost === undefined) return `#${name} without #if`;
        if (name === 'endif') this.#conditions.pop();
        else if (name === 'else') innermost.taken = !innermost.done;
        else if (innermost.done) innermost.taken = false;
        else return '#elif is not understood: keep only the branch that you mean';
        return undefined;
      }
      default:
        return 'no condition';
    }
  }

  /** `#ifndef X` holds unless X was defined here: that is how headers guard themselves and their names. */
  #decide(name: string, rest: string): boolean | undefined {
    if (name === 'if') return rest === '0' ? false : rest === '1' ? true : undefined;
    const isDefined = this.#macros.has(rest);
    if (name === 'ifndef') return !isDefined;
    return isDefined ? true : undefined;
  }

  #define(rest: string): string | undefined {
    const [whole, name = '', parameters] = /^([A-Za-z_]\w*)(?:\(([^)]*)\))?/.exec(rest) ?? [];
    if (whole === undefined) return 'a #define needs a name';
    const body = tokensOf(rest.slice(whole.length));
    if (!body.ok) return body.error.message;
    if (body.value.some(({ text }) => text === '#'))
      return `# and ## in the macro ${name} are not understood`;
    const names = parameters
      ?.split(',')
      .map((parameter) => parameter.trim())
      .filter((parameter) => parameter !== '');
    const undecided = this.#undecided();
    this.#macros.set(name, {
      body: body.value,
      ...(names === undefined ? {} : { parameters: names }),
      ...(undecided === undefined ? {} : { undecided }),
    });
    return undefined;
  }

  #pragma(rest: string): undefined {
    const [, argument] = /^pack\s*\(([^)]*)\)/.exec(rest) ?? [];
    if (argument === undefined) return;
    const words = argument.split(',').map((word) => word.trim());
    if (words[0] === 'push') this.#packs.push(this.#pack);
    if (words[0] === 'pop') this.#pack = this.#packs.pop();
    else {
      const size = words.at(-1);
      if (size === '1' || size === '2' || size === '4') this.#pack = Number(size) as Pack;
      else if (size !== 'push') this.#pack = undefined;
    }
  }

  /** Expands the macros in what was taken since the last directive, with the definitions that held there. */
  #flush(): TextProblem | undefined {
    const expanded = expand(this.#piece, this.#macros, new Set());
    this.#piece = [];
    if (!expanded.ok) return expanded.error;
    for (const token of expanded.value) {
      this.#tokens.push(this.#pack === undefined ? token : { ...token, pack: this.#pack });
    }
    return undefined;
  }

  end(): Result<CSource, TextProblem> {
    const problem = this.#problem ?? this.#flush();
    return problem === undefined ? ok({ tokens: this.#tokens }) : fail(problem);
  }
}
