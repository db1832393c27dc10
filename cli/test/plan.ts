// Which connects are tests: those that say what a run must return. What is in the files and cannot be sent is still a test, one
// that errs with its reason, so that a slip in a file never makes a test run smaller.
import { resolve } from 'node:path';
import { type LoadedConnect, type LoadProblem, loadConnects } from '#cli/descriptor.ts';
import { findDescriptors } from '#cli/files.ts';
import type { Result } from '#ks/result.ts';

export interface PlannedTest {
  readonly file: string;
  readonly name: string;
  /** As written. */
  readonly expect: string;
  readonly connect: Result<LoadedConnect, LoadProblem>;
}

export interface TestPlan {
  readonly tests: readonly PlannedTest[];
  /** Files that are not there or not descriptors, a line each. */
  readonly unreadable: readonly string[];
}

export function planTests(paths: readonly string[], cwd: string): TestPlan {
  const { files, problems } = findDescriptors(paths, cwd);
  const unreadable = [...problems];
  const tests: PlannedTest[] = [];
  // A folder may name the same file in several ways; the same test is run once.
  for (const file of new Map(files.map((name) => [resolve(cwd, name), name])).values()) {
    const loaded = loadConnects(file, cwd);
    if (!loaded.ok) unreadable.push(...loaded.error.lines);
    else
      for (const { name, expect, connect } of loaded.value) {
        if (expect !== undefined) tests.push({ file, name, expect, connect });
      }
  }
  return { tests, unreadable };
}
