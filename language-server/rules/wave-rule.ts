// What the rules of WAVEFORMATEX share: how they find it, and the tags that they know.
import type { Path } from '#ks/path.ts';
import { named, type Wave, waveOf } from './facts.ts';
import { fine, type Subject, type Violation } from './rule.ts';

export const pcm = 0x0001;
export const ieeeFloat = 0x0003;
export const extensible = 0xfffe;

export const at = (wave: Wave, member: string): Path => [...wave.path, member];

export const tagText = (tag: number): string => named(tag, 'WAVE_FORMAT');

/** Runs a check on formats that have a WAVEFORMATEX. */
export const ofWave =
  (check: (wave: Wave, subject: Subject) => readonly Violation[]) =>
  (subject: Subject): readonly Violation[] => {
    const wave = waveOf(subject);
    return wave === undefined ? fine : check(wave, subject);
  };

/** Runs a check on WAVEFORMATEXTENSIBLE formats. */
export const ofExtensible =
  (check: (subject: Subject, wave: Wave) => readonly Violation[]) =>
  (subject: Subject): readonly Violation[] => {
    const wave = subject.written.block?.key === 'WaveFormatExt' ? waveOf(subject) : undefined;
    return wave === undefined ? fine : check(subject, wave);
  };
