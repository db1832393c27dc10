// Rules of KS_BITMAPINFOHEADER: size and pixel format of one picture.
import { fourccNumber, fourccOf, fourccText } from '#ks/guid.ts';
import type { FixEdit } from '#language-server/finding.ts';
import { type Bitmap, bitmapOf, formatSize, offsetInFormat, subtypeText } from './facts.ts';
import { broken, brokenValue, fine, type Rule, type Subject, type Violation } from './rule.ts';

const rgb = 0;
const bitFields = 3;
const headerSize = 64;

type Check = (bitmap: Bitmap, subject: Subject) => readonly Violation[];

/** Runs a check on formats that have a bitmap header. */
const ofBitmap =
  (check: Check) =>
  (subject: Subject): readonly Violation[] => {
    const bitmap = bitmapOf(subject);
    return bitmap === undefined ? fine : check(bitmap, subject);
  };

const at = (bitmap: Bitmap, member: string): readonly string[] => [...bitmap.path.map(String), member];

/** Name of the subtype for messages. */
const subtypeOf = (subject: Subject): string => {
  const subtype = subject.guid('KSDATAFORMAT', 'SubFormat');
  return subtype === undefined ? 'the SubFormat' : subtypeText(subtype);
};

const compressionText = (value: number): string => {
  if (value === rgb) return 'BI_RGB (0)';
  if (value === bitFields) return 'BI_BITFIELDS (3)';
  const code = fourccText(value);
  return code === undefined ? String(value) : `FOURCC:${code}`;
};

function sizeMin(bitmap: Bitmap): readonly Violation[] {
  if (bitmap.size === undefined || bitmap.size >= 40) return fine;
  const message = `biSize is ${bitmap.size}: expected 40, sizeof(KS_BITMAPINFOHEADER).`;
  return brokenValue(at(bitmap, 'biSize'), message, 40);
}

/** Offset of the bitmap header in the format: KSDATAFORMAT and what comes before it in the block. */
const headerStart = (bitmap: Bitmap): number => offsetInFormat(bitmap.path);

function headerOverflow(bitmap: Bitmap): readonly Violation[] {
  if (bitmap.size === undefined || bitmap.size + headerStart(bitmap) - headerSize <= 0xffffffff) return fine;
  const message = `biSize is ${bitmap.size}; with the header before it, this exceeds 32 bits: expected 40.`;
  return brokenValue(at(bitmap, 'biSize'), message, 40);
}

function headerFits(bitmap: Bitmap, subject: Subject): readonly Violation[] {
  const size = formatSize(subject);
  if (bitmap.size === undefined || size === undefined || bitmap.size < 40) return fine;
  const start = headerStart(bitmap);
  if (start + bitmap.size <= size) return fine;
  const message = `biSize is ${bitmap.size}, so the header ends at byte ${start + bitmap.size} of the format, but FormatSize is ${size}: expected biSize 40.`;
  return brokenValue(at(bitmap, 'biSize'), message, 40);
}

function sizeZero(bitmap: Bitmap): readonly Violation[] {
  if (bitmap.width !== undefined && bitmap.width <= 0) {
    return broken(at(bitmap, 'biWidth'), `biWidth is ${bitmap.width}: expected 1 pixel or more.`);
  }
  if (bitmap.height !== 0) return fine;
  return broken(at(bitmap, 'biHeight'), 'biHeight is 0: expected the number of lines.');
}

function planes(bitmap: Bitmap, subject: Subject): readonly Violation[] {
  const value = subject.number(...at(bitmap, 'biPlanes'));
  if (value === undefined || value === 1) return fine;
  return brokenValue(at(bitmap, 'biPlanes'), `biPlanes is ${value}: expected 1, whatever the format.`, 1);
}

function negativeHeight(bitmap: Bitmap, subject: Subject): { flip: number; name: string } | undefined {
  return bitmap.height !== undefined && bitmap.height < 0
    ? { flip: -bitmap.height, name: subtypeOf(subject) }
    : undefined;
}

