// Drives an open pin from its row: its state, its position as it moves, the whole way up and down with a verdict.
import * as vscode from 'vscode';
import { drivePin } from '#device-host/client/index.ts';
import { fromHex } from '#ks/bytes.ts';
import { wavePathOf } from '#ks/format-blocks.ts';
import { decodePosition, type Position } from '#ks/position.ts';
import { audioPosition, propertySets } from '#ks/properties.ts';
import { memberAt } from '#ks/request.ts';
import { win32Text } from '#ks/status.ts';
import { stateName, states } from '#ks/stream-state.ts';
import { type OpenPin, openPinOf } from './asked-pin.ts';
import type { PinParts } from './create-pin.ts';
import {
  driveSection,
  driveTitle,
  positionSection,
  positionTitle,
  stateSection,
  stateTitle,
  unanswered,
  waiting,
} from './tree/answers.ts';

const readEveryMs = 250;
/** A minute of readings: the verdict is about what happened lately. */
const mostReadings = 240;
const runMs = 1000;
const positionSize = 16;

export class Driving {
  readonly #parts: PinParts;
  /** KSSTATE by the number of the attempt, as it was set from here. */
  readonly #states = new Map<number, number>();
  /** Pins whose position is being read. */
  readonly #live = new Set<number>();

  constructor(parts: PinParts) {
    this.#parts = parts;
  }

  async setState(argument: unknown): Promise<void> {
    const open = await openPinOf(this.#parts, argument);
    if (!open) return;
    const { number, asked } = open.attempt;
    const now = this.#stateOf(number);
    const rows = Object.values(states).map((state) => ({
      label: stateName(state),
      description: state === now ? vscode.l10n.t('as set last') : '',
      state,
    }));
    const chosen = await vscode.window.showQuickPick(rows, {
      title: vscode.l10n.t('KS: Set State: {0}', asked.name),
      placeHolder: vscode.l10n.t('The pin is led there one state at a time'),
    });
    if (!chosen) return;
    const { connections } = this.#parts;
    connections.tell(number, waiting(stateTitle, `to ${chosen.label}`));
    const result = await open.host.setState({ pin: open.pin, state: chosen.state });
    if (result.ok) this.#states.set(number, result.value.state);
    connections.tell(
      number,
      result.ok ? stateSection(result.value) : unanswered(stateTitle, result.error.message),
    );
  }

  /** Reads the position until it is asked for once more, or the pin is closed. */
  async showPosition(argument: unknown): Promise<void> {
    const open = await openPinOf(this.#parts, argument);
    if (!open) return;
    const { number } = open.attempt;
    if (this.#live.delete(number)) return;
    this.#live.add(number);
    await this.#follow(open);
    this.#live.delete(number);
  }

  async #follow({ attempt: { number }, pin, host, request }: OpenPin): Promise<void> {
    const { connections } = this.#parts;
    const wave = wavePathOf(request.block?.key);
    const speed = wave && memberAt(request, [...wave, 'nAvgBytesPerSec']);
    const bytesPerSecond = typeof speed === 'number' ? speed : undefined;
    const property = { set: propertySets.audio, id: audioPosition, size: positionSize };
    let readings: readonly Position[] = [];
    while (this.#live.has(number) && connections.attempt(number)?.state === 'opened') {
      const state = this.#stateOf(number);
      const result = await host.readProperty({ target: { on: 'pin', pin }, ...property });
      if (!result.ok) return connections.tell(number, unanswered(positionTitle, result.error.message));
      const { value, message, win32, atMs } = result.value;
      const bytes = value === undefined ? undefined : fromHex(value);
      const position = bytes && decodePosition(bytes, state, atMs);
      if (!position) return connections.tell(number, unanswered(positionTitle, message ?? win32Text(win32)));
      // A state that was set while the driver answered belongs to the next reading.
      if (state === this.#stateOf(number)) readings = [...readings, position].slice(-mostReadings);
      connections.tell(number, positionSection(readings, bytesPerSecond, true));
      await new Promise((resolve) => setTimeout(resolve, readEveryMs));
    }
    connections.tell(number, positionSection(readings, bytesPerSecond, false));
  }

  /** The whole way up and down, with a verdict. */
  async drive(argument: unknown): Promise<void> {
    const open = await openPinOf(this.#parts, argument);
    if (!open) return;
    const { attempt, pin, host, hello, request } = open;
    const { connections } = this.#parts;
    const { number } = attempt;
    connections.tell(number, waiting(driveTitle, 'under way'));
    const options = {
      location: vscode.ProgressLocation.Notification,
      cancellable: true,
      title: vscode.l10n.t('Driving {0}', attempt.asked.name),
    };
    const driven = await vscode.window.withProgress(options, (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      return drivePin(host, {
        pin,
        request,
        layout: hello.layout,
        runMs,
        signal: stop.signal,
        onStep: ({ to }) => progress.report({ message: stateName(to) }),
      });
    });
    this.#states.set(number, states.stop);
    connections.tell(
      number,
      driven.ok ? driveSection(driven.value) : unanswered(driveTitle, driven.error.message),
    );
  }

  #stateOf(number: number): number {
    return this.#states.get(number) ?? states.stop;
  }
}
