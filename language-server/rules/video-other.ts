// Rules of compressed and analog video: MPEG-1, MPEG-2, H.264, analog signals and the vertical blanking interval.
import { constantsOf } from '#ks/constants.ts';
import { broken, brokenValue, fine, type Rule, type Subject, type Violation } from './rule.ts';

const formatSize = (subject: Subject): number | undefined => subject.number('KSDATAFORMAT', 'FormatSize');

/** 64 + offset of bSequenceHeader + cbSequenceHeader must lie within FormatSize. */
function sequenceSize(key: string, start: number, most: number) {
  return (subject: Subject): readonly Violation[] => {
    const path = [key, 'cbSequenceHeader'];
    const bytes = subject.number(...path);
    const size = formatSize(subject);
    if (subject.written.block?.key !== key || bytes === undefined || size === undefined) return fine;
    if (bytes > most) {
      return broken(path, `cbSequenceHeader is ${bytes}: a sequence header has at most ${most} bytes.`);
    }
    if (size >= start + bytes) return fine;
    const there = Math.max(0, size - start);
    const message = `cbSequenceHeader is ${bytes}, but ${there} bytes follow (FormatSize ${size}): expected ${there}, or the header as Bytes.`;
    return brokenValue(path, message, there);
  };
}

function mpeg2Flags(subject: Subject): readonly Violation[] {
  const path = ['MpegVideoInfoHeader2', 'dwFlags'];
  const flags = subject.number(...path);
  const unknown = flags === undefined ? 0 : (flags & ~0x3ff) >>> 0;
  if (flags === undefined || unknown === 0) return fine;
  return brokenValue(
    path,
    `dwFlags has undefined bits 0x${unknown.toString(16)}: expected KS_MPEG2_ flags (0x3ff).`,
    flags & 0x3ff,
  );
}

function atMost(path: readonly string[], limit: number, what: string) {
  return (subject: Subject): readonly Violation[] => {
    const value = subject.number(...path);
    if (value === undefined || value <= limit) return fine;
    return broken(path, `${path.at(-1)} is ${value}: ${what}.`);
  };
}

const startTimeCode = (subject: Subject): readonly Violation[] =>
  ['Mpeg1VideoInfoHeader', 'MpegVideoInfoHeader2'].flatMap((key) =>
    atMost([key, 'dwStartTimeCode'], 0x1ffffff, 'a time code has 25 bits, at most 0x1ffffff')(subject),
  );

function h264Even(subject: Subject): readonly Violation[] {
  return ['wWidth', 'wHeight'].flatMap((member) => {
    const path = ['H264VideoInfo', member];
    const value = subject.number(...path);
    if (value === undefined || (value !== 0 && value % 2 === 0)) return fine;
    const message = `${member} is ${value}: expected a multiple of 2 above 0.`;
    return value === 0 ? broken(path, message) : brokenValue(path, message, value + 1);
  });
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));

function h264Ratio(subject: Subject): readonly Violation[] {
  const path = ['H264VideoInfo', 'wSARwidth'];
  const width = subject.number(...path);
  const height = subject.number('H264VideoInfo', 'wSARheight');
  if (width === undefined || height === undefined) return fine;
  if (width === 0 || height === 0) {
    const member = width === 0 ? 'wSARwidth' : 'wSARheight';
    return brokenValue(['H264VideoInfo', member], `${member} is 0: expected 1:1 for square samples.`, 1);
  }
  const divisor = commonDivisor(width, height);
  if (divisor === 1) return fine;
  const message = `${width}:${height} is not in lowest terms: expected ${width / divisor}:${height / divisor}.`;
  const title = `Set the sample aspect ratio to ${width / divisor}:${height / divisor}`;
  return [
    {
      path,
      message,
      fixes: [
        {
          title,
          edits: [
            { kind: 'set', path, value: width / divisor },
            { kind: 'set', path: ['H264VideoInfo', 'wSARheight'], value: height / divisor },
          ],
        },
      ],
    },
  ];
}

/** 0xE0, 0x00F80000 and 0xFC000000 of bmSupportedUsages (UVC 1.5). */
const reservedUsages = 0xfcf800e0;

function h264Usages(subject: Subject): readonly Violation[] {
  const path = ['H264VideoInfo', 'bmSupportedUsages'];
  const value = subject.number(...path);
  const bits = value === undefined ? 0 : (value & reservedUsages) >>> 0;
  if (value === undefined || bits === 0) return fine;
  const message = `bmSupportedUsages has reserved bits 0x${bits.toString(16)}: expected them clear.`;
  return brokenValue(path, message, (value & ~reservedUsages) >>> 0);
}

