// How a descriptor says which filter it means, and whether a filter is meant: the same for filters that were recorded and
// for filters that a target lists.
import type { FilterIdentity } from './capabilities.ts';
import { matchesGlob } from './glob.ts';
import { parseGuid } from './guid.ts';

export interface FilterSelector {
  /** A header name (`KSCATEGORY_RENDER`) or a GUID. */
  readonly category?: string;
  /** A glob on friendly name, device instance id or interface path. */
  readonly device?: string;
}

/** Every part that is written must match. A category that is neither a name nor a GUID excludes nothing. */
export function selectsFilter(selector: FilterSelector, filter: FilterIdentity): boolean {
  const category = selector.category === undefined ? undefined : parseGuid(selector.category);
  if (category !== undefined && !filter.categories.includes(category)) return false;
  const { device } = selector;
  if (device === undefined) return true;
  return [filter.name, filter.device, filter.path].some(
    (text) => text !== undefined && matchesGlob(device, text),
  );
}
