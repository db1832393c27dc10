// Rules of compressed audio on an IEC 61937 link (S/PDIF, HDMI): the wave format describes the link, not the content.
import { guidText } from '#ks/guid.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { iec61937Formats } from '#ks/tables/iec61937.ts';
import { guid, oncePerSubject, type Wave, waveOf } from './facts.ts';
import { broken, brokenValue, fine, type Rule, type Subject, type Violation } from './rule.ts';
import { ofWave } from './wave-rule.ts';

const subtype = (name: string): Guid => guid(`KSDATAFORMAT_SUBTYPE_IEC61937_${name}`);

const dolbyDigital = subtype('DOLBY_DIGITAL');
const wmaPro = subtype('WMA_PRO');
const dolbyDigitalPlus: readonly Guid[] = [
  subtype('DOLBY_DIGITAL_PLUS'),
  subtype('DOLBY_DIGITAL_PLUS_ATMOS'),
];
/** Links whose documented shape is 2 channels of 16 bits, and those of 8 channels (MLP, MAT). */
const linksOf = (channels: number): readonly Guid[] =>
  iec61937Formats
    .filter(({ confidence, link }) => confidence === 'documented' && link?.channels === channels)
    .map(({ subtype: value }) => value);
const stereoLinks = linksOf(2);
const trueHd = linksOf(8);

const ratesOf = (link: Guid): readonly number[] =>
  iec61937Formats.find(({ subtype: value }) => value === link)?.link?.rates ?? [];

/** KSDATAFORMAT.SubFormat when it is an IEC 61937 one. */
export const iecLinkOf = oncePerSubject((subject): Guid | undefined => {
  const value = subject.guid('KSDATAFORMAT', 'SubFormat');
  if (value === undefined) return undefined;
  const isCea = /^[0-9a-f]{8}-0cea-0010-8000-00aa00389b71$/.test(value);
  return isCea || /_IEC61937_/.test(guidText(value, ['format-subtype'])) ? value : undefined;
});

const ofLink = (check: (link: Guid, wave: Wave, subject: Subject) => readonly Violation[]): Rule['check'] =>
  ofWave((wave, subject) => {
    const link = iecLinkOf(subject);
    return link === undefined ? fine : check(link, wave, subject);
  });

/** The first member that differs from what the link carries. */
function differing(wave: Wave, wanted: Readonly<Record<string, number>>, what: string): readonly Violation[] {
  const actual: Readonly<Record<string, number | undefined>> = {
    nChannels: wave.channels,
    wBitsPerSample: wave.bits,
    nBlockAlign: wave.align,
  };
  for (const [member, value] of Object.entries(wanted)) {
    const found = actual[member];
    if (found === undefined || found === value) continue;
    const message = `${member} is ${found}: ${what}, so expected ${value}.`;
    return brokenValue([...wave.path, member], message, value);
  }
  return fine;
}

function linkBits(link: Guid, wave: Wave): readonly Violation[] {
  if (!stereoLinks.includes(link)) return fine;
  const wanted = { nChannels: 2, wBitsPerSample: 16, nBlockAlign: 4 };
  return differing(wave, wanted, 'the link carries 2 channels of 16 bits whatever it transports');
}

function trueHdLink(link: Guid, wave: Wave): readonly Violation[] {
  if (!trueHd.includes(link)) return fine;
  const shape = differing(
    wave,
    { nChannels: 8, wBitsPerSample: 16 },
    'MLP and MAT travel as 8 channels of 16 bits',
  );
  return shape.length > 0
    ? shape
    : rateOf(link, wave, 'MLP and MAT links run at four times the content rate');
}

function rateOf(link: Guid, wave: Wave, why: string): readonly Violation[] {
  const rates = ratesOf(link);
  if (wave.rate === undefined || rates.length === 0 || rates.includes(wave.rate)) return fine;
  return broken(
    [...wave.path, 'nSamplesPerSec'],
    `nSamplesPerSec is ${wave.rate}: ${why}, expected ${rates.join(' or ')}.`,
  );
}

const ddPlusRate = (link: Guid, wave: Wave): readonly Violation[] =>
  dolbyDigitalPlus.includes(link)
    ? rateOf(link, wave, 'Dolby Digital Plus links run at four times the content rate')
    : fine;

const ac3Rate = (link: Guid, wave: Wave): readonly Violation[] =>
  link === dolbyDigital ? rateOf(link, wave, 'AC-3 has these content rates only') : fine;

const wmaProRate = (link: Guid, wave: Wave): readonly Violation[] =>
  link === wmaPro ? rateOf(link, wave, 'WMA Pro links run at 48000 (M0, M1) or 96000 (M2, M3)') : fine;

