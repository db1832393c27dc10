// An untrusted workspace can lint, and nothing else. Menus are already hidden there, but a command can be run without
// a menu, so every way to a process or a device also asks here.
import * as vscode from 'vscode';

/** False, with a word of why, in an untrusted workspace. */
export async function deviceAllowed(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('This workspace is not trusted: its descriptors are checked, but no device is touched.'),
    manage,
  );
  if (chosen === manage) await vscode.commands.executeCommand('workbench.trust.manage');
  return false;
}
