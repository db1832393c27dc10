// Rules of WAVEFORMATEX, wherever one is: by itself, inside WAVEFORMATEXTENSIBLE, inside a DirectSound description.

import { guidOfWaveTag, waveTagOf } from '#ks/guid.ts';
import type { Path } from '#ks/path.ts';
import { formatSize, isPcmOrFloat, named, offsetInFormat, subtypeText, type Wave, waveOf } from './facts.ts';
import { broken, brokenValue, fine, type Rule, type Subject, setFix, type Violation } from './rule.ts';
import { toExtensibleFix } from './wave-fixes.ts';

const pcm = 0x0001;
const ieeeFloat = 0x0003;
const extensible = 0xfffe;
const waveSize = 18;

const at = (wave: Wave, member: string): Path => [...wave.path, member];
const tagText = (tag: number): string => named(tag, 'WAVE_FORMAT');

/** Runs a check on formats that have a WAVEFORMATEX. */
const ofWave =
  (check: (wave: Wave, subject: Subject) => readonly Violation[]) =>
  (subject: Subject): readonly Violation[] => {
    const wave = waveOf(subject);
    return wave === undefined ? fine : check(wave, subject);
  };

function blockAlign(wave: Wave, subject: Subject): readonly Violation[] {
  const expected = subject.derived(...at(wave, 'nBlockAlign'));
  if (expected === undefined || !isPcmOrFloat(wave.codec) || wave.align === undefined) return fine;
  if (typeof expected.value !== 'number' || wave.align === expected.value) return fine;
  const message = `nBlockAlign is ${wave.align}: expected ${expected.value} (${expected.formula} = ${wave.channels} * ${wave.bits} / 8).`;
  return brokenValue(at(wave, 'nBlockAlign'), message, expected.value);
}

function avgBytes(wave: Wave, subject: Subject): readonly Violation[] {
  const { average, align, rate } = wave;
  if (average === undefined || align === undefined || rate === undefined) return fine;
  if (!isPcmOrFloat(wave.codec) && wave.tag !== extensible) return fine;
  if (average === rate * align) return fine;
  // A wrong nBlockAlign beside a right byte rate is one mistake, and block-align-pcm speaks of it.
  const rightAlign = subject.derived(...at(wave, 'nBlockAlign'))?.value;
  if (typeof rightAlign === 'number' && average === rate * rightAlign) return fine;
  const message = `nAvgBytesPerSec is ${average}: expected ${rate * align} (nSamplesPerSec * nBlockAlign = ${rate} * ${align}).`;
  return brokenValue(at(wave, 'nAvgBytesPerSec'), message, rate * align);
}

function pcmContainer(wave: Wave): readonly Violation[] {
  const { bits } = wave;
  if (wave.tag !== pcm || bits === undefined || (bits !== 0 && bits % 8 === 0)) return fine;
  const container = Math.max(8, Math.ceil(bits / 8) * 8);
  const message = `wBitsPerSample is ${bits}: expected a multiple of 8, the size of the container. Fewer valid bits are said by WaveFormatExt.`;
  return brokenValue(at(wave, 'wBitsPerSample'), message, container);
}

function pcmDocumented(wave: Wave, subject: Subject): readonly Violation[] {
  const { bits } = wave;
  if (wave.tag !== pcm || bits === undefined || bits === 0 || bits % 8 !== 0) return fine;
  if (bits === 8 || bits === 16) return fine;
  const message = `${bits}-bit PCM in a plain WAVEFORMATEX, which is documented for 8 and 16 bits: expected WaveFormatExt (WAVEFORMATEXTENSIBLE).`;
  return [{ path: at(wave, 'wBitsPerSample'), message, fixes: toExtensibleFix(subject) }];
}

function floatBits(wave: Wave): readonly Violation[] {
  if (wave.tag !== ieeeFloat || wave.bits === undefined || wave.bits === 32) return fine;
  const message = `wBitsPerSample is ${wave.bits}: expected 32 for WAVE_FORMAT_IEEE_FLOAT${wave.bits === 64 ? ' (64 exists, but few drivers take it)' : ''}.`;
  return brokenValue(at(wave, 'wBitsPerSample'), message, 32);
}

