// Rules of compressed video that has a structure of its own: MPEG-1, MPEG-2, H.264.
import { sizeOf } from '#ks/struct.ts';
import { formatBytes, formatSize } from './facts.ts';
import {
  broken,
  brokenValue,
  fine,
  descriptorRule as rule,
  rulesOfBlocks,
  type Subject,
  type Violation,
} from './rule.ts';

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

/** KSDATAFORMAT and KS_H264VIDEOINFO. */
const h264Least = 64 + sizeOf('KS_H264VIDEOINFO', 'x64');

function h264Size(subject: Subject): readonly Violation[] {
  const size = formatSize(subject);
  if (subject.written.block?.key !== 'H264VideoInfo' || size === undefined || size >= h264Least) return fine;
  const expected = Math.max(h264Least, formatBytes(subject) ?? 0);
  return brokenValue(
    ['KSDATAFORMAT', 'FormatSize'],
    `FormatSize is ${size}: expected ${expected}, 64 + sizeof(KS_H264VIDEOINFO) = ${h264Least} or more; the structure is not byte packed.`,
    expected,
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

export const compressedVideoRules = rulesOfBlocks(
  ['Mpeg1VideoInfoHeader', 'MpegVideoInfoHeader2', 'H264VideoInfo'],
  [
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
      atMost(
        ['MpegVideoInfoHeader2', 'dwProfile'],
        5,
        'KS_MPEG2Profile has 0 to 4, DirectShow counts 1 to 5',
      ),
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
      [
        'The sample aspect ratio is zero or not in lowest terms.',
        'The two must be relatively prime.',
        'H264',
      ],
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
      ['format-size-below-specifier'],
    ),
    rule(
      'KSH-007',
      'h264-interval',
      'hint',
      ['dwFrameInterval is 0.', 'The USB video class counts it in 100 ns.', 'H264'],
      h264Interval,
    ),
  ],
);
