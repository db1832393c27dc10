// What two builds say of one pin factory, fact by fact.
import { type Identifier, type Instances, type PinFactory, unlimitedInstances } from '#ks/capabilities.ts';
import { numberText } from '#ks/constants.ts';
import { identifierText, standardInterface, standardMedium } from '#ks/explain.ts';
import { guidText } from '#ks/guid.ts';
import type { Path } from '#ks/path.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { added, type Change, change, compareFact, type Effect, removed, within } from './change.ts';
import { compareFormat } from './compare-format.ts';
import { diffModes } from './diff-modes.ts';
import { diffProblems, isUnread } from './diff-problems.ts';
import { diffRanges } from './diff-ranges.ts';

/** Paths start at the pin. */
export function diffPin(before: PinFactory, after: PinFactory): readonly Change[] {
  const unread = (property: string): boolean => isUnread(after, property);
  return [
    ...numberChange(before, after),
    ...compareFact('The name', ['name'], [before.name, after.name], () => 'neutral', quoted),
    ...compareFact(
      'The category',
      ['category'],
      [before.category, after.category],
      () => 'breaking',
      categoryText,
    ),
    ...compareFact(
      'DataFlow',
      ['DataFlow'],
      [before.dataFlow, after.dataFlow],
      () => 'breaking',
      (value) => numberText(value, 'KSPIN_DATAFLOW'),
    ),
    ...compareFact(
      'Communication',
      ['Communication'],
      [before.communication, after.communication],
      communicationEffect,
      (value) => numberText(value, 'KSPIN_COMMUNICATION'),
    ),
    ...instanceChanges(before, after),
    ...(unread('KSPROPERTY_PIN_INTERFACES')
      ? []
      : listChanges('interface', 'interfaces', before.interfaces, after.interfaces, standardInterface)),
    ...(unread('KSPROPERTY_PIN_MEDIUMS')
      ? []
      : listChanges('medium', 'mediums', before.mediums, after.mediums, standardMedium)),
    ...(unread('KSPROPERTY_PIN_DATARANGES') ? [] : dataRangeChanges(before, after)),
    ...(unread('KSPROPERTY_PIN_CONSTRAINEDDATARANGES') ? [] : constrainedChanges(before, after)),
    ...compareFormat('The default format', ['defaultFormat'], [before.defaultFormat, after.defaultFormat]),
    ...(unread('KSPROPERTY_AUDIOSIGNALPROCESSING_MODES') ? [] : diffModes(before.modes, after.modes)),
    ...compareFact(
      'The physical connection',
      ['physicalConnection'],
      [connectionText(before), connectionText(after)],
      () => 'neutral',
    ),
    ...diffProblems(before.problems, after.problems),
  ];
}

const quoted = (text: string): string => `"${text}"`;

export function categoryText(category: Guid): string {
  return guidText(category, ['pin-category', 'pin-name', 'node-type']);
}

function numberChange({ id: before }: PinFactory, { id: after }: PinFactory): readonly Change[] {
  if (before === after) return [];
  const message = `The pin is renumbered: PinId ${before} is ${after} now.`;
  return [change('breaking', message, { before: ['id'], after: ['id'] })];
}

/** KSPIN_COMMUNICATION (ks.h). */
const communication = { none: 0, sink: 1, source: 2, both: 3 } as const;

/** What nobody could connect to breaks nobody, and BOTH still is what it was. A bridge is what audio endpoints hang on. */
function communicationEffect(before: number, after: number): Effect {
  const { none, sink, source, both } = communication;
  const widened = before === none || (after === both && (before === sink || before === source));
  return widened ? 'compatible' : 'breaking';
}