function moreThanTwo(wave: Wave, subject: Subject): readonly Violation[] {
  if (!isPcmOrFloat(wave.tag) || wave.channels === undefined || wave.channels <= 2) return fine;
  const message = `${wave.channels} channels in a plain WAVEFORMATEX, which cannot say where they are: expected WaveFormatExt with dwChannelMask.`;
  return [{ path: at(wave, 'nChannels'), message, fixes: toExtensibleFix(subject) }];
}

function cbSizePcm(wave: Wave): readonly Violation[] {
  if (wave.tag !== pcm || wave.extra === undefined || wave.extra === 0) return fine;
  return brokenValue(at(wave, 'cbSize'), `cbSize is ${wave.extra}; for PCM it is ignored: expected 0.`, 0);
}

/** Bytes of format up to the end of the WAVEFORMATEX. */
const fixedSize = (wave: Wave): number => offsetInFormat(wave.path) + waveSize;

/** cbSize where it is written, otherwise FormatSize: one of the two is wrong. */
function extraPath(wave: Wave, subject: Subject): Path {
  const own = at(wave, 'cbSize');
  return subject.isWritten(...own) || !subject.isWritten('KSDATAFORMAT', 'FormatSize')
    ? own
    : ['KSDATAFORMAT', 'FormatSize'];
}

function extraFixes(path: Path, subject: Subject): readonly Violation['fixes'][] {
  const right = subject.derived(...path)?.value;
  return right === undefined ? [] : [[setFix(`Set ${String(path.at(-1))} to ${String(right)}`, path, right)]];
}

function cbSizeVsFormatSize(wave: Wave, subject: Subject): readonly Violation[] {
  const size = formatSize(subject);
  if (wave.tag === undefined || wave.tag === pcm || wave.extra === undefined || size === undefined)
    return fine;
  const needed = fixedSize(wave) + wave.extra;
  if (size >= needed) return fine;
  const path = extraPath(wave, subject);
  const [fixes = []] = extraFixes(path, subject);
  const there = Math.max(0, size - fixedSize(wave));
  const usual = wave.tag === extensible ? ' For WAVE_FORMAT_EXTENSIBLE it is 22: 40 - 18.' : '';
  const message = `cbSize promises ${wave.extra} bytes after WAVEFORMATEX, but the format has room for ${there}: expected cbSize ${there} or FormatSize ${needed}.${usual}`;
  return [{ path, message, fixes }];
}

function cbSizeExtra(wave: Wave, subject: Subject): readonly Violation[] {
  const size = formatSize(subject);
  if (wave.tag === undefined || wave.tag === pcm || wave.extra === undefined || size === undefined)
    return fine;
  const declared = fixedSize(wave) + wave.extra;
  if (size <= declared) return fine;
  const path = extraPath(wave, subject);
  const [fixes = []] = extraFixes(path, subject);
  const message = `${size - declared} bytes of the format are not counted: cbSize is ${wave.extra}, expected ${size - fixedSize(wave)}.`;
  return [{ path, message, fixes }];
}

function cbSizeExtensible(wave: Wave, subject: Subject): readonly Violation[] {
  if (wave.tag !== extensible || wave.extra === undefined || wave.extra >= 22) return fine;
  if (wave.path[0] === 'WaveFormatExt') {
    const message = `cbSize is ${wave.extra}: WAVE_FORMAT_EXTENSIBLE takes at least 22, sizeof(WAVEFORMATEXTENSIBLE) - sizeof(WAVEFORMATEX) = 40 - 18.`;
    const right = subject.derived(...at(wave, 'cbSize'))?.value ?? 22;
    return brokenValue(at(wave, 'cbSize'), message, right);
  }
  const member = subject.isWritten(...at(wave, 'cbSize')) ? 'cbSize' : 'wFormatTag';
  const message = `wFormatTag says WAVE_FORMAT_EXTENSIBLE, so at least 22 more bytes must follow, but cbSize is ${wave.extra}: expected WaveFormatExt.`;
  return [{ path: at(wave, member), message, fixes: toExtensibleFix(subject) }];
}

