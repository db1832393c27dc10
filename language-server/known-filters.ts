// Which filters a connect may mean, of those that something is known of: the ones of the capability file that it names, else the
// ones of the target that is in use. Rules, completion and refactorings all ask here.
import type { Capabilities } from '#ks/capabilities.ts';
import { selectsFilter } from '#ks/filter-selector.ts';
import { fail } from '#ks/result.ts';
import type { CapabilityFile, CapabilityReading } from './capability-file.ts';
import type { ConnectEntry } from './descriptor/document.ts';
import { isAbsolutePath } from './features/relative-uri.ts';
import type { LiveFilters, Workspace } from './workspace.ts';

/** Who says what the filters offer. */
export type Origin =
  /** `path` as written in the descriptor. */
  | { readonly kind: 'file'; readonly path: string; readonly file: CapabilityFile }
  | { readonly kind: 'live'; readonly target: string }
  | { readonly kind: 'given' };

export interface KnownFilters {
  readonly filters: readonly Capabilities[];
  readonly origin: Origin;
}

export const nothingKnown: KnownFilters = { filters: [], origin: { kind: 'given' } };

export function readingOf(workspace: Workspace, uri: string, path: string): CapabilityReading {
  if (isAbsolutePath(path)) return fail('is an absolute path: expected one relative to this file');
  return workspace.readCapabilities(uri, path);
}

/** None where the capability file cannot be read. */
export function knownFilters(workspace: Workspace, uri: string, { filter }: ConnectEntry): KnownFilters {
  const { capabilities: path } = filter;
  if (path === undefined) return liveFilters(workspace.live?.(), filter);
  const reading = readingOf(workspace, uri, path);
  return reading.ok ? filtersOfFile(path, reading.value, filter) : nothingKnown;
}

export const filtersOfFile = (
  path: string,
  file: CapabilityFile,
  selector: ConnectEntry['filter'],
): KnownFilters => ({
  filters: file.filters.filter(({ filter }) => selectsFilter(selector, filter)),
  origin: { kind: 'file', path, file },
});

/**
 * A connect that names no filter means one only where there is no choice: it may be for another target. Nor is anything said while
 * a filter that may be meant has not been read.
 */
export function liveFilters(live: LiveFilters | undefined, selector: ConnectEntry['filter']): KnownFilters {
  if (live === undefined) return nothingKnown;
  const { filters, unread } = live;
  const namesNone = selector.category === undefined && selector.device === undefined;
  if (namesNone && filters.length + unread.length > 1) return nothingKnown;
  if (unread.some((filter) => selectsFilter(selector, filter))) return nothingKnown;
  return {
    filters: filters.filter(({ filter }) => selectsFilter(selector, filter)),
    origin: { kind: 'live', target: live.target },
  };
}
