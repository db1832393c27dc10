// The dialogs on the way to a pin: only where a person must decide, and what they say is what the decision is about.
import * as vscode from 'vscode';
import { filterName } from '#device-host/client/filter-choice.ts';
import type { FilterSummary } from '#device-host/protocol.ts';
import { oneLine } from '#ks/words.ts';
import type { WireConnect } from '#language-server/protocol.ts';

/** Wrong requests are sent on purpose too, but never unasked. */
export async function confirmErrors(connect: WireConnect): Promise<boolean> {
  const anyway = vscode.l10n.t('Create Anyway');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('"{0}" has errors: {1}. Create the pin anyway?', connect.name, connect.errors),
    { modal: true, detail: vscode.l10n.t('The bytes are sent to the driver exactly as written.') },
    anyway,
  );
  return chosen === anyway;
}

export async function pickFilter(
  connect: WireConnect,
  filters: readonly FilterSummary[],
): Promise<FilterSummary | undefined> {
  const rows = filters.map((filter) => ({
    label: oneLine(filterName(filter)),
    description: filter.device ?? '',
    detail: filter.path,
    filter,
  }));
  const row = await vscode.window.showQuickPick(rows, {
    title: vscode.l10n.t('KS: Create Pin: {0}', connect.name),
    placeHolder: vscode.l10n.t('Several filters match; "filter" in the descriptor can name one'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return row?.filter;
}

/** The explicit word before a pin that is taken is opened: drivers have brought machines down at this point. */
export async function confirmBusy(name: string): Promise<boolean> {
  const anyway = vscode.l10n.t('Create Although Busy');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Call the driver for "{0}" although no instance of the pin is free?', name),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Opening a pin that is taken has crashed real machines. Save your work first; do this on a test machine.',
      ),
    },
    anyway,
  );
  return chosen === anyway;
}
