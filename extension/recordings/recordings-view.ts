// The Capability Files view: recordings as trees, and what two of them differ in. Opening and comparing need no target, so they
// work in an untrusted workspace too.
import * as vscode from 'vscode';
import type { TreeAdapter } from '#extension/tree/adapter.ts';
import { presentRecording } from '#extension/tree/present-recordings.ts';
import { type RecordingRow, recordingChildren, recordingRoots } from '#extension/tree/recording-rows.ts';
import {
  type Comparison,
  noRecordings,
  type Recordings,
  urisOf,
  withComparison,
  withoutComparison,
  withoutRecording,
  withReadingOf,
  withRecording,
  withSwapped,
} from '#extension/tree/recordings.ts';
import { outlivesWindow, type RecordingFiles } from './recording-files.ts';

const memoryKey = 'kspin.recordings';

/** What is kept of the view over a reload: addresses, from which everything is read again. */
interface Remembered {
  readonly opened: readonly string[];
  readonly comparisons: readonly (readonly [older: string, newer: string])[];
}

export class RecordingsView implements vscode.Disposable {
  readonly #files: RecordingFiles;
  readonly #memory: vscode.Memento;
  readonly #tree: TreeAdapter<RecordingRow>;
  readonly #shown = new vscode.EventEmitter<void>();
  readonly #subscriptions: readonly vscode.Disposable[];
  #recordings: Recordings = noRecordings;

  readonly onDidChange = this.#shown.event;

  constructor(files: RecordingFiles, memory: vscode.Memento, tree: TreeAdapter<RecordingRow>) {
    this.#files = files;
    this.#memory = memory;
    this.#tree = tree;
    tree.show({
      roots: () => recordingRoots(this.#recordings),
      children: recordingChildren,
      present: presentRecording,
    });
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.kscaps.json');
    const again = (uri: vscode.Uri): Promise<void> => this.#readAgain(uri);
    this.#subscriptions = [
      this.#tree,
      this.#shown,
      watcher,
      watcher.onDidChange(again),
      watcher.onDidCreate(again),
      watcher.onDidDelete(again),
    ];
    void this.#recall();
  }

  get comparisons(): readonly Comparison[] {
    return this.#recordings.comparisons;
  }

  async open(uri: vscode.Uri): Promise<void> {
    this.#show(withRecording(this.#recordings, await this.#files.read(uri)));
    await this.#reveal(`file/${uri.toString()}`);
  }

  async compare(older: vscode.Uri, newer: vscode.Uri): Promise<void> {
    await this.#compare(older, newer);
    await this.#reveal(`compare/${older.toString()} ${newer.toString()}`);
  }

  async #compare(older: vscode.Uri, newer: vscode.Uri): Promise<void> {
    const [before, after] = await Promise.all([this.#files.read(older), this.#files.read(newer)]);
    this.#show(withComparison(this.#recordings, before, after));
  }

  swap(comparison: Comparison): void {
    this.#show(withSwapped(this.#recordings, comparison));
  }

  close(row: RecordingRow): void {
    if (row.kind === 'recording') this.#show(withoutRecording(this.#recordings, row.recording.uri));
    if (row.kind === 'comparison') this.#show(withoutComparison(this.#recordings, row.comparison));
  }

  async #readAgain(uri: vscode.Uri): Promise<void> {
    if (!urisOf(this.#recordings).has(uri.toString())) return;
    this.#show(withReadingOf(this.#recordings, await this.#files.read(uri)));
  }

  async #reveal(id: string): Promise<void> {
    const row = await this.#tree.find(id);
    if (row) await this.#tree.view.reveal(row, { select: true, focus: false, expand: true });
  }

  #show(recordings: Recordings): void {
    this.#recordings = recordings;
    void this.#memory.update(memoryKey, rememberedOf(recordings));
    this.#tree.refresh();
    this.#shown.fire();
  }

  /** What an older kspin left in the memory may be anything. */
  async #recall(): Promise<void> {
    const memory = this.#memory.get<Partial<Remembered>>(memoryKey);
    const isText = (value: unknown): value is string => typeof value === 'string';
    const opened = (Array.isArray(memory?.opened) ? memory.opened : []).filter(isText);
    const pairs = Array.isArray(memory?.comparisons) ? memory.comparisons : [];
    for (const uri of opened.toReversed()) {
      this.#show(withRecording(this.#recordings, await this.#files.read(vscode.Uri.parse(uri))));
    }
    for (const [older, newer] of pairs.toReversed()) {
      if (isText(older) && isText(newer))
        await this.#compare(vscode.Uri.parse(older), vscode.Uri.parse(newer));
    }
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

function rememberedOf({ opened, comparisons }: Recordings): Remembered {
  return {
    opened: opened.map(({ uri }) => uri).filter(outlivesWindow),
    comparisons: comparisons
      .map(({ older, newer }) => [older.uri, newer.uri] as const)
      .filter((pair) => pair.every(outlivesWindow)),
  };
}
