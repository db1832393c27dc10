// The format checks: first the documented three GUIDs against every data range, then, in the driver, the numbers.
// Of several ranges that fail, the one that came closest explains most: fewest members wrong.
import type { PinFactory } from './capabilities.ts';
import type { ConnectRequest } from './connect.ts';
import { type DataRange, rangeHeader } from './data-range.ts';
import { describeRange } from './describe-range.ts';
import { audioMismatches } from './explain-audio.ts';
import { videoMismatches } from './explain-video.ts';
import { guidText } from './guid.ts';
import { rangeMismatch } from './match.ts';
import type { Path } from './path.ts';
import { refusal, statusCodes, type Verdict } from './verdict.ts';

/** One member that a range does not take. */
export interface Mismatch {
  readonly path: Path;
  readonly status: number;
  /** What the range says instead. */
  readonly message: string;
}

const closeness = { MajorFormat: 0, SubFormat: 1, Specifier: 2 } as const;

/** KsValidateConnectRequest's test: no range of the pin has these three GUIDs. */
export function explainRange(request: ConnectRequest, pin: PinFactory): Verdict | undefined {
  let closest: { member: keyof typeof closeness; index: number } | undefined;
  for (const [index, range] of pin.dataRanges.entries()) {
    const member = rangeMismatch(request.KSDATAFORMAT, range);
    if (member === undefined) return undefined;
    if (!closest || closeness[member] > closeness[closest.member]) closest = { member, index };
  }
  const member = closest?.member ?? 'MajorFormat';
  return refusal(
    'range',
    statusCodes.noMatch,
    ['KSDATAFORMAT', member],
    closest ? rangeMessage(request, pin, member) : 'The pin has no data ranges: it takes no format at all.',
    closest?.index,
  );
}

const kinds = {
  MajorFormat: 'format-type',
  SubFormat: 'format-subtype',
  Specifier: 'format-specifier',
} as const;

function rangeMessage(request: ConnectRequest, pin: PinFactory, member: keyof typeof kinds): string {
  const text = (value: unknown): string =>
    typeof value === 'string' ? guidText(asGuid(value), [kinds[member]]) : 'nothing';
  const offered = new Set(
    pin.dataRanges
      .filter((range) => sameUpTo(request, range, member))
      .map((range) => text(rangeHeader(range)[member])),
  );
  return `No data range of the pin has ${member} ${text(request.KSDATAFORMAT[member])}; ${[...offered].join(', ')} would be taken.`;
}

function asGuid(text: string): Parameters<typeof guidText>[0] {
  return text as Parameters<typeof guidText>[0];
}

/** Ranges that agree with the request in every member before this one. */
function sameUpTo(request: ConnectRequest, range: DataRange, member: keyof typeof kinds): boolean {
  const mismatch = rangeMismatch(request.KSDATAFORMAT, range);
  return mismatch !== undefined && closeness[mismatch] >= closeness[member];
}

/** The driver's own comparison with each range that passed: rates, bits, channels; sizes and compression. */
export function explainFormat(request: ConnectRequest, pin: PinFactory): Verdict | undefined {
  let closest: { mismatches: readonly Mismatch[]; index: number } | undefined;
  for (const [index, range] of pin.dataRanges.entries()) {
    if (rangeMismatch(request.KSDATAFORMAT, range) !== undefined) continue;
    const mismatches = mismatchesOf(request, range);
    if (mismatches.length === 0) return undefined;
    if (!closest || mismatches.length < closest.mismatches.length) closest = { mismatches, index };
  }
  const first = closest?.mismatches[0];
  if (!closest || !first) return undefined;
  const range = pin.dataRanges[closest.index];
  const context = range ? ` Closest data range: ${describeRange(range)}.` : '';
  return refusal('format', first.status, first.path, first.message + context, closest.index);
}

function mismatchesOf(request: ConnectRequest, range: DataRange): readonly Mismatch[] {
  if (range.struct === 'KSDATARANGE_AUDIO') return audioMismatches(request, range);
  if (range.struct === 'KS_DATARANGE_VIDEO' || range.struct === 'KS_DATARANGE_VIDEO2') {
    return videoMismatches(request, range);
  }
  return [];
}
