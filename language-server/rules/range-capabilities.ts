// Rules of the format against the recorded data ranges of the pin.
import type { DataRange } from '#ks/data-range.ts';
import type { Value } from '#ks/struct.ts';
import { valueAt } from '#ks/struct.ts';
import type { Fix } from '#language-server/finding.ts';
import { againstRange, type RecordedCheck, rangesOf, recordedRule, refusedAt } from './capability-rule.ts';
import { bitmapOf, waveOf } from './facts.ts';
import { type Change, fixWithFollowers } from './followers.ts';
import type { Recorded } from './recorded.ts';
import { broken, fine, type Rule, type Subject, setFix, type Violation } from './rule.ts';

const numeric = (value: Value | undefined): number => Number(value ?? 0);

type AudioMember = 'nChannels' | 'wBitsPerSample' | 'nSamplesPerSec';

/** The members of KSDATARANGE_AUDIO that limit each member of a wave format. */
const audioLimits: Readonly<Record<AudioMember, readonly [low: string | undefined, high: string]>> = {
  nChannels: [undefined, 'MaximumChannels'],
  wBitsPerSample: ['MinimumBitsPerSample', 'MaximumBitsPerSample'],
  nSamplesPerSec: ['MinimumSampleFrequency', 'MaximumSampleFrequency'],
};

/** A number that no matching range takes, with the nearest that one takes as a fix. */
const audioOutside = (member: AudioMember): RecordedCheck => {
  const refused = refusedAt('format', member);
  return (recorded, subject) => {
    const path = [...(waveOf(subject)?.path ?? []), member];
    const value = subject.number(...path);
    const limits = rangesOf(recorded, subject)
      .filter(({ struct }) => struct === 'KSDATARANGE_AUDIO')
      .map((range) => limitsOf(range, member));
    // A codec of 4 bits is no whole number of bytes, and yet what its data range says.
    if (value === undefined || limits.some(([low, high]) => low <= value && value <= high)) return fine;
    const [nearest] = limits
      .map(([low, high]) => Math.min(Math.max(value, low), high))
      .toSorted((a, b) => Math.abs(a - value) - Math.abs(b - value));
    return refused(recorded, subject).map((violation) =>
      nearest === undefined || nearest === 0
        ? violation
        : { ...violation, fixes: [nearestFix(subject, [{ path, value: nearest }])] },
    );
  };
};

function limitsOf({ value }: DataRange, member: AudioMember): readonly [low: number, high: number] {
  const [low, high] = audioLimits[member];
  return [low === undefined ? 1 : numeric(value[low]), numeric(value[high])];
}

const nearestFix = (subject: Subject, changes: readonly Change[]): Fix =>
  fixWithFollowers(
    `Set ${changes.map(({ path, value }) => `${path.at(-1)} to ${value}`).join(', ')}, the nearest that the pin takes`,
    subject.written,
    changes,
  );

/** Limits of a video range. */
function capsOf(range: { readonly value: Value }): (...path: string[]) => number {
  return (...path) => numeric(valueAt(range.value, ['ConfigCaps', ...path]));
}

const hasCaps = (range: { readonly value: Value }): boolean =>
  valueAt(range.value, ['ConfigCaps']) !== undefined;

const videoKey = (subject: Subject): string | undefined => {
  const key = subject.written.block?.key;
  return key === 'VideoInfoHeader' || key === 'VideoInfoHeader2' ? key : undefined;
};

