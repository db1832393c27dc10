// The semantic difference of two capability files: what a client of the older driver build meets in the newer one. Order in the
// files says nothing; two recordings of one build differ in nothing but how many instances were open.
import type { Capabilities, FilterIdentity, PinFactory } from '#ks/capabilities.ts';
import { pinName } from '#ks/explain.ts';
import { guidText } from '#ks/guid.ts';
import { pathText } from '#ks/path.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { oneLine } from '#ks/words.ts';
import { added, type Change, compareFact, removed, within } from './change.ts';
import { categoryText, diffPin } from './diff-pin.ts';
import { diffProblems } from './diff-problems.ts';
import { diffTopology } from './diff-topology.ts';
import { type Pairs, pairUp } from './pairs.ts';

/**
 * Changes in the order of the older files, what is new after it. Two single filters are compared whatever their names; of
 * several, those with one path, device or name belong together. Paths begin at the file: with `filters` where it has several.
 */
export function diffCapabilities(
  before: readonly Capabilities[],
  after: readonly Capabilities[],
): readonly Change[] {
  const place = (list: readonly Capabilities[], index: number) => (list.length > 1 ? ['filters', index] : []);
  const single = before.length === 1 && after.length === 1;
  const {
    pairs,
    removed: gone,
    added: fresh,
  } = pairUp(before, after, {
    exact: ({ item: { filter } }) => `${filter.path} ${filter.device} ${filter.name}`,
    looks: [
      ({ item }) => item.filter.path || undefined,
      ({ item }) => item.filter.device,
      ({ item }) => item.filter.name,
    ],
    rest: single ? () => '' : undefined,
  });
  return [
    ...pairs.flatMap((pair) => {
      const places = { before: place(before, pair.before.index), after: place(after, pair.after.index) };
      return within(filterTitle(pair.before.item), places, diffFilter(pair.before.item, pair.after.item));
    }),
    ...gone.flatMap(({ item, index }) =>
      within(filterTitle(item), { before: place(before, index) }, [removed('The filter is gone.')]),
    ),
    ...fresh.flatMap(({ item, index }) =>
      within(filterTitle(item), { after: place(after, index) }, [added('The filter is new.')]),
    ),
  ];
}

function filterTitle({ filter }: Capabilities): string {
  return oneLine(`Filter "${filter.name ?? filter.device ?? filter.path}"`);
}

function diffFilter(before: Capabilities, after: Capabilities): readonly Change[] {
  const pins = pairPins(before.pins, after.pins);
  return [
    ...within(
      undefined,
      { before: ['filter'], after: ['filter'] },
      identityChanges(before.filter, after.filter),
    ),
    ...pinChanges(pins),
    ...diffTopology(before.topology, after.topology, pins),
    ...diffProblems(before.problems, after.problems),
  ];
}

function identityChanges(before: FilterIdentity, after: FilterIdentity): readonly Change[] {
  const neutral = (
    name: string,
    path: readonly string[],
    values: readonly [string | undefined, string | undefined],
  ): readonly Change[] => compareFact(name, path, values, () => 'neutral');
  const driver = (key: 'version' | 'date' | 'provider') =>
    neutral(`The driver's ${key}`, ['driver', key], [before.driver?.[key], after.driver?.[key]]);
  return [
    ...neutral('The name', ['name'], [before.name, after.name]),
    ...neutral('The interface path', ['path'], [before.path, after.path]),
    ...neutral('The device', ['device'], [before.device, after.device]),
    ...driver('version'),
    ...driver('date'),
    ...driver('provider'),
    ...categoryChanges(before.categories, after.categories),
  ];
}

/** Clients find a filter by its categories. */
function categoryChanges(before: readonly Guid[], after: readonly Guid[]): readonly Change[] {
  const name = (category: Guid): string => guidText(category, ['filter-category']);
  return [
    ...before.flatMap((category, index) =>
      after.includes(category)
        ? []
        : [removed(`It is not in ${name(category)} any more.`, ['categories', index])],
    ),
    ...after.flatMap((category, index) =>
      before.includes(category) ? [] : [added(`It is in ${name(category)} now.`, ['categories', index])],
    ),
  ];
}

/** Name, category and direction tell a pin; where a driver gives no names, category and direction. */
function pairPins(before: readonly PinFactory[], after: readonly PinFactory[]): Pairs<PinFactory> {
  const look = ({ name, category, dataFlow }: PinFactory): string => `${name} ${category} ${dataFlow}`;
  return pairUp(before, after, {
    exact: ({ item }) => `${item.id} ${look(item)}`,
    looks: [
      ({ item }) => ((item.name ?? item.category) ? look(item) : undefined),
      ({ item }) => item.name,
      ({ item }) => (item.name === undefined ? item.category : undefined),
    ],
    rest: ({ item }) => String(item.id),
  });
}

function pinChanges({ pairs, removed: gone, added: fresh }: Pairs<PinFactory>): readonly Change[] {
  return [
    ...pairs.flatMap(({ before, after }) =>
      within(
        pinTitle(before.item),
        { before: ['pins', before.index], after: ['pins', after.index] },
        diffPin(before.item, after.item),
      ),
    ),
    ...gone.flatMap(({ item, index }) =>
      within(pinTitle(item), { before: ['pins', index] }, [removed('The pin is gone.')]),
    ),
    ...fresh.flatMap(({ item, index }) =>
      within(pinTitle(item), { after: ['pins', index] }, [added('The pin is new.')]),
    ),
  ];
}

function pinTitle(pin: PinFactory): string {
  return oneLine(pin.name || !pin.category ? pinName(pin) : `Pin ${pin.id} (${categoryText(pin.category)})`);
}

/** Where to read it, as a person writes it: in the newer file where it is there, else in the older. */
export function changePath({ before, after }: Change): string {
  return pathText(after ?? before ?? []);
}