function oldTags(subject: Subject): readonly Violation[] {
  const wave = waveOf(subject);
  if (wave?.tag !== 0x0240 && wave?.tag !== 0x0241) return fine;
  const message = `wFormatTag 0x${wave.tag.toString(16)} is an old synonym that drivers should not support: expected WAVE_FORMAT_DOLBY_AC3_SPDIF (0x92).`;
  return brokenValue([...wave.path, 'wFormatTag'], message, 0x92, 'Set wFormatTag to 0x92');
}

function extraSize(_: Guid, wave: Wave): readonly Violation[] {
  if (wave.tag !== 0xfffe || wave.extra === undefined || [22, 34].includes(wave.extra)) return fine;
  const message = `cbSize is ${wave.extra}: WAVEFORMATEXTENSIBLE has 22, WAVEFORMATEXTENSIBLE_IEC61937 34; nothing else exists on an IEC 61937 link.`;
  return broken([...wave.path, 'cbSize'], message);
}

/** WAVEFORMATEXTENSIBLE_IEC61937 ends in dwEncodedSamplesPerSec, dwEncodedChannelCount, dwAverageBytesPerSec. */
function encodedFields(_: Guid, wave: Wave, subject: Subject): readonly Violation[] {
  const bytes = subject.written.Bytes;
  if (subject.written.block?.key !== 'WaveFormatExt' || bytes?.length !== 12 || wave.extra !== 34)
    return fine;
  const dword = (at: number): boolean => bytes.subarray(at, at + 4).every((byte) => byte === 0);
  const empty = [dword(0) ? 'dwEncodedSamplesPerSec' : '', dword(4) ? 'dwEncodedChannelCount' : ''].filter(
    Boolean,
  );
  if (empty.length === 0) return fine;
  return broken(
    ['Bytes'],
    `${empty.join(' and ')} ${empty.length === 1 ? 'is' : 'are'} 0: expected what the decoded stream has.`,
  );
}

export const iec61937Rules: readonly Rule[] = [
  {
    id: 'KSI-001',
    name: 'link-bits',
    severity: 'error',
    scope: 'D',
    summary: 'A link for AC-3, WMA Pro or Dolby Digital Plus that is not 2 channels of 16 bits.',
    why: 'The wave format describes the link, which carries 2 channels of 16 bits.',
    source: 'IEC, AC3',
    check: ofLink(linkBits),
  },
  {
    id: 'KSI-002',
    name: 'ddplus-rate',
    severity: 'error',
    scope: 'D',
    summary: 'A Dolby Digital Plus link at another rate than 176400 or 192000.',
    why: 'The link runs at four times the content rate; 32 kHz content is not possible.',
    source: 'IEC',
    check: ofLink(ddPlusRate),
  },
  {
    id: 'KSI-003',
    name: 'truehd-link',
    severity: 'error',
    scope: 'D',
    summary: 'An MLP or MAT link that is not 8 channels of 16 bits at 176400 or 192000.',
    why: 'Documented shape of the link.',
    source: 'IEC',
    check: ofLink(trueHdLink),
  },
  {
    id: 'KSI-004',
    name: 'ac3-rate',
    severity: 'warning',
    scope: 'D',
    summary: 'An AC-3 link at a rate that AC-3 does not have.',
    why: 'Content rates of AC-3 are 32000, 44100 and 48000.',
    source: 'AC3',
    check: ofLink(ac3Rate),
  },
  {
    id: 'KSI-005',
    name: 'wmapro-rate',
    severity: 'warning',
    scope: 'D',
    summary: 'A WMA Pro link at another rate than 48000 or 96000.',
    why: 'Documented link rates.',
    source: 'IEC',
    check: ofLink(wmaProRate),
  },
  {
    id: 'KSI-007',
    name: 'ac3-old-tags',
    severity: 'warning',
    scope: 'D',
    summary: 'wFormatTag is an old synonym of the AC-3 tag.',
    why: 'Drivers should not support 0x0240 and 0x0241.',
    source: 'AC3',
    explains: ['tag-vs-subtype'],
    check: oldTags,
  },
  {
    id: 'KSI-009',
    name: 'encoded-fields',
    severity: 'hint',
    scope: 'D',
    summary: 'The description of the decoded stream is 0.',
    why: 'Players and receivers use it; only dwAverageBytesPerSec may be 0.',
    source: 'IEC',
    check: ofLink(encodedFields),
  },
  {
    id: 'KSX-011',
    name: 'iec61937-size',
    severity: 'warning',
    scope: 'D',
    summary: 'cbSize of an IEC 61937 format is neither 22 nor 34.',
    why: 'Only two shapes exist, of 40 and 52 bytes.',
    source: 'IEC, SYSVAD',
    check: ofLink(extraSize),
  },
];
