// Which filter of a target is meant. Descriptors and command lines say it by category and glob, because interface paths
// differ from machine to machine. Several matches are never decided here: a person picks, or says it more closely.
import type { FilterSummary } from '#device-host/protocol.ts';
import { type FilterSelector, selectsFilter } from '#ks/filter-selector.ts';
import { parseGuid } from '#ks/guid.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { count, few, oneLine } from '#ks/words.ts';

/** `filters` are those to choose from, `why` follows a colon and does not name them: a list is laid out by who shows it. */
export type FilterChoice =
  | { readonly kind: 'one'; readonly filter: FilterSummary }
  | { readonly kind: 'several' | 'none'; readonly filters: readonly FilterSummary[]; readonly why: string };

export function chooseFilter(selector: FilterSelector, filters: readonly FilterSummary[]): FilterChoice {
  const category = selector.category === undefined ? undefined : parseCategory(selector.category);
  if (category?.ok === false) return { kind: 'none', filters: [], why: category.error };
  if (filters.length === 0) {
    return { kind: 'none', filters, why: 'the target has no kernel-streaming filter' };
  }
  const matching = filters.filter((filter) => selectsFilter(selector, filter));
  const [only, ...others] = matching;
  if (only === undefined) {
    return { kind: 'none', filters, why: `no filter of the target ${wish(selector, 'is', 'matches')}` };
  }
  if (others.length === 0) return { kind: 'one', filter: only };
  const many = count(matching.length, 'filter');
  const wanted = wish(selector, 'are', 'match');
  const why = wanted === '' ? `the target has ${many}` : `${many} of the target ${wanted}`;
  return { kind: 'several', filters: matching, why };
}

function wish({ category, device }: FilterSelector, is: string, matches: string): string {
  return [
    ...(category === undefined ? [] : [`${is} of category ${category}`]),
    ...(device === undefined ? [] : [`${matches} "${device}"`]),
  ].join(' and ');
}

/** Why none was chosen, with what there is instead, as one sentence. */
export function unclearFilter({ why, filters }: Exclude<FilterChoice, { readonly kind: 'one' }>): string {
  return filters.length === 0 ? why : `${why}; there are ${few(filters.map(filterName).map(oneLine))}`;
}

/** The error is a sentence that follows a colon. */
export function parseCategory(text: string): Result<Guid, string> {
  const guid = parseGuid(text);
  if (guid !== undefined) return ok(guid);
  return fail(`"${text}" is not a category: write a name such as KSCATEGORY_RENDER, or a GUID`);
}

/** A device path as CreateFile takes it: `\\?\...`, `\\.\...`, or the kernel's `\??\...`. */
export function isFilterPath(text: string): boolean {
  return /^(\\\\[?.]\\|\\\?\?\\)./.test(text);
}

/** What a person calls the filter; a filter without a friendly name is called by its path. */
export function filterName({ name, path }: FilterSummary): string {
  return name ?? path;
}