function negativeYuv(bitmap: Bitmap, subject: Subject): readonly Violation[] {
  const negative = negativeHeight(bitmap, subject);
  if (negative === undefined || !bitmap.isUncompressed || bitmap.isRgb || !bitmap.facts?.fourcc) return fine;
  const message = `biHeight is negative, but ${negative.name} is always top-down: expected ${negative.flip}.`;
  return brokenValue(at(bitmap, 'biHeight'), message, negative.flip);
}

function negativeRgb(bitmap: Bitmap, subject: Subject): readonly Violation[] {
  const negative = negativeHeight(bitmap, subject);
  if (negative === undefined || !bitmap.isRgb) return fine;
  return broken(
    at(bitmap, 'biHeight'),
    `A negative biHeight: ${negative.name} top-down, ${negative.flip} lines.`,
  );
}

function negativeCompressed(bitmap: Bitmap, subject: Subject): readonly Violation[] {
  const negative = negativeHeight(bitmap, subject);
  if (negative === undefined || bitmap.facts?.class !== 'compressed') return fine;
  const message = `biHeight is negative; a compressed format has no orientation: expected ${negative.flip}.`;
  return brokenValue(at(bitmap, 'biHeight'), message, negative.flip);
}

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

/** Bytes of a picture as derived, and the member that says it. */
function imageSize(bitmap: Bitmap, subject: Subject): { expected: number; formula: string } | undefined {
  const derived = subject.derived(...at(bitmap, 'biSizeImage'));
  return typeof derived?.value === 'number'
    ? { expected: derived.value, formula: derived.formula }
    : undefined;
}

function sizeImageSmall(bitmap: Bitmap, subject: Subject, what: string): readonly Violation[] {
  const right = imageSize(bitmap, subject);
  const { sizeImage } = bitmap;
  if (right === undefined || sizeImage === undefined || sizeImage === 0 || sizeImage >= right.expected)
    return fine;
  const message = `biSizeImage is ${sizeImage}, too small for ${bitmap.width} x ${bitmap.lines} in ${subtypeOf(subject)} (${what}): expected ${right.expected}.`;
  return brokenValue(at(bitmap, 'biSizeImage'), message, right.expected);
}

const sizeImageRgb: Check = (bitmap, subject) =>
  bitmap.isRgb ? sizeImageSmall(bitmap, subject, 'lines padded to 4 bytes') : fine;

const sizeImagePacked: Check = (bitmap, subject) =>
  bitmap.facts?.class === 'packed' || bitmap.facts?.class === 'sensor'
    ? sizeImageSmall(bitmap, subject, 'packed, biWidth * biHeight * biBitCount / 8')
    : fine;

const sizeImagePlanar: Check = (bitmap, subject) =>
  bitmap.facts?.class === 'planar' || bitmap.facts?.class === 'semi-planar'
    ? sizeImageSmall(bitmap, subject, 'all planes, biWidth * biHeight * biBitCount / 8')
    : fine;

function sizeImageZero(bitmap: Bitmap, subject: Subject): readonly Violation[] {
  const right = imageSize(bitmap, subject);
  const isFourcc =
    bitmap.facts === undefined
      ? bitmap.compression !== rgb && bitmap.compression !== bitFields
      : !bitmap.isRgb;
  if (bitmap.sizeImage !== 0 || !isFourcc || !right?.expected) return fine;
  const expected =
    bitmap.facts?.class === 'compressed'
      ? `the largest size of a compressed picture, such as ${right.expected}`
      : String(right.expected);
  const message = `biSizeImage is 0, which only uncompressed RGB may have; sample drivers refuse it: expected ${expected}.`;
  return brokenValue(at(bitmap, 'biSizeImage'), message, right.expected);
}

