// Rules of KSDATAFORMAT.SampleSize: one sample of audio, one picture of video, 0 where samples vary.
import { bitmapOf, isPcmOrFloat, waveOf } from './facts.ts';
import { brokenValue, fine, type Rule, type Subject, type Violation } from './rule.ts';

const samplePath = ['KSDATAFORMAT', 'SampleSize'];

function sampleSizeCompressed(subject: Subject): readonly Violation[] {
  const size = subject.number(...samplePath);
  const bitmap = bitmapOf(subject);
  const wave = waveOf(subject);
  const compressedVideo = bitmap?.facts?.class === 'compressed';
  const compressedAudio = wave?.codec !== undefined && !isPcmOrFloat(wave.codec) && wave.tag !== 0xfffe;
  if (size === undefined || size === 0 || !(compressedVideo || compressedAudio)) return fine;
  const message = `SampleSize is ${size}, but samples of this format vary in size: documented is 0. Sample drivers often put the largest size here.`;
  return brokenValue(samplePath, message, 0);
}

function sampleSizePcm(subject: Subject): readonly Violation[] {
  const size = subject.number(...samplePath);
  const wave = waveOf(subject);
  if (!subject.isWritten(...samplePath) || size === undefined || size === 0) return fine;
  if (wave?.align === undefined || !isPcmOrFloat(wave.codec) || size === wave.align) return fine;
  const message = `SampleSize is ${size}: expected nBlockAlign (${wave.align}) or 0.`;
  return brokenValue(samplePath, message, wave.align);
}

function sampleSizeVideo(subject: Subject): readonly Violation[] {
  const size = subject.number(...samplePath);
  const bitmap = bitmapOf(subject);
  if (!subject.isWritten(...samplePath) || size === undefined || size === 0) return fine;
  if (bitmap?.sizeImage === undefined || !bitmap.isUncompressed || size === bitmap.sizeImage) return fine;
  const message = `SampleSize is ${size}: expected biSizeImage (${bitmap.sizeImage}) or 0.`;
  return brokenValue(samplePath, message, bitmap.sizeImage);
}

export const sampleSizeRules: readonly Rule[] = [
  {
    id: 'KSF-015',
    name: 'samplesize-zero-compressed',
    severity: 'info',
    scope: 'D',
    summary: 'SampleSize is not 0 for a format whose samples vary in size.',
    why: 'Documented is 0; sample drivers nevertheless put a maximum or biSizeImage.',
    source: 'DF',
    check: sampleSizeCompressed,
  },
  {
    id: 'KSF-016',
    name: 'samplesize-pcm',
    severity: 'hint',
    scope: 'D',
    summary: 'SampleSize of PCM is neither 0 nor nBlockAlign.',
    why: 'Examples use 0, real clients nBlockAlign; other values are odd.',
    source: 'DF, PA',
    check: sampleSizePcm,
  },
  {
    id: 'KSF-017',
    name: 'samplesize-video',
    severity: 'warning',
    scope: 'D',
    summary: 'SampleSize of uncompressed video is neither 0 nor biSizeImage.',
    why: 'Data ranges of capture drivers carry the image size in SampleSize.',
    source: 'AVSHWS',
    check: sampleSizeVideo,
  },
];
