// The commands of capability files: open one as a tree, compare two. Each takes what its menu gives it and asks for what is
// missing. Nothing here needs a target.
import * as vscode from 'vscode';
import type { recordingCommandIds } from '#extension/command-ids.ts';
import type { RecordingRow } from '#extension/tree/recording-rows.ts';
import { showDifference } from './difference-editor.ts';
import { capabilityFilter } from './recording-files.ts';
import type { RecordingsView } from './recordings-view.ts';

type Run = (...args: readonly unknown[]) => unknown;

export function recordingCommands(
  recordings: RecordingsView,
): Readonly<Record<(typeof recordingCommandIds)[number], Run>> {
  return {
    'kspin.openCapabilities': async (uri) => {
      const file =
        uri instanceof vscode.Uri
          ? uri
          : await pickFile(vscode.l10n.t('KS: Open Capability File'), vscode.l10n.t('File to open'));
      if (file) await recordings.open(file);
    },
    'kspin.compareCapabilities': async (first, others) => compare(recordings, first, others),
    'kspin.showCapabilityText': (row) => showText(row as RecordingRow | undefined),
    'kspin.showDifference': (row) => showDifference(row as RecordingRow),
    'kspin.swapComparison': (row) => {
      const swapped = row as RecordingRow;
      if (swapped.kind === 'comparison') recordings.swap(swapped.comparison);
    },
    'kspin.closeRecording': (row) => recordings.close(row as RecordingRow),
  };
}

/** Two files chosen in the Explorer, one row or file and a picked one, or two picked ones; the older one is compared with. */
async function compare(recordings: RecordingsView, first: unknown, others: unknown): Promise<void> {
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

async function showText(row: RecordingRow | undefined): Promise<void> {
  if (row?.kind !== 'recording') return;
  await vscode.window.showTextDocument(vscode.Uri.parse(row.recording.uri));
}

interface FileChoice extends vscode.QuickPickItem {
  readonly uri?: vscode.Uri;
}

/** Files of the workspace, and the file dialog for any other. */
export async function pickFile(
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
