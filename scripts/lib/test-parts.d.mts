// The types of test-parts.mjs, which is plain JavaScript because it must run before TypeScript is installed.

export interface Part {
  readonly name: string;
  readonly what: string;
  /** The part that must have run before. */
  readonly after?: string;
  /** The only platform (of process.platform) on which it can run. */
  readonly needs?: string;
}

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failing: readonly string[];
  /** Names, with the reason where one was given. */
  readonly skipping: readonly string[];
}

/** `problems` and `notRun` are lines for a person, each beginning with the part's name. */
export interface PartResult {
  readonly passed: number;
  readonly failed: number;
  readonly problems: readonly string[];
  readonly notRun: readonly string[];
}

export const parts: readonly Part[];
export function choose(words: readonly string[]): {
  readonly unknown: readonly string[];
  readonly chosen: readonly Part[];
};
export function partOf(file: string, text: string): 'unit' | 'editors' | 'rig' | 'ssh' | 'vscode' | 'package';
export function tally(output: string): Tally;
export function resultOf(
  name: string,
  code: number | undefined,
  output: string,
  runsTests: boolean,
): PartResult;
export function notRun(name: string, why: string): PartResult;
export function verdict(
  results: readonly PartResult[],
  inCi: boolean,
): { readonly lines: readonly string[]; readonly exitCode: 0 | 1 };
