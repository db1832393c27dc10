// How the rules of a video info header find it: the block itself, or the `hdr` of an MPEG one.
import type { Path } from '#ks/path.ts';
import { type Bitmap, bitmapOf, hasBitmap } from './facts.ts';
import { fine, onlyOf, type Rule, type Subject, type Violation } from './rule.ts';

export interface Info {
  /** Where the video info header is: the block itself, or the `hdr` of an MPEG one. */
  readonly at: Path;
  readonly bitmap: Bitmap;
}

export const ofInfo = (check: (info: Info, subject: Subject) => readonly Violation[]): Rule['check'] =>
  onlyOf(hasBitmap, (subject) => {
    const bitmap = bitmapOf(subject);
    const at = bitmap?.path.slice(0, -1) ?? [];
    return bitmap === undefined || at.length === 0 ? fine : check({ at, bitmap }, subject);
  });

/** Blocks that hold a KS_VIDEOINFOHEADER2. */
export const interlaced = ['VideoInfoHeader2', 'MpegVideoInfoHeader2'];

export const ofInfo2 = (check: (at: Path, subject: Subject) => readonly Violation[]) =>
  ofInfo(({ at }, subject) => (interlaced.includes(String(at[0])) ? check(at, subject) : fine));
