// Rules that need to know what a filter offers, from a capability file. Most of them give a name to the verdict of
// ks/explain.ts, which reasons in the driver's order: only the first failing check is worth a word.
import { rangeHeader } from '#ks/data-range.ts';
import { guidText } from '#ks/guid.ts';
import { matchesRange } from '#ks/match.ts';
import type { Value } from '#ks/struct.ts';
import { valueAt } from '#ks/struct.ts';
import type { Stage } from '#ks/verdict.ts';
import { guid } from './facts.ts';
import type { Recorded } from './recorded.ts';
import { broken, brokenValue, fine, type Rule, type Subject, setFix, type Violation } from './rule.ts';

type Check = (recorded: Recorded, subject: Subject) => readonly Violation[];

const ofRecorded =
  (check: Check) =>
  (subject: Subject): readonly Violation[] =>
    subject.recorded === undefined ? fine : check(subject.recorded, subject);

/** The verdict as a violation, when it fell in this stage on one of these members (any, when none is given). */
const refusedAt = (stage: Stage, ...members: readonly string[]): Check =>
  function check({ verdict }) {
    if (verdict.accepted || verdict.stage !== stage) return fine;
    const path = verdict.path ?? ['KSPIN_CONNECT'];
    if (members.length > 0 && !members.includes(String(path.at(-1)))) return fine;
    return broken(path, verdict.message);
  };

const handlePath = ['KSPIN_CONNECT', 'PinToHandle'];
const sink = 1;
const source = 2;
const bridge = 4;

const communicationIs =
  (value: number): Check =>
  (recorded, subject) =>
    recorded.pin?.communication === value ? refusedAt('communication')(recorded, subject) : fine;

function bridgePin(recorded: Recorded, subject: Subject): readonly Violation[] {
  const possible = recorded.pin?.instances.local?.PossibleCount ?? 0;
  return communicationIs(bridge)(recorded, subject).map((violation) => ({
    ...violation,
    ...(possible > 0 ? { severity: 'warning' as const } : {}),
  }));
}

function identifierFix(member: 'Interface' | 'Medium'): Check {
  const stage = member === 'Interface' ? 'interface' : 'medium';
  return (recorded, subject) => {
    const { pin } = recorded;
    const [offered] = (member === 'Interface' ? pin?.interfaces : pin?.mediums) ?? [];
    return refusedAt(stage)(recorded, subject).map((violation) => {
      if (offered === undefined) return violation;
      const value = { Set: offered.Set, Id: offered.Id };
      const edits = setFix('', ['KSPIN_CONNECT', member], value).edits;
      return { ...violation, fixes: [{ title: `Use the first ${stage} that the pin lists`, edits }] };
    });
  };
}

function waveRt({ capabilities, pin, verdict }: Recorded, subject: Subject): readonly Violation[] {
  const path = ['KSPIN_CONNECT', 'Interface', 'Id'];
  const standard = guid('KSINTERFACESETID_Standard');
  const looped = pin?.interfaces.some(({ Set: set, Id: id }) => set === standard && id === 1) ?? false;
  if (verdict.stage === 'interface' || !looped || subject.number(...path) !== 0) return fine;
  if (!capabilities.filter.categories.includes(guid('KSCATEGORY_REALTIME'))) return fine;
  const message =
    'The filter is a WaveRT one (KSCATEGORY_REALTIME), whose pins clients connect with KSINTERFACE_STANDARD_LOOPED_STREAMING (1).';
  return brokenValue(path, message, 1, 'Set Interface.Id to KSINTERFACE_STANDARD_LOOPED_STREAMING');
}

function handleForSink({ pin }: Recorded, subject: Subject): readonly Violation[] {
  const handle = subject.value(...handlePath);
  if (pin?.communication !== sink || typeof handle !== 'bigint' || handle === 0n) return fine;
  const message =
    'The pin is a sink, which receives requests: PinToHandle is for a source that connects to one, expected null.';
  return brokenValue(handlePath, message, 0n, 'Set PinToHandle to null');
}

function handleForSource({ pin }: Recorded, subject: Subject): readonly Violation[] {
  if (pin?.communication !== source || subject.value(...handlePath) !== 0n) return fine;
  return broken(
    handlePath,
    'The pin is a source, which needs somewhere to send: expected PinToHandle to be the handle of a sink pin that was created before.',
  );
}

