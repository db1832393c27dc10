// Rules of what a WAVEFORMATEX says it is, wherever one is: codec, channels, rate, bits.
import { guidOfWaveTag, waveTagOf } from '#ks/guid.ts';
import { isPcmOrFloat, subtypeText, type Wave } from './facts.ts';
import { broken, brokenValue, fine, type Rule, type Subject, setFix, type Violation } from './rule.ts';
import { toExtensibleFix } from './wave-fixes.ts';
import { at, extensible, ieeeFloat, ofWave, pcm, tagText } from './wave-rule.ts';

function pcmContainer(wave: Wave): readonly Violation[] {
  const { bits } = wave;
  if (wave.tag !== pcm || bits === undefined || (bits !== 0 && bits % 8 === 0)) return fine;
  const container = Math.max(8, Math.ceil(bits / 8) * 8);
  const message = `wBitsPerSample is ${bits}: expected a multiple of 8, the size of the container. Fewer valid bits are said by WaveFormatExt.`;
  return brokenValue(at(wave, 'wBitsPerSample'), message, container);
}

/** What a plain WAVEFORMATEX is documented for (WFX0). */
export const plainPcmBits: readonly number[] = [8, 16];

function pcmDocumented(wave: Wave, subject: Subject): readonly Violation[] {
  const { bits } = wave;
  if (wave.tag !== pcm || bits === undefined || bits === 0 || bits % 8 !== 0) return fine;
  if (plainPcmBits.includes(bits)) return fine;
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
    explains: ['range-type'],
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
    explains: ['float-bits'],
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
    explains: ['extensible-subformat-vs-format', 'range-type'],
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
    explains: [
      'block-align-pcm',
      'avg-bytes',
      'mask-more-bits-than-channels',
      'link-bits',
      'alaw-mulaw',
      'truehd-link',
      'range-channels',
    ],
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
    explains: ['avg-bytes', 'ac3-rate', 'ddplus-rate', 'wmapro-rate', 'truehd-link', 'range-rate'],
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
    id: 'KSA-005',
    name: 'pcm-bits-container',
    severity: 'error',
    scope: 'D',
    summary: 'wBitsPerSample of PCM is not a whole number of bytes.',
    why: 'It is the size of the container, so refused otherwise.',
    source: 'WFX0, WFX1',
    explains: ['block-align-pcm', 'avg-bytes', 'samplesize-pcm', 'range-bits'],
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
    explains: ['block-align-pcm', 'avg-bytes', 'samplesize-pcm'],
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
    explains: ['pcm-bits-documented'],
    check: ofWave(moreThanTwo),
  },
];
