// Rules of KS_VIDEOINFOHEADER and KS_VIDEOINFOHEADER2 around the bitmap header: rectangles, rates, interlacing.
import type { Path } from '#ks/path.ts';
import { type Bitmap, bitmapOf } from './facts.ts';
import { broken, brokenValue, fine, type Rule, type Subject, type Violation } from './rule.ts';

interface Info {
  /** Where the video info header is: the block itself, or the `hdr` of an MPEG one. */
  readonly at: Path;
  readonly bitmap: Bitmap;
}

const ofInfo =
  (check: (info: Info, subject: Subject) => readonly Violation[]) =>
  (subject: Subject): readonly Violation[] => {
    const bitmap = bitmapOf(subject);
    const at = bitmap?.path.slice(0, -1) ?? [];
    return bitmap === undefined || at.length === 0 ? fine : check({ at, bitmap }, subject);
  };

/** Blocks that hold a KS_VIDEOINFOHEADER2. */
const interlaced = ['VideoInfoHeader2', 'MpegVideoInfoHeader2'];

const ofInfo2 = (check: (at: Path, subject: Subject) => readonly Violation[]) =>
  ofInfo(({ at }, subject) => (interlaced.includes(String(at[0])) ? check(at, subject) : fine));

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

function unknownBits(member: string, known: number, what: string) {
  return (at: Path, subject: Subject): readonly Violation[] => {
    const value = subject.number(...at, member);
    const unknown = value === undefined ? 0 : (value & ~known) >>> 0;
    if (value === undefined || unknown === 0) return fine;
    const message = `${member} has undefined bits 0x${unknown.toString(16)}: expected ${what}.`;
    return brokenValue(
      [...at, member],
      message,
      (value & known) >>> 0,
      `Clear the undefined bits of ${member}`,
    );
  };
}

function interlaceIrrelevant(at: Path, subject: Subject): readonly Violation[] {
  const value = subject.number(...at, 'dwInterlaceFlags');
  if (value === undefined || (value & 1) !== 0 || (value & 0x36) === 0) return fine;
  const message = `dwInterlaceFlags is 0x${value.toString(16)} without AMINTERLACE_IsInterlaced (1): the field bits are ignored. Expected 0 for progressive video.`;
  return brokenValue([...at, 'dwInterlaceFlags'], message, (value & ~0x36) >>> 0, 'Clear the field bits');
}

function displayMode(at: Path, subject: Subject): readonly Violation[] {
  const value = subject.number(...at, 'dwInterlaceFlags');
  if (value === undefined || (value & 0xc0) === 0) return fine;
  const access = subject.written.DesiredAccess;
  // Only a pin that is read from is known to be capture output.
  if (access === undefined || (access & 0x80000000) === 0 || (access & 0x40000000) !== 0) return fine;
  const message = `dwInterlaceFlags has display mode bits (0x${(value & 0xc0).toString(16)}), which are invalid for capture: expected them clear.`;
  return brokenValue(
    [...at, 'dwInterlaceFlags'],
    message,
    (value & ~0xc0) >>> 0,
    'Clear the display mode bits',
  );
}

function reserved2(at: Path, subject: Subject): readonly Violation[] {
  const value = subject.number(...at, 'dwReserved2');
  if (value === undefined || value === 0) return fine;
  return brokenValue(
    [...at, 'dwReserved2'],
    `dwReserved2 is ${value}: expected 0, connections are refused otherwise.`,
    0,
  );
}

const amControlUsed = 0x1;
const amControlColour = 0x80;
const amControlKnown = 0xffffff87;

