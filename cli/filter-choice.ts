// Which filter of a target is meant: a descriptor and a person say it by category and glob, because interface paths differ from
// machine to machine. Several matches are never decided here.
import type { FilterSummary } from '#device-host/protocol.ts';
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

/** `*` is any run of characters, `?` any one; case does not matter. A whole interface path matches itself. */
export function matchesDevice(glob: string, { name, device, path }: FilterSummary): boolean {
  const texts = [name, device, path].filter((text) => text !== undefined).map((text) => text.toLowerCase());
  const wanted = glob.toLowerCase();
  return texts.some((text) => text === wanted || matchesGlob([...wanted], [...text]));
}

/** Remembers only the last star, so that no pattern takes more than length times length steps. */
function matchesGlob(pattern: readonly string[], text: readonly string[]): boolean {
  let at = 0;
  let star: { readonly pattern: number; text: number } | undefined;
  for (let index = 0; index < text.length; ) {
    if (pattern[at] === '*') {
      star = { pattern: ++at, text: index };
    } else if (pattern[at] !== undefined && (pattern[at] === '?' || pattern[at] === text[index])) {
      at++;
      index++;
    } else if (star !== undefined) {
      at = star.pattern;
      index = ++star.text;
    } else return false;
  }
  return pattern.slice(at).every((char) => char === '*');
}