function frameInterval(recorded: Recorded, subject: Subject): readonly Violation[] {
  const key = videoKey(subject);
  const ranges = rangesOf(recorded, subject).filter(hasCaps);
  if (key === undefined || ranges.length === 0) return fine;
  const path = [key, 'AvgTimePerFrame'];
  const interval = subject.number(...path);
  if (interval === undefined || interval <= 0) return fine;
  const limits = ranges
    .map(capsOf)
    .map((caps) => [caps('MinFrameInterval'), caps('MaxFrameInterval')] as const);
  if (limits.some(([low, high]) => high === 0 || (interval >= low && interval <= high))) return fine;
  const [low, high] = limits[0] ?? [0, 0];
  const message = `AvgTimePerFrame is ${interval}: the pin takes ${low} to ${high} (${fps(high)} to ${fps(low)} fps).`;
  const fixes = [low, high]
    .toSorted((a, b) => Math.abs(a - interval) - Math.abs(b - interval))
    .slice(0, 1)
    .map((nearest) =>
      setFix(`Set AvgTimePerFrame to ${nearest}, the nearest that the pin takes`, path, BigInt(nearest)),
    );
  return [againstRange(recorded, ranges[0], { path, message, fixes })];
}

const fps = (interval: number): string =>
  interval === 0 ? '?' : String(Math.round((1e7 / interval) * 100) / 100);

/** Whether some range allows the size by its limits, and whether the limits allow more than one size at all. */
function sizeLimits(recorded: Recorded, subject: Subject): { allowed: boolean; several: boolean } {
  const key = videoKey(subject) ?? '';
  const width = subject.number(key, 'bmiHeader', 'biWidth') ?? 0;
  const lines = Math.abs(subject.number(key, 'bmiHeader', 'biHeight') ?? 0);
  const ranges = rangesOf(recorded, subject).filter(hasCaps).map(capsOf);
  const fits = (value: number, low: number, high: number, step: number): boolean =>
    value >= low && value <= high && (step <= 1 || (value - low) % step === 0);
  return {
    allowed: ranges.some(
      (caps) =>
        fits(width, caps('MinOutputSize', 'cx'), caps('MaxOutputSize', 'cx'), caps('OutputGranularityX')) &&
        fits(lines, caps('MinOutputSize', 'cy'), caps('MaxOutputSize', 'cy'), caps('OutputGranularityY')),
    ),
    several: ranges.some(
      (caps) =>
        caps('MinOutputSize', 'cx') !== caps('MaxOutputSize', 'cx') ||
        caps('MinOutputSize', 'cy') !== caps('MaxOutputSize', 'cy'),
    ),
  };
}

const sizeMembers = ['biWidth', 'biHeight'];
const pixelMembers = ['biBitCount', 'biCompression'];

/** The picture of the range that came closest. */
const pictureRefused =
  (members: readonly string[]): RecordedCheck =>
  (recorded, subject) =>
    refusedAt('format', ...members)(recorded, subject).map((violation) => {
      const range = recorded.pin?.dataRanges[recorded.verdict.rangeIndex ?? -1];
      const header = range && valueAt(range.value, ['VideoInfoHeader', 'bmiHeader']);
      const base = bitmapOf(subject)?.path;
      if (header === undefined || base === undefined) return violation;
      const changes = [...sizeMembers, ...pixelMembers].flatMap((member): readonly Change[] => {
        const value = valueAt(header, [member]);
        const path = [...base, member];
        return value === undefined || value === 0 || subject.value(...path) === value
          ? []
          : [{ path, value }];
      });
      return changes.length === 0 ? violation : { ...violation, fixes: [nearestFix(subject, changes)] };
    });

const sizeRefused = pictureRefused(sizeMembers);
const pixelsRefused = pictureRefused(pixelMembers);

function sizeRange(recorded: Recorded, subject: Subject): readonly Violation[] {
  const { allowed, several } = sizeLimits(recorded, subject);
  return several && !allowed ? sizeRefused(recorded, subject) : fine;
}

function sizeExact(recorded: Recorded, subject: Subject): readonly Violation[] {
  const { allowed, several } = sizeLimits(recorded, subject);
  const pixels = pixelsRefused(recorded, subject);
  if (pixels.length > 0) return pixels;
  if (several && !allowed) return fine;
  // A size that the limits allow is refused only by drivers that compare with their default picture.
  return sizeRefused(recorded, subject).map((violation) =>
    several ? { ...violation, severity: 'warning' as const } : violation,
  );
}

