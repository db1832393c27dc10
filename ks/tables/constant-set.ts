// The shape of a set of named numbers, and the two ways to write one down. A set is what a field accepts by name:
// alternatives (one name) or flags (names joined by |).

export interface NamedConstant {
  /** As the header spells it. */
  readonly name: string;
  /** Unsigned 32-bit. */
  readonly value: number;
  readonly meaning: string;
  /**
   * Understood when a person writes it, never chosen for output: a second spelling of an earlier name, a mask,
   * or the zero of a group of bits.
   */
  readonly inputOnly?: true;
}

export interface ConstantSet {
  /** The C enum where there is one, otherwise the common prefix of the names. */
  readonly name: string;
  readonly header: string;
  /** True: values are or-ed together. A set may also hold named combinations and masks. */
  readonly flags: boolean;
  readonly entries: readonly NamedConstant[];
}

export type ConstantRow = readonly [name: string, value: number, meaning: string, inputOnly?: 'input only'];

const toEntries = (rows: readonly ConstantRow[]): readonly NamedConstant[] =>
  rows.map(([name, value, meaning, inputOnly]) => ({
    name,
    value,
    meaning,
    ...(inputOnly ? { inputOnly: true } : {}),
  }));

/** A set from which a field takes exactly one name. */
export const oneOf = (name: string, header: string, rows: readonly ConstantRow[]): ConstantSet => ({
  name,
  header,
  flags: false,
  entries: toEntries(rows),
});

/** A set whose names a field joins with |. */
export const flagsOf = (name: string, header: string, rows: readonly ConstantRow[]): ConstantSet => ({
  name,
  header,
  flags: true,
  entries: toEntries(rows),
});
