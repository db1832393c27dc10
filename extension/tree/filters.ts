// What is known of a target's filters, as an immutable value. A refresh that fails never takes away what an earlier
// one brought: it adds its problem above the tree that is still there.
import type { HostFailure, HostState } from '#device-host/client/index.ts';
import type { FilterSummary, ListResult } from '#device-host/protocol.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import { capabilitiesToJson } from '#ks/capability-file.ts';
import type { Result } from '#ks/result.ts';
import type { LiveFiltersParams } from '#language-server/protocol.ts';

export interface FilterEntry {
  readonly summary: FilterSummary;
  /** The last good reading; absent until the row is opened. */
  readonly capabilities?: Capabilities;
  /** The good reading before it: what has changed is marked. */
  readonly before?: Capabilities;
  /** Why the last reading failed. */
  readonly problem?: string;
  /** Read before the last listing: to be read again when it is shown. */
  readonly stale?: boolean;
  /** Opened by a path that a person typed: it stays although no listing has it. */
  readonly byHand?: boolean;
}

export interface FiltersSnapshot {
  readonly host: HostState;
  /** False until a listing succeeded: the view then shows its welcome text instead of a tree. */
  readonly listed: boolean;
  readonly filters: readonly FilterEntry[];
  /** Why the last listing failed. */
  readonly problem?: string;
  /** Categories that the last listing could not read. */
  readonly notes: readonly string[];
}

export const noFilters: FiltersSnapshot = {
  host: { kind: 'stopped', reason: 'not started yet' },
  listed: false,
  filters: [],
  notes: [],
};

export function withListing(
  snapshot: FiltersSnapshot,
  result: Result<ListResult, HostFailure>,
): FiltersSnapshot {
  if (!result.ok) {
    return result.error.kind === 'cancelled' ? snapshot : { ...snapshot, problem: result.error.message };
  }
  const known = new Map(snapshot.filters.map((entry) => [entry.summary.path, entry]));
  const filters = result.value.filters.map((summary): FilterEntry => {
    const old = known.get(summary.path);
    if (old && isSame(old, summary)) return old;
    if (old?.capabilities === undefined) return { summary };
    const { problem: _problem, byHand: _byHand, ...kept } = old;
    return { ...kept, summary, stale: true };
  });
  const listed = new Set(filters.map(({ summary }) => summary.path));
  const byHand = snapshot.filters
    .filter((entry) => entry.byHand && !listed.has(entry.summary.path))
    .map(({ problem: _, ...entry }): FilterEntry => (entry.capabilities ? { ...entry, stale: true } : entry));
  const all = [...filters, ...byHand];
  const isUnchanged =
    all.length === snapshot.filters.length && all.every((entry, index) => entry === snapshot.filters[index]);
  return {
    host: snapshot.host,
    listed: true,
    filters: isUnchanged ? snapshot.filters : all,
    notes: result.value.problems,
  };
}

/** A listing tells nothing new of it: a view of a thousand is not drawn again for one that came. */
function isSame(
  { summary: known, capabilities, stale, problem, byHand }: FilterEntry,
  summary: FilterSummary,
): boolean {
  const isAsListed = capabilities === undefined || stale === true;
  return isAsListed && problem === undefined && !byHand && JSON.stringify(known) === JSON.stringify(summary);
}

/** A filter by its path alone; one that is listed already is left as it is. */
export function withFilterByHand(snapshot: FiltersSnapshot, path: string): FiltersSnapshot {
  if (entryOf(snapshot, path)) return snapshot;
  const entry: FilterEntry = { summary: { path, categories: [] }, byHand: true };
  return { ...snapshot, listed: true, filters: [...snapshot.filters, entry] };
}

export function withReading(
  snapshot: FiltersSnapshot,
  path: string,
  result: Result<Capabilities, HostFailure>,
): FiltersSnapshot {
  const filters = snapshot.filters.map((entry): FilterEntry => {
    if (entry.summary.path !== path) return entry;
    const { stale: _stale, problem: _problem, ...known } = entry;
    if (!result.ok) return { ...known, problem: result.error.message };
    const before = entry.capabilities ? { before: entry.capabilities } : {};
    const byHand = entry.byHand ? { byHand: true } : {};
    return { summary: entry.summary, capabilities: result.value, ...before, ...byHand };
  });
  return { ...snapshot, filters };
}

/** What is known of the filter is shown on, and read again when it is looked at. */
export function withStale(snapshot: FiltersSnapshot, path: string): FiltersSnapshot {
  const known = entryOf(snapshot, path);
  if (!known?.capabilities || known.stale) return snapshot;
  const filters = snapshot.filters.map((entry) => (entry === known ? { ...entry, stale: true } : entry));
  return { ...snapshot, filters };
}

export function withHost(snapshot: FiltersSnapshot, host: HostState): FiltersSnapshot {
  return { ...snapshot, host };
}

/** What the language server is told: what was read last of each filter, and which filters were only listed. */
export function liveFiltersOf({ filters }: FiltersSnapshot, target: string): LiveFiltersParams {
  return {
    target,
    filters: filters.flatMap(({ capabilities }) => (capabilities ? [capabilitiesToJson(capabilities)] : [])),
    unread: filters.flatMap(({ capabilities, summary: { problem: _problem, ...identity } }) =>
      capabilities ? [] : [identity],
    ),
  };
}

export function entryOf(snapshot: FiltersSnapshot, path: string): FilterEntry | undefined {
  return snapshot.filters.find((entry) => entry.summary.path === path);
}

/** True when opening the row must ask the target. A filter that could not be read is asked again by a refresh only. */
export function needsReading(entry: FilterEntry): boolean {
  return entry.stale === true || (entry.capabilities === undefined && entry.problem === undefined);
}

/** The id of a filter's row; the ids of all rows below begin with it. */
export const filterId = ({ summary }: FilterEntry): string => `filter/${summary.path}`;

export const isBelow = (id: string, above: string): boolean => id === above || id.startsWith(`${above}/`);

/** The filter that a row belongs to. */
export function entryAbove(snapshot: FiltersSnapshot, rowId: string): FilterEntry | undefined {
  return snapshot.filters.find((entry) => isBelow(rowId, filterId(entry)));
}