const genericRead = 0x80000000;
const genericWrite = 0x40000000;
const genericAll = 0x10000000;

function access({ pin }: Recorded, subject: Subject): readonly Violation[] {
  const wanted = subject.written.DesiredAccess;
  if (wanted === undefined || pin?.dataFlow === undefined || (wanted & genericAll) !== 0) return fine;
  const isIn = pin.dataFlow === 1;
  const bit = isIn ? genericWrite : genericRead;
  if ((wanted & bit) !== 0) return fine;
  const name = isIn ? 'GENERIC_WRITE' : 'GENERIC_READ';
  const flow = isIn
    ? 'Data goes into the pin (KSPIN_DATAFLOW_IN)'
    : 'Data comes out of the pin (KSPIN_DATAFLOW_OUT)';
  const message = `${flow}, so streaming needs ${name}: expected it in DesiredAccess.`;
  return brokenValue(['DesiredAccess'], message, bit, `Set DesiredAccess to ${name}`);
}

/** Data ranges of the pin that the three GUIDs match. */
const rangesOf = ({ pin }: Recorded, subject: Subject): NonNullable<Recorded['pin']>['dataRanges'] =>
  (pin?.dataRanges ?? []).filter((range) => matchesRange(subject.completed.KSDATAFORMAT, range));

function requiredAttribute(recorded: Recorded, subject: Subject): readonly Violation[] {
  const ranges = rangesOf(recorded, subject);
  const requires = (range: (typeof ranges)[number]): boolean =>
    (Number(rangeHeader(range).Flags) & 0x4) !== 0;
  if (subject.written.Attributes !== undefined || ranges.length === 0 || !ranges.every(requires)) return fine;
  return broken(
    ['KSDATAFORMAT', 'Flags'],
    'The data range requires attributes (KSDATARANGE_REQUIRED_ATTRIBUTES), and the format has none: expected Attributes.',
  );
}

function midiBus(_: Recorded, subject: Subject): readonly Violation[] {
  const path = ['KSDATAFORMAT', 'SubFormat'];
  const subtype = subject.guid(...path);
  if (subtype !== guid('KSDATAFORMAT_SUBTYPE_MIDI_BUS')) return fine;
  return broken(
    path,
    `${guidText(subtype, ['format-subtype'])} belongs to bridge pins, which cannot be created.`,
  );
}

const numeric = (value: Value | undefined): number => Number(value ?? 0);

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
  return broken(
    path,
    `AvgTimePerFrame is ${interval}: the pin takes ${low} to ${high} (${fps(high)} to ${fps(low)} fps).`,
  );
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

const sizeRefused = refusedAt('format', 'biWidth', 'biHeight');

function sizeRange(recorded: Recorded, subject: Subject): readonly Violation[] {
  const { allowed, several } = sizeLimits(recorded, subject);
  return several && !allowed ? sizeRefused(recorded, subject) : fine;
}

function sizeExact(recorded: Recorded, subject: Subject): readonly Violation[] {
  const { allowed, several } = sizeLimits(recorded, subject);
  const pixels = refusedAt('format', 'biBitCount', 'biCompression')(recorded, subject);
  if (pixels.length > 0) return pixels;
  if (several && !allowed) return fine;
  // A size that the limits allow is refused only by drivers that compare with their default picture.
  return sizeRefused(recorded, subject).map((violation) =>
    several ? { ...violation, severity: 'warning' as const } : violation,
  );
}

function cropping(recorded: Recorded, subject: Subject): readonly Violation[] {
  const key = videoKey(subject);
  const ranges = rangesOf(recorded, subject).filter(hasCaps).map(capsOf);
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
  return broken(
    [key, 'rcSource'],
    `The pin cannot crop to ${width}x${height} at (${left}, ${top})${limits}.`,
  );
}

type Texts = readonly [summary: string, why: string, source: string];

const rule = (
  id: string,
  name: string,
  severity: Rule['severity'],
  [summary, why, source]: Texts,
  check: Check,
  silences: readonly string[] = [],
): Rule => ({ id, name, severity, scope: 'P', summary, why, source, silences, check: ofRecorded(check) });

