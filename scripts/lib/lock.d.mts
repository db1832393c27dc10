// The types of lock.mjs, which is plain JavaScript because it must run before TypeScript is installed.
import type { Progress } from './run.mjs';

export function takeLock(name: string, why: string, progress: Progress): Promise<() => void>;
