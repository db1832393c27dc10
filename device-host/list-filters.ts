// Which filters there are. A filter registers one device interface per category, each with a path of its own, but a driver
// developer thinks of one filter: the paths are put together again by what they share.
import { guidsOfKinds } from '#ks/guid.ts';
import { win32Status } from '#ks/status.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { Backend, InterfaceEntry } from './backend.ts';
import type { FilterSummary, ListResult } from './protocol.ts';

/** A filter as listed: what the protocol sends, and what capturing it adds. */
export interface ListedFilter extends FilterSummary {
  readonly driver?: NonNullable<InterfaceEntry['driver']>;
}

export interface Listing extends ListResult {
  readonly filters: readonly ListedFilter[];
}

/** Every category with a name, each value once, in the order of the tables. */
export function knownCategories(): readonly Guid[] {
  return [...new Set(guidsOfKinds(['filter-category']).map(({ value }) => value))];
}

/** Filters of the given categories, by name and path. Opens none of them. */
export async function listFilters(
  backend: Backend,
  categories: readonly Guid[],
  stopped: () => boolean = () => false,
): Promise<Listing> {
  const filters = new Map<string, ListedFilter>();
  const problems: string[] = [];
  for (const category of categories) {
    if (stopped()) break;
    const entries = await backend.interfaces(category);
    if (!entries.ok) {
      problems.push(`${categoryText(category)} cannot be listed: ${win32Status(entries.error.win32).name}`);
      continue;
    }
    for (const entry of entries.value) {
      const key = filterKey(entry.path);
      const known = filters.get(key);
      filters.set(key, known === undefined ? first(entry, category) : withCategory(known, category));
    }
  }
  return { filters: [...filters.values()].sort(byNameAndPath), problems };
}

function first(entry: InterfaceEntry, category: Guid): ListedFilter {
  return { ...entry, categories: [category] };
}

function withCategory(filter: ListedFilter, category: Guid): ListedFilter {
  if (filter.categories.includes(category)) return filter;
  return { ...filter, categories: [...filter.categories, category] };
}

/**
 * What all interface paths of one filter share: `\\?\device#instance#{category}\reference` without the category.
 * The reference string tells the wave filter of an adapter from its topology filter.
 */
export function filterKey(path: string): string {
  return path.toLowerCase().replace(/#\{[0-9a-f-]{36}\}/, '');
}

function byNameAndPath(a: ListedFilter, b: ListedFilter): number {
  return compare(a.name ?? '', b.name ?? '') || compare(a.path, b.path);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function categoryText(category: Guid): string {
  return guidsOfKinds(['filter-category']).find(({ value }) => value === category)?.name ?? `{${category}}`;
}
