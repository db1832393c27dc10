// One cause, one finding: a wrong member mostly breaks several rules at once. The entries of the rules say who explains whom
// (`explains`); this is the step from what all rules found in a connect to what its author is told.
import type { Finding, RelatedPlace, Severity } from '#language-server/finding.ts';
import type { Rule } from './rule.ts';

/** What one rule found in a connect, at least one finding. */
export interface Found {
  readonly rule: Pick<Rule, 'name' | 'explains'>;
  readonly findings: readonly Finding[];
}

const worstFirst: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/**
 * The findings of the rules that no other explains, in the same order. Each first one carries what it explains as symptoms
 * and as related places, and is as severe as the worst of them.
 */
export function causesOf(found: readonly Found[]): readonly Finding[] {
  const causes = causeOfEach(found);
  if (causes.size === 0) return found.flatMap(({ findings }) => findings);
  const symptoms = new Map<string, Finding[]>();
  for (const { rule, findings } of found) {
    if (!causes.has(rule.name)) continue;
    const root = rootOf(rule.name, causes);
    symptoms.set(root, [...(symptoms.get(root) ?? []), ...findings]);
  }
  return found
    .filter(({ rule }) => !causes.has(rule.name))
    .flatMap(({ rule, findings }) => {
      const [first, ...others] = findings;
      return first === undefined ? [] : [withSymptoms(first, symptoms.get(rule.name) ?? []), ...others];
    });
}

/** By the name of a rule that spoke, the first other one that explains it. */
function causeOfEach(found: readonly Found[]): ReadonlyMap<string, string> {
  const names = new Set(found.map(({ rule }) => rule.name));
  const causes = new Map<string, string>();
  for (const { rule } of found)
    for (const name of rule.explains ?? [])
      if (names.has(name) && !causes.has(name)) causes.set(name, rule.name);
  return causes;
}

/** No rule explains itself, however long the way: a test of all entries says so. */
function rootOf(name: string, causes: ReadonlyMap<string, string>): string {
  const cause = causes.get(name);
  return cause === undefined ? name : rootOf(cause, causes);
}

function withSymptoms(finding: Finding, symptoms: readonly Finding[]): Finding {
  if (symptoms.length === 0) return finding;
  const severity = worstFirst.find((wanted) =>
    [finding, ...symptoms].some((candidate) => candidate.severity === wanted),
  );
  return {
    ...finding,
    severity: severity ?? finding.severity,
    related: [
      ...finding.related,
      ...symptoms.filter((symptom) => !sameRange(symptom, finding)).map(asRelated),
    ],
    symptoms,
  };
}

/** What stands at the place of the cause itself is said there. */
const sameRange = (a: Finding, b: Finding): boolean =>
  a.range.start === b.range.start && a.range.end === b.range.end;

const asRelated = ({ message, range }: Finding): RelatedPlace => ({
  message: `Of the same cause: ${message}`,
  range,
});
