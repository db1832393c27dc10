// The Filters view: what the target has, read when it is looked at. Listing and reading never create a pin, set a
// state or set a property; whatever goes wrong is a row, and what was read before stays.
import * as vscode from 'vscode';
import type { HostFailure } from '#device-host/client/index.ts';
import type { ListResult } from '#device-host/protocol.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import { fail, type Result } from '#ks/result.ts';
import type { DeviceService } from './device-service.ts';
import { TreeAdapter } from './tree/adapter.ts';
import { type FilterRow, filterChildren, filterRoots } from './tree/filter-rows.ts';
import { entryOf, needsReading, noFilters, withHost, withListing, withReading } from './tree/filters.ts';
import { presentFilter } from './tree/present-filters.ts';

export class FiltersView implements vscode.Disposable {
  readonly #device: DeviceService;
  readonly #adapter: TreeAdapter<FilterRow>;
  readonly #view: vscode.TreeView<FilterRow>;
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly #reading = new Map<string, Promise<Result<Capabilities, HostFailure>>>();
  #snapshot = noFilters;
  #listing: { readonly stop: AbortController; readonly done: Promise<void> } | undefined;

  constructor(device: DeviceService) {
    this.#device = device;
    this.#adapter = new TreeAdapter<FilterRow>({
      roots: () => filterRoots(this.#snapshot),
      children: (row) => this.#children(row),
      present: presentFilter,
    });
    this.#view = vscode.window.createTreeView('kspin.filters', {
      treeDataProvider: this.#adapter,
      showCollapseAll: true,
    });
    this.#subscriptions = [
      this.#adapter,
      this.#view,
      this.#view.onDidChangeVisibility(({ visible }) => this.#firstLook(visible)),
      device.onDidChangeState((state) => this.#show(withHost(this.#snapshot, state))),
      device.onDidChangeTarget(() => this.#newTarget()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#firstLook(this.#view.visible)),
    ];
    this.#showTarget();
    this.#firstLook(this.#view.visible);
  }

  /** Lists the target's filters again. A second call while one runs waits for the first. */
  refresh(): Promise<void> {
    this.#listing ??= this.#startListing();
    return this.#listing.done;
  }

  stopRefresh(): void {
    this.#listing?.stop.abort();
  }

  /** The filters as they are now, also put into the view. */
  async list(signal?: AbortSignal): Promise<Result<ListResult, HostFailure>> {
    const host = this.#device.host();
    const result = host.ok ? await host.value.listFilters({}, signal ? { signal } : {}) : fail(host.error);
    this.#show(withListing(this.#snapshot, result));
    return result;
  }

  /** Reads one filter, also into the view; a reading that is under way is shared. */
  read(path: string): Promise<Result<Capabilities, HostFailure>> {
    const running = this.#reading.get(path);
    if (running) return running;
    const reading = this.#read(path).finally(() => this.#reading.delete(path));
    this.#reading.set(path, reading);
    return reading;
  }

  async #read(path: string): Promise<Result<Capabilities, HostFailure>> {
    const host = this.#device.host();
    const result = host.ok ? await host.value.readFilter(path) : fail(host.error);
    this.#show(withReading(this.#snapshot, path, result));
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

  #startListing(): { readonly stop: AbortController; readonly done: Promise<void> } {
    const stop = new AbortController();
    void vscode.commands.executeCommand('setContext', 'kspin.listing', true);
    const done = vscode.window
      .withProgress({ location: { viewId: 'kspin.filters' } }, async () => {
        await this.list(stop.signal);
      })
      .then(() => {
        this.#listing = undefined;
        void vscode.commands.executeCommand('setContext', 'kspin.listing', false);
      });
    return { stop, done: Promise.resolve(done) };
  }

  /** Opening the view is the wish to see something in it; only an explicit refresh lists again. */
  #firstLook(visible: boolean): void {
    if (visible && vscode.workspace.isTrusted && this.#snapshot === noFilters) void this.refresh();
  }

  #newTarget(): void {
    this.stopRefresh();
    this.#reading.clear();
    this.#show(noFilters);
    this.#showTarget();
    this.#firstLook(this.#view.visible);
  }

  #show(snapshot: typeof noFilters): void {
    this.#snapshot = snapshot;
    this.#adapter.refresh();
  }

  #showTarget(): void {
    this.#view.description = this.#device.targetInUse.label;
  }

  dispose(): void {
    this.stopRefresh();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
