// The types of run.mjs, which is plain JavaScript because it must run before TypeScript is installed.
import type { Lock } from './lock.mjs';

/** Told one line of text now and then, so that a person sees the work is alive. */
export type Progress = (line: string) => void;

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /**
   * What becomes of its output: `keep` (left out) collects it, `show` also passes it on as it comes, with stderr going
   * straight to ours. `drop` gives the program no pipe to hold: Wine's first program starts others that outlive it
   * and keep what it had open, so that a reader would wait for them.
   */
  readonly output?: 'keep' | 'show' | 'drop';
  /** The lock under which the program works: held until it ends, even when this process is killed before. */
  readonly lock?: Lock;
  /** It is killed when it takes longer. Left out: it may take for ever. */
  readonly timeoutMs?: number;
}

export interface RunResult {
  readonly code: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  /** stdout and stderr in the order they came, as far as they were kept. */
  readonly output: string;
}

export function tell(line: string): void;
export function runAny(command: readonly string[], options?: RunOptions): Promise<RunResult>;
export function run(
  what: string,
  command: readonly string[],
  progress: Progress,
  options?: RunOptions,
): Promise<string>;
export function showingLife<T>(what: string, progress: Progress, work: () => Promise<T>): Promise<T>;
