// The bitmap header read at the wrong offset: a packing mistake, or VIDEOINFO taken for VIDEOINFO2. Each member is nonsense then, and
// a word about each would hide the one mistake.
import { decodeStruct, type StructValue, sizeOf } from '#ks/struct.ts';
import type { Fix } from '#language-server/finding.ts';
import { at, bitmapRule, headerStart, sizeImageRules } from './bitmap-rule.ts';
import { type Bitmap, formatSize, requestBytes } from './facts.ts';
import { fine, type Rule, type Subject, type Violation } from './rule.ts';

const headerSize = sizeOf('KS_BITMAPINFOHEADER', 'x64');
const widestPicture = 0x10000;
/** KS_VIDEOINFOHEADER2 has so many bytes more before its header. */
const interlacedExtra = sizeOf('KS_VIDEOINFOHEADER2', 'x64') - sizeOf('KS_VIDEOINFOHEADER', 'x64');
/** One wrong member is a mistake of its own, and two may be. */
const fewestWrong = 3;

function shiftedHeader(bitmap: Bitmap, subject: Subject): readonly Violation[] {
  const wrong = wrongMembers(bitmap, subject);
  if (wrong.length < fewestWrong) return fine;
  const names = `${wrong.slice(0, -1).join(', ')} and ${wrong.at(-1)}`;
  const found = headerElsewhere(bitmap, subject);
  if (found === undefined) {
    const message = `${names} are wrong together: the header looks shifted, as if it was read at another offset. Expected biSize ${headerSize} at byte ${headerStart(bitmap)} of the format, then biWidth, biHeight, biPlanes 1.`;
    return [{ path: bitmap.path, message, fixes: deriveFix(wrong, bitmap, subject) }];
  }
  const { header, by } = found;
  const where = `${Math.abs(by)} bytes ${by > 0 ? 'later' : 'earlier'}`;
  const other =
    Math.abs(by) === interlacedExtra
      ? ' So far apart are the headers of KS_VIDEOINFOHEADER and KS_VIDEOINFOHEADER2: Specifier may name the other one.'
      : '';
  const message = `The header is shifted by ${Math.abs(by)} bytes: one of ${header.biWidth} x ${header.biHeight} begins ${where}, and ${names} are wrong because of it.${other}`;
  const fix: Fix = {
    title: `Take the header from ${where}`,
    edits: [{ kind: 'set', path: bitmap.path, value: header }],
  };
  return [{ path: bitmap.path, message, fixes: [fix] }];
}

/** Members that cannot be meant. What is written is asked only: what is derived is right. */
function wrongMembers(bitmap: Bitmap, subject: Subject): readonly string[] {
  const { facts, size = headerSize, width = 1, lines = 1 } = bitmap;
  const room = (formatSize(subject) ?? 0) - headerStart(bitmap);
  const planes = subject.number(...at(bitmap, 'biPlanes'));
  const isWrong: Readonly<Record<string, boolean>> = {
    biSize: size < headerSize || size > room,
    biWidth: width <= 0 || width > widestPicture,
    biHeight: lines === 0 || lines > widestPicture,
    biPlanes: planes !== 1,
    biBitCount: facts !== undefined && facts.class !== 'compressed' && bitmap.bitCount !== facts.bitsPerPixel,
    biSizeImage: bitmap.sizeImage === 0 && !bitmap.isRgb,
  };
  return Object.keys(isWrong).filter(
    (member) => isWrong[member] === true && subject.isWritten(...at(bitmap, member)),
  );
}

/** A header in the bytes of the block that makes sense where it is, nearest first. */
function headerElsewhere(
  bitmap: Bitmap,
  subject: Subject,
): { readonly header: StructValue; readonly by: number } | undefined {
  const bytes = requestBytes(subject);
  if (bytes === undefined) return undefined;
  const expected = sizeOf('KSPIN_CONNECT', 'x64') + headerStart(bitmap);
  const start = sizeOf('KSPIN_CONNECT', 'x64') + sizeOf('KSDATAFORMAT', 'x64');
  const candidates = [];
  for (let offset = start; offset + headerSize <= bytes.length; offset++) {
    const header = decodeStruct('KS_BITMAPINFOHEADER', bytes, 'x64', offset);
    if (header !== undefined && makesSense(header, bitmap))
      candidates.push({ header, by: offset - expected });
  }
  return candidates.toSorted((a, b) => Math.abs(a.by) - Math.abs(b.by))[0];
}

function makesSense(header: StructValue, { facts }: Bitmap): boolean {
  const [width, lines] = [Number(header.biWidth), Math.abs(Number(header.biHeight))];
  return (
    header.biSize === headerSize &&
    header.biPlanes === 1 &&
    (facts === undefined || facts.class === 'compressed' || header.biBitCount === facts.bitsPerPixel) &&
    width > 0 &&
    width <= widestPicture &&
    lines > 0 &&
    lines <= widestPicture
  );
}

/** Without a header to go by, those of the wrong members that follow from the others are left to derivation. */
function deriveFix(wrong: readonly string[], bitmap: Bitmap, subject: Subject): readonly Fix[] {
  const derivable = wrong.filter((member) => subject.derived(...at(bitmap, member)) !== undefined);
  if (derivable.length === 0) return [];
  return [
    {
      title: `Remove ${derivable.join(', ')}, which are derived`,
      edits: derivable.map((member) => ({ kind: 'remove', path: at(bitmap, member) })),
    },
  ];
}

export const shiftedHeaderRules: readonly Rule[] = [
  bitmapRule(
    'KSV-101',
    'header-shifted',
    'error',
    [
      'Several members of the bitmap header are nonsense at once.',
      'The driver reads the same nonsense: STATUS_NO_MATCH or STATUS_INVALID_PARAMETER. A structure packed in another way, or VIDEOINFO taken for VIDEOINFO2, looks like this.',
      'AVSHWS, BMI',
    ],
    shiftedHeader,
    [
      'bisize-min',
      'header-overflow',
      'header-fits',
      'size-zero',
      'size-overflow',
      'planes',
      'bitcount-vs-subtype',
      'compression-vs-subtype',
      'rgb-compression',
      'bitfields-masks',
      'bitfields-depth',
      'palette-missing',
      'negative-height-yuv',
      'negative-height-rgb',
      'negative-height-compressed',
      'even-size',
      'stride-dword',
      'format-size-excess',
      'rc-target-bounds',
      'size-exact',
      'size-range',
      ...sizeImageRules,
    ],
  ),
];
