// The data ranges of a pin as sets of formats. The order in which a driver lists them says nothing here, and a range that was
// cut, merged or widened refuses nobody as long as the new ranges together take what the old one took.
import { toHex } from '#ks/bytes.ts';
import type { DataRange } from '#ks/data-range.ts';
import { describeRange } from '#ks/describe-range.ts';
import { isCovered } from './box.ts';
import { added, type Change, change, gravest, within } from './change.ts';
import { boxOf, compareRange, lookOfRange, typesCover } from './compare-range.ts';
import type { Indexed } from './pairs.ts';
import { kindOf } from './range-members.ts';

/** A pin has some dozens of ranges. Of a hostile file so many are compared, each with so many others. */
const mostRanges = 1000;
const mostCandidates = 100;

/** Subjects are the ranges in words, paths start at the list. */
export function diffRanges(before: readonly DataRange[], after: readonly DataRange[]): readonly Change[] {
  if (before.length <= mostRanges && after.length <= mostRanges) return diffLists(before, after);
  const note = `Only the first ${mostRanges} data ranges are compared.`;
  return [change('neutral', note), ...diffLists(before.slice(0, mostRanges), after.slice(0, mostRanges))];
}

function diffLists(before: readonly DataRange[], after: readonly DataRange[]): readonly Change[] {
  const left = before.map((item, index): Indexed<DataRange> => ({ item, index }));
  const right = after.map((item, index): Indexed<DataRange> => ({ item, index }));
  const [old, now] = withoutEqual(left, right);
  const { pairs, gone, fresh } = nearestPairs(old, now);
  const isStillTaken = (range: DataRange): boolean => stillTaken(range, after);
  return [
    ...pairs.flatMap(([one, other]) => changed(one, other, isStillTaken)),
    ...gone.flatMap((one) => lost(one, isStillTaken)),
    ...fresh.flatMap(({ item, index }) =>
      within(describeRange(item), { after: [index] }, [added('The data range is new.')]),
    ),
  ];
}

const bytesOf = ({ bytes, attributes }: DataRange): string =>
  `${toHex(bytes)} ${attributes ? toHex(attributes) : ''}`;

/** Takes away, on both sides, what is there unchanged. */
function withoutEqual(
  before: readonly Indexed<DataRange>[],
  after: readonly Indexed<DataRange>[],
): readonly [Indexed<DataRange>[], Indexed<DataRange>[]] {
  const same = grouped(after, bytesOf);
  const taken = new Set<Indexed<DataRange>>();
  const old = before.filter(({ item }) => {
    const twin = same.get(bytesOf(item))?.shift();
    if (twin) taken.add(twin);
    return twin === undefined;
  });
  return [old, after.filter((one) => !taken.has(one))];
}

function grouped(
  ranges: readonly Indexed<DataRange>[],
  textOf: (range: DataRange) => string,
): ReadonlyMap<string, Indexed<DataRange>[]> {
  const groups = new Map<string, Indexed<DataRange>[]>();
  for (const one of ranges) {
    const text = textOf(one.item);
    const group = groups.get(text);
    if (group) group.push(one);
    else groups.set(text, [one]);
  }
  return groups;
}

interface NearestPairs {
  readonly pairs: readonly (readonly [Indexed<DataRange>, Indexed<DataRange>])[];
  readonly gone: readonly Indexed<DataRange>[];
  readonly fresh: readonly Indexed<DataRange>[];
}

/** Of the ranges about the same formats, those with the fewest differences belong together. */
function nearestPairs(
  before: readonly Indexed<DataRange>[],
  after: readonly Indexed<DataRange>[],
): NearestPairs {
  const fresh = new Set(after);
  const byLook = grouped(after, lookOfRange);
  const pairs: (readonly [Indexed<DataRange>, Indexed<DataRange>])[] = [];
  const gone: Indexed<DataRange>[] = [];
  for (const one of before) {
    const candidates = (byLook.get(lookOfRange(one.item)) ?? []).filter((other) => fresh.has(other));
    const ranked = candidates
      .slice(0, mostCandidates)
      .map((other) => ({ other, far: compareRange(one.item, other.item).length }));
    const nearest = ranked.sort((a, b) => a.far - b.far)[0]?.other;
    if (!nearest) gone.push(one);
    else {
      pairs.push([one, nearest]);
      fresh.delete(nearest);
    }
  }
  return { pairs, gone, fresh: [...fresh] };
}

function changed(
  before: Indexed<DataRange>,
  after: Indexed<DataRange>,
  isStillTaken: (range: DataRange) => boolean,
): readonly Change[] {
  const changes = compareRange(before.item, after.item);
  const spared = gravest(changes) === 'breaking' && isStillTaken(before.item);
  return within(
    describeRange(before.item),
    { before: [before.index], after: [after.index] },
    changes.map((one) =>
      spared && one.effect === 'breaking'
        ? {
            ...one,
            effect: 'compatible',
            message: `${one.message} Other data ranges still take what it took.`,
          }
        : one,
    ),
  );
}

function lost(
  { item, index }: Indexed<DataRange>,
  isStillTaken: (range: DataRange) => boolean,
): readonly Change[] {
  const lossless = isStillTaken(item);
  const message = lossless
    ? 'The data range is gone; other data ranges take what it took.'
    : 'The data range is gone.';
  return within(describeRange(item), { before: [index] }, [
    change(lossless ? 'compatible' : 'breaking', message, { before: [] }),
  ]);
}

/** Whether the new ranges together take every format that the old one took. */
function stillTaken(range: DataRange, after: readonly DataRange[]): boolean {
  const candidates = after.filter((other) => typesCover(other, range)).slice(0, mostCandidates);
  // A bare KSDATARANGE says all with its three GUIDs.
  if (candidates.some(({ struct, bytes }) => struct === 'KSDATARANGE' && bytes.length <= 64)) return true;
  const alike = candidates.filter(
    (other) => other.struct === range.struct && differsInLimitsOnly(range, other),
  );
  return isCovered(boxOf(range), alike.map(boxOf));
}

function differsInLimitsOnly(before: DataRange, after: DataRange): boolean {
  return compareRange(before, after).every(
    ({ effect, after: path }) =>
      effect !== 'breaking' || (path !== undefined && kindOf(path.slice(1)) === 'limit'),
  );
}
