// Rules of the attribute list that may follow a format.
import { attributeBody } from '#ks/attributes.ts';
import { roundUp8 } from '#ks/bytes.ts';
import type { Path } from '#ks/path.ts';
import { formatHasAttributes } from '#ks/request.ts';
import { formatBytes, formatSize, guid, requestBytes } from './facts.ts';
import { broken, brokenValue, fine, type Rule, type Subject, type Violation } from './rule.ts';

const flagsPath = ['KSDATAFORMAT', 'Flags'];
const signalProcessingMode = guid('KSATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE');
const attributeHeader = 24;

const headerPath = (index: number, member: string): Path => ['Attributes', index, 'AttributeHeader', member];

const hasFlag = (subject: Subject): boolean | undefined => {
  const flags = subject.number(...flagsPath);
  return flags === undefined ? undefined : (flags & formatHasAttributes) !== 0;
};

function flagWithoutList(subject: Subject): readonly Violation[] {
  if (
    hasFlag(subject) !== true ||
    subject.written.Attributes !== undefined ||
    subject.isUnreadable('Attributes')
  )
    return fine;
  const actual = formatBytes(subject);
  const size = formatSize(subject);
  // A FormatSize that ends early leaves room for a list among the Bytes.
  if (actual === undefined || size === undefined || actual >= roundUp8(size) + 8) return fine;
  const flags = subject.number(...flagsPath) ?? 0;
  return brokenValue(
    flagsPath,
    'Flags announces an attribute list (KSDATAFORMAT_ATTRIBUTES), but none follows: expected Attributes, or the flag clear.',
    (flags & ~formatHasAttributes) >>> 0,
    'Clear KSDATAFORMAT_ATTRIBUTES',
  );
}

function listWithoutFlag(subject: Subject): readonly Violation[] {
  if (hasFlag(subject) !== false) return fine;
  const flags = subject.number(...flagsPath) ?? 0;
  if (subject.written.Attributes !== undefined) {
    const message =
      'Attributes follow, but Flags does not announce them, so they are ignored: expected KSDATAFORMAT_ATTRIBUTES (2) in Flags.';
    return brokenValue(
      flagsPath,
      message,
      (flags | formatHasAttributes) >>> 0,
      'Set KSDATAFORMAT_ATTRIBUTES',
    );
  }
  const actual = formatBytes(subject);
  const size = formatSize(subject);
  if (actual === undefined || size === undefined || size >= actual || size < 64) return fine;
  const message = `FormatSize is ${size}, but ${actual} bytes are here, and Flags announces no attribute list: the last ${actual - size} are ignored. Expected ${actual}.`;
  return brokenValue(['KSDATAFORMAT', 'FormatSize'], message, actual);
}

function emptyList(subject: Subject): readonly Violation[] {
  const attributes = subject.written.Attributes;
  if (attributes === undefined || attributes.length > 0) return fine;
  return [
    {
      path: ['Attributes'],
      message: 'The attribute list is empty: expected at least one attribute, or no Attributes at all.',
      fixes: [{ title: 'Remove Attributes', edits: [{ kind: 'remove', path: ['Attributes'] }] }],
    },
  ];
}

/** The size that each attribute says and has, with the bytes from its start to the end of the list. */
function sizesOf(subject: Subject): readonly { index: number; said: number; actual: number; left: number }[] {
  const attributes = subject.completed.Attributes ?? [];
  const actual = attributes.map((attribute) => attributeHeader + attributeBody(attribute).length);
  return attributes.flatMap((_, index) => {
    const said = subject.number(...headerPath(index, 'Size'));
    if (said === undefined || subject.isUnreadable('Attributes', index)) return [];
    const rest = actual.slice(index);
    const left = rest.reduce((sum, size, at) => sum + (at === rest.length - 1 ? size : roundUp8(size)), 0);
    return [{ index, said, actual: actual[index] ?? 0, left }];
  });
}

function sizeMin(subject: Subject): readonly Violation[] {
  return sizesOf(subject).flatMap(({ index, said, actual, left }) => {
    if (said >= attributeHeader && said <= left) return fine;
    const message = `Size is ${said}, but the attribute has ${actual} bytes and ${left} are left in the list: expected ${actual}.`;
    return brokenValue(headerPath(index, 'Size'), message, actual);
  });
}

function alignment(subject: Subject): readonly Violation[] {
  const sizes = sizesOf(subject);
  return sizes.flatMap(({ index, said, actual, left }) => {
    if (index === sizes.length - 1 || said < attributeHeader || said > left) return fine;
    if (roundUp8(said) === roundUp8(actual)) return fine;
    const message = `Size is ${said}, so the next attribute is looked for ${roundUp8(said)} bytes on, but it begins after ${roundUp8(actual)}: expected ${actual}.`;
    return brokenValue(headerPath(index, 'Size'), message, actual);
  });
}

