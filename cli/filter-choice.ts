// Which filter of a target is meant: a descriptor and a person say it by category and glob, because interface paths differ from
// machine to machine. Several matches are never decided here.
import type { FilterSummary } from '#device-host/protocol.ts';
import { matchesGlob } from '#ks/glob.ts';
import { guidText, parseGuid } from '#ks/guid.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import { oneLine } from './terminal.ts';

export interface FilterWish {
  /** A header name or a GUID. */
  readonly category?: string;
  /** A glob over friendly name, device instance id and interface path. */
  readonly device?: string;
}

/** The one filter that all parts of the wish match; the error lists what there is instead. */
export function chooseFilter(
  wish: FilterWish,
  filters: readonly FilterSummary[],
): Result<FilterSummary, string> {
  const category = wish.category === undefined ? undefined : parseGuid(wish.category);
  if (wish.category !== undefined && category === undefined) {
    return fail(`"${wish.category}" is not a category: write a name such as KSCATEGORY_RENDER, or a GUID`);
  }
  const matching = filters.filter(
    (filter) =>
      (category === undefined || filter.categories.includes(category)) &&
      (wish.device === undefined || matchesDevice(wish.device, filter)),
  );
  const [only, ...others] = matching;
  if (filters.length === 0) return fail('the target has no kernel-streaming filter');
  if (only === undefined) return fail(`no filter of the target ${wishText(wish)}. It has:${list(filters)}`);
  if (others.length === 0) return ok(only);
  return fail(`${matching.length} filters of the target ${wishText(wish)}: say which.${list(matching)}`);
}

function wishText({ category, device }: FilterWish): string {
  const parts = [
    ...(category === undefined ? [] : [`have the category ${category}`]),
    ...(device === undefined ? [] : [`match "${device}"`]),
  ];
  return parts.length === 0 ? 'are possible' : parts.join(' and ');
}

function list(filters: readonly FilterSummary[]): string {
  return filters.map((filter) => `\n  ${filterName(filter)}  ${oneLine(filter.path)}`).join('');
}

export function filterName({ name, path }: Pick<FilterSummary, 'name' | 'path'>): string {
  return oneLine(name ?? path);
}

export function categoryNames({ categories }: FilterSummary): readonly string[] {
  return categories.map((category) => guidText(category, ['filter-category']));
}

/** A whole interface path matches itself: its `?` matches any character. */
function matchesDevice(glob: string, { name, device, path }: FilterSummary): boolean {
  return [name, device, path].some((text) => text !== undefined && matchesGlob(glob, text));
}
