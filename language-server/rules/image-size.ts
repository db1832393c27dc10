// Rules of how many bytes a picture takes: biSizeImage, line padding, and sizes that the chroma sampling cannot split.
import {
  at,
  type BitmapCheck,
  bitFields,
  bitmapRule,
  rgb,
  sizeImageRules,
  subtypeOf,
} from './bitmap-rule.ts';
import type { Bitmap } from './facts.ts';
import { broken, brokenValue, fine, type Rule, type Subject, type Violation } from './rule.ts';

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

const sizeImageRgb: BitmapCheck = (bitmap, subject) =>
  bitmap.isRgb ? sizeImageSmall(bitmap, subject, 'lines padded to 4 bytes') : fine;

const sizeImagePacked: BitmapCheck = (bitmap, subject) =>
  bitmap.facts?.class === 'packed' || bitmap.facts?.class === 'sensor'
    ? sizeImageSmall(bitmap, subject, 'packed, biWidth * biHeight * biBitCount / 8')
    : fine;

const sizeImagePlanar: BitmapCheck = (bitmap, subject) =>
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

export const imageSizeRules: readonly Rule[] = [
  bitmapRule(
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
  bitmapRule(
    'KSV-024',
    'even-size',
    'warning',
    ['Width or height does not fit the chroma sampling.', 'Macropixels cannot be split.', 'YUV8'],
    evenSize,
    [...sizeImageRules, 'size-exact', 'size-range'],
  ),
  bitmapRule(
    'KSV-025',
    'stride-dword',
    'hint',
    ['Lines of RGB are padded.', 'Each line takes a multiple of 4 bytes.', 'BMI'],
    strideDword,
  ),
  bitmapRule(
    'KSV-018',
    'sizeimage-rgb',
    'error',
    [
      'biSizeImage of RGB is smaller than the picture.',
      'The image does not fit; sample drivers answer STATUS_INVALID_PARAMETER.',
      'BMI, AVSHWS',
    ],
    sizeImageRgb,
    ['samplesize-video', 'bitrate'],
  ),
  bitmapRule(
    'KSV-019',
    'sizeimage-packed',
    'error',
    ['biSizeImage of packed YUV is smaller than the picture.', 'STATUS_INVALID_PARAMETER.', 'AVSHWS, YUV8'],
    sizeImagePacked,
    ['samplesize-video', 'bitrate'],
  ),
  bitmapRule(
    'KSV-020',
    'sizeimage-planar',
    'error',
    ['biSizeImage of planar YUV is smaller than all planes.', 'STATUS_INVALID_PARAMETER.', 'AVSHWS, YUV8'],
    sizeImagePlanar,
    ['samplesize-video', 'bitrate'],
  ),
  bitmapRule(
    'KSV-021',
    'sizeimage-zero',
    'warning',
    [
      'biSizeImage is 0 for YUV or a compressed format.',
      'Zero is for uncompressed RGB only; sample drivers refuse it.',
      'BMI, AVSHWS',
    ],
    sizeImageZero,
    ['samplesize-video', 'bitrate'],
  ),
];
