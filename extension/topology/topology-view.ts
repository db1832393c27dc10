// "KS: Show Topology": the picture of a filter in a panel, from the target or from a capability file, and as a file.
import * as vscode from 'vscode';
import type { FiltersView } from '#extension/filters-view.ts';
import { pickFilterPath } from '#extension/pick-filter.ts';
import type { FilterRow } from '#extension/tree/filter-rows.ts';
import { entryAbove } from '#extension/tree/filters.ts';
import { fileWords } from '#extension/tree/new-connect.ts';
import type { RecordingRow } from '#extension/tree/recording-rows.ts';
import { deviceAllowed } from '#extension/trust.ts';
import { PagePanel } from '#extension/webview/panel.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import { type TopologyPicture, topologyPicture } from './topology-graph.ts';
import { topologyFile, topologyMarkup } from './topology-markup.ts';

/** A panel for each filter that is shown, by its name. */
const panels = new Map<string, PagePanel>();

export async function showTopology(
  extensionUri: vscode.Uri,
  filters: FiltersView,
  row: unknown,
): Promise<void> {
  const capabilities = await capabilitiesOf(filters, row as FilterRow | RecordingRow | undefined);
  if (!capabilities) return;
  const picture = topologyPicture(capabilities);
  const { title } = picture;
  const panel =
    panels.get(title) ??
    new PagePanel(extensionUri, {
      type: 'kspin.topology',
      title: vscode.l10n.t('Topology: {0}', title),
      onMessage: (message) => {
        if (message.type === 'command' && message.command === 'export') void exportPicture(picture);
      },
      onClose: () => panels.delete(title),
    });
  panels.set(title, panel);
  panel.show(topologyMarkup(picture, vscode.l10n));
  panel.reveal();
}

async function capabilitiesOf(
  filters: FiltersView,
  row: FilterRow | RecordingRow | undefined,
): Promise<Capabilities | undefined> {
  if (row?.kind === 'recorded') return row.capabilities;
  if (!(await deviceAllowed())) return undefined;
  const entry = row && entryAbove(filters.snapshot, row.id);
  const path = entry ? entry.summary.path : await pickFilterPath(filters, vscode.l10n.t('KS: Show Topology'));
  const read = path === undefined ? undefined : await filters.read(path);
  if (read && !read.ok)
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The filter could not be read: {0}', read.error.message),
    );
  return read?.ok ? read.value : undefined;
}

async function exportPicture(picture: TopologyPicture): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = `${fileWords(picture.title)}.svg`;
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('KS: Export as SVG'),
    defaultUri: folder ? vscode.Uri.joinPath(folder, name) : vscode.Uri.file(name),
    filters: { [vscode.l10n.t('Pictures')]: ['svg'] },
  });
  if (uri)
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(topologyFile(picture, vscode.l10n)));
}
