// Rules of what a pixel is: depth, compression, colour masks and palette, against the SubFormat.
import { fourccNumber, fourccOf } from '#ks/guid.ts';
import type { FixEdit } from '#language-server/finding.ts';
import {
  at,
  bitFields,
  bitmapRule,
  compressionText,
  headerStart,
  rgb,
  sizeImageRules,
  subtypeOf,
} from './bitmap-rule.ts';
import { type Bitmap, formatSize } from './facts.ts';
import { broken, brokenValue, fine, type Rule, type Subject, type Violation } from './rule.ts';

function bitCountVsSubtype(bitmap: Bitmap, subject: Subject): readonly Violation[] {
  const expected = bitmap.facts?.bitsPerPixel;
  if (!expected || bitmap.facts?.class === 'compressed' || bitmap.bitCount === undefined) return fine;
  if (bitmap.bitCount === expected) return fine;
  const message = `biBitCount is ${bitmap.bitCount}: ${subtypeOf(subject)} has ${expected} bits per pixel, expected ${expected}.`;
  return brokenValue(at(bitmap, 'biBitCount'), message, expected);
}

function mjpgBitCount(bitmap: Bitmap): readonly Violation[] {
  if (bitmap.facts?.fourcc !== 'MJPG' || bitmap.bitCount === undefined) return fine;
  if (bitmap.bitCount === 0 || bitmap.bitCount === 24) return fine;
  const message = `biBitCount is ${bitmap.bitCount}: for MJPG it is the depth of the decoded picture, usually 24.`;
  return brokenValue(at(bitmap, 'biBitCount'), message, 24);
}

function compressionVsSubtype(bitmap: Bitmap, subject: Subject): readonly Violation[] {
  const subtype = subject.guid('KSDATAFORMAT', 'SubFormat');
  const code = bitmap.facts === undefined ? subtype && fourccOf(subtype) : bitmap.facts.fourcc;
  if (code === undefined || bitmap.compression === undefined) return fine;
  const expected = fourccNumber(code);
  if (bitmap.compression === expected || bitmap.facts?.otherCompressions?.includes(bitmap.compression))
    return fine;
  const message = `biCompression is ${compressionText(bitmap.compression)}, but KSDATAFORMAT.SubFormat is ${subtypeOf(subject)}: expected FOURCC:${code}.`;
  const path = at(bitmap, 'biCompression');
  return [
    {
      ...brokenOne(path, message, expected, `Set biCompression to FOURCC:${code}`),
      related: [{ path: ['KSDATAFORMAT', 'SubFormat'], message: 'The SubFormat' }],
    },
  ];
}

const brokenOne = (path: readonly string[], message: string, value: number, title: string): Violation => ({
  path,
  message,
  fixes: [{ title, edits: [{ kind: 'set', path, value }] }],
});

function rgbCompression(bitmap: Bitmap, subject: Subject): readonly Violation[] {
  const { compression } = bitmap;
  if (!bitmap.isRgb || compression === undefined || compression === rgb || compression === bitFields)
    return fine;
  if (bitmap.facts?.compression === compression) return fine;
  const message = `biCompression is ${compressionText(compression)}: ${subtypeOf(subject)} takes BI_RGB (0) or BI_BITFIELDS (3).`;
  const right = bitmap.facts?.compression ?? rgb;
  return brokenValue(
    at(bitmap, 'biCompression'),
    message,
    right,
    `Set biCompression to ${compressionText(right)}`,
  );
}

function bitFieldMasks(bitmap: Bitmap, subject: Subject): readonly Violation[] {
  const size = formatSize(subject);
  if (bitmap.compression !== bitFields || size === undefined || bitmap.size === undefined) return fine;
  const needed = headerStart(bitmap) + Math.max(40, bitmap.size) + 12;
  if (size >= needed) return fine;
  const path =
    subject.isWritten('KSDATAFORMAT', 'FormatSize') && subject.written.Bytes !== undefined
      ? ['KSDATAFORMAT', 'FormatSize']
      : at(bitmap, 'biCompression');
  const message = `BI_BITFIELDS promises three colour masks after the header, so FormatSize ${needed}, but it is ${size}: write 12 bytes of masks as Bytes.`;
  const masks = masksOf(bitmap);
  if (masks === undefined || subject.written.Bytes !== undefined) return broken(path, message);
  return [{ path, message, fixes: [{ title: 'Add the colour masks as Bytes', edits: [bytesEdit(masks)] }] }];
}

const bytesEdit = (hex: string): FixEdit => ({ kind: 'bytes', path: ['Bytes'], hex });

/** Red, green and blue mask as three DWORDs in hex; undefined where the subtype does not tell. */
function masksOf({ facts, bitCount }: Bitmap): string | undefined {
  if (facts?.name === 'MEDIASUBTYPE_RGB565') return '00f80000e00700001f000000';
  if (facts?.name === 'MEDIASUBTYPE_RGB555') return '007c0000e00300001f000000';
  return facts?.name === 'MEDIASUBTYPE_RGB32' && bitCount === 32 ? '0000ff0000ff0000ff000000' : undefined;
}

