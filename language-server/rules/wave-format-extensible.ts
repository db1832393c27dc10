// Rules of what WAVEFORMATEXTENSIBLE adds: valid bits, channel mask, SubFormat.
import { constantsOf, numberText } from '#ks/constants.ts';
import { standardChannelMask } from '#ks/derive.ts';
import { fourccOf, namesOf, waveTagOf, zeroGuid } from '#ks/guid.ts';
import { waveTags } from '#ks/wave-format.ts';
import { isPcmOrFloat, subtypeText, type Wave, waveOf } from './facts.ts';
import { iecLinkOf } from './iec61937.ts';
import { broken, brokenValue, fine, type Rule, type Subject, setFix, type Violation } from './rule.ts';

const bitsPath = ['WaveFormatExt', 'Format', 'wBitsPerSample'];
const validPath = ['WaveFormatExt', 'Samples', 'wValidBitsPerSample'];
const maskPath = ['WaveFormatExt', 'dwChannelMask'];
const innerPath = ['WaveFormatExt', 'SubFormat'];
const outerPath = ['KSDATAFORMAT', 'SubFormat'];

/** Runs a check on WAVEFORMATEXTENSIBLE formats. */
const ofExtensible =
  (check: (subject: Subject, wave: Wave) => readonly Violation[]) =>
  (subject: Subject): readonly Violation[] => {
    const wave = subject.written.block?.key === 'WaveFormatExt' ? waveOf(subject) : undefined;
    return wave === undefined ? fine : check(subject, wave);
  };

function subFormats(subject: Subject): readonly Violation[] {
  const inner = subject.guid(...innerPath);
  const outer = subject.guid(...outerPath);
  if (inner === undefined || outer === undefined || inner === outer || outer === zeroGuid) return fine;
  const message = `WaveFormatExt.SubFormat is ${subtypeText(inner)}, but KSDATAFORMAT.SubFormat is ${subtypeText(outer)}: expected the same GUID in both.`;
  return [
    {
      path: innerPath,
      message,
      fixes: [
        setFix(`Set WaveFormatExt.SubFormat to ${subtypeText(outer)}`, innerPath, outer),
        setFix(`Set KSDATAFORMAT.SubFormat to ${subtypeText(inner)}`, outerPath, inner),
      ],
      related: [{ path: outerPath, message: 'The SubFormat that data ranges are matched by' }],
    },
  ];
}

function bitsMultiple(_: Subject, wave: Wave): readonly Violation[] {
  const { bits } = wave;
  // A plain tag inside WaveFormatExt is the business of pcm-bits-container.
  if (bits === undefined || bits % 8 === 0 || wave.tag !== waveTags.extensible) return fine;
  const container = Math.ceil(bits / 8) * 8;
  const message = `wBitsPerSample is ${bits}: expected a multiple of 8, the container (${container}); ${bits} belongs into Samples.wValidBitsPerSample.`;
  return brokenValue(bitsPath, message, container);
}

function validRange(subject: Subject, wave: Wave): readonly Violation[] {
  const valid = subject.number(...validPath);
  if (valid === undefined || wave.bits === undefined || valid <= wave.bits) return fine;
  const message = `wValidBitsPerSample is ${valid}, more than the container has: expected at most wBitsPerSample (${wave.bits}).`;
  return brokenValue(validPath, message, wave.bits);
}

function validZero(subject: Subject, wave: Wave): readonly Violation[] {
  if (subject.number(...validPath) !== 0 || !isPcmOrFloat(wave.codec) || !wave.bits) return fine;
  const message = `wValidBitsPerSample is 0, which is for codecs that use wSamplesPerBlock: expected ${wave.bits}, or less for samples that do not fill the container.`;
  return brokenValue(validPath, message, wave.bits);
}

function floatValid(subject: Subject, wave: Wave): readonly Violation[] {
  const valid = subject.number(...validPath);
  const isFloat = wave.tag === waveTags.extensible && wave.codec === waveTags.ieeeFloat;
  if (!isFloat || valid === undefined || wave.bits === undefined) return fine;
  if (valid === wave.bits || valid === 0 || valid > wave.bits) return fine;
  const message = `wValidBitsPerSample is ${valid}, but float samples use the whole container: expected ${wave.bits}.`;
  return brokenValue(validPath, message, wave.bits);
}

function validInContainer(subject: Subject, wave: Wave): readonly Violation[] {
  const valid = subject.number(...validPath);
  if (valid === undefined || valid === 0 || wave.bits === undefined || wave.codec !== waveTags.pcm)
    return fine;
  if (valid >= wave.bits || wave.bits % 8 !== 0) return fine;
  const message = `${valid} valid bits in a container of ${wave.bits}: samples are left-aligned, the low ${wave.bits - valid} bits are 0.`;
  return broken(validPath, message);
}