function evenSize(bitmap: Bitmap, subject: Subject): readonly Violation[] {
  const { facts, width, lines } = bitmap;
  if (facts === undefined || width === undefined || lines === undefined) return fine;
  if (width % facts.widthMultiple !== 0) {
    const next = Math.ceil(width / facts.widthMultiple) * facts.widthMultiple;
    const message = `biWidth is ${width}: ${subtypeOf(subject)} takes multiples of ${facts.widthMultiple}, expected ${next}.`;
    return brokenValue(at(bitmap, 'biWidth'), message, next);
  }
  if (lines % facts.heightMultiple === 0) return fine;
  const next = Math.ceil(lines / facts.heightMultiple) * facts.heightMultiple;
  const message = `biHeight is ${bitmap.height}: ${subtypeOf(subject)} takes multiples of ${facts.heightMultiple}, expected ${next}.`;
  return brokenValue(at(bitmap, 'biHeight'), message, (bitmap.height ?? 0) < 0 ? -next : next);
}

function strideDword(bitmap: Bitmap): readonly Violation[] {
  const { width, bitCount } = bitmap;
  if (!bitmap.isRgb || width === undefined || bitCount === undefined || width <= 0) return fine;
  const line = (width * bitCount) / 8;
  if (line % 4 === 0) return fine;
  const stride = Math.ceil((width * bitCount) / 32) * 4;
  return broken(
    at(bitmap, 'biWidth'),
    `A line takes ${line} bytes and is padded to ${stride}; biSizeImage counts the padding.`,
  );
}

function sizeOverflow(bitmap: Bitmap): readonly Violation[] {
  const { width, lines, bitCount } = bitmap;
  if (width === undefined || lines === undefined || width <= 0) return fine;
  const bytes = Math.ceil((width * lines * (bitCount ?? 8)) / 8);
  if (width * lines <= 0xffffffff && bytes <= 0xffffffff) return fine;
  return broken(
    at(bitmap, 'biWidth'),
    `${width} x ${lines} at ${bitCount ?? 8} bits per pixel exceeds 4 GB, more than biSizeImage can say.`,
  );
}

const rule = (
  id: string,
  name: string,
  severity: Rule['severity'],
  texts: readonly [summary: string, why: string, source: string],
  check: Check,
  silences?: readonly string[],
): Rule => ({
  id,
  name,
  severity,
  scope: 'D',
  summary: texts[0],
  why: texts[1],
  source: texts[2],
  ...(silences === undefined ? {} : { silences }),
  check: ofBitmap(check),
});

const sizeImageRules = ['sizeimage-rgb', 'sizeimage-packed', 'sizeimage-planar', 'sizeimage-zero'];