function tagVsSubtype(wave: Wave, subject: Subject): readonly Violation[] {
  const subFormat = subject.guid('KSDATAFORMAT', 'SubFormat');
  const { tag } = wave;
  if (tag === undefined || tag === extensible || tag === 0 || subFormat === undefined) return fine;
  const expected = waveTagOf(subFormat);
  if (expected === tag || expected === extensible || /^0{8}/.test(subFormat)) return fine;
  const path = at(wave, 'wFormatTag');
  const related = [
    { path: ['KSDATAFORMAT', 'SubFormat'], message: 'The SubFormat that data ranges are matched by' },
  ];
  const message = `wFormatTag is ${tagText(tag)}, but KSDATAFORMAT.SubFormat is ${subtypeText(subFormat)}: expected ${expected === undefined ? 'the two to name one codec' : tagText(expected)}.`;
  const outer = guidOfWaveTag(tag);
  const toOuter = setFix(
    `Set KSDATAFORMAT.SubFormat to ${subtypeText(outer)}`,
    ['KSDATAFORMAT', 'SubFormat'],
    outer,
  );
  if (expected === undefined) return [{ path, message, severity: 'warning', related, fixes: [toOuter] }];
  return [
    {
      path,
      message,
      related,
      fixes: [setFix(`Set wFormatTag to ${tagText(expected)}`, path, expected), toOuter],
    },
  ];
}

function tagZero(wave: Wave, subject: Subject): readonly Violation[] {
  if (wave.tag !== 0) return fine;
  const path = at(wave, 'wFormatTag');
  const subFormat = subject.guid('KSDATAFORMAT', 'SubFormat');
  const tag = subFormat === undefined ? undefined : waveTagOf(subFormat);
  const expected = wave.path[0] === 'WaveFormatExt' ? extensible : tag;
  const wanted = expected ? tagText(expected) : 'the tag of the codec';
  const message = `wFormatTag is 0 (WAVE_FORMAT_UNKNOWN), which is no format: expected ${wanted}.`;
  return expected
    ? brokenValue(path, message, expected, `Set wFormatTag to ${wanted}`)
    : broken(path, message);
}

function extensibleAsSubtype(subject: Subject): readonly Violation[] {
  const path = ['KSDATAFORMAT', 'SubFormat'];
  const subFormat = subject.guid(...path);
  if (subFormat === undefined || waveTagOf(subFormat) !== extensible) return fine;
  const inner = subject.guid('WaveFormatExt', 'SubFormat');
  const message =
    'SubFormat is made from WAVE_FORMAT_EXTENSIBLE, which is a tag and no codec: expected the GUID of the codec, such as KSDATAFORMAT_SUBTYPE_PCM.';
  if (inner === undefined || inner === subFormat) return broken(path, message);
  return brokenValue(path, message, inner, `Set SubFormat to ${subtypeText(inner)}`);
}

/** Least cbSize of codecs whose structure is known (mmreg.h), and the structure. */
const codecExtra: ReadonlyMap<number, readonly [number, string]> = new Map([
  [0x0002, [32, 'ADPCMWAVEFORMAT']],
  [0x0050, [22, 'MPEG1WAVEFORMAT']],
  [0x0055, [12, 'MPEGLAYER3WAVEFORMAT']],
  [0x1610, [12, 'HEAACWAVEINFO']],
]);

function codecExtraBytes(wave: Wave): readonly Violation[] {
  const known = wave.tag === undefined ? undefined : codecExtra.get(wave.tag);
  if (known === undefined || wave.extra === undefined || wave.tag === undefined) return fine;
  const [least, structure] = known;
  if (wave.extra >= least) return fine;
  const message = `cbSize is ${wave.extra}: ${tagText(wave.tag)} takes at least ${least} (${structure}); write those bytes as Bytes.`;
  return broken(at(wave, 'cbSize'), message);
}

