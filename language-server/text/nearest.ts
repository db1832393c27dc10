// The name that was probably meant: people misspell, forget a prefix, or write the name of the wrong header.

/**
 * The candidate nearest to `name`, or undefined when none is near enough to be offered. Case and underscores count
 * little; a candidate that begins or ends with the name (a forgotten prefix) counts as near.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = fold(name);
  if (wanted === '') return undefined;
  let best: string | undefined;
  let bestCost = Math.max(1, Math.floor(wanted.length / 3)) + 0.5;
  for (const candidate of candidates) {
    const cost = costOf(wanted, foldCandidate(candidate), bestCost);
    if (cost < bestCost) {
      best = candidate;
      bestCost = cost;
    }
  }
  return best;
}

const folded = new Map<string, string>();

/** Candidates are names of tables, asked for again at every misspelling. */
function foldCandidate(name: string): string {
  const known = folded.get(name);
  if (known !== undefined) return known;
  const made = fold(name);
  folded.set(name, made);
  return made;
}

const fold = (name: string): string => name.toLowerCase().replaceAll('_', '');

function costOf(wanted: string, candidate: string, limit: number): number {
  if (wanted.length >= 3 && (candidate.endsWith(wanted) || candidate.startsWith(wanted))) {
    return 0.25 + (candidate.length - wanted.length) / 1000;
  }
  if (Math.abs(wanted.length - candidate.length) >= limit) return limit;
  return editDistance(wanted, candidate);
}

/** Optimal string alignment: insert, delete, replace, or swap two neighbours, each 1. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      }
      current.push(cost);
    }
    before = above;
    above = current;
  }
  return above[b.length] ?? 0;
}
