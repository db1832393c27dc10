// Two capability files in the editor's own difference view, with the semantic changes marked in it: the text shows that a number
// is another one, the mark says whether that breaks a client.
import * as vscode from 'vscode';
import type { RecordingRow } from '#extension/tree/recording-rows.ts';
import type { Comparison } from '#extension/tree/recordings.ts';
import type { Change, Effect } from '#ks/diff/change.ts';
import type { Path } from '#ks/path.ts';
import type { PlaceOf, TextPlace } from './json-place.ts';
import type { RecordingsView } from './recordings-view.ts';

/** Opens the two files, at the place of the change for the row of one. */
export async function showDifference(row: RecordingRow): Promise<void> {
  if (row.kind !== 'comparison' && row.kind !== 'change' && row.kind !== 'subject') return;
  const { older, newer } = row.comparison;
  const [before, after] = [vscode.Uri.parse(older.uri), vscode.Uri.parse(newer.uri)];
  const change = row.kind === 'change' ? row.change : row.kind === 'subject' ? row.changes[0] : undefined;
  const selection = change && (await rangeOf(after, pathInNewer(change)));
  const options: vscode.TextDocumentShowOptions = { preview: true, ...(selection ? { selection } : {}) };
  await vscode.commands.executeCommand(
    'vscode.diff',
    before,
    after,
    `${older.name} ↔ ${newer.name}`,
    options,
  );
}

/** What is gone is shown where it would be. */
function pathInNewer({ before, after }: Change): Path | undefined {
  return after ?? before;
}

async function rangeOf(uri: vscode.Uri, path: Path | undefined): Promise<vscode.Range | undefined> {
  if (path === undefined) return undefined;
  const document = await vscode.workspace.openTextDocument(uri);
  const place = (await placesIn(document))(path);
  // Its first line: a data range has a hundred.
  return place && firstLineOf(document, place);
}

function firstLineOf(document: vscode.TextDocument, { offset, length }: TextPlace): vscode.Range {
  const start = document.positionAt(offset);
  const line = document.lineAt(start.line).range;
  return line.intersection(new vscode.Range(start, document.positionAt(offset + length))) ?? line;
}

/** The reader of JSON comes with the first difference that is shown. */
async function placesIn(document: vscode.TextDocument): Promise<PlaceOf> {
  const { placesIn: read } = await import('./json-place.ts');
  return read(document.getText());
}

const lanes: Readonly<Record<Effect, string | undefined>> = {
  breaking: 'editorError.foreground',
  compatible: 'editorGutter.addedBackground',
  neutral: undefined,
};

/** Marks the changes wherever a comparison of the view is open as a difference. */
export class DifferenceMarks implements vscode.Disposable {
  readonly #view: RecordingsView;
  readonly #types = new Map<Effect, vscode.TextEditorDecorationType>();
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor(view: RecordingsView) {
    this.#view = view;
    for (const [effect, color] of Object.entries(lanes) as [Effect, string | undefined][]) {
      if (color !== undefined) this.#types.set(effect, decoration(color));
    }
    this.#subscriptions = [
      ...this.#types.values(),
      view.onDidChange(() => this.#mark()),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#mark()),
      vscode.window.tabGroups.onDidChangeTabs(() => this.#mark()),
    ];
  }

  async #mark(): Promise<void> {
    for (const editor of vscode.window.visibleTextEditors) {
      const side = this.#sideOf(editor.document.uri.toString());
      const places = side ? await placesIn(editor.document) : undefined;
      for (const [effect, type] of this.#types) {
        const options = (side?.changes ?? []).flatMap(({ change, path }) => {
          const place = change.effect === effect ? places?.(path) : undefined;
          return place ? [mark(editor.document, place, change)] : [];
        });
        editor.setDecorations(type, options);
      }
    }
  }

  /** The changes of the comparison that this document is one side of, with their paths in it. */
  #sideOf(
    uri: string,
  ): { readonly changes: readonly { readonly change: Change; readonly path: Path }[] } | undefined {
    for (const comparison of this.#view.comparisons) {
      if (!comparison.changes.ok || !isShown(comparison)) continue;
      const { older, newer, changes } = comparison;
      if (uri !== older.uri && uri !== newer.uri) continue;
      const pathOf = (change: Change): Path | undefined =>
        uri === newer.uri ? pathInNewer(change) : change.before;
      return {
        changes: changes.value.flatMap((change) => {
          const path = pathOf(change);
          return path === undefined ? [] : [{ change, path }];
        }),
      };
    }
    return undefined;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

function isShown({ older, newer }: Comparison): boolean {
  return vscode.window.tabGroups.all.some(({ activeTab }) => {
    const input = activeTab?.input;
    return (
      input instanceof vscode.TabInputTextDiff &&
      input.original.toString() === older.uri &&
      input.modified.toString() === newer.uri
    );
  });
}

function decoration(color: string): vscode.TextEditorDecorationType {
  const themed = new vscode.ThemeColor(color);
  return vscode.window.createTextEditorDecorationType({
    overviewRulerColor: themed,
    overviewRulerLane: vscode.OverviewRulerLane.Right,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    after: { color: themed, margin: '0 0 0 2ch', fontStyle: 'italic' },
  });
}

/** The words stand behind the first line of what changed; hovering shows them too, where the line is long. */
function mark(document: vscode.TextDocument, place: TextPlace, change: Change): vscode.DecorationOptions {
  const about = change.subject.slice(2).map((part) => `${part}: `);
  const words = `${change.effect}: ${about.join('')}${change.message}`;
  return {
    range: document.lineAt(document.positionAt(place.offset).line).range,
    hoverMessage: new vscode.MarkdownString().appendText(words),
    renderOptions: { after: { contentText: words } },
  };
}
