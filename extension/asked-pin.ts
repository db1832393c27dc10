// Which pin, pin factory or filter a command means, by the row that it was chosen on, and how its answer is shown.
import * as vscode from 'vscode';
import type { HostSupervisor } from '#device-host/client/index.ts';
import type { HelloResult, PropertyTarget } from '#device-host/protocol.ts';
import { fromHex } from '#ks/bytes.ts';
import { type ConnectRequest, decodeConnect } from '#ks/connect.ts';
import { pinName } from '#ks/explain.ts';
import type { PinParts } from './create-pin.ts';
import type { AttemptRow } from './tree/attempt-rows.ts';
import type { Attempt } from './tree/attempts.ts';
import type { FilterRow } from './tree/filter-rows.ts';
import type { Section } from './tree/sections.ts';
import { shortLine } from './tree/text.ts';
import { deviceAllowed } from './trust.ts';

/** A row of either tree that a command got; anything else is no row. */
export type CommandRow = Partial<AttemptRow> | Partial<FilterRow> | undefined;

export function attemptOf(argument: unknown): Attempt | undefined {
  const row = argument as CommandRow;
  return row?.kind === 'attempt' ? (row as Extract<AttemptRow, { kind: 'attempt' }>).attempt : undefined;
}

/** Filter and pin factory of a row of the Filters view. */
export function factoryOf(
  argument: unknown,
): { readonly filter: string; readonly pinId: number; readonly name: string } | undefined {
  const row = argument as CommandRow;
  if (row?.kind !== 'pin') return undefined;
  const { pin, filter } = row as Extract<FilterRow, { kind: 'pin' }>;
  return { filter, pinId: pin.id, name: shortLine(pinName(pin)) };
}

export interface OpenPin {
  readonly attempt: Attempt;
  readonly pin: number;
  /** What it was opened with, every member written. */
  readonly request: ConnectRequest;
  readonly host: HostSupervisor;
  readonly hello: HelloResult;
}

/** The open pin of the row, or the only one that is open, or one that a person picks; undefined with a word of why not. */
export async function openPinOf(
  { connections, device }: PinParts,
  argument: unknown,
): Promise<OpenPin | undefined> {
  if (!(await deviceAllowed())) return undefined;
  const attempt = attemptOf(argument) ?? (await pickOpen(connections.openPins));
  const pin = attempt?.answer?.pin;
  const host = device.host();
  if (!attempt || pin === undefined || !host.ok) return undefined;
  const running = await host.value.start();
  if (!running.ok) return undefined;
  const { hello } = running.value;
  const bytes = fromHex(attempt.asked.bytes ?? '') ?? new Uint8Array();
  const { request } = decodeConnect(bytes, hello.layout);
  return request && { attempt, pin, request, host: host.value, hello };
}

async function pickOpen(open: readonly Attempt[]): Promise<Attempt | undefined> {
  const [first, ...others] = open;
  if (!first) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No pin is open: create one from a descriptor first.'),
    );
    return undefined;
  }
  if (others.length === 0) return first;
  const rows = open.map((attempt) => ({
    label: attempt.asked.name,
    description: attempt.asked.filter?.name ?? '',
    attempt,
  }));
  return (await vscode.window.showQuickPick(rows, { placeHolder: vscode.l10n.t('Open pin') }))?.attempt;
}

/** Where a property is asked, and where its answers go. */
export interface AskedPlace {
  readonly target: PropertyTarget;
  readonly show: (section: Section) => void;
}

/** An open pin's answers go below its attempt; those of a filter or pin factory are rows of their own. */
export async function placeOf(parts: PinParts, argument: unknown): Promise<AskedPlace | undefined> {
  if (!(await deviceAllowed())) return undefined;
  const { connections, device } = parts;
  const row = argument as CommandRow;
  const probe = (name: string): ((section: Section) => void) => {
    let show: ((section: Section) => void) | undefined;
    return (section) => {
      if (show) show(section);
      else show = connections.probe(name, device.targetInUse.label, section);
    };
  };
  const factory = factoryOf(argument);
  if (factory) {
    const { filter, pinId, name } = factory;
    return { target: { on: 'factory', filter, pinId }, show: probe(name) };
  }
  if (row?.kind === 'filter') {
    const { entry } = row as Extract<FilterRow, { kind: 'filter' }>;
    const { path, name = path } = entry.summary;
    return { target: { on: 'filter', filter: path }, show: probe(shortLine(name)) };
  }
  const open = await openPinOf(parts, argument);
  return (
    open && {
      target: { on: 'pin', pin: open.pin },
      show: (section) => connections.tell(open.attempt.number, section),
    }
  );
}
