// The types of lock.mjs, which is plain JavaScript because it must run before TypeScript is installed.
import type { Progress } from './run.mjs';

/** Called, it gives the lock back. */
export interface Lock {
  (): void;
  /** What a program inherits to hold it too. */
  readonly fd: number | undefined;
}

export function takeLock(name: string, why: string, progress: Progress): Promise<Lock>;
