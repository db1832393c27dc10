// The commands of capability files: save what a filter says of itself, open a file as a tree, compare two files or a live filter
// with a file. Each takes what its menu gives it and asks for what is missing.
import * as vscode from 'vscode';
import type { recordingCommandIds } from '#extension/command-ids.ts';
import type { FiltersView } from '#extension/filters-view.ts';
import { pickFilterPath } from '#extension/pick-filter.ts';
import type { FilterRow } from '#extension/tree/filter-rows.ts';
import type { RecordingRow } from '#extension/tree/recording-rows.ts';
import { deviceAllowed } from '#extension/trust.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import { showDifference } from './difference-editor.ts';
import { capabilityFilter, capabilityText, fileNameOf, type RecordingFiles } from './recording-files.ts';
import type { RecordingsView } from './recordings-view.ts';

export interface RecordingParts {
  readonly filters: FiltersView;
  readonly recordings: RecordingsView;
  readonly files: RecordingFiles;
}

type Run = (...args: readonly unknown[]) => unknown;

export function recordingCommands(
  parts: RecordingParts,
): Readonly<Record<(typeof recordingCommandIds)[number], Run>> {
  const { recordings } = parts;
  return {
    'kspin.saveCapabilities': (row) => save(parts, row as FilterRow | undefined),
    'kspin.openCapabilities': async (uri) => {
      const file =
        uri instanceof vscode.Uri
          ? uri
          : await pickFile(vscode.l10n.t('KS: Open Capability File'), vscode.l10n.t('File to open'));
      if (file) await recordings.open(file);
    },
    'kspin.compareCapabilities': async (first, others) => compare(parts, first, others),
    'kspin.compareFilter': (row) => compareFilter(parts, row as FilterRow | undefined),
    'kspin.showCapabilityText': (row) => showText(row as RecordingRow | undefined),
    'kspin.showDifference': (row) => showDifference(row as RecordingRow),
    'kspin.swapComparison': (row) => {
      const swapped = row as RecordingRow;
      if (swapped.kind === 'comparison') recordings.swap(swapped.comparison);
    },
    'kspin.closeRecording': (row) => recordings.close(row as RecordingRow),
  };
}

async function save({ filters, recordings }: RecordingParts, row: FilterRow | undefined): Promise<void> {
  const capabilities = await readFilter(filters, row, vscode.l10n.t('KS: Save Capabilities'));
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

/** Two files chosen in the Explorer, one row or file and a picked one, or two picked ones; the older one is compared with. */
async function compare({ recordings }: RecordingParts, first: unknown, others: unknown): Promise<void> {
  const title = vscode.l10n.t('KS: Compare Capability Files');
  const chosen = Array.isArray(others) ? others.filter((one) => one instanceof vscode.Uri) : [];
  if (chosen.length === 2) {
    const [older, newer] = await inOrderOfTime(chosen);
    if (older && newer) await recordings.compare(older, newer);
    return;
  }
  const given = fileOf(first);
  const older =
    given ?? (await pickFile(`${title} (1/2)`, vscode.l10n.t('Older file, which clients worked with')));
  if (!older) return;
  const newer = await pickFile(given ? title : `${title} (2/2)`, vscode.l10n.t('Newer file'), older);
  if (newer) await recordings.compare(older, newer);
}

function fileOf(argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) return argument;
  const row = argument as RecordingRow | undefined;
  return row?.kind === 'recording' ? vscode.Uri.parse(row.recording.uri) : undefined;
}

/** A file that cannot be looked at keeps its place; reading it will say why. */
async function inOrderOfTime(uris: readonly vscode.Uri[]): Promise<readonly vscode.Uri[]> {
  const times = await Promise.all(
    uris.map(async (uri) => {
      try {
        return { uri, time: (await vscode.workspace.fs.stat(uri)).mtime };
      } catch {
        return { uri, time: 0 };
      }
    }),
  );
  return times.sort((a, b) => a.time - b.time).map(({ uri }) => uri);
}

/** The recorded file is the older one: what is there now is what its clients meet. */
async function compareFilter(
  { filters, recordings, files }: RecordingParts,
  row: FilterRow | undefined,
): Promise<void> {
  const title = vscode.l10n.t('KS: Compare Filter with File');
  const capabilities = await readFilter(filters, row, title);
  if (!capabilities) return;
  const older = await pickFile(title, vscode.l10n.t('Older file, which clients worked with'));
  if (older) await recordings.compare(older, files.keep(capabilities));
}

async function showText(row: RecordingRow | undefined): Promise<void> {
  if (row?.kind !== 'recording') return;
  await vscode.window.showTextDocument(vscode.Uri.parse(row.recording.uri));
}

interface FileChoice extends vscode.QuickPickItem {
  readonly uri?: vscode.Uri;
}

/** Files of the workspace, and the file dialog for any other. */
async function pickFile(
  title: string,
  placeHolder: string,
  except?: vscode.Uri,
): Promise<vscode.Uri | undefined> {
  const found = await vscode.workspace.findFiles('**/*.kscaps.json', '**/node_modules/**', 1000);
  const files: FileChoice[] = found
    .filter((uri) => uri.toString() !== except?.toString())
    .map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  files.sort((a, b) => a.label.localeCompare(b.label));
  const browse: FileChoice = { label: `$(folder-opened) ${vscode.l10n.t('Browse...')}`, alwaysShow: true };
  const choice = await vscode.window.showQuickPick([...files, browse], { title, placeHolder });
  if (!choice) return undefined;
  if (choice.uri) return choice.uri;
  const opened = await vscode.window.showOpenDialog({
    title,
    filters: capabilityFilter,
    canSelectMany: false,
  });
  return opened?.[0];
}