function h264Size(subject: Subject): readonly Violation[] {
  const size = formatSize(subject);
  if (subject.written.block?.key !== 'H264VideoInfo' || size === undefined || size >= 148) return fine;
  return brokenValue(
    ['KSDATAFORMAT', 'FormatSize'],
    `FormatSize is ${size}: expected 148, 64 + sizeof(KS_H264VIDEOINFO), which is not byte packed.`,
    148,
  );
}

function h264Interval(subject: Subject): readonly Violation[] {
  const path = ['H264VideoInfo', 'dwFrameInterval'];
  if (subject.number(...path) !== 0) return fine;
  return broken(
    path,
    'dwFrameInterval is 0: expected the time of a frame in 100 ns, such as 333333 for 30 fps.',
  );
}

function analogActive(subject: Subject): readonly Violation[] {
  return (['dwActiveWidth', 'dwActiveHeight'] as const).flatMap((member) => {
    const path = ['AnalogVideoInfo', member];
    if (subject.number(...path) !== 0) return fine;
    const usual = member === 'dwActiveWidth' ? '720' : '483 (NTSC) or 575 (PAL)';
    return broken(path, `${member} is 0: expected the geometry of the signal, usually ${usual}.`);
  });
}

const vbi = (member: string): readonly string[] => ['VBIInfoHeader', member];

function vbiLines(subject: Subject): readonly Violation[] {
  const first = subject.number(...vbi('StartLine'));
  const last = subject.number(...vbi('EndLine'));
  if (first === undefined || last === undefined || first <= last) return fine;
  return broken(vbi('StartLine'), `StartLine is ${first}, after EndLine ${last}: expected at most ${last}.`);
}

function vbiStride(subject: Subject): readonly Violation[] {
  const stride = subject.number(...vbi('StrideInBytes'));
  const samples = subject.number(...vbi('SamplesPerLine'));
  if (stride === undefined || samples === undefined || stride >= samples) return fine;
  const message = `StrideInBytes is ${stride}, less than the ${samples} samples of a line (8 bits each): expected ${samples} or more.`;
  return brokenValue(vbi('StrideInBytes'), message, samples);
}

function vbiBuffer(subject: Subject): readonly Violation[] {
  const [size, stride, first, last] = ['BufferSize', 'StrideInBytes', 'StartLine', 'EndLine'].map((member) =>
    subject.number(...vbi(member)),
  );
  if (size === undefined || stride === undefined || first === undefined || last === undefined) return fine;
  const needed = stride * (last - first + 1);
  if (first > last || size >= needed) return fine;
  const message = `BufferSize is ${size}: ${last - first + 1} lines of ${stride} bytes take ${needed}, expected ${needed} or more.`;
  return brokenValue(vbi('BufferSize'), message, needed);
}

function vbiSampleSize(subject: Subject): readonly Violation[] {
  const path = ['KSDATAFORMAT', 'SampleSize'];
  const size = subject.number(...path);
  const buffer = subject.number(...vbi('BufferSize'));
  if (size === undefined || size === 0 || buffer === undefined || size === buffer) return fine;
  return brokenValue(path, `SampleSize is ${size}: usual is BufferSize (${buffer}) or 0.`, buffer);
}

function vbiTimes(subject: Subject): readonly Violation[] {
  const [low, actual, high] = ['MinLineStartTime', 'ActualLineStartTime', 'MaxLineStartTime'].map((member) =>
    subject.number(...vbi(member)),
  );
  if (low === undefined || actual === undefined || high === undefined || (low <= actual && actual <= high))
    return fine;
  return broken(
    vbi('ActualLineStartTime'),
    `ActualLineStartTime is ${actual}: expected ${low} to ${high}, MinLineStartTime to MaxLineStartTime (10 ns).`,
  );
}

const knownStandards = constantsOf('KS_AnalogVideoStandard').entries.reduce(
  (bits, { value }) => (bits | value) >>> 0,
  0,
);

function vbiStandard(subject: Subject): readonly Violation[] {
  const value = subject.number(...vbi('VideoStandard'));
  const unknown = value === undefined ? 0 : (value & ~knownStandards) >>> 0;
  if (unknown === 0) return fine;
  return broken(
    vbi('VideoStandard'),
    `VideoStandard has unknown bits 0x${unknown.toString(16)}: expected KS_AnalogVideo_ flags.`,
  );
}

type Texts = readonly [summary: string, why: string, source: string];

const rule = (
  id: string,
  name: string,
  severity: Rule['severity'],
  [summary, why, source]: Texts,
  check: Rule['check'],
): Rule => ({ id, name, severity, scope: 'D', summary, why, source, check });

