// The only place where rows become TreeItems. A view is a model (what rows there are and how they look) behind this
// adapter; it keeps ids, so that expansion and selection survive every refresh. The view is registered at once, since one
// without its provider looks broken; its rows wait for the model, which is loaded later.
import * as vscode from 'vscode';
import type { Presented, TreeModel } from './presented.ts';

export class TreeAdapter<Row extends { readonly id: string }>
  implements vscode.TreeDataProvider<Row>, vscode.Disposable
{
  readonly view: vscode.TreeView<Row>;
  /** Settled by show() or fail(); VS Code shows that it waits. */
  readonly #ready: Promise<void>;
  #settle: () => void = () => {};
  #model: TreeModel<Row> | undefined;
  readonly #parents = new Map<string, Row>();
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(id: string) {
    this.#ready = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.view = vscode.window.createTreeView(id, { treeDataProvider: this, showCollapseAll: true });
  }

  show(model: TreeModel<Row>): void {
    this.#model = model;
    this.#settle();
  }

  /** There will be no model. */
  fail(message: string): void {
    this.view.message = message;
    this.#settle();
  }

  /** The model has changed: shown rows are asked for again. */
  refresh(): void {
    this.#changed.fire(undefined);
  }

  async getChildren(row?: Row): Promise<Row[]> {
    await this.#ready;
    const model = this.#model;
    if (!model) return [];
    if (!row) {
      this.#parents.clear();
      return [...model.roots()];
    }
    const rows = await model.children(row);
    for (const child of rows) this.#parents.set(child.id, row);
    return [...rows];
  }

  getParent(row: Row): Row | undefined {
    return this.#parents.get(row.id);
  }

  getTreeItem(row: Row): vscode.TreeItem {
    return itemOf(row.id, this.#present(row));
  }

  /** Tooltips are made when a row is hovered, so that a thousand rows cost no Markdown. */
  resolveTreeItem(item: vscode.TreeItem, row: Row): vscode.TreeItem {
    const { tooltip } = this.#present(row);
    if (tooltip !== undefined) item.tooltip = new vscode.MarkdownString(tooltip);
    return item;
  }

  /** Only rows of the model are asked for. */
  #present(row: Row): Presented {
    return this.#model?.present(row) ?? { label: row.id, open: 'leaf' };
  }

  dispose(): void {
    this.view.dispose();
    this.#changed.dispose();
  }
}

const opening = {
  leaf: vscode.TreeItemCollapsibleState.None,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  expanded: vscode.TreeItemCollapsibleState.Expanded,
} as const;

function itemOf(id: string, shown: Presented): vscode.TreeItem {
  const item = new vscode.TreeItem(shown.label, opening[shown.open]);
  item.id = id;
  if (shown.description !== undefined) item.description = shown.description;
  if (shown.icon !== undefined) {
    const color = shown.color === undefined ? undefined : new vscode.ThemeColor(shown.color);
    item.iconPath = new vscode.ThemeIcon(shown.icon, color);
  }
  if (shown.contextValue !== undefined) item.contextValue = shown.contextValue;
  if (shown.spoken !== undefined) item.accessibilityInformation = { label: shown.spoken };
  if (shown.command) {
    const { id: command, title, args } = shown.command;
    item.command = { command, title, arguments: [...args] };
  }
  return item;
}
