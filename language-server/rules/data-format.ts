// Rules of KSDATAFORMAT apart from its sizes: flags, and whether the three GUIDs go together.
import { formatBlocks } from '#ks/format-blocks.ts';
import { waveTagOf, zeroGuid } from '#ks/guid.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { bitmapOf, guid, guidOf, subtypeText, waveOf } from './facts.ts';
import { iecLinkOf } from './iec61937.ts';
import { brokenValue, fine, type Rule, type Subject, setFix, type Violation } from './rule.ts';

const flagsPath = ['KSDATAFORMAT', 'Flags'];
const specifierPath = ['KSDATAFORMAT', 'Specifier'];
const temporalCompression = 0x1;
const knownFlags = 0x3;
const audio = guid('KSDATAFORMAT_TYPE_AUDIO');
const video = guid('KSDATAFORMAT_TYPE_VIDEO');

const midiTypes: readonly Guid[] = [guid('KSDATAFORMAT_TYPE_MUSIC'), guid('KSDATAFORMAT_TYPE_MIDI')];

const none = guid('KSDATAFORMAT_SPECIFIER_NONE');

const audioSpecifiers: readonly Guid[] = [
  guid('KSDATAFORMAT_SPECIFIER_WAVEFORMATEX'),
  guid('KSDATAFORMAT_SPECIFIER_DSOUND'),
];

const videoSpecifiers: readonly Guid[] = [
  guid('KSDATAFORMAT_SPECIFIER_VIDEOINFO'),
  guid('KSDATAFORMAT_SPECIFIER_VIDEOINFO2'),
  guid('KSDATAFORMAT_SPECIFIER_MPEG1_VIDEO'),
  guid('KSDATAFORMAT_SPECIFIER_MPEG2_VIDEO'),
  guid('KSDATAFORMAT_SPECIFIER_H264_VIDEO'),
];

function reserved(subject: Subject): readonly Violation[] {
  const path = ['KSDATAFORMAT', 'Reserved'];
  const value = subject.number(...path);
  return value === undefined || value === 0
    ? fine
    : brokenValue(path, `Reserved is ${value}; it must be 0.`, 0);
}

const clearFlags = (subject: Subject, bits: number, message: string): readonly Violation[] => {
  const flags = subject.number(...flagsPath) ?? 0;
  return brokenValue(flagsPath, message, (flags & ~bits) >>> 0);
};

function flagsUnknown(subject: Subject): readonly Violation[] {
  const unknown = ((subject.number(...flagsPath) ?? 0) & ~knownFlags) >>> 0;
  if (unknown === 0) return fine;
  const required =
    unknown & 0x4 ? ' 0x4 (KSDATARANGE_REQUIRED_ATTRIBUTES) is a flag of data ranges only.' : '';
  return clearFlags(
    subject,
    unknown,
    `Flags has the undefined bits 0x${unknown.toString(16)}: a format takes KSDATAFORMAT_TEMPORAL_COMPRESSION (1) and KSDATAFORMAT_ATTRIBUTES (2).${required}`,
  );
}

function temporalAudio(subject: Subject): readonly Violation[] {
  const major = subject.guid('KSDATAFORMAT', 'MajorFormat');
  if (((subject.number(...flagsPath) ?? 0) & temporalCompression) === 0 || major === undefined) return fine;
  if (major !== audio && !midiTypes.includes(major)) return fine;
  const message = `KSDATAFORMAT_TEMPORAL_COMPRESSION describes video, and this is ${guidOf(major, 'format-type')}: expected the flag to be clear.`;
  return clearFlags(subject, temporalCompression, message);
}

function temporalUncompressed(subject: Subject): readonly Violation[] {
  if (((subject.number(...flagsPath) ?? 0) & temporalCompression) === 0) return fine;
  const subtype = subject.guid('KSDATAFORMAT', 'SubFormat');
  if (!bitmapOf(subject)?.isUncompressed || subtype === undefined) return fine;
  const message = `KSDATAFORMAT_TEMPORAL_COMPRESSION says that pictures depend on earlier ones, but every ${subtypeText(subtype)} picture stands alone: expected the flag to be clear.`;
  return clearFlags(subject, temporalCompression, message);
}

