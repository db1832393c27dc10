// Which connect a person means by "KS: Create Pin" and other commands: the one of the code lens, of a row, under the cursor, or one
// picked from the document, or from the workspace when no descriptor is open.
import * as vscode from 'vscode';
import { type Descriptors, rangeOf } from './language-client.ts';

export interface Located {
  readonly document: vscode.TextDocument;
  readonly index: number;
}

/** `args` as the command got them: `[uri, index]` from a lens or a row, nothing from the palette or a title button. */
export async function locateConnect(
  descriptors: Descriptors,
  uri: unknown,
  index: unknown,
  title = vscode.l10n.t('KS: Create Pin'),
): Promise<Located | undefined> {
  if (typeof uri === 'string' && typeof index === 'number') {
    return { document: await vscode.workspace.openTextDocument(vscode.Uri.parse(uri)), index };
  }
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'kspin') return fromWorkspace(descriptors, title);
  const under = await descriptors.connectAt({
    uri: editor.document.uri.toString(),
    position: editor.selection.active,
  });
  if (under) return { document: editor.document, index: under.index };
  return pickConnect(descriptors, editor.document, title);
}

async function fromWorkspace(descriptors: Descriptors, title: string): Promise<Located | undefined> {
  const files = await vscode.workspace.findFiles('**/*.kspin.json', '**/node_modules/**', 1000);
  if (files.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The workspace has no descriptor (*.kspin.json).'),
    );
    return undefined;
  }
  const rows = files.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  rows.sort((a, b) => a.label.localeCompare(b.label));
  const file = await vscode.window.showQuickPick(rows, {
    title: `${title} (1/2)`,
    placeHolder: vscode.l10n.t('Descriptor'),
  });
  if (!file) return undefined;
  return pickConnect(descriptors, await vscode.workspace.openTextDocument(file.uri), title);
}

/** One of the connects of a document. */
export async function pickConnect(
  descriptors: Descriptors,
  document: vscode.TextDocument,
  title: string,
): Promise<Located | undefined> {
  const connects = await descriptors.connects({ uri: document.uri.toString() });
  const [only, ...others] = connects;
  if (!only) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        '{0} has no connect: add one to its "connects".',
        vscode.workspace.asRelativePath(document.uri),
      ),
    );
    return undefined;
  }
  if (others.length === 0) return { document, index: only.index };
  const rows = connects.map(({ index, name, range }) => ({
    label: name,
    description: vscode.l10n.t('line {0}', range.start.line + 1),
    index,
  }));
  const row = await vscode.window.showQuickPick(rows, {
    title,
    placeHolder: vscode.l10n.t('Connect'),
  });
  return row && { document, index: row.index };
}

/** Shows the connect in an editor; the document may have lost it since. */
export async function showConnect(descriptors: Descriptors, uri: string, index: number): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  const connect = await descriptors.connectAt({ uri, index });
  const selection = connect ? rangeOf(connect.head) : new vscode.Range(0, 0, 0, 0);
  await vscode.window.showTextDocument(document, { selection });
}
