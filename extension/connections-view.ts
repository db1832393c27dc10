// The Connections view: every attempt to create a pin and what came of it. Results of a driver that takes its host
// down are the ones that matter most, so nothing here is ever taken away but by a person.
import * as vscode from 'vscode';
import type { Answer } from '#device-host/client/index.ts';
import type { DeviceService } from './device-service.ts';
import { TreeAdapter } from './tree/adapter.ts';
import { type AttemptRow, attemptChildren, attemptRoots, presentAttempt } from './tree/attempt-rows.ts';
import {
  type Asked,
  type Attempt,
  type Attempts,
  begin,
  clear,
  close,
  closeAll,
  closeFailed,
  learn,
  openPins,
  settle,
} from './tree/attempts.ts';
import { recall, remember } from './tree/attempts-memory.ts';

/** Under this key in the memory of the workspace. */
const memoryKey = 'kspin.attempts';

export class ConnectionsView implements vscode.Disposable {
  readonly #adapter: TreeAdapter<AttemptRow>;
  readonly #view: vscode.TreeView<AttemptRow>;
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly #memory: vscode.Memento;
  #attempts: Attempts;

  /** `memory` is of the workspace: results outlive a reload of the window. */
  constructor(device: DeviceService, memory: vscode.Memento) {
    this.#memory = memory;
    this.#attempts = recall(memory.get(memoryKey));
    this.#adapter = new TreeAdapter<AttemptRow>({
      roots: () => attemptRoots(this.#attempts),
      children: attemptChildren,
      present: presentAttempt,
    });
    this.#view = vscode.window.createTreeView('kspin.connections', {
      treeDataProvider: this.#adapter,
      showCollapseAll: true,
    });
    this.#subscriptions = [
      this.#adapter,
      this.#view,
      device.onDidChangeState(({ kind, reason }) => {
        if (kind === 'running' || kind === 'starting') return;
        const ended = kind === 'stopped' ? 'for another target or a restart' : reason;
        this.#show(closeAll(this.#attempts, `The pin closed with its device host: ${ended}.`));
      }),
    ];
  }

  get openPins(): readonly Attempt[] {
    return openPins(this.#attempts);
  }

  /** A new row at the top; its number names it from now on. */
  begin(asked: Asked): number {
    const begun = begin(this.#attempts, asked, new Date().toLocaleTimeString());
    this.#show(begun.attempts);
    return begun.number;
  }

  learn(number: number, asked: Asked): void {
    this.#show(learn(this.#attempts, number, asked));
  }

  settle(number: number, answer: Answer): void {
    this.#show(settle(this.#attempts, number, answer));
  }

  close(number: number, note: string): void {
    this.#show(close(this.#attempts, number, note));
  }

  closeFailed(number: number, note: string): void {
    this.#show(closeFailed(this.#attempts, number, note));
  }

  clear(): void {
    this.#show(clear(this.#attempts));
  }

  /** Brings the newest row into sight without taking the keyboard from the editor. */
  async reveal(number: number): Promise<void> {
    const row = attemptRoots(this.#attempts).find(({ id }) => id === `attempt/${number}`);
    if (row) await this.#view.reveal(row, { select: true, focus: false, expand: true });
  }

  #show(attempts: Attempts): void {
    this.#attempts = attempts;
    void this.#memory.update(memoryKey, remember(attempts));
    this.#showCount();
    this.#adapter.refresh();
  }

  #showCount(): void {
    const { length } = this.openPins;
    this.#view.description = length === 0 ? '' : vscode.l10n.t('{0} open', length);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
