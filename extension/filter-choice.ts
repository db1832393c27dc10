// Which filter of the target a connect means. A descriptor says it by category and by a glob, because interface paths
// differ from machine to machine; pure, so that every rule of matching is a test.
import type { FilterSummary } from '#device-host/protocol.ts';
import { parseGuid } from '#ks/guid.ts';

export interface FilterSelector {
  /** A header name or GUID. */
  readonly category?: string;
  /** A glob on friendly name, device instance id or interface path. */
  readonly device?: string;
}

export type FilterChoice =
  | { readonly kind: 'one'; readonly filter: FilterSummary }
  | { readonly kind: 'several'; readonly filters: readonly FilterSummary[] }
  | { readonly kind: 'none'; readonly why: string };

/** Every part of the selector must match; several matches are for a person to decide. */
export function chooseFilter(selector: FilterSelector, filters: readonly FilterSummary[]): FilterChoice {
  if (filters.length === 0) return none('The target has no kernel-streaming filter.');
  const category = selector.category === undefined ? undefined : parseGuid(selector.category);
  if (selector.category !== undefined && category === undefined) {
    return none(`"${selector.category}" is no category: write a header name or a GUID.`);
  }
  const matching = filters.filter(
    (filter) =>
      (category === undefined || filter.categories.includes(category)) &&
      (selector.device === undefined || matchesDevice(selector.device, filter)),
  );
  const [first, ...others] = matching;
  if (!first) return none(`No filter of the target ${wish(selector)}. It has: ${names(filters)}.`);
  return others.length === 0 ? { kind: 'one', filter: first } : { kind: 'several', filters: matching };
}

function none(why: string): FilterChoice {
  return { kind: 'none', why };
}

function wish({ category, device }: FilterSelector): string {
  const parts = [
    category === undefined ? [] : [`is of category ${category}`],
    device === undefined ? [] : [`matches "${device}"`],
  ];
  return parts.flat().join(' and ');
}

function names(filters: readonly FilterSummary[]): string {
  const shown = filters.slice(0, 5).map(({ name, path }) => `"${name ?? path}"`);
  const more = filters.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

/** `*` is any run of characters, `?` any one; case does not matter, as in device names. */
export function matchesDevice(glob: string, { name, device, path }: FilterSummary): boolean {
  const pattern = [...glob.toLowerCase()];
  return [name, device, path].some((text) => text !== undefined && matchesGlob(pattern, text.toLowerCase()));
}

/** Greedy with one point to come back to: linear in practice and never exponential, whatever the glob. */
function matchesGlob(pattern: readonly string[], text: string): boolean {
  const chars = [...text];
  let at = 0;
  let star = -1;
  let resume = 0;
  let index = 0;
  while (index < chars.length) {
    if (pattern[at] === '*') {
      star = at++;
      resume = index;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === chars[index])) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++resume;
    } else return false;
  }
  return pattern.slice(at).every((char) => char === '*');
}
