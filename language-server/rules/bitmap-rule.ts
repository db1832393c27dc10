// What the rules of KS_BITMAPINFOHEADER share: how they find it and how they speak of it.
import { fourccText } from '#ks/guid.ts';
import { type Bitmap, bitmapOf, hasBitmap, offsetInFormat, subtypeText } from './facts.ts';
import { fine, onlyOf, type Rule, type Subject, type Violation } from './rule.ts';

export const rgb = 0;
export const bitFields = 3;

export type BitmapCheck = (bitmap: Bitmap, subject: Subject) => readonly Violation[];

export const at = (bitmap: Bitmap, member: string): readonly string[] => [...bitmap.path.map(String), member];

/** Name of the subtype for messages. */
export const subtypeOf = (subject: Subject): string => {
  const subtype = subject.guid('KSDATAFORMAT', 'SubFormat');
  return subtype === undefined ? 'the SubFormat' : subtypeText(subtype);
};

export const compressionText = (value: number): string => {
  if (value === rgb) return 'BI_RGB (0)';
  if (value === bitFields) return 'BI_BITFIELDS (3)';
  const code = fourccText(value);
  return code === undefined ? String(value) : `FOURCC:${code}`;
};

/** Offset of the bitmap header in the format: KSDATAFORMAT and what comes before it in the block. */
export const headerStart = (bitmap: Bitmap): number => offsetInFormat(bitmap.path);

/** Runs a check on formats that have a bitmap header. */
const ofBitmap = (check: BitmapCheck): Rule['check'] =>
  onlyOf(hasBitmap, (subject) => {
    const bitmap = bitmapOf(subject);
    return bitmap === undefined ? fine : check(bitmap, subject);
  });

export const bitmapRule = (
  id: string,
  name: string,
  severity: Rule['severity'],
  texts: readonly [summary: string, why: string, source: string],
  check: BitmapCheck,
  explains?: readonly string[],
): Rule => ({
  id,
  name,
  severity,
  scope: 'D',
  summary: texts[0],
  why: texts[1],
  source: texts[2],
  ...(explains === undefined ? {} : { explains }),
  check: ofBitmap(check),
});

/** What a wrong size or depth of the picture breaks besides. */
export const sizeImageRules = [
  'sizeimage-rgb',
  'sizeimage-packed',
  'sizeimage-planar',
  'sizeimage-zero',
  'samplesize-video',
  'bitrate',
];
