// Properties that a recording could not read. One that answered before and fails now has clients that read it too; what it
// would have listed is not told as removed, because nobody knows.
import type { PinFactory, PropertyProblem } from '#ks/capabilities.ts';
import { type Change, change } from './change.ts';

/** Paths start at the thing that has the problems. */
export function diffProblems(
  before: readonly PropertyProblem[],
  after: readonly PropertyProblem[],
): readonly Change[] {
  const [old, now] = [places(before), places(after)];
  const fresh = [...now].filter(([property]) => !old.has(property));
  const solved = [...old].filter(([property]) => !now.has(property));
  return [
    ...fresh.map(([property, { index, message }]) =>
      change('breaking', `${property} cannot be read any more: ${message}`, { after: ['problems', index] }),
    ),
    ...solved.map(([property, { index }]) =>
      change('compatible', `${property} can be read now.`, { before: ['problems', index] }),
    ),
  ];
}

function places(
  problems: readonly PropertyProblem[],
): ReadonlyMap<string, { readonly index: number; readonly message: string }> {
  return new Map(problems.map(({ property, message }, index) => [property, { index, message }]));
}

/** True when the reading of this list failed and brought nothing. */
export function isUnread(
  { problems, interfaces, mediums, dataRanges, constrainedDataRanges = [], modes = [] }: PinFactory,
  property: string,
): boolean {
  const lists: Readonly<Record<string, readonly unknown[]>> = {
    KSPROPERTY_PIN_INTERFACES: interfaces,
    KSPROPERTY_PIN_MEDIUMS: mediums,
    KSPROPERTY_PIN_DATARANGES: dataRanges,
    KSPROPERTY_PIN_CONSTRAINEDDATARANGES: constrainedDataRanges,
    KSPROPERTY_AUDIOSIGNALPROCESSING_MODES: modes,
  };
  return lists[property]?.length === 0 && problems.some((problem) => problem.property === property);
}
