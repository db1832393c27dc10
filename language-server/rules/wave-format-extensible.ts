// Rules of what WAVEFORMATEXTENSIBLE adds, apart from its channel mask: valid bits and SubFormat.
import { constantsOf } from '#ks/constants.ts';
import { fourccOf, namesOf, waveTagOf, zeroGuid } from '#ks/guid.ts';
import { waveTags } from '#ks/wave-format.ts';
import { isPcmOrFloat, subtypeText, type Wave } from './facts.ts';
import { broken, brokenValue, fine, type Rule, type Subject, setFix, type Violation } from './rule.ts';
import { ofExtensible } from './wave-rule.ts';

const bitsPath = ['WaveFormatExt', 'Format', 'wBitsPerSample'];
const validPath = ['WaveFormatExt', 'Samples', 'wValidBitsPerSample'];
const innerPath = ['WaveFormatExt', 'SubFormat'];
const outerPath = ['KSDATAFORMAT', 'SubFormat'];

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
    explains: ['float-valid-bits'],
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
    explains: [
      'block-align-pcm',
      'avg-bytes',
      'valid-bits-in-container',
      'valid-bits-range',
      'float-valid-bits',
      'samplesize-pcm',
      'range-bits',
    ],
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
