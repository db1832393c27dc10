// Collects what goes into an evidence bundle, from a device host that may itself be in trouble. Looking must not do it again: a
// filter that a call had not come back from is not asked once more.
import { hostname, release, userInfo } from 'node:os';
import type { DeviceHost, HostFailure } from '#device-host/client/device-host.ts';
import { filterName } from '#device-host/client/filter-choice.ts';
import { filterKey } from '#device-host/list-filters.ts';
import type { HelloResult, HostJournal, UnfinishedCall } from '#device-host/protocol.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import type { Result } from '#ks/result.ts';
import type { Evidence, SentConnect } from './bundle.ts';

export interface EvidenceSource {
  readonly target: string;
  /** A running host with its greeting, or why there is none. */
  readonly host: Result<{ readonly calls: DeviceHost; readonly hello: HelloResult }, HostFailure>;
  /** What this program itself sent. */
  readonly connects: readonly SentConnect[];
  /** Known already: read before the trouble began. */
  readonly capabilities?: readonly Capabilities[];
  readonly signal?: AbortSignal;
}

/** Never fails: what could not be had is said in the bundle. */
export async function collectEvidence(source: EvidenceSource): Promise<Evidence> {
  const { target, host, connects, signal } = source;
  const about = {
    time: new Date().toISOString(),
    target,
    client: { platform: process.platform, release: release(), arch: process.arch, node: process.version },
    connects,
    known: knownNames(target),
  };
  if (!host.ok) {
    const trouble = host.error.message;
    return {
      ...about,
      trouble,
      unfinished: [],
      journals: [],
      capabilities: source.capabilities ?? [],
      notRead: [],
    };
  }
  const { calls, hello } = host.value;
  const { kspin, platform, arch, backend, layout } = hello;
  const options = signal === undefined ? {} : { signal };
  const journals = await calls.readJournal(options);
  // Also calls that somebody was told of before.
  const unfinished = journals.ok ? journals.value.flatMap(notReturned) : hello.unfinished;
  const read = await readFilters(calls, source.capabilities ?? [], unfinished, options);
  return {
    ...about,
    host: { kspin, platform, arch, backend, layout },
    unfinished,
    journals: journals.ok ? journals.value : [],
    ...read,
  };
}

function notReturned({ ended, calls }: HostJournal): readonly UnfinishedCall[] {
  if (ended === 'running') return [];
  return calls.filter(({ win32 }) => win32 === undefined).map((call) => ({ ...call, ended }));
}

async function readFilters(
  calls: DeviceHost,
  known: readonly Capabilities[],
  unfinished: readonly UnfinishedCall[],
  options: { readonly signal?: AbortSignal },
): Promise<Pick<Evidence, 'capabilities' | 'notRead'>> {
  const capabilities = [...known];
  const notRead: { filter: string; why: string }[] = [];
  const listed = await calls.listFilters({}, options);
  if (!listed.ok) return { capabilities, notRead: [{ filter: 'all', why: listed.error.message }] };
  const dangerous = new Set(unfinished.map(({ filter }) => filterKey(filter)));
  for (const filter of listed.value.filters) {
    if (known.some((one) => filterKey(one.filter.path) === filterKey(filter.path))) continue;
    if (dangerous.has(filterKey(filter.path))) {
      notRead.push({
        filter: filterName(filter),
        why: 'a call on it had not returned, so it was not asked again',
      });
      continue;
    }
    const read = await calls.readFilter(filter.path, options);
    if (read.ok) capabilities.push(read.value);
    else notRead.push({ filter: filterName(filter), why: read.error.message });
  }
  return { capabilities, notRead };
}

/** Names that this side knows: its own user and machine, and those of the target. */
/** Names that must not leave this machine: its own, its user's, and those in the target. */
export function knownNames(target: string): Evidence['known'] {
  const [, user, host] = /^ssh:(?:([^@]+)@)?(.+)$/.exec(target) ?? [];
  const own = [userInfo().username, process.env.USERNAME, process.env.USER];
  const present = (names: readonly (string | undefined)[]) =>
    names.flatMap((name) => (name === undefined || name === '' ? [] : name));
  return {
    users: [...new Set(present([...own, user]))],
    hosts: [...new Set(present([hostname(), process.env.COMPUTERNAME, host]))],
  };
}