function controlFlags(at: Path, subject: Subject): readonly Violation[] {
  const member = subject.isWritten(...at, 'dwReserved1') ? 'dwReserved1' : 'dwControlFlags';
  const value = subject.number(...at, member);
  if (value === undefined || value === 0) return fine;
  const path = [...at, member];
  if ((value & amControlUsed) === 0) {
    const message = `${member} is 0x${value.toString(16)} without AMCONTROL_USED (1), so its bits are ignored, and older systems refuse it: expected 0 or 0x${(value | 1).toString(16)}.`;
    return brokenValue(path, message, (value | amControlUsed) >>> 0, 'Add AMCONTROL_USED');
  }
  const unknown = (value & ~amControlKnown) >>> 0;
  if (unknown !== 0)
    return broken(path, `${member} has undefined bits 0x${unknown.toString(16)}: expected them clear.`);
  if ((value & amControlColour) === 0 || value >>> 8 !== 0) return fine;
  return broken(
    path,
    `${member} has AMCONTROL_COLORINFO_PRESENT, but its upper 24 bits are 0: expected colour information there.`,
  );
}

function aspectZero(at: Path, subject: Subject): readonly Violation[] {
  for (const member of ['dwPictAspectRatioX', 'dwPictAspectRatioY']) {
    if (subject.number(...at, member) !== 0) continue;
    const right = subject.derived(...at, member)?.value;
    const message = `${member} is 0, which leaves the shape of the picture undefined: expected the ratio on the screen, such as 16:9${right === undefined ? '' : `, or ${String(right)} for square pixels`}.`;
    return typeof right === 'number' && right > 0
      ? brokenValue([...at, member], message, right)
      : broken([...at, member], message);
  }
  return fine;
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
    silences: ['bitrate'],
    check: ofInfo(timePerFrame),
  },
  {
    id: 'KSV-038',
    name: 'vi2-interlace-bits',
    severity: 'error',
    scope: 'D',
    summary: 'dwInterlaceFlags has undefined bits.',
    why: 'The connection may be rejected.',
    source: 'VIH2',
    check: ofInfo2(unknownBits('dwInterlaceFlags', 0xf7, 'AMINTERLACE_ flags only (0xf7)')),
  },
  {
    id: 'KSV-039',
    name: 'vi2-interlace-irrelevant',
    severity: 'hint',
    scope: 'D',
    summary: 'Field bits are set on progressive video.',
    why: 'They are ignored.',
    source: 'HDR',
    check: ofInfo2(interlaceIrrelevant),
  },
  {
    id: 'KSV-040',
    name: 'vi2-display-mode-capture',
    severity: 'warning',
    scope: 'D',
    summary: 'Display mode bits are set on capture output.',
    why: 'Invalid for capture.',
    source: 'VIH2',
    check: ofInfo2(displayMode),
  },
  {
    id: 'KSV-041',
    name: 'vi2-copyprotect',
    severity: 'error',
    scope: 'D',
    summary: 'dwCopyProtectFlags has undefined bits.',
    why: 'The connection will be rejected.',
    source: 'VIH2',
    check: ofInfo2(unknownBits('dwCopyProtectFlags', 0x1, '0 or AMCOPYPROTECT_RestrictDuplication (1)')),
  },
  {
    id: 'KSV-044',
    name: 'vi2-aspect-zero',
    severity: 'hint',
    scope: 'D',
    summary: 'The aspect ratio of the picture is 0.',
    why: 'It is the ratio of the displayed picture, not of pixels; 0 leaves it undefined.',
    source: 'VIH2',
    check: ofInfo2(aspectZero),
  },
  {
    id: 'KSV-043',
    name: 'vi2-controlflags',
    severity: 'warning',
    scope: 'D',
    summary: 'dwControlFlags is inconsistent.',
    why: 'Its bits count only with AMCONTROL_USED; older systems reject anything but 0.',
    source: 'VIH2, HDR',
    check: ofInfo2(controlFlags),
  },
  {
    id: 'KSV-042',
    name: 'vi2-reserved2',
    severity: 'error',
    scope: 'D',
    summary: 'dwReserved2 is not 0.',
    why: 'The connection will be rejected.',
    source: 'VIH2',
    check: ofInfo2(reserved2),
  },
];
