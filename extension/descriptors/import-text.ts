// "KS: Paste Bytes as Descriptor" and "KS: Import C Initialiser": from what a developer has at hand to a descriptor. Both take
// any of the forms that kspin reads; they differ in where the text comes from.
import * as vscode from 'vscode';
import { documentsOfText, type NewDocument } from '#ks/import/descriptor-of-text.ts';
import { showNew } from './new-document.ts';

/** Beyond this a text is no request, and reading it would hold up the editor. */
const longestText = 4 * 1024 * 1024;

export async function pasteBytes(): Promise<void> {
  await importText(await vscode.env.clipboard.readText(), vscode.l10n.t('The clipboard'));
}

/** The selected text, else the whole C file, else the clipboard. */
export async function importC(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !/^(c|cpp|cuda-cpp|plaintext)$/.test(editor.document.languageId)) return pasteBytes();
  const { document, selection } = editor;
  if (selection.isEmpty) await importText(document.getText(), vscode.workspace.asRelativePath(document.uri));
  else await importText(document.getText(selection), vscode.l10n.t('The selection'));
}

async function importText(text: string, from: string): Promise<void> {
  if (text.length > longestText) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('{0} is too large: a request has some hundred bytes.', from),
    );
    return;
  }
  const read = documentsOfText(text);
  if (read.ok) {
    for (const document of await chosen(read.value)) await showNew(document);
    return;
  }
  void vscode.window.showErrorMessage(
    vscode.l10n.t(
      '{0} could not be read as a request: {1} kspin reads hex, WinDbg dumps (db, dd, dq), C arrays, and C initialisers of KSDATAFORMAT and KSDATARANGE structures.',
      from,
      read.error,
    ),
  );
}

const about = (kind: NewDocument['kind']): string =>
  kind === 'descriptor'
    ? vscode.l10n.t('The formats, as a descriptor')
    : vscode.l10n.t('The data ranges, as a capability file');

async function chosen(documents: readonly NewDocument[]): Promise<readonly NewDocument[]> {
  if (documents.length < 2) return documents;
  const rows = documents.map((document) => ({ label: about(document.kind), picked: true, document }));
  const picked = await vscode.window.showQuickPick(rows, {
    title: vscode.l10n.t('KS: Import C Initialiser'),
    placeHolder: vscode.l10n.t('The source has formats and data ranges'),
    canPickMany: true,
  });
  return (picked ?? []).map(({ document }) => document);
}
