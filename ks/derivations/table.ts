// Every derivation by `STRUCT.member`. A new format brings its own file and one line here.
import { analogDerivations } from './analog.ts';
import { codecDerivations } from './codecs.ts';
import { compressedVideoDerivations } from './compressed-video.ts';
import { connectDerivations } from './connect.ts';
import type { Derivation } from './derivation.ts';
import { videoDerivations } from './video.ts';
import { waveDerivations } from './wave.ts';

export const derivations: ReadonlyMap<string, Derivation> = new Map(
  Object.entries({
    ...connectDerivations,
    ...waveDerivations,
    ...codecDerivations,
    ...videoDerivations,
    ...compressedVideoDerivations,
    ...analogDerivations,
  }),
);