export const bitmapHeaderRules: readonly Rule[] = [
  rule(
    'KSV-001',
    'bisize-min',
    'error',
    [
      'biSize is less than 40.',
      'STATUS_INVALID_PARAMETER, or a palette that is looked for in the wrong place.',
      'VIH, AVSHWS',
    ],
    sizeMin,
  ),
  rule(
    'KSV-003',
    'header-overflow',
    'error',
    ['biSize is near 2^32.', 'Drivers add it with overflow detection: STATUS_INVALID_PARAMETER.', 'AVSHWS'],
    headerOverflow,
    ['header-fits'],
  ),
  rule(
    'KSV-002',
    'header-fits',
    'error',
    ['The header ends after FormatSize.', 'STATUS_INVALID_PARAMETER.', 'AVSHWS'],
    headerFits,
    ['bitfields-masks', 'palette-missing'],
  ),
  rule(
    'KSV-004',
    'size-zero',
    'error',
    ['biWidth or biHeight leaves no picture.', 'No pin has such a size.', 'BMI'],
    sizeZero,
    sizeImageRules,
  ),
  rule(
    'KSV-026',
    'size-overflow',
    'error',
    [
      'The picture is larger than 32 bits can count.',
      'Drivers multiply with a check: STATUS_INVALID_PARAMETER.',
      'AVSHWS',
    ],
    sizeOverflow,
    sizeImageRules,
  ),
  rule(
    'KSV-024',
    'even-size',
    'warning',
    ['Width or height does not fit the chroma sampling.', 'Macropixels cannot be split.', 'YUV8'],
    evenSize,
  ),
  rule(
    'KSV-025',
    'stride-dword',
    'hint',
    ['Lines of RGB are padded.', 'Each line takes a multiple of 4 bytes.', 'BMI'],
    strideDword,
  ),
  rule(
    'KSV-007',
    'negative-height-yuv',
    'warning',
    [
      'A negative biHeight with a YUV format.',
      'YUV is always top-down; drivers that compare heights find no match.',
      'BMI, YUV8',
    ],
    negativeYuv,
  ),
  rule(
    'KSV-008',
    'negative-height-rgb',
    'info',
    ['A negative biHeight with RGB.', 'It means top-down; positive is bottom-up.', 'BMI'],
    negativeRgb,
  ),
  rule(
    'KSV-009',
    'negative-height-compressed',
    'error',
    ['A negative biHeight with a compressed format.', 'It must be positive.', 'BMI'],
    negativeCompressed,
  ),
  rule('KSV-006', 'planes', 'error', ['biPlanes is not 1.', 'It is 1 for every format.', 'BMI'], planes),
  rule(
    'KSV-010',
    'bitcount-vs-subtype',
    'error',
    ['biBitCount is not that of the SubFormat.', 'The driver compares it: STATUS_NO_MATCH.', 'GUID, AVSHWS'],
    bitCountVsSubtype,
    sizeImageRules,
  ),
  rule(
    'KSV-048',
    'mjpg-bitcount',
    'hint',
    ['biBitCount of MJPG is neither 0 nor 24.', 'It is the depth of the decoded picture.', 'BMI'],
    mjpgBitCount,
  ),
  rule(
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
  rule(
    'KSV-012',
    'rgb-compression',
    'error',
    [
      'biCompression of RGB is neither BI_RGB nor BI_BITFIELDS.',
      'Run-length, JPEG and PNG are not for video.',
      'BMI',
    ],
    rgbCompression,
  ),
  rule(
    'KSV-014',
    'bitfields-depth',
    'error',
    ['BI_BITFIELDS with a depth other than 16 or 32.', 'Masks have a meaning for those only.', 'BMI'],
    bitFieldDepth,
    ['bitfields-masks'],
  ),
  rule(
    'KSV-013',
    'bitfields-masks',
    'error',
    ['BI_BITFIELDS without its three masks.', 'Masks are read past the end of the format.', 'BMI'],
    bitFieldMasks,
  ),
  rule(
    'KSV-015',
    'rgb555-vs-565',
    'warning',
    [
      'RGB565 with biCompression BI_RGB.',
      'BI_RGB at 16 bits is always 5-5-5: colours come out wrong.',
      'BMI',
    ],
    rgb565,
  ),
  rule(
    'KSV-016',
    'palette-missing',
    'warning',
    ['A format of 8 bits or fewer without its palette.', 'The colour table is required.', 'BMI'],
    palette,
  ),
  rule(
    'KSV-018',
    'sizeimage-rgb',
    'error',
    [
      'biSizeImage of RGB is smaller than the picture.',
      'The image does not fit; sample drivers answer STATUS_INVALID_PARAMETER.',
      'BMI, AVSHWS',
    ],
    sizeImageRgb,
    ['samplesize-video'],
  ),
  rule(
    'KSV-019',
    'sizeimage-packed',
    'error',
    ['biSizeImage of packed YUV is smaller than the picture.', 'STATUS_INVALID_PARAMETER.', 'AVSHWS, YUV8'],
    sizeImagePacked,
    ['samplesize-video'],
  ),
  rule(
    'KSV-020',
    'sizeimage-planar',
    'error',
    ['biSizeImage of planar YUV is smaller than all planes.', 'STATUS_INVALID_PARAMETER.', 'AVSHWS, YUV8'],
    sizeImagePlanar,
    ['samplesize-video'],
  ),
  rule(
    'KSV-021',
    'sizeimage-zero',
    'warning',
    [
      'biSizeImage is 0 for YUV or a compressed format.',
      'Zero is for uncompressed RGB only; sample drivers refuse it.',
      'BMI, AVSHWS',
    ],
    sizeImageZero,
    ['samplesize-video'],
  ),
];
