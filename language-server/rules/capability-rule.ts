// What the rules share that need the capabilities of a filter: the verdict of ks/explain.ts, which reasons in the driver's order,
// the data ranges that the request matches, and where a capability file says what a request clashes with. Only the first
// failing check is worth a word.
import type { PinFactory } from '#ks/capabilities.ts';
import type { DataRange } from '#ks/data-range.ts';
import { describeRange } from '#ks/describe-range.ts';
import { pinName } from '#ks/explain.ts';
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
  function check(recorded) {
    const { verdict, pin } = recorded;
    if (verdict.accepted || verdict.stage !== stage) return fine;
    const path = verdict.path ?? ['KSPIN_CONNECT'];
    if (members.length > 0 && !members.includes(String(path.at(-1)))) return fine;
    const range = verdict.rangeIndex === undefined ? undefined : pin?.dataRanges[verdict.rangeIndex];
    return broken(path, verdict.message).map((violation) =>
      range === undefined
        ? against(recorded, keyOfStage[stage] ?? 'id', violation)
        : againstRange(recorded, range, violation),
    );
  };

/** Data ranges of the pin that the three GUIDs match. */
export const rangesOf = ({ pin }: Recorded, subject: Subject): NonNullable<Recorded['pin']>['dataRanges'] =>
  (pin?.dataRanges ?? []).filter((range) => matchesRange(subject.completed.KSDATAFORMAT, range));

/** The key of a pin, in a capability file, that each check looks at. */
const keyOfStage: Readonly<Partial<Record<Stage, PinKey>>> = {
  communication: 'Communication',
  interface: 'interfaces',
  medium: 'mediums',
  range: 'dataRanges',
  instances: 'instances',
};

const pinKeys = {
  id: 'the number of the pin',
  DataFlow: 'its data flow',
  Communication: 'its communication',
  interfaces: 'the interfaces that it lists',
  mediums: 'the mediums that it lists',
  instances: 'its instances',
  dataRanges: 'its data ranges',
};
type PinKey = keyof typeof pinKeys;

/** The violation with the place of what the pin says there; with the pins of the filter where it has no such pin. */
export function against({ capabilities, pin }: Recorded, key: PinKey, violation: Violation): Violation {
  if (pin === undefined)
    return { ...violation, recorded: { path: ['pins'], message: 'The pins of the filter' } };
  const path = ['pins', capabilities.pins.indexOf(pin), key];
  return { ...violation, recorded: { path, message: `${pinName(pin)}: ${pinKeys[key]}` } };
}

/** The violation with the place of a data range of the pin. */
export function againstRange(
  { capabilities, pin }: Recorded,
  range: DataRange | undefined,
  violation: Violation,
): Violation {
  const index = range === undefined ? -1 : (pin?.dataRanges.indexOf(range) ?? -1);
  if (pin === undefined || range === undefined || index < 0) return violation;
  const path = ['pins', capabilities.pins.indexOf(pin), 'dataRanges', index];
  return { ...violation, recorded: { path, message: rangeWords(pin, range, index) } };
}

const rangeWords = (pin: PinFactory, range: DataRange, index: number): string =>
  `${pinName(pin)}, data range ${index}: ${describeRange(range)}`;

type Texts = readonly [summary: string, why: string, source: string];

export const recordedRule = (
  id: string,
  name: string,
  severity: Rule['severity'],
  [summary, why, source]: Texts,
  check: RecordedCheck,
  explains: readonly string[] = [],
): Rule => ({ id, name, severity, scope: 'P', summary, why, source, explains, check: ofRecorded(check) });
