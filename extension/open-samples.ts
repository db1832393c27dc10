// "KS: Open Sample Workspace": descriptors and recorded filters to try everything on without hardware. They are copied to
// where a person says, because what comes with an extension is replaced by its next version.
import * as vscode from 'vscode';

const folderName = 'kspin-samples';

export async function openSamples({ extensionUri }: vscode.ExtensionContext): Promise<void> {
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('KS: Open Sample Workspace'),
    openLabel: vscode.l10n.t('Copy Samples Here'),
    canSelectFiles: false,
    canSelectFolders: true,
  });
  const [parent] = chosen ?? [];
  if (!parent) return;
  const folder = vscode.Uri.joinPath(parent, folderName);
  await copyMissing(vscode.Uri.joinPath(extensionUri, 'samples'), folder);
  const forceNewWindow = (vscode.workspace.workspaceFolders?.length ?? 0) > 0;
  await vscode.commands.executeCommand('vscode.openFolder', folder, { forceNewWindow });
}

/** What is there already may have been edited, and stays. */
async function copyMissing(source: vscode.Uri, target: vscode.Uri): Promise<void> {
  await vscode.workspace.fs.createDirectory(target);
  const there = new Set((await vscode.workspace.fs.readDirectory(target)).map(([name]) => name));
  for (const [name, type] of await vscode.workspace.fs.readDirectory(source)) {
    if (type !== vscode.FileType.File || there.has(name)) continue;
    await vscode.workspace.fs.copy(vscode.Uri.joinPath(source, name), vscode.Uri.joinPath(target, name));
  }
}
