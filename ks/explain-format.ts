// The format checks: first the documented three GUIDs against every data range, then, in the driver, the numbers.
// Of several ranges that fail, the one that came closest explains most: fewest members wrong.

import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { PinFactory } from './capabilities.ts';
import { type DataRange, rangeHeader } from './data-range.ts';
import { describeRange } from './describe-range.ts';
import { audioCheck } from './explain-audio.ts';
import { videoCheck } from './explain-video.ts';
import { guidText } from './guid.ts';
import { rangeMismatch } from './match.ts';
import type { ConnectRequest } from './request.ts';
import type { StructName } from './struct.ts';
import { type FormatCheck, type Mismatch, refusal, statusCodes, type Verdict } from './verdict.ts';

/** How a driver compares a format with a range of this structure; for others the three GUIDs are all there is. */
const formatChecks: Readonly<Partial<Record<StructName, FormatCheck>>> = {
  KSDATARANGE_AUDIO: audioCheck,
  KS_DATARANGE_VIDEO: videoCheck,
  KS_DATARANGE_VIDEO2: videoCheck,
};

const kinds = {
  MajorFormat: 'format-type',
  SubFormat: 'format-subtype',
  Specifier: 'format-specifier',
} as const;
type TypeMember = keyof typeof kinds;
const closeness: Readonly<Record<TypeMember, number>> = { MajorFormat: 0, SubFormat: 1, Specifier: 2 };

/** KsValidateConnectRequest's test: some range of the pin must have these three GUIDs. */
export function explainRange(request: ConnectRequest, pin: PinFactory): Verdict | undefined {
  let closest: { readonly member: TypeMember; readonly index: number } | undefined;
  for (const [index, range] of pin.dataRanges.entries()) {
    const member = rangeMismatch(request.KSDATAFORMAT, range);
    if (member === undefined) return undefined;
    if (!closest || closeness[member] > closeness[closest.member]) closest = { member, index };
  }
  const member = closest?.member ?? 'MajorFormat';
  const message = closest
    ? typeMessage(request, pin, member)
    : 'The pin has no data ranges: it takes no format.';
  return refusal('range', statusCodes.noMatch, ['KSDATAFORMAT', member], message, closest?.index);
}

function typeMessage(request: ConnectRequest, pin: PinFactory, member: TypeMember): string {
  const text = (value: unknown): string => guidText(value as Guid, [kinds[member]]);
  const offered = pin.dataRanges
    .filter((range) => rangeMismatch(request.KSDATAFORMAT, range) === member)
    .map((range) => text(rangeHeader(range)[member]));
  return `No data range of the pin has ${member} ${text(request.KSDATAFORMAT[member])}. It has ${[...new Set(offered)].join(', ')}.`;
}

/** The driver's own comparison with each range that passed: rates, bits, channels; sizes and compression. */
export function explainFormat(request: ConnectRequest, pin: PinFactory): Verdict | undefined {
  let closest: { readonly mismatches: readonly Mismatch[]; readonly index: number } | undefined;
  for (const [index, range] of pin.dataRanges.entries()) {
    if (rangeMismatch(request.KSDATAFORMAT, range) !== undefined) continue;
    const check = formatChecks[range.struct];
    const fault = check?.fault(request);
    if (fault) return verdictOf(fault);
    const mismatches = check?.mismatches(request, range) ?? [];
    if (mismatches.length === 0) return undefined;
    if (!closest || mismatches.length < closest.mismatches.length) closest = { mismatches, index };
  }
  const [first] = closest?.mismatches ?? [];
  return closest && first && verdictOf(first, pin.dataRanges[closest.index], closest.index);
}

function verdictOf({ path, status, message }: Mismatch, range?: DataRange, index?: number): Verdict {
  const closest = range ? ` Closest data range: ${describeRange(range)}.` : '';
  return refusal('format', status, path, message + closest, index);
}
