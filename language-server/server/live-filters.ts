// What the client tells of the target in use (kspin/liveFilters). It comes from a driver by way of another process: what is not
// understood is said in the log and nothing is known then.

import type { FilterIdentity } from '#ks/capabilities.ts';
import { capabilitiesFromJson } from '#ks/capability-file.ts';
import { parseGuid } from '#ks/guid.ts';
import type { Json } from '#ks/json.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import type { LiveFiltersParams } from '#language-server/protocol.ts';
import type { LiveFilters } from '#language-server/service.ts';

/** Undefined when the client says that nothing is known any more. */
export function readLiveFilters(params: LiveFiltersParams): Result<LiveFilters | undefined, string> {
  const { target, filters, unread } = params;
  if (filters.length === 0 && unread.length === 0) return ok(undefined);
  const read = [];
  for (const [index, json] of filters.entries()) {
    const capabilities = capabilitiesFromJson(json as Json);
    if (!capabilities.ok) {
      const [first] = capabilities.error;
      return fail(`filter ${index} of ${target}: ${first?.message ?? ''}`);
    }
    read.push(capabilities.value);
  }
  return ok({ target, filters: read, unread: unread.map(identityOf) });
}

const identityOf = ({ categories, ...filter }: LiveFiltersParams['unread'][number]): FilterIdentity => ({
  ...filter,
  categories: categories.flatMap((text) => parseGuid(text) ?? []),
});