export const otherVideoRules: readonly Rule[] = [
  rule(
    'KSP-001',
    'mpeg1-seq-size',
    'error',
    [
      'The MPEG-1 sequence header does not fit.',
      'It starts at byte 96 of the structure and has at most 140 bytes.',
      'HDR, MPG1',
    ],
    sequenceSize('Mpeg1VideoInfoHeader', 160, 140),
  ),
  rule(
    'KSP-002',
    'mpeg2-seq-size',
    'error',
    [
      'The MPEG-2 sequence header does not fit.',
      'It starts at byte 132 of the structure and includes its extension.',
      'HDR, MPG2',
    ],
    sequenceSize('MpegVideoInfoHeader2', 196, 0xffffffff),
  ),
  rule(
    'KSP-003',
    'mpeg2-flags',
    'error',
    ['dwFlags of MPEG-2 has undefined bits.', 'The connection should be rejected.', 'HDR, MPG2'],
    mpeg2Flags,
  ),
  rule(
    'KSP-004',
    'mpeg2-profile',
    'warning',
    [
      'dwProfile is none that a header counts.',
      'ksmedia.h counts from 0, DirectShow from 1; both occur.',
      'HDR, DVDM',
    ],
    atMost(['MpegVideoInfoHeader2', 'dwProfile'], 5, 'KS_MPEG2Profile has 0 to 4, DirectShow counts 1 to 5'),
  ),
  rule(
    'KSP-005',
    'mpeg2-level',
    'warning',
    [
      'dwLevel is none that a header counts.',
      'ksmedia.h counts from 0, DirectShow from 1; both occur.',
      'HDR, DVDM',
    ],
    atMost(['MpegVideoInfoHeader2', 'dwLevel'], 4, 'KS_MPEG2Level has 0 to 3, DirectShow counts 1 to 4'),
  ),
  rule(
    'KSP-007',
    'start-timecode',
    'info',
    ['dwStartTimeCode has more than 25 bits.', 'A time code has 25; it is not used for DVD.', 'MPG1'],
    startTimeCode,
  ),
  rule(
    'KSH-001',
    'h264-even',
    'error',
    [
      'wWidth or wHeight of H.264 is zero or odd.',
      'Multiples of 2; of 4 in height with field coding.',
      'H264',
    ],
    h264Even,
  ),
  rule(
    'KSH-003',
    'h264-sar',
    'warning',
    ['The sample aspect ratio is zero or not in lowest terms.', 'The two must be relatively prime.', 'H264'],
    h264Ratio,
  ),
  rule(
    'KSH-004',
    'h264-toolset',
    'warning',
    ['wConstrainedToolset is a reserved value.', 'Defined are 0 to 3.', 'H264'],
    atMost(['H264VideoInfo', 'wConstrainedToolset'], 3, 'expected 0 to 3, the others are reserved'),
  ),
  rule(
    'KSH-005',
    'h264-usages',
    'warning',
    ['bmSupportedUsages has reserved bits.', 'They must be 0.', 'H264'],
    h264Usages,
  ),
  rule(
    'KSH-006',
    'h264-size',
    'error',
    [
      'The format is shorter than KS_H264VIDEOINFO.',
      'The structure has 84 bytes and natural alignment.',
      'LAY',
    ],
    h264Size,
  ),
  rule(
    'KSH-007',
    'h264-interval',
    'hint',
    ['dwFrameInterval is 0.', 'The USB video class counts it in 100 ns.', 'H264'],
    h264Interval,
  ),
  rule(
    'KSN-001',
    'analog-active',
    'warning',
    ['An analog signal without geometry.', 'Customary is 720 x 483 (NTSC) or 575 (PAL).', 'ANV, SWT'],
    analogActive,
  ),
  rule('KSN-003', 'vbi-lines', 'error', ['StartLine is after EndLine.', 'Refused.', 'VBI'], vbiLines),
  rule(
    'KSN-004',
    'vbi-stride',
    'error',
    ['A VBI line is longer than its stride.', 'The stride may only be larger.', 'VBI'],
    vbiStride,
  ),
  rule(
    'KSN-005',
    'vbi-buffer',
    'error',
    ['The VBI buffer does not hold all lines.', 'Too small a buffer.', 'VBI, inferred'],
    vbiBuffer,
  ),
  rule(
    'KSN-006',
    'vbi-samplesize',
    'hint',
    ['SampleSize of VBI is neither 0 nor BufferSize.', 'The usual value.', 'SWT'],
    vbiSampleSize,
  ),
  rule(
    'KSN-007',
    'vbi-times',
    'warning',
    ['The start of a VBI line is outside its own limits.', 'Units are 10 ns.', 'VBI'],
    vbiTimes,
  ),
  rule(
    'KSN-008',
    'vbi-standard',
    'warning',
    ['VideoStandard of VBI has unknown bits.', 'An unsupported standard.', 'VBI'],
    vbiStandard,
  ),
];