function companded(wave: Wave): readonly Violation[] {
  if (wave.tag !== 0x0006 && wave.tag !== 0x0007) return fine;
  if (wave.bits !== undefined && wave.bits !== 8) {
    const message = `wBitsPerSample is ${wave.bits}: ${tagText(wave.tag)} has one byte per sample, expected 8.`;
    return brokenValue(at(wave, 'wBitsPerSample'), message, 8);
  }
  if (wave.align === undefined || wave.channels === undefined || wave.align === wave.channels) return fine;
  const message = `nBlockAlign is ${wave.align}: ${tagText(wave.tag)} has one byte per sample and channel, expected ${wave.channels}.`;
  return brokenValue(at(wave, 'nBlockAlign'), message, wave.channels);
}

const usualRates = [
  8000, 11025, 16000, 22050, 32000, 44100, 48000, 64000, 88200, 96000, 176400, 192000, 352800, 384000,
];

function rateUnusual(wave: Wave): readonly Violation[] {
  const { rate } = wave;
  if (rate === undefined || rate === 0 || usualRates.includes(rate)) return fine;
  const nearest = usualRates.toSorted((a, b) => Math.abs(a - rate) - Math.abs(b - rate))[0] ?? 48000;
  const message = `${rate} Hz is unusual and mostly finds no data range; the nearest usual rate is ${nearest}.`;
  return brokenValue(at(wave, 'nSamplesPerSec'), message, nearest);
}

const zeroMember =
  (member: 'nChannels' | 'nSamplesPerSec', what: string) =>
  (wave: Wave, subject: Subject): readonly Violation[] =>
    subject.number(...at(wave, member)) === 0
      ? broken(at(wave, member), `${member} is 0: expected ${what}.`)
      : fine;

