// Which rows of a tree VS Code has, and which of them it must ask for again after a change. VS Code draws a row anew with all
// below it, and meanwhile a click on one of its buttons is lost: a readout that changes four times a second, or one filter
// of a thousand, must not take the rest of the tree along.
import type { Presented, TreeModel } from './presented.ts';

interface AnyRow {
  readonly id: string;
}

/** A row as VS Code holds it: the same object for as long as the row is there, with the newest state of it inside. */
export class ShownRow<Row extends AnyRow> {
  row: Row;
  readonly parent: ShownRow<Row> | undefined;
  /** As VS Code drew it last, undefined before that. */
  look: Presented | undefined;
  /** Opened or closed by a person, undefined before that. */
  opened: boolean | undefined;
  /** Undefined until VS Code asks for them. */
  children: ReadonlyMap<string, ShownRow<Row>> | undefined;

  constructor(row: Row, parent: ShownRow<Row> | undefined) {
    this.row = row;
    this.parent = parent;
  }
}

export class ShownRows<Row extends AnyRow> {
  readonly #model: TreeModel<Row>;
  #roots: ReadonlyMap<string, ShownRow<Row>> = new Map();

  constructor(model: TreeModel<Row>) {
    this.#model = model;
  }

  roots(): readonly ShownRow<Row>[] {
    this.#roots = shownOf(this.#model.roots(), undefined, this.#roots);
    return [...this.#roots.values()];
  }

  async children(above: ShownRow<Row>): Promise<readonly ShownRow<Row>[]> {
    const rows = await this.#model.children(above.row);
    above.children = shownOf(rows, above, above.children);
    return [...above.children.values()];
  }

  /** How VS Code draws the row now. */
  draw(shown: ShownRow<Row>): Presented {
    shown.look = this.#model.present(shown.row);
    return shown.look;
  }

  /** The root with this id, as VS Code has it or will have it when it asks for it. */
  root(id: string): ShownRow<Row> | undefined {
    return this.roots().find(({ row }) => row.id === id);
  }

  /** The rows that look otherwise than VS Code has them, or have other rows below; `all` when the roots are others. */
  changes(): 'all' | readonly ShownRow<Row>[] {
    const rows = this.#model.roots();
    if (!sameIds(rows, this.#roots)) return 'all';
    const changed: ShownRow<Row>[] = [];
    this.#compareAll(rows, this.#roots, changed);
    return changed;
  }

  #compareAll(
    rows: readonly Row[],
    shown: ReadonlyMap<string, ShownRow<Row>>,
    changed: ShownRow<Row>[],
  ): void {
    for (const row of rows) {
      const known = shown.get(row.id);
      if (known) this.#compare(row, known, changed);
    }
  }

  #compare(row: Row, shown: ShownRow<Row>, changed: ShownRow<Row>[]): void {
    const same = sameFields(row, shown.row);
    shown.row = row;
    if (same) return;
    const { look, children } = shown;
    if (look !== undefined && !looksSame(look, this.#model.present(row))) changed.push(shown);
    else if (children !== undefined) {
      const rows = this.#model.readsChildren ? undefined : this.#model.children(row);
      if (Array.isArray(rows) && sameIds(rows, children)) this.#compareAll(rows, children, changed);
      else changed.push(shown);
    }
  }
}

const drawn = ['label', 'description', 'icon', 'color', 'contextValue', 'open', 'spoken'] as const;

/** A tooltip is asked for when it is shown; what a command is given may be anything, so the same objects count. */
function looksSame(a: Presented, b: Presented): boolean {
  const [given, other] = [a.command?.args ?? [], b.command?.args ?? []];
  return (
    drawn.every((name) => a[name] === b[name]) &&
    a.command?.id === b.command?.id &&
    given.length === other.length &&
    given.every((value, index) => value === other[index])
  );
}

function shownOf<Row extends AnyRow>(
  rows: readonly Row[],
  parent: ShownRow<Row> | undefined,
  known: ReadonlyMap<string, ShownRow<Row>> | undefined,
): ReadonlyMap<string, ShownRow<Row>> {
  return new Map(
    rows.map((row) => {
      const shown = known?.get(row.id) ?? new ShownRow(row, parent);
      shown.row = row;
      return [row.id, shown];
    }),
  );
}

function sameIds(rows: readonly AnyRow[], shown: ReadonlyMap<string, unknown>): boolean {
  const ids = [...shown.keys()];
  return rows.length === ids.length && rows.every(({ id }, index) => id === ids[index]);
}

/** What a row is made of is immutable: the same objects in it mean that nothing of it has changed, nor below it. */
function sameFields(a: object, b: object): boolean {
  const [some, others] = [Object.entries(a), new Map(Object.entries(b))];
  return some.length === others.size && some.every(([name, value]) => others.get(name) === value);
}
