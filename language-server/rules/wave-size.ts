// Rules of the sizes in a WAVEFORMATEX: nBlockAlign, nAvgBytesPerSec, and cbSize against what really follows.
import type { Path } from '#ks/path.ts';
import type { FixEdit } from '#language-server/finding.ts';
import { formatSize, isPcmOrFloat, offsetInFormat, type Wave } from './facts.ts';
import { broken, brokenValue, fine, type Rule, type Subject, setFix, type Violation } from './rule.ts';
import { toExtensibleFix } from './wave-fixes.ts';
import { at, extensible, ofWave, pcm, tagText } from './wave-rule.ts';

const waveSize = 18;

function blockAlign(wave: Wave, subject: Subject): readonly Violation[] {
  const expected = subject.derived(...at(wave, 'nBlockAlign'));
  if (expected === undefined || !isPcmOrFloat(wave.codec) || wave.align === undefined) return fine;
  if (typeof expected.value !== 'number' || wave.align === expected.value) return fine;
  const message = `nBlockAlign is ${wave.align}: expected ${expected.value} (${expected.formula} = ${wave.channels} * ${wave.bits} / 8).`;
  return [
    {
      path: at(wave, 'nBlockAlign'),
      message,
      fixes: [
        {
          title: `Set nBlockAlign to ${expected.value}`,
          edits: [
            { kind: 'set', path: at(wave, 'nBlockAlign'), value: expected.value },
            ...rateEdits(wave, expected.value, subject),
          ],
        },
      ],
    },
  ];
}

/** A byte rate that was right for the wrong nBlockAlign follows the right one. */
function rateEdits(wave: Wave, align: number, subject: Subject): readonly FixEdit[] {
  const path = at(wave, 'nAvgBytesPerSec');
  const value = (wave.rate ?? 0) * align;
  if (!subject.isWritten(...path) || wave.average === value) return [];
  return [{ kind: 'set', path, value }];
}

function avgBytes(wave: Wave, subject: Subject): readonly Violation[] {
  const { average, align, rate } = wave;
  const expected = subject.derived(...at(wave, 'nAvgBytesPerSec'))?.value;
  if (average === undefined || rate === undefined || typeof expected !== 'number') return fine;
  if (average === expected) return fine;
  // A wrong nBlockAlign beside a right byte rate is one mistake, and block-align-pcm speaks of it.
  const rightAlign = subject.derived(...at(wave, 'nBlockAlign'))?.value;
  if (typeof rightAlign === 'number' && average === rate * rightAlign) return fine;
  const message = `nAvgBytesPerSec is ${average}: expected ${expected} (nSamplesPerSec * nBlockAlign = ${rate} * ${align}).`;
  return brokenValue(at(wave, 'nAvgBytesPerSec'), message, expected);
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

export const waveSizeRules: readonly Rule[] = [
  {
    id: 'KSA-003',
    name: 'block-align-pcm',
    severity: 'error',
    scope: 'D',
    summary: 'nBlockAlign of PCM or float is not nChannels * wBitsPerSample / 8.',
    why: 'The documentation requires equality; drivers that compare it answer STATUS_NO_MATCH.',
    source: 'WFX0, WFX1, SYSVAD',
    explains: ['avg-bytes', 'samplesize-pcm'],
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
    explains: ['cbsize-extra', 'iec61937-size'],
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
    explains: ['iec61937-size'],
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
