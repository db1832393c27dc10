// A filter by its selector, for commands that need just one; what there is instead is listed under the reason.
import { chooseFilter, filterName } from '#device-host/client/index.ts';
import type { FilterSummary } from '#device-host/protocol.ts';
import type { FilterSelector } from '#ks/filter-selector.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import { oneLine } from '#ks/words.ts';

/** The error follows a colon and may have several lines. */
export function onlyFilter(
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
