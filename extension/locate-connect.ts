// Which connect a person means by "KS: Create Pin" and other commands: the one of the code lens, of a row, under the cursor, or one
// picked from the document, or from the workspace when no descriptor is open.
import * as vscode from 'vscode';
import type { ConnectsResult } from '#language-server/protocol.ts';
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

/** The descriptor of the active editor, or one picked from the workspace, with all its connects; undefined with a word of why not. */
export async function locateDescriptor(
  descriptors: Descriptors,
  title: string,
): Promise<{ readonly document: vscode.TextDocument; readonly connects: ConnectsResult } | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  const document = active?.languageId === 'kspin' ? active : await pickDescriptor(title);
  if (!document) return undefined;
  const connects = await descriptors.connects({ uri: document.uri.toString() });
  if (connects.length > 0) return { document, connects };
  tellEmpty(document);
  return undefined;
}

async function fromWorkspace(descriptors: Descriptors, title: string): Promise<Located | undefined> {
  const document = await pickDescriptor(`${title} (1/2)`);
  return document && pickConnect(descriptors, document, title);
}

async function pickDescriptor(title: string): Promise<vscode.TextDocument | undefined> {
  const files = await vscode.workspace.findFiles('**/*.kspin.json', '**/node_modules/**', 1000);
  if (files.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The workspace has no descriptor (*.kspin.json).'),
    );
    return undefined;
  }
  const rows = files.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  rows.sort((a, b) => a.label.localeCompare(b.label));
  const placeHolder = vscode.l10n.t('Descriptor');
  const file = await vscode.window.showQuickPick(rows, { title, placeHolder });
  return file && vscode.workspace.openTextDocument(file.uri);
}

function tellEmpty({ uri }: vscode.TextDocument): void {
  const name = vscode.workspace.asRelativePath(uri);
  void vscode.window.showInformationMessage(
    vscode.l10n.t('{0} has no connect: add one to its "connects".', name),
  );
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
    tellEmpty(document);
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
