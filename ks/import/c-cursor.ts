// Where a reader of C stands. The first problem ends it: after that nothing is left to read, so that readers need not ask
// after each step whether the last one went well.
import type { PlacedToken } from './c-macros.ts';
import type { TextProblem } from './text-problem.ts';

/** Deeper brackets than any source has; pasted text must not exhaust the stack. */
const deepest = 200;

export class CCursor {
  readonly #tokens: readonly PlacedToken[];
  #depth = 0;
  #at = 0;
  #problem: TextProblem | undefined;

  constructor(tokens: readonly PlacedToken[]) {
    this.#tokens = tokens;
  }

  get problem(): TextProblem | undefined {
    return this.#problem;
  }

  /** The token `ahead` of the next one; undefined at the end and after a problem. */
  peek(ahead = 0): PlacedToken | undefined {
    return this.#problem === undefined ? this.#tokens[this.#at + ahead] : undefined;
  }

  /** The text of that token; empty at the end. */
  text(ahead = 0): string {
    return this.peek(ahead)?.text ?? '';
  }

  next(): PlacedToken | undefined {
    const token = this.peek();
    if (token?.undecided !== undefined) this.fail(token.undecided.message, token.undecided);
    else if (token !== undefined) this.#at++;
    return token;
  }

  /** Takes the next token if it is `text`. */
  accept(text: string): boolean {
    if (this.text() !== text) return false;
    this.next();
    return true;
  }

  /** Takes `text`, or fails saying what should have followed. */
  expect(text: string, why: string): void {
    if (this.accept(text)) return;
    const found = this.peek();
    this.fail(
      found === undefined ? `the text ends; ${why}` : `"${found.text}" is not understood here: ${why}`,
    );
  }

  /** Reads something that may hold more of its own kind. */
  nested<T>(read: () => T, otherwise: T): T {
    if (this.#depth >= deepest) {
      this.fail('this is nested too deep');
      return otherwise;
    }
    this.#depth++;
    const value = read();
    this.#depth--;
    return value;
  }

  /** Records the problem at the next token, or at `token`; only the first counts. */
  fail(
    message: string,
    token: { readonly line: number; readonly column: number } | undefined = this.peek(),
  ): void {
    const { line, column } = token ?? this.#tokens.at(-1) ?? { line: 1, column: 1 };
    this.#problem ??= { line, column, message };
  }

  /** Takes everything up to one of `ends` at this depth of brackets; the end itself stays. */
  skipTo(...ends: readonly string[]): void {
    let depth = 0;
    for (let token = this.peek(); token !== undefined; token = this.peek()) {
      if (depth === 0 && ends.includes(token.text)) return;
      if (['(', '[', '{'].includes(token.text)) depth++;
      if ([')', ']', '}'].includes(token.text)) depth--;
      this.#at++;
    }
  }
}
