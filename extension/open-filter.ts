// "KS: Open Filter by Path": a filter whose registration is broken is in no list, and its driver can be tried all the same.
import * as vscode from 'vscode';
import { isFilterPath } from '#device-host/client/index.ts';
import type { FiltersView } from './filters-view.ts';

export async function openFilterByPath(filters: FiltersView): Promise<void> {
  const path = await vscode.window.showInputBox({
    title: vscode.l10n.t('KS: Open Filter by Path'),
    prompt: vscode.l10n.t('Interface path of the filter, as CreateFile takes it'),
    placeHolder: '\\\\?\\root#media#0000#{6994ad04-93ef-11d0-a3cc-00a0c9223196}\\wave',
    validateInput: (text) =>
      isFilterPath(text.trim()) ? undefined : vscode.l10n.t('This is no device path.'),
  });
  if (path !== undefined) await filters.openByPath(path.trim());
}