export const waveFormatRules: readonly Rule[] = [
  {
    id: 'KSA-014',
    name: 'tag-zero',
    severity: 'error',
    scope: 'D',
    summary: 'wFormatTag is 0.',
    why: 'WAVE_FORMAT_UNKNOWN is no format.',
    source: 'MMREG',
    check: ofWave(tagZero),
  },
  {
    id: 'KSA-012',
    name: 'tag-vs-subtype',
    severity: 'error',
    scope: 'D',
    summary: 'wFormatTag and KSDATAFORMAT.SubFormat name different codecs.',
    why: 'Data ranges are matched by SubFormat, the code of the driver looks at the tag: one of the two refuses.',
    source: 'CONV, SYSVAD',
    check: ofWave(tagVsSubtype),
  },
  {
    id: 'KSA-015',
    name: 'tag-extensible-as-subtype',
    severity: 'error',
    scope: 'D',
    summary: 'SubFormat is made from the tag 0xFFFE.',
    why: 'It is not the GUID of any format, so no range has it.',
    source: 'CONV',
    silences: ['extensible-subformat-vs-format'],
    check: extensibleAsSubtype,
  },
  {
    id: 'KSA-001',
    name: 'channels-zero',
    severity: 'error',
    scope: 'D',
    summary: 'nChannels is 0.',
    why: 'A block without channels has no bytes: refused.',
    source: 'WFX0',
    silences: ['block-align-pcm', 'avg-bytes', 'mask-more-bits-than-channels', 'link-bits', 'alaw-mulaw'],
    check: ofWave(zeroMember('nChannels', '1 for mono, 2 for stereo, ...')),
  },
  {
    id: 'KSA-002',
    name: 'rate-zero',
    severity: 'error',
    scope: 'D',
    summary: 'nSamplesPerSec is 0.',
    why: 'Refused.',
    source: 'WFX0',
    silences: ['avg-bytes'],
    check: ofWave(zeroMember('nSamplesPerSec', 'a rate in Hz, such as 48000')),
  },
  {
    id: 'KSA-021',
    name: 'rate-unusual',
    severity: 'hint',
    scope: 'D',
    summary: 'nSamplesPerSec is not one of the usual rates.',
    why: 'Ranges are compared as numbers only, but devices list the usual rates.',
    source: 'AUDR',
    check: ofWave(rateUnusual),
  },
  {
    id: 'KSA-003',
    name: 'block-align-pcm',
    severity: 'error',
    scope: 'D',
    summary: 'nBlockAlign of PCM or float is not nChannels * wBitsPerSample / 8.',
    why: 'The documentation requires equality; drivers that compare it answer STATUS_NO_MATCH.',
    source: 'WFX0, WFX1, SYSVAD',
    check: ofWave(blockAlign),
  },
  {
    id: 'KSA-004',
    name: 'avg-bytes',
    severity: 'warning',
    scope: 'D',
    summary: 'nAvgBytesPerSec is not nSamplesPerSec * nBlockAlign.',
    why: 'Documented to be equal for PCM; players size their buffers by it.',
    source: 'WFX0, IEC',
    check: ofWave(avgBytes),
  },
  {
    id: 'KSA-005',
    name: 'pcm-bits-container',
    severity: 'error',
    scope: 'D',
    summary: 'wBitsPerSample of PCM is not a whole number of bytes.',
    why: 'It is the size of the container, so refused otherwise.',
    source: 'WFX0, WFX1',
    silences: ['block-align-pcm', 'avg-bytes'],
    check: ofWave(pcmContainer),
  },
  {
    id: 'KSA-028',
    name: 'pcm-bits-documented',
    severity: 'warning',
    scope: 'D',
    summary: 'A plain WAVEFORMATEX with PCM of other than 8 or 16 bits.',
    why: 'Some drivers refuse it, others take it and read the samples in frames of another size, which is noise.',
    source: 'WFX0, WFX1',
    check: ofWave(pcmDocumented),
  },
  {
    id: 'KSA-006',
    name: 'float-bits',
    severity: 'warning',
    scope: 'D',
    summary: 'wBitsPerSample of a float format is not 32.',
    why: 'Documented is 32.',
    source: 'WFX1',
    check: ofWave(floatBits),
  },
  {
    id: 'KSA-007',
    name: 'pcm-more-than-two-channels',
    severity: 'warning',
    scope: 'D',
    summary: 'More than two channels in a plain WAVEFORMATEX.',
    why: 'It has no channel mask; drivers expect WAVEFORMATEXTENSIBLE.',
    source: 'WFX1',
    silences: ['pcm-bits-documented'],
    check: ofWave(moreThanTwo),
  },
  {
    id: 'KSA-008',
    name: 'cbsize-pcm-nonzero',
    severity: 'hint',
    scope: 'D',
    summary: 'cbSize of PCM is not 0.',
    why: 'It is ignored for PCM.',
    source: 'WFX0, PA',
    check: ofWave(cbSizePcm),
  },
  {
    id: 'KSA-011',
    name: 'cbsize-extensible',
    severity: 'error',
    scope: 'D',
    summary: 'cbSize of WAVE_FORMAT_EXTENSIBLE is less than 22.',
    why: 'Drivers check it before they read the rest: STATUS_NO_MATCH or STATUS_INVALID_PARAMETER.',
    source: 'SYSVAD, WFX0',
    silences: ['cbsize-extra', 'iec61937-size'],
    check: ofWave(cbSizeExtensible),
  },
  {
    id: 'KSA-009',
    name: 'cbsize-vs-formatsize',
    severity: 'error',
    scope: 'D',
    summary: 'cbSize promises more bytes than FormatSize has room for.',
    why: 'The driver reads past the end of the format, or refuses.',
    source: 'WFX1',
    silences: ['iec61937-size'],
    check: ofWave(cbSizeVsFormatSize),
  },
  {
    id: 'KSA-010',
    name: 'cbsize-extra',
    severity: 'warning',
    scope: 'D',
    summary: 'The format is longer than cbSize says.',
    why: 'The tail is not declared; a driver that compares sizes refuses it.',
    source: 'WFX1',
    check: ofWave(cbSizeExtra),
  },
  {
    id: 'KSA-016',
    name: 'codec-extra-bytes',
    severity: 'warning',
    scope: 'D',
    summary: 'cbSize is too small for the structure of the codec.',
    why: 'The decoder reads past the end.',
    source: 'MMREG, WFX0',
    check: ofWave(codecExtraBytes),
  },
  {
    id: 'KSA-020',
    name: 'alaw-mulaw',
    severity: 'warning',
    scope: 'D',
    summary: 'A-law or mu-law with other than one byte per sample.',
    why: 'Companded audio has 8 bits per sample.',
    source: 'MMREG',
    check: ofWave(companded),
  },
];
