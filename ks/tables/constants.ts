// Every set of named numbers that a field can take by name, under the name the layouts use for it.
import type { ConstantSet } from './constant-set.ts';
import { audioConstants } from './constants/audio.ts';
import { connectConstants } from './constants/connect.ts';
import { propertyConstants } from './constants/property.ts';
import { streamConstants } from './constants/stream.ts';
import { videoConstants } from './constants/video.ts';

const sets = {
  ...connectConstants,
  ...audioConstants,
  ...videoConstants,
  ...propertyConstants,
  ...streamConstants,
};

export type ConstantSetName = keyof typeof sets;

export const constantSets: Readonly<Record<ConstantSetName, ConstantSet>> = sets;
