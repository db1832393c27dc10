// What the rules of WAVEFORMATEX share: how they find it, and the tags that they know.
import type { Path } from '#ks/path.ts';
import { hasWave, named, type Wave, waveOf } from './facts.ts';
import { fine, onlyOf, type Rule, type Subject, type Violation } from './rule.ts';

export const pcm = 0x0001;
export const ieeeFloat = 0x0003;
export const extensible = 0xfffe;

export const at = (wave: Wave, member: string): Path => [...wave.path, member];

export const tagText = (tag: number): string => named(tag, 'WAVE_FORMAT');

/** Runs a check on formats that have a WAVEFORMATEX. */
export const ofWave = (check: (wave: Wave, subject: Subject) => readonly Violation[]): Rule['check'] =>
  onlyOf(hasWave, (subject) => {
    const wave = waveOf(subject);
    return wave === undefined ? fine : check(wave, subject);
  });

/** Runs a check on WAVEFORMATEXTENSIBLE formats. */
export const ofExtensible = (check: (subject: Subject, wave: Wave) => readonly Violation[]): Rule['check'] =>
  onlyOf(
    (block) => block === 'WaveFormatExt',
    (subject) => {
      const wave = waveOf(subject);
      return wave === undefined ? fine : check(subject, wave);
    },
  );
