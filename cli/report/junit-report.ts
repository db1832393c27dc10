// Test results in the XML that CI servers read: one suite a target, one case a connect. Held against the Jenkins schema by a test.
import XMLBuilder from 'fast-xml-builder';
import type { TestOutcome } from '#cli/test/run-tests.ts';
import type { Verdict } from '#device-host/client/index.ts';
import { kspinVersion } from '#device-host/version.ts';
import { reasons, type Suite } from './test-report.ts';

export function junitReport(suites: readonly Suite[]): string {
  const builder = new XMLBuilder({ ignoreAttributes: false, format: true, suppressEmptyNode: true });
  const document = {
    '?xml': { '@_version': '1.0', '@_encoding': 'UTF-8' },
    testsuites: {
      '@_name': 'kspin',
      ...totals(
        suites.flatMap(({ outcomes }) => outcomes),
        suites.filter(hasTrouble).length,
      ),
      testsuite: suites.map(suiteNode),
    },
  };
  return `${builder.build(document).trimEnd()}\n`;
}

const hasTrouble = ({ trouble }: Suite): boolean => trouble !== undefined;

function suiteNode(suite: Suite) {
  const { name, target, began, outcomes, trouble } = suite;
  return {
    '@_name': clean(name),
    '@_timestamp': began.slice(0, 19),
    ...totals(outcomes, trouble === undefined ? 0 : 1),
    '@_skipped': String(amount(outcomes, 'blocked')),
    properties: {
      property: [
        { '@_name': 'kspin.version', '@_value': kspinVersion },
        { '@_name': 'kspin.target', '@_value': clean(target) },
      ],
    },
    testcase: [...outcomes.map(caseNode), ...(trouble === undefined ? [] : [troubleNode(trouble)])],
  };
}

function totals(outcomes: readonly TestOutcome[], more: number) {
  return {
    '@_tests': String(outcomes.length + more),
    '@_failures': String(amount(outcomes, 'failed')),
    '@_errors': String(amount(outcomes, 'errored') + more),
    '@_time': seconds(outcomes.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0)),
  };
}

const amount = (outcomes: readonly TestOutcome[], verdict: Verdict): number =>
  outcomes.filter((outcome) => outcome.verdict === verdict).length;

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

function caseNode(outcome: TestOutcome) {
  const { test, verdict, why, elapsedMs, bytes } = outcome;
  const text = [...reasons(outcome), ...(bytes === undefined ? [] : [['request', bytes]])]
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
  const told = { '@_message': clean(why.split('\n')[0] ?? ''), '#text': clean(text) };
  return {
    '@_name': clean(test.name),
    '@_classname': clean(test.file),
    '@_time': seconds(elapsedMs),
    ...(verdict === 'blocked' ? { skipped: clean(why) } : {}),
    ...(verdict === 'errored' ? { error: told } : {}),
    ...(verdict === 'failed' ? { failure: told } : {}),
  };
}

/** A target that could not be asked is no empty, green suite. */
function troubleNode(trouble: string) {
  return { '@_name': 'the target answers', '@_time': '0.000', error: { '@_message': clean(trouble) } };
}

/** XML 1.0 has no way to write most control characters, and lone surrogates are no characters. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML forbids.
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
}
