// Picking one filter of the target, for commands that were not started from its row.
import * as vscode from 'vscode';
import { filterName } from '#device-host/client/filter-choice.ts';
import { oneLine } from '#ks/words.ts';
import type { FiltersView } from './filters-view.ts';

/** The interface path; undefined when nothing was picked, or listing failed, which is told. */
export async function pickFilterPath(filters: FiltersView, title: string): Promise<string | undefined> {
  const listed = await filters.list();
  if (!listed.ok) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The filters could not be listed: {0}', listed.error.message),
    );
    return undefined;
  }
  const rows = listed.value.filters.map((filter) => ({
    label: oneLine(filterName(filter)),
    description: filter.device ?? '',
    path: filter.path,
  }));
  const picked = await vscode.window.showQuickPick(rows, {
    title,
    placeHolder: vscode.l10n.t('Filter'),
    matchOnDescription: true,
  });
  return picked?.path;
}
