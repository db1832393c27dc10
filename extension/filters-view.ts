// The Filters view: what the target has, read when it is looked at. Listing and reading never create a pin, set a
// state or set a property; whatever goes wrong is a row, and what was read before stays.
import * as vscode from 'vscode';
import type { DeviceHost, HostFailure } from '#device-host/client/index.ts';
import type { ListResult } from '#device-host/protocol.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import { fail, type Result } from '#ks/result.ts';
import type { LiveFiltersParams } from '#language-server/protocol.ts';
import type { DeviceService } from './device-service.ts';
import type { TreeAdapter } from './tree/adapter.ts';
import { presentChanged } from './tree/changes.ts';
import { type FilterRow, filterChildren, filterRoots } from './tree/filter-rows.ts';
import {
  entryOf,
  type FiltersSnapshot,
  liveFiltersOf,
  needsReading,
  noFilters,
  withFilterByHand,
  withHost,
  withListing,
  withReading,
  withStale,
} from './tree/filters.ts';

interface Listing {
  readonly stop: AbortController;
  readonly done: Promise<void>;
}

export class FiltersView implements vscode.Disposable {
  readonly #device: DeviceService;
  readonly #tree: TreeAdapter<FilterRow>;
  readonly #changed = new vscode.EventEmitter<LiveFiltersParams>();
  /** The filters of the target as they were read last. */
  readonly onDidChangeFilters = this.#changed.event;
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly #reading = new Map<string, Promise<Result<Capabilities, HostFailure>>>();
  #snapshot: FiltersSnapshot = noFilters;
  /** Counts the targets, so that a late answer is known for what it is. */
  #generation = 0;
  #listing: Listing | undefined;