function signalModeSize(subject: Subject): readonly Violation[] {
  return (subject.written.Attributes ?? []).flatMap((attribute, index) => {
    const said = subject.number(...headerPath(index, 'Size'));
    if (attribute.AttributeHeader.Attribute !== signalProcessingMode || said === undefined || said === 40)
      return fine;
    const message = `KSATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE takes 40 bytes (24 + one GUID), and Size is ${said}: expected 40 with SignalProcessingMode.`;
    const at: Path = subject.isWritten(...headerPath(index, 'Size'))
      ? headerPath(index, 'Size')
      : ['Attributes', index];
    return attributeBody(attribute).length === 16
      ? brokenValue(headerPath(index, 'Size'), message, 40)
      : broken(at, message);
  });
}

function attributeFlags(subject: Subject): readonly Violation[] {
  return (subject.written.Attributes ?? []).flatMap((_, index) => {
    const path = headerPath(index, 'Flags');
    const flags = subject.number(...path);
    const unknown = flags === undefined ? 0 : (flags & ~1) >>> 0;
    if (flags === undefined || unknown === 0) return fine;
    const message = `Flags has the reserved bits 0x${unknown.toString(16)}: expected 0 or KSATTRIBUTE_REQUIRED (1).`;
    return brokenValue(path, message, flags & 1);
  });
}

/** The name prefix that ksuser puts before the request, and the 16-bit length of a UNICODE_STRING. */
const namePrefix = 80;
const longestName = 65535;

function tooLong(subject: Subject): readonly Violation[] {
  const rough =
    (formatBytes(subject) ?? 0) +
    (subject.written.Attributes ?? []).reduce((sum, item) => sum + 24 + attributeBody(item).length, 0);
  if (rough < 60000) return fine;
  const length = requestBytes(subject)?.length ?? 0;
  if (length + namePrefix <= longestName) return fine;
  const path = subject.written.Attributes === undefined ? ['Bytes'] : ['Attributes'];
  return broken(
    path,
    `The request has ${length} bytes; with the name before it, it does not fit the 65535 bytes of an object name: expected at most ${longestName - namePrefix}.`,
  );
}

export const attributeRules: readonly Rule[] = [
  {
    id: 'KST-001',
    name: 'attributes-flag-without-list',
    severity: 'error',
    scope: 'D',
    summary: 'Flags announces an attribute list and none follows.',
    why: 'ksuser takes the size of the request from the list header and reads past the buffer of the caller; a driver answers STATUS_INVALID_PARAMETER at best.',
    source: 'SYSVAD, ROS',
    check: flagWithoutList,
  },
  {
    id: 'KST-002',
    name: 'list-without-flag',
    severity: 'warning',
    scope: 'D',
    summary: 'Bytes follow the format and Flags announces no attribute list.',
    why: 'They are ignored.',
    source: 'SYSVAD',
    check: listWithoutFlag,
  },
  {
    id: 'KST-004',
    name: 'attributes-count',
    severity: 'error',
    scope: 'D',
    summary: 'The attribute list is empty.',
    why: 'STATUS_INVALID_PARAMETER, or the flag was pointless.',
    source: 'SYSVAD',
    check: emptyList,
  },
  {
    id: 'KST-005',
    name: 'attribute-size-min',
    severity: 'error',
    scope: 'D',
    summary: 'KSATTRIBUTE.Size is below 24 or reaches behind the list.',
    why: 'STATUS_INVALID_PARAMETER.',
    source: 'SYSVAD',
    explains: ['signal-mode-size'],
    check: sizeMin,
  },
  {
    id: 'KST-006',
    name: 'attribute-alignment',
    severity: 'error',
    scope: 'D',
    summary: 'KSATTRIBUTE.Size leads to a place where no attribute begins.',
    why: 'The next attribute is read from the wrong place.',
    source: 'SYSVAD, ATTR',
    explains: ['signal-mode-size'],
    check: alignment,
  },
  {
    id: 'KST-008',
    name: 'signal-mode-size',
    severity: 'error',
    scope: 'D',
    summary: 'A signal processing mode attribute of other than 40 bytes.',
    why: 'STATUS_INVALID_PARAMETER.',
    source: 'SYSVAD',
    check: signalModeSize,
  },
  {
    id: 'KST-010',
    name: 'attribute-flags',
    severity: 'warning',
    scope: 'D',
    summary: 'KSATTRIBUTE.Flags has reserved bits.',
    why: 'Only KSATTRIBUTE_REQUIRED is defined.',
    source: 'HDR',
    check: attributeFlags,
  },
  {
    id: 'KST-012',
    name: 'attributes-blob-64k',
    severity: 'error',
    scope: 'D',
    summary: 'The request is longer than an object name can be.',
    why: 'It travels in the name of a create request, whose length is a 16-bit count of bytes.',
    source: 'RU, inferred',
    check: tooLong,
  },
];
