// "KS: Search Filters": finds a filter or a pin by name, format or path, also in rows that were never opened, which the tree's
// own find does not see. The list fills while filters are read; leaving it stops that.
import * as vscode from 'vscode';
import type { FiltersView } from './filters-view.ts';
import { type Found, searchable } from './tree/search.ts';

const redrawnEveryMs = 500;

type Item = vscode.QuickPickItem & { readonly found: Found };

const itemOf = (found: Found): Item => ({
  label: `$(${found.parent ? 'plug' : 'circuit-board'}) ${found.label}`,
  description: found.description,
  detail: found.detail,
  found,
});

export async function searchFilters(filters: FiltersView): Promise<void> {
  const picker = vscode.window.createQuickPick<Item>();
  picker.title = vscode.l10n.t('KS: Search Filters');
  picker.placeholder = vscode.l10n.t('Filter or pin, by name, format, category or path');
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  // Typing goes on while rows arrive: what is selected must not jump.
  picker.keepScrollPosition = true;
  const items: Item[] = [];
  const places = new Map<string, number>();
  // VS Code names what was chosen by its place: an item that is in the list never moves, whatever is found meanwhile.
  const show = (): void => {
    for (const found of searchable(filters.snapshot)) {
      const place = places.get(found.row.id) ?? items.length;
      places.set(found.row.id, place);
      items[place] = itemOf(found);
    }
    picker.items = [...items];
  };
  let shownAt = 0;
  const showNow = (): void => {
    shownAt = Date.now();
    show();
  };
  // Filters are read faster than a list that changes under the mouse can be used.
  const showSometimes = (): void => {
    if (Date.now() - shownAt > redrawnEveryMs) showNow();
  };
  let left = false;
  const chosen = new Promise<Found | undefined>((resolve) => {
    picker.onDidAccept(() => resolve(picker.selectedItems[0]?.found));
    picker.onDidHide(() => {
      left = true;
      resolve(undefined);
    });
  });
  showNow();
  picker.show();
  picker.busy = true;
  void filters
    .readAll(showSometimes, () => left)
    .finally(() => {
      if (!left) showNow();
      picker.busy = false;
    });
  const found = await chosen;
  picker.dispose();
  if (found) await filters.reveal(found.row, found.parent);
}