export const capabilityRules: readonly Rule[] = [
  rule(
    'KSC-003',
    'pin-id-range',
    'error',
    ['The filter has no pin factory of this number.', 'STATUS_INVALID_PARAMETER.', 'ROS, SYSVAD'],
    refusedAt('pin'),
  ),
  rule(
    'KSC-022',
    'communication-none',
    'error',
    ['The pin is wired inside of the hardware.', 'It is never created.', 'COMM'],
    communicationIs(0),
  ),
  rule(
    'KSC-032',
    'communication-bridge',
    'error',
    [
      'The pin is a bridge to the world outside.',
      'It never connects to another pin, and mostly has no instances.',
      'COMM, SYSVAD',
    ],
    bridgePin,
  ),
  rule(
    'KSC-006',
    'interface-not-offered',
    'error',
    [
      'The pin does not list this interface.',
      'STATUS_NO_MATCH. A pin without a list takes Standard/STREAMING only.',
      'ROS, VAL',
    ],
    identifierFix('Interface'),
  ),
  rule(
    'KSC-011',
    'wavert-interface',
    'warning',
    [
      'A WaveRT pin with the interface of other pins.',
      'Clients connect WaveRT pins with looped streaming.',
      'PA, LOOP',
    ],
    waveRt,
  ),
  rule(
    'KSC-013',
    'medium-not-offered',
    'error',
    [
      'The pin does not list this medium.',
      'STATUS_NO_MATCH. A pin without a list takes Standard/ANYINSTANCE only.',
      'ROS, VAL',
    ],
    identifierFix('Medium'),
  ),
  rule(
    'KSC-017',
    'pinto-for-sink',
    'error',
    [
      'PinToHandle is given for a sink.',
      'It is for a source that connects to a sink; the driver refuses.',
      'CONN',
    ],
    handleForSink,
  ),
  rule(
    'KSC-018',
    'pinto-missing-for-source',
    'error',
    ['PinToHandle is missing for a source.', 'A connection without a target is refused.', 'CONN'],
    handleForSource,
  ),
  rule(
    'KSC-028',
    'access-vs-dataflow',
    'warning',
    [
      'DesiredAccess does not suit the direction of the pin.',
      'Stream input and output fail later with access denied.',
      'CREATE, PA',
    ],
    access,
  ),
  rule(
    'KSC-030',
    'instances-exhausted',
    'error',
    [
      'The pin had no free instance when it was recorded.',
      'Refused with a code that differs by driver; some busy pins crash when opened.',
      'CINST, SYSVAD',
    ],
    refusedAt('instances'),
  ),
  rule(
    'KSA-026',
    'range-type',
    'error',
    ['No data range has this MajorFormat, SubFormat and Specifier.', 'STATUS_NO_MATCH (1169).', 'VAL'],
    refusedAt('range'),
  ),
  rule(
    'KSA-025',
    'range-channels',
    'error',
    ['More channels than any matching data range has.', 'STATUS_NO_MATCH.', 'AUDR, SYSVAD'],
    refusedAt('format', 'nChannels'),
  ),
  rule(
    'KSA-024',
    'range-bits',
    'error',
    ['wBitsPerSample is outside of every matching data range.', 'STATUS_NO_MATCH.', 'AUDR'],
    refusedAt('format', 'wBitsPerSample'),
  ),
  rule(
    'KSA-023',
    'range-rate',
    'error',
    ['nSamplesPerSec is outside of every matching data range.', 'STATUS_NO_MATCH.', 'AUDR, DISC'],
    refusedAt('format', 'nSamplesPerSec'),
  ),
  rule(
    'KST-007',
    'attribute-unknown',
    'warning',
    ['An attribute that the pin does not list.', 'STATUS_NOT_SUPPORTED.', 'SYSVAD'],
    refusedAt('attributes', 'Attribute'),
  ),
  rule(
    'KST-011',
    'required-attribute-missing',
    'error',
    ['The data range requires attributes and the format has none.', 'Refused.', 'KSDR, HDR'],
    requiredAttribute,
  ),
  rule(
    'KSM-005',
    'midi-bus-openable',
    'error',
    ['A MIDI bus format.', 'Bridge pins only; they cannot be created.', 'MIDIR'],
    midiBus,
    ['range-type'],
  ),
  rule(
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
  rule(
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
  rule(
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
  rule(
    'KSV-049',
    'rc-source-cropping',
    'warning',
    ['rcSource asks for a crop that the pin does not offer.', 'The driver may refuse.', 'CFG'],
    cropping,
  ),
];
