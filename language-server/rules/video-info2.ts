// Rules of what KS_VIDEOINFOHEADER2 adds: interlacing, copy protection, aspect ratio, colour.
import type { Path } from '#ks/path.ts';
import { broken, brokenValue, fine, type Rule, type Subject, type Violation } from './rule.ts';
import { ofInfo2 } from './video-info-rule.ts';

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

export const videoInfo2Rules: readonly Rule[] = [
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
    beyondFormat: true,
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
