// The shape of a derivation: which member follows from what. A derivation sees the other members as written,
// so a value that is wrong on purpose carries on into what depends on it, as it would in C.
import type { Path } from '#ks/path.ts';
import type { ConnectRequest } from '#ks/request.ts';
import type { Value } from '#ks/struct.ts';

/** What a derivation may look at. Members are as written, else as derived. */
export interface Site {
  readonly request: ConnectRequest;
  /** Where the derived member is. */
  readonly path: Path;
  /** A member of the same structure, or one at the end of a path below it. */
  sibling(...path: Path): Value | undefined;
  /** A member by its path from the connect object. */
  member(...path: Path): Value | undefined;
  /** Whether the descriptor itself gives this member of the same structure. */
  written(name: string): boolean;
}

export interface Derivation {
  /** In words, for hovers and messages. */
  readonly formula: string;
  readonly value: (site: Site) => Value | undefined;
}

/** Keyed by `STRUCT.member`. */
export type Derivations = Readonly<Record<string, Derivation>>;

const maxUlong = 0xffffffff;

export function numeric(value: Value | undefined): number | undefined {
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;
}

/** Applies `formula` once every input is a number; undefined when the result does not fit a ULONG. */
export function calculate(
  inputs: readonly (Value | undefined)[],
  formula: (...numbers: number[]) => number,
): number | undefined {
  const numbers = inputs.map(numeric).filter((value) => value !== undefined);
  if (numbers.length !== inputs.length) return undefined;
  const result = formula(...numbers);
  return Number.isSafeInteger(result) && result >= 0 && result <= maxUlong ? result : undefined;
}

export function constant(value: Value, formula: string): Derivation {
  return { formula, value: () => value };
}
