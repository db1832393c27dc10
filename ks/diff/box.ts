// A data range is a box: an interval of whole numbers for each thing that it limits. Whether several boxes together hold all of
// another one says whether a client that asked for anything in it is still served, however the ranges were cut.

/** Both ends belong to it. */
export type Interval = readonly [low: number, high: number];
export type Box = readonly Interval[];

/** More pieces than real lists of ranges leave over; beyond it the answer is "no", which is the careful one. */
const mostPieces = 1000;

/** True when every point of `box` lies in some box of `cover`. All have the same number of intervals. */
export function isCovered(box: Box, cover: Iterable<Box>): boolean {
  let left: readonly Box[] = [box];
  for (const other of cover) {
    left = left.flatMap((piece) => outside(piece, other));
    if (left.length === 0) return true;
    if (left.length > mostPieces) return false;
  }
  return false;
}

/** What of `box` lies outside `other`, cut into boxes that do not overlap. */
function outside(box: Box, other: Box): readonly Box[] {
  const apart = box.some(([low, high], axis) => {
    const [otherLow, otherHigh] = other[axis] ?? [low, high];
    return high < otherLow || otherHigh < low;
  });
  if (apart) return [box];
  const pieces: Box[] = [];
  let rest = box;
  for (const [axis, [otherLow, otherHigh]] of other.entries()) {
    const [low, high] = rest[axis] ?? [otherLow, otherHigh];
    if (low < otherLow) pieces.push(rest.with(axis, [low, otherLow - 1]));
    if (high > otherHigh) pieces.push(rest.with(axis, [otherHigh + 1, high]));
    rest = rest.with(axis, [Math.max(low, otherLow), Math.min(high, otherHigh)]);
  }
  return pieces;
}
