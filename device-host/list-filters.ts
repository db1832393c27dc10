// Which filters there are. A filter registers one device interface per category, each with a path of its own, but a driver
// developer thinks of one filter: the paths are put together again by what they share.
import { guidsOfKinds } from '#ks/guid.ts';
import { win32Status } from '#ks/status.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { Backend, InterfaceEntry } from './backend.ts';
import type { FilterSummary, ListResult } from './protocol.ts';

/** Every category with a name, each value once, in the order of the tables. */
export function knownCategories(): readonly Guid[] {
  return [...new Set(guidsOfKinds(['filter-category']).map(({ value }) => value))];
}

/** Filters of the given categories, by name and path. Opens none of them. */
export async function listFilters(
  backend: Backend,
  categories: readonly Guid[],
  stopped: () => boolean = () => false,
): Promise<ListResult> {
  const filters = new Map<string, FilterSummary>();
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
      filters.set(
        key,
        known === undefined ? first(entry, category) : withCategory(known, category, entry.path),
      );
    }
  }
  return { filters: [...filters.values()].sort(byNameAndPath), problems };
}

function first(entry: InterfaceEntry, category: Guid): FilterSummary {
  return { ...entry, categories: [category] };
}

function withCategory(filter: FilterSummary, category: Guid, path: string): FilterSummary {
  if (filter.categories.includes(category)) return filter;
  const aliases = path === filter.path ? filter.aliases : [...(filter.aliases ?? []), { category, path }];
  return { ...filter, categories: [...filter.categories, category], ...(aliases ? { aliases } : {}) };
}

/**
 * What all interface paths of one filter share: `\\?\device#instance#{category}\reference` without the category.
 * The reference string tells the wave filter of an adapter from its topology filter.
 */
export function filterKey(path: string): string {
  return path.toLowerCase().replace(/#\{[0-9a-f-]{36}\}/, '');
}

function byNameAndPath(a: FilterSummary, b: FilterSummary): number {
  return compare(a.name ?? '', b.name ?? '') || compare(a.path, b.path);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function categoryText(category: Guid): string {
  return guidsOfKinds(['filter-category']).find(({ value }) => value === category)?.name ?? `{${category}}`;
}
