// `kspin test`: every connect that says what it expects, on a target or on all machines of a lab at once.
import { writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Arguments, type Command, type ExitCode, endWith, exit } from '#cli/command.ts';
import { defaultTarget, superviseTarget, targetOption } from '#cli/device-target.ts';
import { readText } from '#cli/files.ts';
import { junitReport } from '#cli/report/junit-report.ts';
import { outcomeText, type Suite, sumText, testJson } from '#cli/report/test-report.ts';
import type { Terminal } from '#cli/terminal.ts';
import { parseLab } from '#cli/test/lab-file.ts';
import { type PlannedTest, planTests } from '#cli/test/plan.ts';
import { runTests } from '#cli/test/run-tests.ts';
import { fail, ok, type Result } from '#ks/result.ts';

export const test: Command = {
  name: 'test',
  about: 'runs every connect that has an "expect" against it',
  operands: 'PATH...',
  minOperands: 1,
  maxOperands: Number.POSITIVE_INFINITY,
  options: {
    target: targetOption,
    targets: {
      value: 'FILE',
      about: 'a lab: {"targets": [{"name": "...", "target": "ssh:HOST"}]}, all driven at once',
    },
    format: { value: 'FORMAT', choices: ['text', 'json'], about: 'what to write' },
    junit: { value: 'FILE', about: 'also write JUnit XML, one suite a target' },
  },
  notes: [
    'A folder stands for every *.kspin.json in it, however deep; node_modules and dot folders are left out.',
    'Without --target, and not on Windows, each filter is simulated from the capability file that its connect names.',
    'A pin that is taken is blocked: KsCreatePin was not called, and nothing is known of the driver.',
    'Exit code 0: all as expected. 1: a test failed, was blocked or erred. 2: usage, unreadable files, no test, or a target that cannot be asked.',
  ],
  run: async (args, terminal) => {
    const plan = planTests(args.operands, terminal.cwd);
    if (plan.unreadable.length > 0) return trouble(terminal, plan.unreadable);
    if (plan.tests.length === 0)
      return trouble(terminal, ['no connect has an "expect", so there is nothing to test']);
    const runs = runsOf(args, plan.tests, terminal.cwd);
    if (!runs.ok) return trouble(terminal, [runs.error]);
    const text = args.option('format') !== 'json';
    const suites = await Promise.all(
      runs.value.map((run) =>
        runSuite(run, runs.value.length > 1 && text ? run.name : undefined, text, terminal),
      ),
    );
    await terminal.out(text ? sumText(suites, terminal.style) : testJson(suites));
    const written = writeJunit(args.option('junit'), suites, terminal.cwd);
    if (!written.ok) return trouble(terminal, [written.error]);
    return exitOf(suites, terminal);
  },
};

function trouble(terminal: Terminal, lines: readonly string[]): Promise<ExitCode> {
  return endWith(exit.trouble, terminal, ...lines.map((line) => `kspin test: ${line}`));
}

/** Tests that go to one device host. */
interface TestRun {
  readonly name: string;
  readonly target: string | undefined;
  /** What a relative file of the target is taken from. */
  readonly cwd: string;
  readonly tests: readonly PlannedTest[];
}

function runsOf(
  args: Arguments,
  tests: readonly PlannedTest[],
  cwd: string,
): Result<readonly TestRun[], string> {
  const [target, labFile] = [args.option('target'), args.option('targets')];
  if (target !== undefined && labFile !== undefined) return fail('--target and --targets exclude each other');
  if (labFile !== undefined) return labRuns(labFile, tests, cwd);
  const chosen = target ?? defaultTarget;
  if (chosen !== undefined) return ok([{ name: chosen, target: chosen, cwd, tests }]);
  return ok(recordedRuns(tests, cwd));
}

function labRuns(
  file: string,
  tests: readonly PlannedTest[],
  cwd: string,
): Result<readonly TestRun[], string> {
  const path = resolve(cwd, file);
  const text = readText(path);
  if (!text.ok) return fail(`${file} ${text.error}`);
  const lab = parseLab(text.value);
  if (!lab.ok) return fail(`${file}: ${lab.error}`);
  return ok(lab.value.map(({ name, target }) => ({ name, target, cwd: dirname(path), tests })));
}

/** The suite of the tests for which there is neither a driver nor a recorded filter. */
const noTarget = 'no target';

/** Where there is no driver, the recorded ones answer: the tests of each capability file are a run. */
function recordedRuns(tests: readonly PlannedTest[], cwd: string): readonly TestRun[] {
  const byTarget = new Map<string | undefined, PlannedTest[]>();
  for (const test of tests) {
    const { file, connect } = test;
    const capabilities = connect.ok ? connect.value.entry.filter.capabilities : undefined;
    const target = capabilities === undefined ? undefined : `simulate:${join(dirname(file), capabilities)}`;
    byTarget.set(target, [...(byTarget.get(target) ?? []), test]);
  }
  return [...byTarget].map(([target, ofTarget]) => ({
    name: target ?? noTarget,
    target,
    cwd,
    tests: ofTarget,
  }));
}

async function runSuite(
  { name, target, cwd, tests }: TestRun,
  shownName: string | undefined,
  tell: boolean,
  terminal: Terminal,
): Promise<Suite> {
  const suite = { name, target: target ?? 'none', began: new Date().toISOString() };
  const host = superviseTarget(target, terminal, cwd);
  if (!host.ok) return { ...suite, outcomes: [], trouble: host.error };
  try {
    const ran = await runTests(host.value, tests, async (outcome) => {
      if (tell) await terminal.out(outcomeText(outcome, shownName, terminal.style));
    });
    return ran.ok ? { ...suite, outcomes: ran.value } : { ...suite, outcomes: [], trouble: ran.error };
  } finally {
    await host.value.dispose();
  }
}

function writeJunit(
  file: string | undefined,
  suites: readonly Suite[],
  cwd: string,
): Result<undefined, string> {
  if (file === undefined) return ok(undefined);
  try {
    writeFileSync(resolve(cwd, file), junitReport(suites));
    return ok(undefined);
  } catch (error) {
    return fail(`${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function exitOf(suites: readonly Suite[], terminal: Terminal): Promise<ExitCode> | ExitCode {
  const lines = suites.flatMap(({ name, trouble: why }) => {
    if (why === undefined) return [];
    return [name === noTarget ? why : `${name}: ${why}`];
  });
  if (lines.length > 0) return trouble(terminal, lines);
  const allPassed = suites.every(({ outcomes }) => outcomes.every(({ verdict }) => verdict === 'passed'));
  return allPassed ? exit.ok : exit.no;
}