function instanceChanges(
  { instances: before }: PinFactory,
  { instances: after }: PinFactory,
): readonly Change[] {
  const fewer = (old: number, now: number): Effect => (now < old ? 'breaking' : 'compatible');
  const more = (old: number, now: number): Effect => fewer(now, old);
  const scopes = [
    ['local', 'of this filter'],
    ['global', 'in the whole system'],
  ] as const;
  const count = (scope: 'local' | 'global', member: keyof Instances) =>
    [before[scope]?.[member], after[scope]?.[member]] as const;
  return within(undefined, { before: ['instances'], after: ['instances'] }, [
    ...scopes.flatMap(([scope, where]) => [
      ...compareFact(
        `PossibleCount ${where}`,
        [scope, 'PossibleCount'],
        count(scope, 'PossibleCount'),
        fewer,
        possibleText,
      ),
      ...compareFact(
        `CurrentCount ${where}`,
        [scope, 'CurrentCount'],
        count(scope, 'CurrentCount'),
        () => 'neutral',
      ),
    ]),
    ...compareFact(
      'The number of necessary instances',
      ['necessary'],
      [before.necessary, after.necessary],
      more,
    ),
  ]);
}

const possibleText = (value: number): string => (value === unlimitedInstances ? 'any number' : String(value));

function dataRangeChanges(before: PinFactory, after: PinFactory): readonly Change[] {
  const places = { before: ['dataRanges'], after: ['dataRanges'] };
  return within(undefined, places, diffRanges(before.dataRanges, after.dataRanges));
}

/** What was possible while they were recorded: that depends on what was open, and no client can rely on it. */
function constrainedChanges(before: PinFactory, after: PinFactory): readonly Change[] {
  // A recording without a list of its own had the data ranges in it.
  const keyOf = (pin: PinFactory): 'constrainedDataRanges' | 'dataRanges' =>
    pin.constrainedDataRanges ? 'constrainedDataRanges' : 'dataRanges';
  const [old, now] = [keyOf(before), keyOf(after)];
  if (old === 'dataRanges' && now === 'dataRanges') return [];
  const changes = diffRanges(before[old] ?? [], after[now] ?? []);
  return within('Constrained data ranges', { before: [old], after: [now] }, changes).map((one) => ({
    ...one,
    effect: 'neutral' as const,
  }));
}

/** The other filter is named by a path that each machine has its own of. */
function connectionText({ physicalConnection: wired }: PinFactory): string | undefined {
  return wired && `pin ${wired.pin} of ${wired.path}`;
}

/** Set and Id are what a request is compared by; a pin that lists nothing takes the standard one. */
function listChanges(
  noun: 'interface' | 'medium',
  key: 'interfaces' | 'mediums',
  before: readonly Identifier[],
  after: readonly Identifier[],
  standard: Identifier,
): readonly Change[] {
  const [old, now] = [byIdentity(before, standard), byIdentity(after, standard)];
  const place = (index: number): Path => (index < 0 ? [key] : [key, index]);
  const lost = [...old].filter(([id]) => !now.has(id));
  const gained = [...now].filter(([id]) => !old.has(id));
  const flags = [...old].flatMap(([id, one]) => {
    const other = now.get(id);
    if (!other || one.item.Flags === other.item.Flags) return [];
    const message = `Flags of the ${noun} ${identifierText(one.item)} changed from ${one.item.Flags} to ${other.item.Flags}.`;
    return [change('breaking', message, { before: place(one.index), after: place(other.index) })];
  });
  return [
    ...lost.map(([, { item, index }]) =>
      removed(`The ${noun} ${identifierText(item)} is not offered any more.`, place(index)),
    ),
    ...flags,
    ...gained.map(([, { item, index }]) =>
      added(`The ${noun} ${identifierText(item)} is new.`, place(index)),
    ),
  ];
}

function byIdentity(
  list: readonly Identifier[],
  standard: Identifier,
): ReadonlyMap<string, { readonly item: Identifier; readonly index: number }> {
  const offered =
    list.length > 0 ? list.map((item, index) => ({ item, index })) : [{ item: standard, index: -1 }];
  return new Map(offered.map((one) => [`${one.item.Set} ${one.item.Id}`, one]));
}
