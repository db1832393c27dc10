// The types of install.mjs, which is plain JavaScript because it must run before TypeScript is installed.
import type { Progress } from './run.mjs';

export const checkout: string;
export function ensureDependencies(folder?: string, progress?: Progress): Promise<void>;
export function missingPackages(folder?: string): string[];
export function projectNode(folder?: string): string;