function wildcard(member: 'MajorFormat' | 'SubFormat' | 'Specifier', advice: string) {
  return (subject: Subject): readonly Violation[] => {
    const path = ['KSDATAFORMAT', member];
    if (subject.guid(...path) !== zeroGuid) return fine;
    return [
      {
        path,
        message: `${member} is the zero GUID, the wildcard of data ranges; a format names exactly one. ${advice}`,
        fixes: wildcardFixes(subject, member),
      },
    ];
  };
}

function wildcardFixes(subject: Subject, member: string): NonNullable<Violation['fixes']> {
  const block = formatBlocks.find(({ key }) => key === subject.written.block?.key);
  const path = ['KSDATAFORMAT', member];
  const wave = waveOf(subject);
  if (member === 'MajorFormat' && wave !== undefined) {
    return [setFix('Set MajorFormat to KSDATAFORMAT_TYPE_AUDIO', path, audio)];
  }
  if (member === 'MajorFormat' && bitmapOf(subject) !== undefined) {
    return [setFix('Set MajorFormat to KSDATAFORMAT_TYPE_VIDEO', path, video)];
  }
  const [specifier] = block?.specifiers ?? [];
  if (member !== 'Specifier' || specifier === undefined) return [];
  return [setFix(`Set Specifier to ${guidOf(specifier, 'format-specifier')}`, path, specifier)];
}

function majorSpecifier(subject: Subject): readonly Violation[] {
  const major = subject.guid('KSDATAFORMAT', 'MajorFormat');
  const specifier = subject.guid(...specifierPath);
  if (major === undefined || specifier === undefined) return fine;
  const mismatch =
    (major === audio && videoSpecifiers.includes(specifier)) ||
    (major === video && audioSpecifiers.includes(specifier));
  if (!mismatch) return fine;
  const block = formatBlocks.find(({ key }) => key === subject.written.block?.key);
  const wanted = block?.specifiers.find((candidate) =>
    (major === audio ? audioSpecifiers : videoSpecifiers).includes(candidate),
  );
  const kind = major === audio ? 'audio' : 'video';
  const message = `${guidOf(specifier, 'format-specifier')} does not describe ${kind}, and MajorFormat is ${guidOf(major, 'format-type')}: expected ${wanted === undefined ? `a Specifier of ${kind}` : guidOf(wanted, 'format-specifier')}.`;
  const fixes =
    wanted === undefined
      ? []
      : [setFix(`Set Specifier to ${guidOf(wanted, 'format-specifier')}`, specifierPath, wanted)];
  return [{ path: specifierPath, message, fixes }];
}

function specifierBlock(subject: Subject): readonly Violation[] {
  const specifier = subject.guid(...specifierPath);
  const block = formatBlocks.find(({ key }) => key === subject.written.block?.key);
  if (specifier === undefined || specifier === zeroGuid || block === undefined) return fine;
  const [wanted] = block.specifiers;
  if (wanted === undefined || block.specifiers.includes(specifier)) return fine;
  const promised = formatBlocks.filter(({ specifiers }) => specifiers.includes(specifier));
  if (promised.length === 0) return fine;
  const keys = promised.map(({ key }) => key).join(' or ');
  const name = guidOf(wanted, 'format-specifier');
  const message = `${guidOf(specifier, 'format-specifier')} promises ${keys}, but ${block.key} follows: expected ${name}.`;
  return brokenValue(specifierPath, message, wanted, `Set Specifier to ${name}`);
}

function noneOnAudio(subject: Subject): readonly Violation[] {
  const subtype = subject.guid('KSDATAFORMAT', 'SubFormat');
  if (subject.guid('KSDATAFORMAT', 'MajorFormat') !== audio || subject.guid(...specifierPath) !== none)
    return fine;
  if (subtype === undefined || waveTagOf(subtype) === undefined) return fine;
  // Digital outputs of sysvad do list AC-3 and DTS with NONE.
  if (iecLinkOf(subject) !== undefined) return fine;
  const wanted = 'KSDATAFORMAT_SPECIFIER_WAVEFORMATEX';
  const message = `KSDATAFORMAT_SPECIFIER_NONE with ${subtypeText(subtype)}: only analog bridge pins have it, a wave pin takes ${wanted}.`;
  return brokenValue(specifierPath, message, guid(wanted), `Set Specifier to ${wanted}`);
}

