// "KS: Save Capabilities" and "KS: Compare Filter with File": what a filter of the target says of itself now, as a file or beside one.
import * as vscode from 'vscode';
import type { FiltersView } from '#extension/filters-view.ts';
import { pickFilterPath } from '#extension/pick-filter.ts';
import type { FilterRow } from '#extension/tree/filter-rows.ts';
import { deviceAllowed } from '#extension/trust.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import { pickFile } from './recording-commands.ts';
import { capabilityFilter, capabilityText, fileNameOf, type RecordingFiles } from './recording-files.ts';
import type { RecordingsView } from './recordings-view.ts';

export interface RecordingParts {
  readonly filters: FiltersView;
  readonly recordings: RecordingsView;
  readonly files: RecordingFiles;
}

export async function saveCapabilities({ filters, recordings }: RecordingParts, row: unknown): Promise<void> {
  const capabilities = await readFilter(
    filters,
    row as FilterRow | undefined,
    vscode.l10n.t('KS: Save Capabilities'),
  );
  if (!capabilities) return;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = fileNameOf(capabilities);
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('KS: Save Capabilities'),
    defaultUri: folder ? vscode.Uri.joinPath(folder, name) : vscode.Uri.file(name),
    filters: capabilityFilter,
  });
  if (!uri) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(capabilityText(capabilities)));
  await recordings.open(uri);
}

/** The recorded file is the older one: what is there now is what its clients meet. */
export async function compareFilter(
  { filters, recordings, files }: RecordingParts,
  row: unknown,
): Promise<void> {
  const title = vscode.l10n.t('KS: Compare Filter with File');
  const capabilities = await readFilter(filters, row as FilterRow | undefined, title);
  if (!capabilities) return;
  const older = await pickFile(title, vscode.l10n.t('Older file, which clients worked with'));
  if (older) await recordings.compare(older, files.keep(capabilities));
}

/** Of the row, else of the filter that a person picks; undefined when there is none, which the view then tells. */
async function readFilter(
  filters: FiltersView,
  row: FilterRow | undefined,
  title: string,
): Promise<Capabilities | undefined> {
  if (!(await deviceAllowed())) return undefined;
  const path = row?.kind === 'filter' ? row.entry.summary.path : await pickFilterPath(filters, title);
  const read = path === undefined ? undefined : await filters.read(path);
  if (read && !read.ok)
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The filter could not be read: {0}', read.error.message),
    );
  return read?.ok ? read.value : undefined;
}
