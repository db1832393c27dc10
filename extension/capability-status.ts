// The language-status item of descriptors that name capability files: whether what their connects are checked against is there
// and can be read. It says nothing beside a descriptor that names none.
import * as vscode from 'vscode';
import type { NamedCapabilityFile } from '#language-server/protocol.ts';
import type { Descriptors } from './language-client.ts';

/** Typing pauses this long before the server is asked again. */
const pauseMs = 300;

/** `open` is the command that opens a capability file, of its URI; `record` the one that makes a new one. */
export interface CapabilityCommands {
  readonly open: string;
  readonly record?: string;
}

export function showCapabilityStatus(
  descriptors: Descriptors,
  commands: CapabilityCommands,
): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('kspin.capabilities', []);
  item.name = vscode.l10n.t('Kernel Streaming Capability File');
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the questions, so that a slow answer does not overwrite a newer one. */
  let asked = 0;
  const show = async (): Promise<void> => {
    const question = ++asked;
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== 'kspin') return;
    const files = await descriptors.capabilityFiles({ uri: document.uri.toString() });
    const [first] = files.toSorted((a, b) => Number(a.filters > 0) - Number(b.filters > 0));
    const there = first?.problem === undefined || (await exists(first.uri));
    if (question !== asked) return;
    item.selector = first ? { language: 'kspin' } : [];
    if (!first) return;
    const others = files.length - 1;
    item.text = others === 0 ? first.path : vscode.l10n.t('{0} and {1} more', first.path, others);
    item.detail =
      first.problem ??
      vscode.l10n.t('recorded filters that connects are checked against: {0}', first.filters);
    item.severity =
      first.problem === undefined
        ? vscode.LanguageStatusSeverity.Information
        : vscode.LanguageStatusSeverity.Warning;
    item.command = commandFor(first, there, commands);
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void show().catch(() => {}), pauseMs);
  };
  const files = vscode.workspace.createFileSystemWatcher('**/*.kscaps.json');
  soon();
  return vscode.Disposable.from(
    item,
    files,
    files.onDidChange(soon),
    files.onDidCreate(soon),
    files.onDidDelete(soon),
    vscode.window.onDidChangeActiveTextEditor(soon),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === vscode.window.activeTextEditor?.document) soon();
    }),
    { dispose: () => clearTimeout(timer) },
  );
}

/** What is broken is opened as text, what is missing can be recorded. */
function commandFor(
  { problem, uri }: NamedCapabilityFile,
  there: boolean,
  { open, record }: CapabilityCommands,
): vscode.Command | undefined {
  if (uri === undefined) return undefined;
  const args = [vscode.Uri.parse(uri)];
  if (problem === undefined) return { command: open, title: vscode.l10n.t('Open'), arguments: args };
  if (there) return { command: 'vscode.open', title: vscode.l10n.t('Open as Text'), arguments: args };
  return record === undefined ? undefined : { command: record, title: vscode.l10n.t('Save Capabilities') };
}

async function exists(uri: string | undefined): Promise<boolean> {
  if (uri === undefined) return false;
  try {
    await vscode.workspace.fs.stat(vscode.Uri.parse(uri));
    return true;
  } catch {
    return false;
  }
}
