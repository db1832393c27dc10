// Which filter each of many connects means, without asking anybody: a run of tests, all pins of a descriptor.
import { chooseFilter, unclearFilter } from '#device-host/client/index.ts';
import type { FilterSummary } from '#device-host/protocol.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import type { WireConnect } from '#language-server/protocol.ts';
import type { FiltersView } from './filters-view.ts';

export type FindFilter = (connect: WireConnect) => Promise<Result<FilterSummary, string>>;

/** Listed once for a run, and again only for a connect that fits none of it: five hundred tests are not five hundred listings. */
export function filterFinder(filters: FiltersView): FindFilter {
  let known: readonly FilterSummary[] = [];
  return async ({ filter }) => {
    const choice = chooseFilter(filter, known);
    if (choice.kind === 'one') return ok(choice.filter);
    const listed = await filters.list();
    if (!listed.ok) return fail(listed.error.message);
    known = listed.value.filters;
    const chosen = chooseFilter(filter, known);
    return chosen.kind === 'one' ? ok(chosen.filter) : fail(unclearFilter(chosen));
  };
}
