// The documented test of a data format against a data range (nf-ks-ksvalidateconnectrequest): three GUIDs,
// nothing numeric. Passing it does not mean that the driver accepts the format.
import { type DataRange, rangeHeader } from './data-range.ts';
import { zeroGuid } from './guid.ts';
import type { StructValue } from './struct.ts';

/**
 * True when the range's MajorFormat is the wildcard; or the MajorFormats are equal and the range's SubFormat is
 * the wildcard; or MajorFormat, SubFormat and Specifier are all equal. A wildcard Specifier alone is no case.
 */
export function matchesRange(format: StructValue, range: DataRange): boolean {
  return rangeMismatch(format, range) === undefined;
}

/** The first of the three members that keeps the range from matching; undefined when it matches. */
export function rangeMismatch(
  format: StructValue,
  range: DataRange,
): 'MajorFormat' | 'SubFormat' | 'Specifier' | undefined {
  const header = rangeHeader(range);
  if (header.MajorFormat === zeroGuid) return undefined;
  if (header.MajorFormat !== format.MajorFormat) return 'MajorFormat';
  if (header.SubFormat === zeroGuid) return undefined;
  if (header.SubFormat !== format.SubFormat) return 'SubFormat';
  return header.Specifier === format.Specifier ? undefined : 'Specifier';
}
