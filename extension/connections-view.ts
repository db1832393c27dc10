// The Connections view: every attempt to create a pin and what came of it. Results of a driver that takes its host
// down are the ones that matter most, so nothing here is ever taken away but by a person.
import * as vscode from 'vscode';
import type { Answer } from '#device-host/client/index.ts';
import type { DeviceService } from './device-service.ts';
import { Paced } from './paced.ts';
import type { TreeAdapter } from './tree/adapter.ts';
import {
  type AttemptRow,
  attemptChildren,
  attemptId,
  connectionRoots,
  presentAttempt,
} from './tree/attempt-rows.ts';
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
  tell,
} from './tree/attempts.ts';
import { recall, remember } from './tree/attempts-memory.ts';
import { nextProbe, type Probes, withProbe } from './tree/probes.ts';
import type { Section } from './tree/sections.ts';

/** Under this key in the memory of the workspace. */
const memoryKey = 'kspin.attempts';

export class ConnectionsView implements vscode.Disposable {
  readonly #tree: TreeAdapter<AttemptRow>;
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly #memory: vscode.Memento;
  /** A view of thousands is neither drawn nor kept as often as it changes. */
  readonly #drawing = new Paced(() => this.#drawNow());
  readonly #keeping = new Paced(() => this.#keepNow());
  #attempts: Attempts;
  /** Not remembered: they are asked again as quickly as they are looked up. */
  #probes: Probes = [];

  /** `memory` is of the workspace: results outlive a reload of the window. */
  constructor(device: DeviceService, memory: vscode.Memento, tree: TreeAdapter<AttemptRow>) {
    this.#memory = memory;
    this.#attempts = recall(memory.get(memoryKey));
    this.#tree = tree;
    tree.show({
      roots: () => connectionRoots(this.#attempts, this.#probes),
      children: attemptChildren,
      present: presentAttempt,
    });
    this.#subscriptions = [
      this.#tree,
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

  get attempts(): Attempts {
    return this.#attempts;
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
    this.#probes = this.#probes.filter(({ section }) => section.busy);
    this.#show(clear(this.#attempts));
  }

  /** Brings the newest row into sight without taking the keyboard from the editor. */
  async reveal(number: number): Promise<void> {
    await this.#reveal(attemptId({ number }));
  }

  attempt(number: number): Attempt | undefined {
    return this.#attempts.find((attempt) => attempt.number === number);
  }

  /** The answer to a question about the pin of an attempt, or the state of the work on it. */
  tell(number: number, section: Section): void {
    const attempts = tell(this.#attempts, number, section);
    // A live readout changes four times a second: only what it ends with is worth the disk.
    if (section.busy) this.#draw(attempts);
    else this.#show(attempts);
  }

  /** A question that opens no pin: a row of its own. What is returned takes further answers to it. */
  probe(name: string, target: string, section: Section): (section: Section) => void {
    const probe = { number: nextProbe(this.#probes), name, target, time: new Date().toLocaleTimeString() };
    const show = (answer: Section): void => {
      this.#probes = withProbe(this.#probes, { ...probe, section: answer });
      this.#tree.refresh();
    };
    show(section);
    void this.#reveal(`probe/${probe.number}`);
    return show;
  }

  async #reveal(id: string): Promise<void> {
    this.#drawing.flush();
    const row = await this.#tree.find(id);
    if (row) await this.#tree.view.reveal(row, { select: true, focus: false, expand: true });
  }

  #show(attempts: Attempts): void {
    this.#draw(attempts);
    this.#keeping.ask();
  }

  #draw(attempts: Attempts): void {
    this.#attempts = attempts;
    this.#drawing.ask();
  }

  #keepNow(): void {
    void this.#memory.update(memoryKey, remember(this.#attempts));
  }

  #drawNow(): void {
    this.#showCount();
    this.#tree.refresh();
  }

  #showCount(): void {
    const { length } = this.openPins;
    this.#tree.view.description = length === 0 ? '' : vscode.l10n.t('{0} open', length);
  }

  dispose(): void {
    this.#drawing.dispose();
    this.#keeping.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
