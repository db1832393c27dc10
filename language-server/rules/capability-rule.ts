// What the rules share that need a capability file: the verdict of ks/explain.ts, which reasons in the driver's order, and
// the data ranges that the request matches. Only the first failing check is worth a word.
import { matchesRange } from '#ks/match.ts';
import type { Stage } from '#ks/verdict.ts';
import type { Recorded } from './recorded.ts';
import { broken, fine, type Rule, type Subject, type Violation } from './rule.ts';

export type RecordedCheck = (recorded: Recorded, subject: Subject) => readonly Violation[];

const ofRecorded =
  (check: RecordedCheck) =>
  (subject: Subject): readonly Violation[] =>
    subject.recorded === undefined ? fine : check(subject.recorded, subject);

/** The verdict as a violation, when it fell in this stage on one of these members (any, when none is given). */
export const refusedAt = (stage: Stage, ...members: readonly string[]): RecordedCheck =>
  function check({ verdict }) {
    if (verdict.accepted || verdict.stage !== stage) return fine;
    const path = verdict.path ?? ['KSPIN_CONNECT'];
    if (members.length > 0 && !members.includes(String(path.at(-1)))) return fine;
    return broken(path, verdict.message);
  };

/** Data ranges of the pin that the three GUIDs match. */
export const rangesOf = ({ pin }: Recorded, subject: Subject): NonNullable<Recorded['pin']>['dataRanges'] =>
  (pin?.dataRanges ?? []).filter((range) => matchesRange(subject.completed.KSDATAFORMAT, range));

type Texts = readonly [summary: string, why: string, source: string];

export const recordedRule = (
  id: string,
  name: string,
  severity: Rule['severity'],
  [summary, why, source]: Texts,
  check: RecordedCheck,
  explains: readonly string[] = [],
): Rule => ({ id, name, severity, scope: 'P', summary, why, source, explains, check: ofRecorded(check) });
