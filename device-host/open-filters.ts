// Filters that are open now, one handle for everything that is done with one: a driver counts pin instances per filter handle,
// so what this host opened must show in what it asks.
import type { Result } from '#ks/result.ts';
import { ok } from '#ks/result.ts';
import type { Backend, Handle } from './backend.ts';
import type { NativeFailure } from './protocol.ts';

interface SharedFilter {
  readonly opening: Promise<Result<Handle, NativeFailure>>;
  /** Counted before anything is awaited, so that no one closes what another is about to use. */
  users: number;
}

export class OpenFilters {
  readonly #backend: Backend;
  readonly #filters = new Map<string, SharedFilter>();

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** Every `open`, also one that failed, is followed by a `leave`. */
  open(path: string): Promise<Result<Handle, NativeFailure>> {
    const key = path.toLowerCase();
    const filter = this.#filters.get(key) ?? { opening: this.#backend.open(path), users: 0 };
    filter.users++;
    this.#filters.set(key, filter);
    return filter.opening;
  }

  /** Closes the filter when nobody is left who uses it. */
  async leave(path: string): Promise<void> {
    const key = path.toLowerCase();
    const filter = this.#filters.get(key);
    if (filter === undefined || --filter.users > 0) return;
    this.#filters.delete(key);
    const opened = await filter.opening;
    if (opened.ok) await this.#backend.close(opened.value);
  }

  /** Does something with the open filter. */
  async use<T>(path: string, work: (filter: Handle) => Promise<T>): Promise<Result<T, NativeFailure>> {
    const opened = await this.open(path);
    try {
      return opened.ok ? ok(await work(opened.value)) : opened;
    } finally {
      await this.leave(path);
    }
  }
}
