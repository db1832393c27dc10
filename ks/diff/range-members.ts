// How each member of a data range counts when two builds of a driver are compared. Limits may widen, steps may become finer,
// some members only inform; every other one is asked for exactly, so another value is another format.
import { leavesOf } from '#ks/members.ts';
import type { Path } from '#ks/path.ts';
import type { StructName, Value } from '#ks/struct.ts';

/** Two members that are the ends of what is allowed; a missing end is open. */
export interface Limit {
  readonly low?: Path;
  readonly high?: Path;
  /** Zero at both ends says nothing: the driver did not fill the caps in. */
  readonly zeroMeansAny?: boolean;
}

const caps = (...members: readonly string[]): Path => ['ConfigCaps', ...members];

const capsLimits: readonly Limit[] = [
  ...['cx', 'cy'].flatMap((side): Limit[] => [
    { low: caps('MinOutputSize', side), high: caps('MaxOutputSize', side), zeroMeansAny: true },
    { low: caps('MinCroppingSize', side), high: caps('MaxCroppingSize', side), zeroMeansAny: true },
  ]),
  { low: caps('MinFrameInterval'), high: caps('MaxFrameInterval'), zeroMeansAny: true },
  { low: caps('MinBitsPerSecond'), high: caps('MaxBitsPerSecond'), zeroMeansAny: true },
];

const audioLimits: readonly Limit[] = [
  { high: ['MaximumChannels'] },
  { low: ['MinimumBitsPerSample'], high: ['MaximumBitsPerSample'] },
  { low: ['MinimumSampleFrequency'], high: ['MaximumSampleFrequency'] },
];

/** The limits of a structure, in the order of its box. */
export function limitsOf(struct: StructName): readonly Limit[] {
  if (struct === 'KSDATARANGE_AUDIO') return audioLimits;
  return hasCaps(struct) ? capsLimits : [];
}

const hasCaps = (struct: StructName): boolean =>
  leavesOf(struct).some(({ path }) => path[0] === 'ConfigCaps');

export type MemberKind = 'limit' | 'step' | 'information' | 'exact';

/** Sizes that may be left over between two sizes: a finer step allows more. */
const steps: ReadonlySet<string> = new Set([
  'CropGranularityX',
  'CropGranularityY',
  'CropAlignX',
  'CropAlignY',
  'OutputGranularityX',
  'OutputGranularityY',
]);

/** Nothing is refused for these: sizes of the structure itself, defaults, and what only describes. */
const information: ReadonlySet<string> = new Set([
  'FormatSize',
  'SampleSize',
  'Reserved',
  'InputSize',
  'StretchTapsX',
  'StretchTapsY',
  'ShrinkTapsX',
  'ShrinkTapsY',
  'dwBitRate',
  'dwBitErrorRate',
  'AvgTimePerFrame',
  'biSizeImage',
  'biXPelsPerMeter',
  'biYPelsPerMeter',
]);

const limitMembers: ReadonlySet<string> = new Set(
  [...capsLimits, ...audioLimits]
    .flatMap(({ low, high }) => [low, high])
    .map((path) => path?.join('.') ?? ''),
);

/** `path` inside the range's structure. Flags and the three GUIDs of the header are compared apart. */
export function kindOf(path: Path): MemberKind {
  if (limitMembers.has(path.join('.'))) return 'limit';
  if (path.some((part) => steps.has(String(part)))) return 'step';
  return path.some((part) => information.has(String(part))) ? 'information' : 'exact';
}

/** Members that make a range another range, where a changed one would only be told as a strange change. */
const identifying: ReadonlySet<string> = new Set([
  'biWidth',
  'biHeight',
  'biBitCount',
  'biCompression',
  'wWidth',
  'wHeight',
  'Technology',
]);

export const isIdentifying = (path: Path): boolean => identifying.has(String(path.at(-1)));

/** Numbers of a driver: a value that is not there, or no number, counts as 0. */
export function numberOf(value: Value | undefined): number {
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : 0;
}
