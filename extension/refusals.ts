// What a driver refused, as a diagnostic on the field it refused: the answer belongs where the mistake is. It goes
// when the text changes, because then nobody knows any more, and when a later attempt with the same connect passes.
import * as vscode from 'vscode';
import type { Answer } from '#device-host/client/index.ts';
import { pathText } from '#ks/path.ts';
import { win32Status, win32Text } from '#ks/status.ts';
import { oneLine } from '#ks/words.ts';
import { refusalSource, type WireConnect } from '#language-server/protocol.ts';
import { nearestRange } from './connect-ranges.ts';
import { rangeOf } from './language-client.ts';

export class Refusals implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection(refusalSource);
  readonly #byConnect = new Map<string, ReadonlyMap<number, vscode.Diagnostic>>();
  readonly #subscription = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0 && this.#byConnect.has(document.uri.toString()))
      this.#replace(document.uri, new Map());
  });

  /** Marks or clears the field of one connect; `version` is that of the text that was sent. */
  show(document: vscode.TextDocument, connect: WireConnect, answer: Answer, filterName: string): void {
    const diagnostics = new Map(this.#byConnect.get(document.uri.toString()));
    diagnostics.delete(connect.index);
    const current = document.version === connect.version;
    if (answer.outcome === 'refused' && current) {
      diagnostics.set(connect.index, diagnosticOf(connect, answer, filterName));
    }
    this.#replace(document.uri, diagnostics);
  }

  #replace(uri: vscode.Uri, diagnostics: ReadonlyMap<number, vscode.Diagnostic>): void {
    if (diagnostics.size > 0) this.#byConnect.set(uri.toString(), diagnostics);
    else this.#byConnect.delete(uri.toString());
    this.#collection.set(uri, [...diagnostics.values()]);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#collection.dispose();
  }
}

function diagnosticOf(connect: WireConnect, answer: Answer, filterName: string): vscode.Diagnostic {
  const code = answer.win32 === undefined ? 'an error' : win32Text(answer.win32);
  const field = answer.path ? `${pathText(answer.path)}: ` : '';
  const range = rangeOf(nearestRange(connect, answer.path ?? []));
  const diagnostic = new vscode.Diagnostic(
    range,
    oneLine(`${filterName} refused this connect with ${code}. ${field}${answer.why}`),
    vscode.DiagnosticSeverity.Error,
  );
  diagnostic.source = refusalSource;
  if (answer.win32 !== undefined) diagnostic.code = win32Status(answer.win32).name;
  return diagnostic;
}
