// The life of a supervised host, for a tree node or a status line. Hung and dead are different things to a driver
// developer: a hung host has a call that the driver does not finish, a dead one was taken down by it.
import type { HelloResult, JournalRecord } from '#device-host/protocol.ts';
import type { HostExit } from './device-host.ts';

export type HostState =
  /** Not started yet, or ended on purpose; the next call starts it. */
  | { readonly kind: 'stopped'; readonly reason: string }
  | { readonly kind: 'starting'; readonly reason: string }
  | { readonly kind: 'running'; readonly reason: string; readonly hello: HelloResult }
  /** Late with a call or without a beat; it is being ended and the next call gets a new one. */
  | { readonly kind: 'hung'; readonly reason: string; readonly inFlight: readonly JournalRecord[] }
  /** Ended by itself; the next call starts a new one. */
  | { readonly kind: 'dead'; readonly reason: string; readonly exit: HostExit }
  /** Not started again by itself: it refused to work, or ended too often. `restart()` tries again. */
  | { readonly kind: 'given-up'; readonly reason: string };