const definedPositions = 0x3ffff;

function maskReserved(subject: Subject): readonly Violation[] {
  const mask = subject.number(...maskPath);
  const reserved = mask === undefined ? 0 : (mask & ~definedPositions) >>> 0;
  if (mask === undefined || reserved === 0) return fine;
  const message = `dwChannelMask has the reserved bits 0x${reserved.toString(16)}: the defined positions are 0x1 to 0x20000.`;
  return brokenValue(maskPath, message, mask & definedPositions, 'Clear the reserved bits');
}

const bitCount = (mask: number): number => (mask & definedPositions).toString(2).replaceAll('0', '').length;

const maskText = (mask: number): string => {
  const hex = `0x${mask.toString(16)}`;
  const text = numberText(mask, 'SPEAKER');
  return text.startsWith('0x') ? hex : `${hex} (${text})`;
};

function standardMaskFix(channels: number): NonNullable<Violation['fixes']> {
  const mask = standardChannelMask(channels);
  return mask === undefined
    ? []
    : [setFix(`Set dwChannelMask to ${numberText(mask, 'SPEAKER')}`, maskPath, mask)];
}

function maskMore(subject: Subject, wave: Wave): readonly Violation[] {
  const mask = subject.number(...maskPath);
  const { channels } = wave;
  if (mask === undefined || channels === undefined || bitCount(mask) <= channels) return fine;
  if (iecLinkOf(subject) !== undefined) return fine;
  const message = `dwChannelMask names ${bitCount(mask)} positions for ${channels} channel${channels === 1 ? '' : 's'}; the highest are ignored. Expected ${expectedMask(channels)}.`;
  return [{ path: maskPath, message, fixes: standardMaskFix(channels) }];
}

function maskFewer(subject: Subject, wave: Wave): readonly Violation[] {
  const mask = subject.number(...maskPath);
  const { channels } = wave;
  if (mask === undefined || channels === undefined || mask === 0 || bitCount(mask) >= channels) return fine;
  const message = `dwChannelMask names ${bitCount(mask)} position${bitCount(mask) === 1 ? '' : 's'} for ${channels} channels; the others have no place. Expected ${expectedMask(channels)}.`;
  return [{ path: maskPath, message, fixes: standardMaskFix(channels) }];
}

function expectedMask(channels: number): string {
  const mask = standardChannelMask(channels);
  return mask === undefined ? `a mask of ${channels} bits` : maskText(mask);
}

function maskZero(subject: Subject, wave: Wave): readonly Violation[] {
  if (subject.number(...maskPath) !== 0 || !subject.isWritten(...maskPath)) return fine;
  const usual = wave.channels === undefined ? undefined : standardChannelMask(wave.channels);
  const advice = usual === undefined ? '' : ` Usual for ${wave.channels} channels: ${maskText(usual)}.`;
  const message = `dwChannelMask 0 means raw routing (KSAUDIO_SPEAKER_DIRECTOUT): normal for microphone arrays, refused by some render drivers.${advice}`;
  return [
    { path: maskPath, message, fixes: wave.channels === undefined ? [] : standardMaskFix(wave.channels) },
  ];
}

/** Two layouts share a name; a driver that compares masks takes one of them. */
const oldLayouts: ReadonlyMap<number, readonly [channels: number, newer: number, name: string]> = new Map([
  [0x3f, [6, 0x60f, '5.1']],
  [0xff, [8, 0x63f, '7.1']],
]);

function maskBackOrSide(subject: Subject, wave: Wave): readonly Violation[] {
  const mask = subject.number(...maskPath);
  const layout = mask === undefined ? undefined : oldLayouts.get(mask);
  if (layout === undefined || mask === undefined || !subject.isWritten(...maskPath)) return fine;
  const [channels, newer, name] = layout;
  if (wave.channels !== channels) return fine;
  const message = `0x${mask.toString(16)} is the older of two layouts called ${name}; 0x${newer.toString(16)} is the newer one. A driver that compares masks takes only its own.`;
  return brokenValue(maskPath, message, newer, `Set dwChannelMask to 0x${newer.toString(16)}`);
}

function subFormatUnknown(subject: Subject): readonly Violation[] {
  const inner = subject.guid(...innerPath);
  if (inner === undefined || inner === zeroGuid || !subject.isWritten(...innerPath)) return fine;
  if (namesOf(inner).length > 0 || isKnownTag(waveTagOf(inner)) || fourccOf(inner) !== undefined) return fine;
  return broken(innerPath, 'No header names this SubFormat: legal for a private format of the driver.');
}