function cropping(recorded: Recorded, subject: Subject): readonly Violation[] {
  const key = videoKey(subject);
  const known = rangesOf(recorded, subject).filter(hasCaps);
  const ranges = known.map(capsOf);
  if (key === undefined || ranges.length === 0) return fine;
  const [left, top, right, bottom] = ['left', 'top', 'right', 'bottom'].map(
    (edge) => subject.number(key, 'rcSource', edge) ?? 0,
  );
  if (left === undefined || top === undefined || right === undefined || bottom === undefined) return fine;
  const [width, height] = [right - left, bottom - top];
  if (width <= 0 || height <= 0) return fine;
  const on = (value: number, base: number, step: number): boolean => step <= 1 || (value - base) % step === 0;
  const takes = (caps: (typeof ranges)[number]): boolean =>
    width >= caps('MinCroppingSize', 'cx') &&
    width <= caps('MaxCroppingSize', 'cx') &&
    height >= caps('MinCroppingSize', 'cy') &&
    height <= caps('MaxCroppingSize', 'cy') &&
    on(width, caps('MinCroppingSize', 'cx'), caps('CropGranularityX')) &&
    on(height, caps('MinCroppingSize', 'cy'), caps('CropGranularityY')) &&
    on(left, 0, caps('CropAlignX')) &&
    on(top, 0, caps('CropAlignY')) &&
    right <= caps('InputSize', 'cx') &&
    bottom <= caps('InputSize', 'cy');
  if (ranges.some(takes)) return fine;
  const [caps] = ranges;
  const limits =
    caps === undefined
      ? ''
      : `: it takes ${caps('MinCroppingSize', 'cx')}x${caps('MinCroppingSize', 'cy')} to ${caps('MaxCroppingSize', 'cx')}x${caps('MaxCroppingSize', 'cy')}`;
  const message = `The pin cannot crop to ${width}x${height} at (${left}, ${top})${limits}.`;
  return broken([key, 'rcSource'], message).map((violation) => againstRange(recorded, known[0], violation));
}

export const rangeCapabilityRules: readonly Rule[] = [
  recordedRule(
    'KSA-026',
    'range-type',
    'error',
    ['No data range has this MajorFormat, SubFormat and Specifier.', 'STATUS_NO_MATCH (1169).', 'VAL'],
    refusedAt('range'),
  ),
  recordedRule(
    'KSA-025',
    'range-channels',
    'error',
    ['More channels than any matching data range has.', 'STATUS_NO_MATCH.', 'AUDR, SYSVAD'],
    audioOutside('nChannels'),
  ),
  recordedRule(
    'KSA-024',
    'range-bits',
    'error',
    ['wBitsPerSample is outside of every matching data range.', 'STATUS_NO_MATCH.', 'AUDR'],
    audioOutside('wBitsPerSample'),
  ),
  recordedRule(
    'KSA-023',
    'range-rate',
    'error',
    ['nSamplesPerSec is outside of every matching data range.', 'STATUS_NO_MATCH.', 'AUDR, DISC'],
    audioOutside('nSamplesPerSec'),
  ),
  recordedRule(
    'KSV-034',
    'size-range',
    'error',
    [
      'Width or height is outside of every matching data range, or off its step.',
      'STATUS_NO_MATCH.',
      'CFG, VIDR',
    ],
    sizeRange,
  ),
  recordedRule(
    'KSV-035',
    'size-exact',
    'error',
    [
      'The picture is not the one that the data range has.',
      'Drivers that offer one picture compare for equality: STATUS_NO_MATCH.',
      'AVSHWS',
    ],
    sizeExact,
  ),
  recordedRule(
    'KSV-028',
    'timeperframe-range',
    'error',
    [
      'AvgTimePerFrame is outside of every matching data range.',
      'STATUS_NO_MATCH; the smallest interval is the highest rate.',
      'CFG',
    ],
    frameInterval,
  ),
  recordedRule(
    'KSV-049',
    'rc-source-cropping',
    'warning',
    ['rcSource asks for a crop that the pin does not offer.', 'The driver may refuse.', 'CFG'],
    cropping,
  ),
];
