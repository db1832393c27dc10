// "KS: Close Pin": from a row's button, or from the palette for one of the pins that are open.
import * as vscode from 'vscode';
import { win32Text } from '#ks/status.ts';
import { duration } from '#ks/words.ts';
import type { PinParts } from './create-pin.ts';
import type { Attempt } from './tree/attempts.ts';

export async function closePin(
  { connections, device, filters }: Pick<PinParts, 'connections' | 'device' | 'filters'>,
  attempt: Attempt | undefined,
): Promise<void> {
  const chosen = attempt ?? (await pick(connections.openPins));
  const pin = chosen?.answer?.pin;
  if (!chosen || pin === undefined) return;
  const host = device.host();
  const result = host.ok ? await host.value.closePin(pin) : host;
  const { number } = chosen;
  if (!result.ok) connections.closeFailed(number, `The pin could not be closed: ${result.error.message}`);
  else if (result.value.win32) {
    connections.closeFailed(number, `CloseHandle failed: ${win32Text(result.value.win32)}`);
  } else connections.close(number, `Closed in ${duration(result.value.elapsedMs)}.`);
  if (chosen.asked.filter) filters.touch(chosen.asked.filter.path);
}

async function pick(open: readonly Attempt[]): Promise<Attempt | undefined> {
  const [first, ...others] = open;
  if (!first) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No pin is open.'));
    return undefined;
  }
  if (others.length === 0) return first;
  const rows = open.map((attempt) => ({
    label: attempt.asked.name,
    description: attempt.asked.filter?.name ?? '',
    attempt,
  }));
  const row = await vscode.window.showQuickPick(rows, {
    title: vscode.l10n.t('KS: Close Pin'),
    placeHolder: vscode.l10n.t('Open pin'),
  });
  return row?.attempt;
}
