// Which recorded filter a connect means: its category and its device pattern, both optional, must match.
import type { Capabilities } from '#ks/capabilities.ts';
import { parseGuid } from '#ks/guid.ts';
import type { FilterSelector } from './descriptor/document.ts';

export function selectsFilter(selector: FilterSelector, { filter }: Capabilities): boolean {
  const category = selector.category === undefined ? undefined : parseGuid(selector.category);
  if (category !== undefined && !filter.categories.includes(category)) return false;
  const { device } = selector;
  if (device === undefined) return true;
  return [filter.name, filter.device, filter.path].some(
    (text) => text !== undefined && matchesGlob(device, text),
  );
}

/** `*` is any run of characters, `?` any one; case does not matter, as in device names. Never exponential. */
export function matchesGlob(glob: string, text: string): boolean {
  const pattern = glob.toLowerCase();
  const subject = text.toLowerCase();
  let at = 0;
  let index = 0;
  let star = -1;
  let resume = 0;
  while (index < subject.length) {
    if (pattern[at] === '*') {
      star = at++;
      resume = index;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === subject[index])) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++resume;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
