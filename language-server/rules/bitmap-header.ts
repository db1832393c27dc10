// Rules of the shape of KS_BITMAPINFOHEADER: its own size, and width, height and planes of the picture.
import { at, bitmapRule, headerStart, sizeImageRules, subtypeOf } from './bitmap-rule.ts';
import { type Bitmap, formatSize } from './facts.ts';
import { broken, brokenValue, fine, type Rule, type Subject, type Violation } from './rule.ts';

const headerSize = 64;

function sizeMin(bitmap: Bitmap): readonly Violation[] {
  if (bitmap.size === undefined || bitmap.size >= 40) return fine;
  const message = `biSize is ${bitmap.size}: expected 40, sizeof(KS_BITMAPINFOHEADER).`;
  return brokenValue(at(bitmap, 'biSize'), message, 40);
}

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

export const bitmapHeaderRules: readonly Rule[] = [
  bitmapRule(
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
  bitmapRule(
    'KSV-003',
    'header-overflow',
    'error',
    ['biSize is near 2^32.', 'Drivers add it with overflow detection: STATUS_INVALID_PARAMETER.', 'AVSHWS'],
    headerOverflow,
    ['header-fits'],
  ),
  bitmapRule(
    'KSV-002',
    'header-fits',
    'error',
    ['The header ends after FormatSize.', 'STATUS_INVALID_PARAMETER.', 'AVSHWS'],
    headerFits,
    ['bitfields-masks', 'palette-missing'],
  ),
  bitmapRule(
    'KSV-004',
    'size-zero',
    'error',
    ['biWidth or biHeight leaves no picture.', 'No pin has such a size.', 'BMI'],
    sizeZero,
    [...sizeImageRules, 'rc-target-bounds'],
  ),
  bitmapRule(
    'KSV-007',
    'negative-height-yuv',
    'warning',
    [
      'A negative biHeight with a YUV format.',
      'YUV is always top-down; drivers that compare heights find no match.',
      'BMI, YUV8',
    ],
    negativeYuv,
    ['size-exact', 'size-range'],
  ),
  bitmapRule(
    'KSV-008',
    'negative-height-rgb',
    'info',
    ['A negative biHeight with RGB.', 'It means top-down; positive is bottom-up.', 'BMI'],
    negativeRgb,
  ),
  bitmapRule(
    'KSV-009',
    'negative-height-compressed',
    'error',
    ['A negative biHeight with a compressed format.', 'It must be positive.', 'BMI'],
    negativeCompressed,
  ),
  bitmapRule(
    'KSV-006',
    'planes',
    'error',
    ['biPlanes is not 1.', 'It is 1 for every format.', 'BMI'],
    planes,
  ),
];
