// The only place where rows become TreeItems. A view is a model (what rows there are and how they look) behind this
// adapter; it keeps ids, so that expansion and selection survive every refresh, and what was opened: a row that is opened while VS Code
// refreshes what is above it may lose the rows below for a moment, and those come back as new ones. The view is registered
// at once, since one without its provider looks broken; its rows wait for the model, which is loaded later.
import * as vscode from 'vscode';
import type { Presented, TreeModel } from './presented.ts';
import { ShownRow, ShownRows } from './shown-rows.ts';

export class TreeAdapter<Row extends { readonly id: string }>
  implements vscode.TreeDataProvider<ShownRow<Row>>, vscode.Disposable
{
  readonly view: vscode.TreeView<ShownRow<Row>>;
  /** Settled by show() or fail(); VS Code shows that it waits. */
  readonly #ready: Promise<void>;
  #settle: () => void = () => {};
  #shown: ShownRows<Row> | undefined;
  readonly #changed = new vscode.EventEmitter<ShownRow<Row>[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(id: string) {
    this.#ready = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.view = vscode.window.createTreeView(id, { treeDataProvider: this, showCollapseAll: true });
    this.view.onDidExpandElement(({ element }) => {
      element.opened = true;
    });
    this.view.onDidCollapseElement(({ element }) => {
      element.opened = false;
    });
  }

  show(model: TreeModel<Row>): void {
    this.#shown = new ShownRows(model);
    this.#settle();
  }

  /** There will be no model. */
  fail(message: string): void {
    this.view.message = message;
    this.#settle();
  }

  /** The model has changed: what is shown otherwise than it is now is asked for again. */
  refresh(): void {
    const changes = this.#shown?.changes() ?? [];
    if (changes === 'all') this.#changed.fire(undefined);
    else if (changes.length > 0) this.#changed.fire([...changes]);
  }

  async getChildren(above?: ShownRow<Row>): Promise<ShownRow<Row>[]> {
    await this.#ready;
    const rows = above ? await this.#shown?.children(above) : this.#shown?.roots();
    return [...(rows ?? [])];
  }

  getParent({ parent }: ShownRow<Row>): ShownRow<Row> | undefined {
    return parent;
  }

  getTreeItem(shown: ShownRow<Row>): vscode.TreeItem {
    const look = this.#draw(shown);
    if (look.open === 'leaf' || shown.opened === undefined) return itemOf(shown.row.id, look);
    return itemOf(shown.row.id, { ...look, open: shown.opened ? 'expanded' : 'collapsed' });
  }

  /** Tooltips are made when a row is hovered, so that a thousand rows cost no Markdown. */
  resolveTreeItem(item: vscode.TreeItem, shown: ShownRow<Row>): vscode.TreeItem {
    const { tooltip } = this.#draw(shown);
    if (tooltip !== undefined) item.tooltip = new vscode.MarkdownString(tooltip);
    return item;
  }

  /** What a view reveals: a root, or a row below it. */
  async find(root: string, below?: string): Promise<ShownRow<Row> | undefined> {
    const shown = this.#shown?.root(root);
    if (!shown || below === undefined) return shown;
    return (await this.getChildren(shown)).find(({ row }) => row.id === below);
  }

  /** Only rows of the model are asked for. */
  #draw(shown: ShownRow<Row>): Presented {
    return this.#shown?.draw(shown) ?? { label: shown.row.id, open: 'leaf' };
  }

  dispose(): void {
    this.view.dispose();
    this.#changed.dispose();
  }
}

/** The row itself, of what VS Code hands to a command in a row's menu. */
export function rowInside(argument: unknown): unknown {
  return argument instanceof ShownRow ? argument.row : argument;
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
