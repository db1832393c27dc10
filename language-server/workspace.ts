// The one port through which the service learns of anything outside the text: the capability files that descriptors
// name, and what a client tells of the target in use. It answers at once, so that checking stays a plain function; a host that
// reads slowly keeps a cache.
import type { Capabilities, FilterIdentity } from '#ks/capabilities.ts';
import { fail } from '#ks/result.ts';
import type { CapabilityReading } from './capability-file.ts';

/** The filters of a target as they are now. */
export interface LiveFilters {
  /** What people call the target: `local`, `ssh:box`. */
  readonly target: string;
  readonly filters: readonly Capabilities[];
  /** Filters that were listed and of which no more is known. */
  readonly unread: readonly FilterIdentity[];
}

export interface Workspace {
  /** `path` is as written in `filter.capabilities`: relative to the descriptor at `descriptorUri`, never absolute. */
  readonly readCapabilities: (descriptorUri: string, path: string) => CapabilityReading;
  /** The capability files that a descriptor may name, as it would write them; absent where nobody can look. */
  readonly capabilityFiles?: (descriptorUri: string) => readonly string[];
  /** The same value for as long as nothing changes; undefined while no target is known. */
  readonly live?: () => LiveFilters | undefined;
}

/** A workspace without files: every capability file is missing. */
export const noFiles: Workspace = { readCapabilities: () => fail('cannot be read here') };
