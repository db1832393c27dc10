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
import { Paced } from './paced.ts';

export class Refusals implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection(refusalSource);
  /** By document and connect. */
  readonly #refused = new Map<string, Map<number, vscode.Diagnostic>>();
  readonly #changed = new Set<string>();
  /** VS Code is given all of a document each time. */
  readonly #telling = new Paced(() => this.#tell());
  readonly #subscription = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    const uri = document.uri.toString();
    if (contentChanges.length === 0 || !this.#refused.delete(uri)) return;
    this.#changed.add(uri);
    this.#telling.flush();
    this.#telling.ask();
  });

  /** Marks or clears the field of one connect; `version` is that of the text that was sent. */
  show(document: vscode.TextDocument, connect: WireConnect, answer: Answer, filterName: string): void {
    const uri = document.uri.toString();
    const refused = this.#refused.get(uri) ?? new Map<number, vscode.Diagnostic>();
    this.#refused.set(uri, refused);
    refused.delete(connect.index);
    if (answer.outcome === 'refused' && document.version === connect.version) {
      refused.set(connect.index, diagnosticOf(connect, answer, filterName));
    }
    this.#changed.add(uri);
    this.#telling.ask();
  }

  #tell(): void {
    for (const uri of this.#changed) {
      this.#collection.set(vscode.Uri.parse(uri), [...(this.#refused.get(uri)?.values() ?? [])]);
    }
    this.#changed.clear();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#telling.dispose();
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