export const dataFormatRules: readonly Rule[] = [
  {
    id: 'KSF-006',
    name: 'reserved-zero',
    severity: 'warning',
    scope: 'D',
    summary: 'KSDATAFORMAT.Reserved is not 0.',
    why: 'Documented as 0. Sample drivers do not check it, so it is rarely the cause of a refusal.',
    source: 'DF',
    check: reserved,
  },
  {
    id: 'KSF-007',
    name: 'flags-unknown',
    severity: 'warning',
    scope: 'D',
    summary: 'KSDATAFORMAT.Flags has bits that a format does not define.',
    why: 'They mean nothing in a format; a driver that compares flags finds no match.',
    source: 'HDR',
    check: flagsUnknown,
  },
  {
    id: 'KSF-009',
    name: 'temporal-compression-audio',
    severity: 'warning',
    scope: 'D',
    summary: 'The flag for inter-frame compression is set on audio or MIDI.',
    why: 'It describes video samples that depend on others.',
    source: 'HDR',
    check: temporalAudio,
  },
  {
    id: 'KSF-010',
    name: 'temporal-compression-uncompressed',
    severity: 'warning',
    scope: 'D',
    summary: 'The flag for inter-frame compression is set on uncompressed video.',
    why: 'A contradiction: every uncompressed picture stands alone.',
    source: 'HDR',
    check: temporalUncompressed,
  },
  {
    id: 'KSF-011',
    name: 'wildcard-type',
    severity: 'error',
    scope: 'D',
    summary: 'MajorFormat is the zero GUID.',
    why: 'STATUS_NO_MATCH, unless a data range is a wildcard itself.',
    source: 'KSDR, VAL',
    explains: ['range-type'],
    check: wildcard(
      'MajorFormat',
      'Expected KSDATAFORMAT_TYPE_AUDIO, KSDATAFORMAT_TYPE_VIDEO or another type.',
    ),
  },
  {
    id: 'KSF-012',
    name: 'wildcard-subtype',
    severity: 'error',
    scope: 'D',
    summary: 'SubFormat is the zero GUID.',
    why: 'STATUS_NO_MATCH, unless the SubFormat of a data range is a wildcard.',
    source: 'KSDR, VAL',
    explains: ['range-type'],
    check: wildcard(
      'SubFormat',
      'Where no subtype is meant, it is KSDATAFORMAT_SUBTYPE_NONE, which is not zero.',
    ),
  },
  {
    id: 'KSF-013',
    name: 'wildcard-specifier',
    severity: 'error',
    scope: 'D',
    summary: 'Specifier is the zero GUID.',
    why: 'STATUS_NO_MATCH: the documented test has no case for a wildcard Specifier with a concrete subtype.',
    source: 'KSDR, VAL',
    explains: ['range-type'],
    check: wildcard(
      'Specifier',
      'Where nothing follows, it is KSDATAFORMAT_SPECIFIER_NONE, which is not zero.',
    ),
  },
  {
    id: 'KSF-018',
    name: 'major-specifier-mismatch',
    severity: 'error',
    scope: 'D',
    summary: 'MajorFormat and Specifier do not go together.',
    why: 'No data range has such a pair: STATUS_NO_MATCH.',
    source: 'VAL',
    explains: ['format-size-below-specifier', 'specifier-block', 'range-type'],
    check: majorSpecifier,
  },
  {
    id: 'KSF-101',
    name: 'specifier-block',
    severity: 'error',
    scope: 'D',
    summary: 'Specifier promises another structure than the one that follows.',
    why: 'The driver reads the bytes as the structure that Specifier names: it refuses them or misreads every member.',
    source: 'VAL, AVSHWS',
    explains: ['format-size-below-specifier', 'range-type'],
    check: specifierBlock,
  },
  {
    id: 'KSF-019',
    name: 'specifier-none-on-audio',
    severity: 'warning',
    scope: 'D',
    summary: 'A wave subtype with Specifier NONE.',
    why: 'No range of a normal wave pin matches; only analog bridge ranges have NONE.',
    source: 'VAL',
    explains: ['format-size-none', 'range-type'],
    check: noneOnAudio,
  },
];
