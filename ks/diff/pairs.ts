// Which entry of the older list is which of the newer one. Pins and nodes are known by their number, but a build may number
// them anew: an entry that kept its number and looks alike stays, then looks decide where they are unmistakable, then the
// number alone.

export interface Indexed<T> {
  readonly item: T;
  /** In its own list. */
  readonly index: number;
}

export interface Pair<T> {
  readonly before: Indexed<T>;
  readonly after: Indexed<T>;
}

export interface Pairs<T> {
  /** In the order of the older list. */
  readonly pairs: readonly Pair<T>[];
  readonly removed: readonly Indexed<T>[];
  readonly added: readonly Indexed<T>[];
}

/** A text that is equal for entries that are taken for the same; undefined where an entry cannot be told by it. */
type Look<T> = (entry: Indexed<T>) => string | undefined;

export interface Signs<T> {
  /** Number and looks: whoever has both is the same. */
  readonly exact: (entry: Indexed<T>) => string;
  /** From the surest to the vaguest; each counts where only one entry on each side has it. */
  readonly looks: readonly Look<T>[];
  /** What is left is paired by this, usually the number alone. */
  readonly rest?: ((entry: Indexed<T>) => string) | undefined;
}

export function pairUp<T>(
  before: readonly T[],
  after: readonly T[],
  { exact, looks, rest }: Signs<T>,
): Pairs<T> {
  const left = new Set(before.map((item, index): Indexed<T> => ({ item, index })));
  const right = new Set(after.map((item, index): Indexed<T> => ({ item, index })));
  const pairs: Pair<T>[] = [];
  const pairBy = (keyed: (entries: Iterable<Indexed<T>>) => ReadonlyMap<string, Indexed<T>>): void => {
    const partners = keyed(right);
    for (const [text, one] of keyed(left)) {
      const partner = partners.get(text);
      if (!partner) continue;
      pairs.push({ before: one, after: partner });
      left.delete(one);
      right.delete(partner);
    }
  };
  pairBy((entries) => inOrder(entries, exact));
  for (const look of looks) pairBy((entries) => unmistakable(entries, look));
  if (rest) pairBy((entries) => inOrder(entries, rest));
  pairs.sort((a, b) => a.before.index - b.before.index);
  return { pairs, removed: [...left], added: [...right] };
}

/** The entries that no other entry looks like. */
function unmistakable<T>(entries: Iterable<Indexed<T>>, look: Look<T>): ReadonlyMap<string, Indexed<T>> {
  const seen = new Map<string, Indexed<T> | undefined>();
  for (const entry of entries) {
    const text = look(entry);
    if (text !== undefined) seen.set(text, seen.has(text) ? undefined : entry);
  }
  return new Map([...seen].filter((row): row is [string, Indexed<T>] => row[1] !== undefined));
}

/** All entries; those that look alike are told apart by which comes first. A broken file may give a number twice. */
function inOrder<T>(
  entries: Iterable<Indexed<T>>,
  look: (entry: Indexed<T>) => string,
): ReadonlyMap<string, Indexed<T>> {
  const times = new Map<string, number>();
  const found = new Map<string, Indexed<T>>();
  for (const entry of entries) {
    const text = look(entry);
    const time = times.get(text) ?? 0;
    times.set(text, time + 1);
    found.set(`${time} ${text}`, entry);
  }
  return found;
}