  constructor(device: DeviceService, tree: TreeAdapter<FilterRow>) {
    this.#device = device;
    this.#tree = tree;
    tree.show({
      roots: () => filterRoots(this.#snapshot),
      readsChildren: true,
      children: (row) => this.#children(row),
      present: (row) => presentChanged(row, this.#snapshot),
    });
    this.#subscriptions = [
      this.#changed,
      this.#tree,
      this.#tree.view.onDidChangeVisibility(({ visible }) => this.#firstLook(visible)),
      device.onDidChangeState((state) => this.#show(withHost(this.#snapshot, state))),
      device.onDidChangeTarget(() => this.#newTarget()),
      device.onDidChangeFilters(() => this.#followChange()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#firstLook(this.#tree.view.visible)),
    ];
    this.#showTarget();
    this.#firstLook(this.#tree.view.visible);
  }

  /** Lists the target's filters again. A second call while one runs waits for the first. */
  refresh(): Promise<void> {
    this.#listing ??= this.#startListing();
    return this.#listing.done;
  }

  stopRefresh(): void {
    this.#listing?.stop.abort();
  }

  /** The filters as they are now, also put into the view; those that were opened by hand are among them. */
  async list(signal?: AbortSignal): Promise<Result<ListResult, HostFailure>> {
    const listed = await this.#ask(
      (host) => host.listFilters({}, signal ? { signal } : {}),
      (result) => withListing(this.#snapshot, result),
    );
    if (!listed.ok) return listed;
    const byHand = this.#snapshot.filters.filter((entry) => entry.byHand).map(({ summary }) => summary);
    return { ok: true, value: { ...listed.value, filters: [...listed.value.filters, ...byHand] } };
  }

  /** Opens a filter by a path that no listing may have, and shows what it says of itself. */
  async openByPath(path: string): Promise<void> {
    this.#show(withFilterByHand(this.#snapshot, path));
    await this.read(path);
    const row = filterRoots(this.#snapshot).find(
      ({ kind, id }) => kind === 'filter' && id === `filter/${path}`,
    );
    if (row) await this.reveal(row);
  }

  /** Reads one filter, also into the view; a reading that is under way is shared. */
  read(path: string): Promise<Result<Capabilities, HostFailure>> {
    const running = this.#reading.get(path);
    if (running) return running;
    const reading = this.#ask(
      (host) => host.readFilter(path),
      (result) => withReading(this.#snapshot, path, result),
    );
    this.#reading.set(path, reading);
    const done = (): void => {
      if (this.#reading.get(path) === reading) this.#reading.delete(path);
    };
    void reading.then(done, done);
    return reading;
  }

  get snapshot(): FiltersSnapshot {
    return this.#snapshot;
  }

  /** Reads every filter that has not been read, one after the other, until `stopped`; `progress` is called after each. */
  async readAll(progress: () => void, stopped: () => boolean): Promise<void> {
    if (!this.#snapshot.listed) await this.refresh();
    progress();
    for (const entry of this.#snapshot.filters) {
      if (stopped()) return;
      if (!needsReading(entry)) continue;
      await this.read(entry.summary.path);
      if (!stopped()) progress();
    }
  }

  /** Brings a row into sight, below `parent` where it has one. */
  async reveal(row: FilterRow, parent?: FilterRow): Promise<void> {
    for (let tries = 1; ; tries++) {
      const shown = await this.#tree.find((parent ?? row).id, parent && row.id);
      try {
        if (shown) await this.#tree.view.reveal(shown, { select: true, focus: true, expand: true });
        return;
      } catch (error) {
        // VS Code collects changes for 200 ms and then forgets all rows: a row asked for in that moment is unknown to it.
        if (tries === 4) throw error;
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    }
  }

  /** A pin of the filter was opened or closed: its instance counts are read again when they are looked at. */
  touch(path: string): void {
    this.#show(withStale(this.#snapshot, path));
  }

  /** What an old target still answers is given to who asked, but no longer shown. */
  async #ask<T>(
    call: (host: DeviceHost) => Promise<Result<T, HostFailure>>,
    shown: (result: Result<T, HostFailure>) => FiltersSnapshot,
  ): Promise<Result<T, HostFailure>> {
    const generation = this.#generation;
    const host = this.#device.host();
    const result = host.ok ? await call(host.value) : fail(host.error);
    if (generation === this.#generation) this.#show(shown(result));
    return result;
  }

  async #children(row: FilterRow): Promise<readonly FilterRow[]> {
    if (row.kind === 'filter') {
      const { path } = row.entry.summary;
      const entry = entryOf(this.#snapshot, path);
      if (entry && needsReading(entry)) await this.read(path);
    }
    return filterChildren(row, this.#snapshot);
  }

  #startListing(): Listing {
    const stop = new AbortController();
    void vscode.commands.executeCommand('setContext', 'kspin.listing', true);
    // A host that does not come up takes a while to be given up; who stops the listing does not wait for that.
    const stopped = new Promise<void>((resolve) => {
      stop.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    const work = async (): Promise<void> => {
      try {
        await Promise.race([this.list(stop.signal), stopped]);
      } finally {
        if (this.#listing === listing) this.#endListing();
      }
    };
    const shown = vscode.window.withProgress({ location: { viewId: 'kspin.filters' } }, work);
    const listing: Listing = { stop, done: Promise.resolve(shown) };
    return listing;
  }

  #endListing(): void {
    this.#listing = undefined;
    void vscode.commands.executeCommand('setContext', 'kspin.listing', false);
  }

  /** A filter came or went: what is shown is listed again, and nothing that nobody has asked for yet. */
  #followChange(): void {
    if (this.#snapshot.listed) void this.refresh();
  }

  /** Opening the view is the wish to see something in it; only an explicit refresh lists again. */
  #firstLook(visible: boolean): void {
    if (visible && vscode.workspace.isTrusted && this.#snapshot === noFilters) void this.refresh();
  }

  #newTarget(): void {
    this.#generation++;
    this.stopRefresh();
    this.#endListing();
    this.#reading.clear();
    this.#show(noFilters);
    this.#showTarget();
    this.#firstLook(this.#tree.view.visible);
  }

  #show(snapshot: FiltersSnapshot): void {
    const before = this.#snapshot.filters;
    this.#snapshot = snapshot;
    this.#tree.refresh();
    if (snapshot.filters !== before)
      this.#changed.fire(liveFiltersOf(snapshot, this.#device.targetInUse.label));
  }

  #showTarget(): void {
    const { label, trouble } = this.#device.targetInUse;
    this.#tree.view.description = label;
    this.#tree.view.message = trouble ?? '';
  }

  dispose(): void {
    this.stopRefresh();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
