// Rules of KSDATAFORMAT.FormatSize, the only thing that says how long a format is. One wrong size breaks several of these
// at once; the first that applies speaks, in the order of what a driver would notice.
import { blockOfKey, blockSize, formatBlocks } from '#ks/format-blocks.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { waveTags } from '#ks/wave-format.ts';
import { bitmapOf, formatBytes, formatSize, guid, guidOf, offsetInFormat, waveOf } from './facts.ts';
import { broken, brokenValue, fine, type Rule, type Subject, type Violation } from './rule.ts';

const path = ['KSDATAFORMAT', 'FormatSize'];
const headerSize = 64;
const specifierNone = guid('KSDATAFORMAT_SPECIFIER_NONE');
const specifierFileHandle = guid('KSDATAFORMAT_SPECIFIER_FILEHANDLE');

/** FormatSize as derived: what is really there. */
const withDerived = (subject: Subject, message: string): readonly Violation[] => {
  const actual = formatBytes(subject);
  return actual === undefined ? broken(path, message) : brokenValue(path, message, actual);
};

function sizeMin(subject: Subject): readonly Violation[] {
  const size = formatSize(subject);
  if (size === undefined || size >= headerSize) return fine;
  return withDerived(
    subject,
    `FormatSize is ${size}, less than KSDATAFORMAT itself: expected ${formatBytes(subject) ?? headerSize}.`,
  );
}

function sizeBeyondBlock(subject: Subject): readonly Violation[] {
  const size = formatSize(subject);
  const actual = formatBytes(subject);
  if (size === undefined || actual === undefined || size <= actual || size < headerSize) return fine;
  const message = `FormatSize is ${size}, but only ${actual} bytes are here (64 + the format block + Bytes): expected ${actual}.`;
  return brokenValue(path, message, actual);
}

interface Least {
  readonly size: number;
  readonly what: string;
}

/** The least that must follow for a Specifier, by the first such row; one that is not here promises nothing. */
const leastBySpecifier: ReadonlyMap<Guid, Least> = new Map(
  formatBlocks
    .toReversed()
    .toSorted((a, b) => blockSize(b, 'x64') - blockSize(a, 'x64'))
    .flatMap((block) => {
      const least = { size: headerSize + blockSize(block, 'x64'), what: block.struct };
      return block.specifiers.map((specifier) => [specifier, least] as const);
    }),
);

/** Bytes that a sequence header adds to the structure around it. */
function declaredTail(subject: Subject, key: string): number {
  return subject.number(key, 'cbSequenceHeader') ?? subject.number(key, 'hdr', 'cbSequenceHeader') ?? 0;
}

function belowSpecifier(subject: Subject): readonly Violation[] {
  const size = formatSize(subject);
  const actual = formatBytes(subject);
  const specifier = subject.guid('KSDATAFORMAT', 'Specifier');
  if (size === undefined || actual === undefined || specifier === undefined) return fine;
  const least = leastBySpecifier.get(specifier);
  if (least === undefined || size >= least.size || size < headerSize) return fine;
  const name = guidOf(specifier, 'format-specifier');
  if (actual >= least.size) {
    const message = `FormatSize is ${size}, too small for ${name}, which takes at least ${least.size} (${least.what}): expected ${actual}.`;
    return brokenValue(path, message, actual);
  }
  const found = subject.written.block?.key ?? (actual > headerSize ? 'Bytes' : 'nothing');
  return broken(
    ['KSDATAFORMAT', 'Specifier'],
    `${name} promises a ${least.what}, at least ${least.size} bytes of format, but ${found} follows and the format has ${actual}.`,
  );
}

/** Bytes of the whole format that its own members account for; undefined when nothing can be said. */
function declaredSize(subject: Subject): number | undefined {
  const key = subject.written.block?.key;
  const block = key === undefined ? undefined : blockOfKey(key);
  if (block === undefined || key === undefined) return undefined;
  const fixed = headerSize + blockSize(block, 'x64');
  const wave = waveOf(subject);
  if (wave !== undefined) {
    // Other codecs are the business of cbsize-extra, which knows that cbSize is wrong and not FormatSize.
    if (wave.tag === undefined || wave.extra === undefined || wave.tag !== waveTags.pcm) return undefined;
    return offsetInFormat(wave.path) + 18 + wave.extra;
  }
  const bitmap = bitmapOf(subject);
  if (bitmap !== undefined && block.tail === undefined) {
    const header = bitmap.size === undefined ? 0 : Math.max(0, bitmap.size - 40);
    const colours = colourBytes(subject);
    return colours === undefined ? undefined : fixed + header + colours;
  }
  // Structures of the headers end in padding to a multiple of 8, and some drivers count it.
  return Math.ceil((fixed + declaredTail(subject, key)) / 8) * 8;
}

/** Colour masks or palette behind a bitmap header. */
function colourBytes(subject: Subject): number | undefined {
  const bitmap = bitmapOf(subject);
  if (bitmap?.bitCount === undefined) return undefined;
  if (bitmap.compression === 3) return 12;
  const used = subject.number(...bitmap.path, 'biClrUsed') ?? 0;
  return (used || (bitmap.bitCount <= 8 && bitmap.bitCount > 0 ? 2 ** bitmap.bitCount : 0)) * 4;
}