function bitFieldDepth(bitmap: Bitmap): readonly Violation[] {
  const { bitCount } = bitmap;
  if (bitmap.compression !== bitFields || bitCount === undefined || bitCount === 16 || bitCount === 32)
    return fine;
  return broken(
    at(bitmap, 'biCompression'),
    `BI_BITFIELDS is for 16 and 32 bits per pixel, and biBitCount is ${bitCount}: expected BI_RGB (0).`,
  );
}

function rgb565(bitmap: Bitmap, subject: Subject): readonly Violation[] {
  const masks = masksOf(bitmap);
  if (bitmap.facts?.name !== 'MEDIASUBTYPE_RGB565' || bitmap.bitCount !== 16 || bitmap.compression !== rgb)
    return fine;
  const path = at(bitmap, 'biCompression');
  const message =
    'biCompression is BI_RGB (0), which at 16 bits always means 5-5-5, but SubFormat is RGB565: expected BI_BITFIELDS (3) with masks in Bytes.';
  const addMasks = subject.written.Bytes === undefined && masks !== undefined ? [bytesEdit(masks)] : [];
  const edits: readonly FixEdit[] = [{ kind: 'set', path, value: bitFields }, ...addMasks];
  return [{ path, message, fixes: [{ title: 'Set biCompression to BI_BITFIELDS with its masks', edits }] }];
}

function palette(bitmap: Bitmap, subject: Subject): readonly Violation[] {
  const size = formatSize(subject);
  const { bitCount } = bitmap;
  if (!bitmap.isRgb || bitmap.compression !== rgb || bitCount === undefined || bitCount === 0 || bitCount > 8)
    return fine;
  if (size === undefined || bitmap.size === undefined) return fine;
  const colours = subject.number(...at(bitmap, 'biClrUsed')) || 2 ** bitCount;
  const room = size - headerStart(bitmap) - Math.max(40, bitmap.size);
  if (room >= colours * 4) return fine;
  return broken(
    at(bitmap, 'biBitCount'),
    `${bitCount} bits per pixel need a palette of ${colours} colours (${colours * 4} bytes) after the header, and ${Math.max(0, room)} bytes follow: write it as Bytes.`,
  );
}

export const pixelFormatRules: readonly Rule[] = [
  bitmapRule(
    'KSV-010',
    'bitcount-vs-subtype',
    'error',
    ['biBitCount is not that of the SubFormat.', 'The driver compares it: STATUS_NO_MATCH.', 'GUID, AVSHWS'],
    bitCountVsSubtype,
    [...sizeImageRules, 'bitfields-depth'],
  ),
  bitmapRule(
    'KSV-048',
    'mjpg-bitcount',
    'hint',
    ['biBitCount of MJPG is neither 0 nor 24.', 'It is the depth of the decoded picture.', 'BMI'],
    mjpgBitCount,
  ),
  bitmapRule(
    'KSV-011',
    'compression-vs-subtype',
    'error',
    [
      'biCompression is not the FOURCC of the SubFormat.',
      'Drivers compare biCompression: STATUS_NO_MATCH.',
      'AVSHWS',
    ],
    compressionVsSubtype,
    ['bitfields-masks', 'bitfields-depth'],
  ),
  bitmapRule(
    'KSV-012',
    'rgb-compression',
    'error',
    [
      'biCompression of RGB is neither BI_RGB nor BI_BITFIELDS.',
      'Run-length, JPEG and PNG are not for video.',
      'BMI',
    ],
    rgbCompression,
    ['format-size-excess'],
  ),
  bitmapRule(
    'KSV-014',
    'bitfields-depth',
    'error',
    ['BI_BITFIELDS with a depth other than 16 or 32.', 'Masks have a meaning for those only.', 'BMI'],
    bitFieldDepth,
    ['bitfields-masks'],
  ),
  bitmapRule(
    'KSV-013',
    'bitfields-masks',
    'error',
    ['BI_BITFIELDS without its three masks.', 'Masks are read past the end of the format.', 'BMI'],
    bitFieldMasks,
  ),
  bitmapRule(
    'KSV-015',
    'rgb555-vs-565',
    'warning',
    [
      'RGB565 with biCompression BI_RGB.',
      'BI_RGB at 16 bits is always 5-5-5: colours come out wrong.',
      'BMI',
    ],
    rgb565,
    ['format-size-excess', 'size-exact'],
  ),
  bitmapRule(
    'KSV-016',
    'palette-missing',
    'warning',
    ['A format of 8 bits or fewer without its palette.', 'The colour table is required.', 'BMI'],
    palette,
  ),
];
