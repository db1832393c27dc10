// Which pin a person means by "KS: New Descriptor from Pin": the one of the row, of the data range's row, or one that is picked.
import * as vscode from 'vscode';
import type { FiltersView } from '#extension/filters-view.ts';
import { pickFilterPath } from '#extension/pick-filter.ts';
import type { FilterRow } from '#extension/tree/filter-rows.ts';
import { entryAbove, filterId, isBelow } from '#extension/tree/filters.ts';
import type { RecordingRow } from '#extension/tree/recording-rows.ts';
import { deviceAllowed } from '#extension/trust.ts';
import type { Capabilities, PinFactory } from '#ks/capabilities.ts';
import { whyNotConnectable } from '#ks/connectable.ts';
import type { DataRange } from '#ks/data-range.ts';
import { pinName } from '#ks/explain.ts';

export interface PinChoice {
  readonly capabilities: Capabilities;
  readonly pin: PinFactory;
  /** Of the row of a data range: nothing more is asked. */
  readonly range?: DataRange;
  /** The capability file that the pin is recorded in; absent for a pin of the target. */
  readonly recording?: string;
}

export async function choosePin(filters: FiltersView, row: unknown): Promise<PinChoice | undefined> {
  const given = row as FilterRow | RecordingRow | undefined;
  if (given?.kind === 'recorded') return recordedPin(given);
  if (given?.kind === 'pin' || given?.kind === 'range') return listedPin(filters, given);
  return pickPin(filters);
}

function recordedPin({ row, capabilities, recording }: Extract<RecordingRow, { kind: 'recorded' }>) {
  const index = recording.reading.ok ? recording.reading.value.indexOf(capabilities) : 0;
  const choice = pinOf(row, `file/${recording.uri}/${index}`, capabilities);
  return choice && { ...choice, recording: recording.uri };
}

function listedPin(filters: FiltersView, row: FilterRow): PinChoice | undefined {
  const entry = entryAbove(filters.snapshot, row.id);
  return entry?.capabilities && pinOf(row, filterId(entry), entry.capabilities);
}

function pinOf(row: FilterRow, filter: string, capabilities: Capabilities): PinChoice | undefined {
  const pin = capabilities.pins.find(({ id }) => isBelow(row.id, `${filter}/pin${id}`));
  return pin && { capabilities, pin, ...(row.kind === 'range' ? { range: row.range } : {}) };
}

const title = vscode.l10n.t('KS: New Descriptor from Pin');

async function pickPin(filters: FiltersView): Promise<PinChoice | undefined> {
  if (!(await deviceAllowed())) return undefined;
  const path = await pickFilterPath(filters, `${title} (1/3)`);
  const read = path === undefined ? undefined : await filters.read(path);
  if (!read) return undefined;
  if (!read.ok) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The filter could not be read: {0}', read.error.message),
    );
    return undefined;
  }
  const capabilities = read.value;
  const rows = capabilities.pins.map((pin) => ({
    label: pinName(pin),
    description: whyNotConnectable(pin) ?? '',
    pin,
  }));
  const picked = await vscode.window.showQuickPick(rows, {
    title: `${title} (2/3)`,
    placeHolder: vscode.l10n.t('Pin'),
  });
  return picked && { capabilities, pin: picked.pin };
}
