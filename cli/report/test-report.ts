// What tests came to, for people: one line each as soon as it is known, what was not as expected with its reason, then a sum.
import { memberPlace } from '#cli/descriptor.ts';
import type { Paint, Style } from '#cli/terminal.ts';
import type { TestOutcome } from '#cli/test/run-tests.ts';
import type { Verdict } from '#device-host/client/index.ts';
import { pathText } from '#ks/path.ts';
import { win32Text } from '#ks/status.ts';
import { count, duration, oneLine } from '#ks/words.ts';

export interface Suite {
  /** The target, or its name in the lab. */
  readonly name: string;
  readonly target: string;
  readonly outcomes: readonly TestOutcome[];
  /** When it began, ISO 8601 UTC. */
  readonly began: string;
  /** Why the target could not be asked at all. */
  readonly trouble?: string;
}

/** `suite` is the name of the target where there are several. */
export function outcomeText(outcome: TestOutcome, suite: string | undefined, style: Style): string {
  const { test, verdict, elapsedMs } = outcome;
  const paint = paintOf(verdict, style);
  const where = style.dim(`(${test.file}, ${duration(elapsedMs)})`);
  const lead = suite === undefined ? '' : `${oneLine(suite)}: `;
  const lines = [`${paint(verdict.padEnd(8))} ${lead}${oneLine(test.name)} ${where}`];
  if (verdict !== 'passed') {
    for (const [name, value] of reasons(outcome)) lines.push(`  ${style.dim(name.padEnd(10))}${value}`);
  }
  return `${lines.join('\n')}\n`;
}

function paintOf(verdict: Verdict, { green, red, yellow }: Style): Paint {
  return { passed: green, failed: red, blocked: yellow, errored: red }[verdict];
}

/** What a person wants to know of a test that did not pass, in the order of asking. */
export function reasons({ test, verdict, answer, why }: TestOutcome): readonly (readonly [string, string])[] {
  const facts: (readonly [string, string])[] = [];
  if (verdict === 'failed') facts.push(['expected', oneLine(test.expect)]);
  if (answer?.win32 !== undefined) facts.push(['answer', `${answer.outcome}, ${win32Text(answer.win32)}`]);
  for (const line of why.split('\n')) facts.push(['why', oneLine(line)]);
  if (answer?.path !== undefined && test.connect.ok) {
    const place = memberPlace(test.connect.value, answer.path);
    facts.push(['where', oneLine(`${place}  ${pathText(answer.path)}`)]);
  }
  const [next] = answer?.next ?? [];
  if (next !== undefined) facts.push(['next', next]);
  return facts;
}

export function sumText(suites: readonly Suite[], { green, red, yellow }: Style): string {
  const outcomes = suites.flatMap((suite) => suite.outcomes);
  const amount = (verdict: Verdict): number => outcomes.filter((one) => one.verdict === verdict).length;
  const [passed, failed, blocked, errored] = [
    amount('passed'),
    amount('failed'),
    amount('blocked'),
    amount('errored'),
  ];
  const parts = [
    passed > 0 ? green(`${passed} passed`) : '',
    failed > 0 ? red(`${failed} failed`) : '',
    blocked > 0 ? yellow(`${blocked} blocked`) : '',
    errored > 0 ? red(`${errored} errored`) : '',
  ].filter((part) => part !== '');
  const on = suites.length > 1 ? ` on ${count(suites.length, 'target')}` : '';
  return `${count(outcomes.length, 'test')}${on}: ${parts.join(', ')}\n`;
}

/** Keys in a fixed order; one array of all suites. */
export function testJson(suites: readonly Suite[]): string {
  const json = suites.map(({ name, target, began, trouble, outcomes }) => ({
    name,
    target,
    began,
    trouble,
    tests: outcomes.map(({ test, verdict, answer, why, bytes, elapsedMs }) => ({
      file: test.file,
      name: test.name,
      expect: test.expect,
      verdict,
      status: answer?.outcome,
      code: answer?.win32 ?? null,
      stage: answer?.stage,
      path: answer?.path === undefined ? undefined : pathText(answer.path),
      message: why,
      bytes,
      elapsedMs: Math.round(elapsedMs * 1000) / 1000,
    })),
  }));
  return `${JSON.stringify(json, null, 2)}\n`;
}
