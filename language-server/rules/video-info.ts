// Rules of KS_VIDEOINFOHEADER around the bitmap header: rectangles and rates.
import type { Path } from '#ks/path.ts';
import { broken, brokenValue, fine, type Rule, type Subject, type Violation } from './rule.ts';
import { type Info, ofInfo } from './video-info-rule.ts';

function timePerFrame({ at }: Info, subject: Subject): readonly Violation[] {
  const path = [...at, 'AvgTimePerFrame'];
  const value = subject.number(...path);
  if (value === undefined || value > 0) return fine;
  const message = `AvgTimePerFrame is ${value}: expected the time of a frame in 100 ns, such as 333333 for 30 fps.`;
  return brokenValue(path, message, 333333n);
}

function bitRate({ at, bitmap }: Info, subject: Subject): readonly Violation[] {
  const path = [...at, 'dwBitRate'];
  const value = subject.number(...path);
  const right = subject.derived(...path);
  // The rate of a compressed stream is what the encoder makes of it.
  if (!bitmap.isUncompressed || !value || typeof right?.value !== 'number' || right.value === 0) return fine;
  if (Math.abs(value - right.value) <= right.value * 0.05) return fine;
  const bytes =
    Math.abs(value * 8 - right.value) <= right.value * 0.05 ? ' It looks like bytes per second.' : '';
  const message = `dwBitRate is ${value}: expected about ${right.value} (8 * biSizeImage * 10,000,000 / AvgTimePerFrame).${bytes}`;
  return brokenValue(path, message, right.value);
}

interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Undefined when it is all zero, the whole picture, or not known. */
function rectangle(subject: Subject, at: Path, member: string): Rectangle | undefined {
  const [left, top, right, bottom] = ['left', 'top', 'right', 'bottom'].map((edge) =>
    subject.number(...at, member, edge),
  );
  if (left === undefined || top === undefined || right === undefined || bottom === undefined)
    return undefined;
  return left === 0 && top === 0 && right === 0 && bottom === 0 ? undefined : { left, top, right, bottom };
}

const isRectangle = ({ left, top, right, bottom }: Rectangle): boolean =>
  left >= 0 && top >= 0 && left < right && top < bottom;

const rectText = ({ left, top, right, bottom }: Rectangle): string =>
  `(${left}, ${top})-(${right}, ${bottom})`;

function sourceShape({ at }: Info, subject: Subject): readonly Violation[] {
  const source = rectangle(subject, at, 'rcSource');
  if (source === undefined || isRectangle(source)) return fine;
  return broken(
    [...at, 'rcSource'],
    `rcSource ${rectText(source)} is no rectangle: expected 0 <= left < right and 0 <= top < bottom, or all 0 for the whole picture.`,
  );
}

function sourceNonEmpty({ at }: Info, subject: Subject): readonly Violation[] {
  const source = rectangle(subject, at, 'rcSource');
  if (source === undefined || !isRectangle(source)) return fine;
  return broken(
    [...at, 'rcSource'],
    `rcSource ${rectText(source)} asks for a part of the picture; a sink that cannot crop should refuse it. All 0 means the whole picture.`,
  );
}

function targetBounds({ at, bitmap }: Info, subject: Subject): readonly Violation[] {
  const target = rectangle(subject, at, 'rcTarget');
  const { width, lines } = bitmap;
  if (target === undefined || width === undefined || lines === undefined) return fine;
  if (isRectangle(target) && target.right <= width && target.bottom <= lines) return fine;
  return broken(
    [...at, 'rcTarget'],
    `rcTarget ${rectText(target)} is not inside of the buffer: expected it within (0, 0)-(${width}, ${lines}), or all 0.`,
  );
}

export const videoInfoRules: readonly Rule[] = [
  {
    id: 'KSV-030',
    name: 'rc-source-shape',
    severity: 'warning',
    scope: 'D',
    summary: 'rcSource is neither all zero nor a rectangle.',
    why: 'All zero means the whole picture; anything else must be a real rectangle.',
    source: 'VIH',
    check: ofInfo(sourceShape),
  },
  {
    id: 'KSV-032',
    name: 'rc-source-nonempty',
    severity: 'info',
    scope: 'D',
    summary: 'rcSource is a part of the picture.',
    why: 'A sink that cannot crop should reject it.',
    source: 'VIH',
    check: ofInfo(sourceNonEmpty),
  },
  {
    id: 'KSV-031',
    name: 'rc-target-bounds',
    severity: 'warning',
    scope: 'D',
    summary: 'rcTarget is not inside of the picture.',
    why: 'It selects a part of the buffer, whose width is biWidth.',
    source: 'VIH, BMI',
    check: ofInfo(targetBounds),
  },
  {
    id: 'KSV-029',
    name: 'bitrate',
    severity: 'info',
    scope: 'D',
    summary: 'dwBitRate is not what picture size and frame rate give.',
    why: 'Informative; several samples store bytes per second.',
    source: 'VIH',
    check: ofInfo(bitRate),
  },
  {
    id: 'KSV-027',
    name: 'timeperframe-zero',
    severity: 'warning',
    scope: 'D',
    summary: 'AvgTimePerFrame is 0 or negative.',
    why: 'It is an interval in 100 ns; 0 means unknown, and live video has a rate.',
    source: 'VIH',
    explains: ['bitrate'],
    check: ofInfo(timePerFrame),
  },
];