const isKnownTag = (tag: number | undefined): boolean =>
  tag !== undefined && constantsOf('WAVE_FORMAT').entries.some(({ value }) => value === tag);

export const waveFormatExtensibleRules: readonly Rule[] = [
  {
    id: 'KSA-013',
    name: 'extensible-subformat-vs-format',
    severity: 'error',
    scope: 'D',
    summary: 'The SubFormat inside WAVEFORMATEXTENSIBLE is not that of KSDATAFORMAT.',
    why: 'The range match looks at the outer GUID, the driver at the inner one: STATUS_NO_MATCH.',
    source: 'SYSVAD',
    check: ofExtensible(subFormats),
  },
  {
    id: 'KSX-001',
    name: 'bits-multiple-of-8',
    severity: 'error',
    scope: 'D',
    summary: 'wBitsPerSample of WAVEFORMATEXTENSIBLE is not a multiple of 8.',
    why: 'Documented: drivers should reject it.',
    source: 'WFX',
    silences: ['block-align-pcm', 'avg-bytes', 'valid-bits-in-container'],
    check: ofExtensible(bitsMultiple),
  },
  {
    id: 'KSX-002',
    name: 'valid-bits-range',
    severity: 'error',
    scope: 'D',
    summary: 'wValidBitsPerSample is larger than wBitsPerSample.',
    why: 'Documented: drivers should reject it.',
    source: 'WFX',
    check: ofExtensible(validRange),
  },
  {
    id: 'KSX-003',
    name: 'valid-bits-zero',
    severity: 'warning',
    scope: 'D',
    summary: 'wValidBitsPerSample of PCM or float is 0.',
    why: 'Zero is for formats that use wSamplesPerBlock; drivers compare it with their own list.',
    source: 'WFX, SYSVAD',
    check: ofExtensible(validZero),
  },
  {
    id: 'KSX-004',
    name: 'float-valid-bits',
    severity: 'warning',
    scope: 'D',
    summary: 'wValidBitsPerSample of float is not wBitsPerSample.',
    why: 'Float uses the whole container.',
    source: 'WFX',
    check: ofExtensible(floatValid),
  },
  {
    id: 'KSX-005',
    name: 'valid-bits-in-container',
    severity: 'info',
    scope: 'D',
    summary: 'Fewer valid bits than the container has.',
    why: 'Data is left-aligned in the container, as in 24-in-32.',
    source: 'WFX',
    check: ofExtensible(validInContainer),
  },
  {
    id: 'KSX-006',
    name: 'mask-reserved-bits',
    severity: 'warning',
    scope: 'D',
    summary: 'dwChannelMask has reserved bits.',
    why: 'Positions beyond the defined ones are reserved; 0x80000000 is SPEAKER_ALL.',
    source: 'WFX',
    check: ofExtensible(maskReserved),
  },
  {
    id: 'KSX-007',
    name: 'mask-more-bits-than-channels',
    severity: 'info',
    scope: 'D',
    summary: 'dwChannelMask has more bits than there are channels.',
    why: 'The highest bits are ignored. On an IEC 61937 link the mask describes the decoded channels.',
    source: 'WFX, SYSVAD',
    check: ofExtensible(maskMore),
  },
  {
    id: 'KSX-008',
    name: 'mask-fewer-bits-than-channels',
    severity: 'info',
    scope: 'D',
    summary: 'dwChannelMask has fewer bits than there are channels.',
    why: 'Channels without a bit have no position.',
    source: 'WFX',
    check: ofExtensible(maskFewer),
  },
  {
    id: 'KSX-009',
    name: 'mask-zero-directout',
    severity: 'hint',
    scope: 'D',
    summary: 'dwChannelMask is 0.',
    why: 'Raw routing: normal for microphone arrays; some render drivers refuse.',
    source: 'WFX, SYSVAD',
    check: ofExtensible(maskZero),
  },
  {
    id: 'KSX-012',
    name: 'mask-vs-5p1',
    severity: 'hint',
    scope: 'D',
    summary: 'dwChannelMask is the older of two layouts of the same name.',
    why: 'Both are called 5.1 or 7.1; drivers compare masks exactly.',
    source: 'WFX',
    check: ofExtensible(maskBackOrSide),
  },
  {
    id: 'KSX-013',
    name: 'subformat-unknown',
    severity: 'info',
    scope: 'D',
    summary: 'SubFormat is a GUID that no header names.',
    why: 'Private GUIDs are legal, but a typing error looks the same.',
    source: 'WFX',
    check: ofExtensible(subFormatUnknown),
  },
];
