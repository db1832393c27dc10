// What a test of a connect came to, in the words of the Test Explorer: the result that was expected beside the one that came,
// and why.
import type { Answer, Verdict } from '#device-host/client/index.ts';
import { ntStatus, win32Text } from '#ks/status.ts';
import { shortLine } from './text.ts';

export interface TestOutcome {
  readonly verdict: Verdict;
  readonly message: string;
  /** Both, where the driver answered and not as expected: VS Code shows them side by side. */
  readonly expected?: string;
  readonly actual?: string;
}

/** `expect` as the descriptor says it. */
export function outcomeOf(verdict: Verdict, answer: Answer, expect: string, note?: string): TestOutcome {
  const message = [answer.why, answer.next[0] && `Next: ${answer.next[0]}`, note].filter(Boolean).join('\n');
  if (verdict !== 'failed') return { verdict, message };
  return { verdict, message, expected: shortLine(expect), actual: resultText(answer) };
}

/** There is no answer of a driver. */
export function erredFor(why: string): TestOutcome {
  return { verdict: 'errored', message: why };
}

function resultText({ win32, ntstatus }: Answer): string {
  if (win32 === undefined) return 'KsCreatePin was not called';
  return win32Text(win32) + (ntstatus === undefined ? '' : `, ${ntStatus(ntstatus).name} in the driver`);
}

export interface NamedTest {
  /** The same as long as the connect keeps its name, wherever it moves in its file. */
  readonly id: string;
  readonly name: string;
}

/** Ids for the connects of one file, in their order: equal names are told apart by which comes first. */
export function testIds(uri: string, names: readonly string[]): readonly NamedTest[] {
  const times = new Map<string, number>();
  return names.map((name) => {
    const time = times.get(name) ?? 0;
    times.set(name, time + 1);
    return { id: `${uri}#${name}${time === 0 ? '' : `#${time}`}`, name };
  });
}
