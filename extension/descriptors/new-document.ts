// New descriptors and capability files appear as unsaved documents: a person looks first and saves where it belongs.
import * as vscode from 'vscode';
import type { NewDocument } from '#ks/import/descriptor-of-text.ts';

/** Shows the text in an editor of its own, with the language that checks it. */
export async function showNew({ kind, text }: NewDocument): Promise<void> {
  const language = kind === 'descriptor' ? 'kspin' : 'json';
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language, content: text }));
}

/**
 * The same for a descriptor that belongs beside another file: its paths are relative to there, and saving puts it there. The
 * first name that is free is taken.
 */
export async function showNewBeside(neighbour: vscode.Uri, name: string, text: string): Promise<void> {
  for (let number = 1; ; number++) {
    const file = `${number === 1 ? name : `${name}-${number}`}.kspin.json`;
    const uri = vscode.Uri.joinPath(neighbour, '..', file);
    if (await isTaken(uri)) continue;
    const document = await vscode.workspace.openTextDocument(uri.with({ scheme: 'untitled' }));
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), text));
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    return;
  }
}

async function isTaken(uri: vscode.Uri): Promise<boolean> {
  const isOpen = vscode.workspace.textDocuments.some(
    (document) => document.uri.scheme === 'untitled' && document.uri.path === uri.path,
  );
  if (isOpen) return true;
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
