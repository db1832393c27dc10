// What every command does before a pin of a connect can be opened: the bytes for the target's layout, and the filter.
import { dirname, join } from 'node:path';
import type { FilterSummary } from '#device-host/protocol.ts';
import { encodeConnect } from '#ks/connect.ts';
import { defaultAccess } from '#ks/request.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import { fieldProblemLines, type LoadedConnect } from './descriptor.ts';
import { defaultTarget, type OpenTarget } from './device-target.ts';
import { findFilter } from './filter-choice.ts';

/** The options that say which connect is opened on which filter. */
export const connectOptions = {
  connect: { value: 'NAME', about: 'which connect, when the file has several' },
  filter: {
    value: 'FILTER',
    about: 'this filter, by glob or by its path, and not the one that the connect names',
  },
} as const;

export interface PreparedConnect {
  readonly loaded: LoadedConnect;
  readonly filter: FilterSummary;
  readonly bytes: Uint8Array;
  readonly access: number;
}

/** Where there is no driver, the recorded one answers. */
export function usualTarget({ file, entry }: LoadedConnect): string | undefined {
  if (defaultTarget !== undefined || entry.filter.capabilities === undefined) return defaultTarget;
  return `simulate:${join(dirname(file), entry.filter.capabilities)}`;
}

/** The error is lines for standard error. */
export async function prepareConnect(
  { host }: OpenTarget,
  loaded: LoadedConnect,
  filterText: string | undefined,
  command: string,
): Promise<Result<PreparedConnect, readonly string[]>> {
  const encoded = encodeConnect(loaded.request, host.hello.layout);
  if (!encoded.ok) return fail(fieldProblemLines(loaded, encoded.error));
  const filter = await findFilter(host, filterText ?? loaded.entry.filter);
  if (!filter.ok) return fail([`kspin ${command}: ${filter.error.message}`]);
  const access = loaded.request.DesiredAccess ?? defaultAccess;
  return ok({ loaded, filter: filter.value, bytes: encoded.value, access });
}
