// A filter by its selector, or by its path, for commands that need just one; what there is instead is listed under the reason.
import { chooseFilter, filterName, type HostClient, isFilterPath } from '#device-host/client/index.ts';
import type { FilterSummary } from '#device-host/protocol.ts';
import type { FilterSelector } from '#ks/filter-selector.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import { oneLine } from '#ks/words.ts';
import { exit } from './command.ts';

/** What commands say of FILTER in their help. */
export const filterNote =
  'FILTER is a glob over friendly name, device instance id and interface path, and must match one filter; or a path typed by hand (\\\\?\\...), which is opened as it is, listed or not.';

export interface NoFilter {
  /** Follows a colon and may have several lines. */
  readonly message: string;
  /** `no` when the target was asked and has no such filter. */
  readonly code: typeof exit.no | typeof exit.trouble;
}

/** A path is not looked up: a driver whose registration is broken is opened by its path only. */
export async function findFilter(
  host: HostClient,
  wanted: FilterSelector | string,
): Promise<Result<FilterSummary, NoFilter>> {
  if (typeof wanted === 'string' && isFilterPath(wanted)) return ok({ path: wanted, categories: [] });
  const listed = await host.listFilters();
  if (!listed.ok) return fail({ message: listed.error.message, code: exit.trouble });
  const selector = typeof wanted === 'string' ? { device: wanted } : wanted;
  const filter = onlyFilter(selector, listed.value.filters);
  return filter.ok ? filter : fail({ message: filter.error, code: exit.no });
}

function onlyFilter(
  selector: FilterSelector,
  filters: readonly FilterSummary[],
): Result<FilterSummary, string> {
  const choice = chooseFilter(selector, filters);
  if (choice.kind === 'one') return ok(choice.filter);
  const list = choice.filters.map((filter) => `\n  ${oneLine(filterName(filter))}  ${oneLine(filter.path)}`);
  if (list.length === 0) return fail(choice.why);
  const lead = choice.kind === 'several' ? ': say which.' : '. It has:';
  return fail(`${choice.why}${lead}${list.join('')}`);
}