function excess(subject: Subject): readonly Violation[] {
  const size = formatSize(subject);
  const actual = formatBytes(subject);
  const declared = declaredSize(subject);
  if (size === undefined || actual === undefined || declared === undefined) return fine;
  if (size <= declared || size > actual) return fine;
  const wave = waveOf(subject);
  if (wave !== undefined && subject.written.block?.key === 'WaveFormatExt') {
    const message =
      'wFormatTag says WAVE_FORMAT_PCM, so a driver ignores what WAVEFORMATEXTENSIBLE adds: expected WAVE_FORMAT_EXTENSIBLE (0xfffe).';
    const tag = [...wave.path, 'wFormatTag'];
    return brokenValue(tag, message, waveTags.extensible, 'Set wFormatTag to WAVE_FORMAT_EXTENSIBLE');
  }
  const at = subject.isWritten(...path) ? path : ['Bytes'];
  return broken(
    at,
    `The format has ${size} bytes, but its members account for ${declared}: the last ${size - declared} have no meaning.`,
  );
}

function sizeOfNone(subject: Subject): readonly Violation[] {
  const size = formatSize(subject);
  if (subject.guid('KSDATAFORMAT', 'Specifier') !== specifierNone) return fine;
  if (size === undefined || size === headerSize || size < headerSize) return fine;
  const message = `KSDATAFORMAT_SPECIFIER_NONE means that nothing follows, but FormatSize is ${size}: expected 64.`;
  if (subject.isWritten(...path)) return brokenValue(path, message, headerSize);
  return broken(['KSDATAFORMAT', 'Specifier'], message);
}

function fileHandle(subject: Subject): readonly Violation[] {
  const size = formatSize(subject);
  if (subject.guid('KSDATAFORMAT', 'Specifier') !== specifierFileHandle) return fine;
  if (size === undefined || size >= headerSize + 8 || size < headerSize) return fine;
  return broken(
    ['KSDATAFORMAT', 'Specifier'],
    `KSDATAFORMAT_SPECIFIER_FILEHANDLE promises a handle (8 bytes on x64, 4 on x86), but the format has ${size} bytes: write it as Bytes.`,
  );
}

export const formatSizeRules: readonly Rule[] = [
  {
    id: 'KSF-001',
    name: 'format-size-min',
    severity: 'error',
    scope: 'D',
    summary: 'FormatSize is less than the 64 bytes of KSDATAFORMAT.',
    why: 'The request is refused: STATUS_INVALID_PARAMETER or STATUS_BUFFER_TOO_SMALL.',
    source: 'DF, ROS',
    explains: [
      'cbsize-vs-formatsize',
      'bitfields-masks',
      'header-fits',
      'list-without-flag',
      'h264-size',
      'dsound-size',
      'midi-bare-format',
      'mpeg1-seq-size',
      'mpeg2-seq-size',
    ],
    check: sizeMin,
  },
  {
    id: 'KSF-003',
    name: 'format-size-below-specifier',
    severity: 'error',
    scope: 'D',
    summary: 'The format is shorter than the structure that Specifier promises.',
    why: 'Drivers check it first: STATUS_NO_MATCH or STATUS_INVALID_PARAMETER, or they read past the end.',
    source: 'AVSHWS, DF',
    explains: [
      'cbsize-vs-formatsize',
      'bitfields-masks',
      'header-fits',
      'dsound-size',
      'list-without-flag',
      'mpeg1-seq-size',
      'mpeg2-seq-size',
    ],
    check: belowSpecifier,
  },
  {
    id: 'KSF-002',
    name: 'format-size-beyond-block',
    severity: 'error',
    scope: 'D',
    summary: 'FormatSize counts more bytes than follow KSPIN_CONNECT.',
    why: 'STATUS_INVALID_PARAMETER; ksuser takes FormatSize as the length to copy and reads past the buffer of the caller.',
    source: 'SYSVAD, AVSHWS',
    explains: ['cbsize-extra', 'list-without-flag', 'format-size-none', 'midi-bare-format'],
    check: sizeBeyondBlock,
  },
  {
    id: 'KSF-004',
    name: 'format-size-excess',
    severity: 'warning',
    scope: 'D',
    summary: 'The format is longer than its members account for.',
    why: 'Tolerant drivers ignore the tail, others refuse.',
    source: 'DF',
    check: excess,
  },
  {
    id: 'KSF-005',
    name: 'format-size-none',
    severity: 'warning',
    scope: 'D',
    summary: 'Specifier is NONE, but something follows.',
    why: 'Nothing reads the tail; more likely the Specifier is wrong.',
    source: 'DF',
    explains: ['format-size-excess'],
    check: sizeOfNone,
  },
  {
    id: 'KSF-021',
    name: 'filehandle-specifier',
    severity: 'warning',
    scope: 'D',
    summary: 'Specifier is FILEHANDLE and no handle follows.',
    why: 'The driver reads a handle that is not there.',
    source: 'DF',
    explains: ['range-type'],
    check: fileHandle,
  },
];
