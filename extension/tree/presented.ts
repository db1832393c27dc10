// How one row of a tree looks, as a plain value: the views decide it in pure functions that plain Node can test,
// and adapter.ts is the one place that turns it into a vscode.TreeItem.

export interface Presented {
  readonly label: string;
  readonly description?: string;
  /** Markdown; text from drivers and files must have gone through `markdownText`. */
  readonly tooltip?: string;
  /** A product icon: 'circuit-board'. */
  readonly icon?: string;
  /** A theme colour for the icon: 'testing.iconPassed'. */
  readonly color?: string;
  /** What the menus in package.json ask for. */
  readonly contextValue?: string;
  readonly open: 'leaf' | 'collapsed' | 'expanded';
  /** What a screen reader says instead of label and description. */
  readonly spoken?: string;
  /** Run when the row is chosen. */
  readonly command?: { readonly id: string; readonly title: string; readonly args: readonly unknown[] };
}

/** A tree of rows: what a view gives the adapter, and a test prints as text. */
export interface TreeModel<Row extends { readonly id: string }> {
  readonly roots: () => readonly Row[];
  /** Whether children() asks a target: it is then not called merely to find out what has changed. */
  readonly readsChildren?: boolean;
  /** A promise only where a row has to be read from the target first. */
  readonly children: (row: Row) => readonly Row[] | Promise<readonly Row[]>;
  readonly present: (row: Row) => Presented;
}
