// All rules, in the order in which a driver meets their subjects: the request, the format, what follows it.
import { attributeRules } from './attributes.ts';
import { otherAudioRules } from './audio-other.ts';
import { bitmapHeaderRules } from './bitmap-header.ts';
import { capabilityRules } from './capabilities.ts';
import { connectRules } from './connect.ts';
import { dataFormatRules } from './data-format.ts';
import { formatSizeRules } from './format-size.ts';
import { iec61937Rules } from './iec61937.ts';
import type { Rule } from './rule.ts';
import { videoInfoRules } from './video-info.ts';
import { otherVideoRules } from './video-other.ts';
import { waveFormatRules } from './wave-format.ts';
import { waveFormatExtensibleRules } from './wave-format-extensible.ts';

export const rules: readonly Rule[] = [
  ...connectRules,
  ...dataFormatRules,
  ...formatSizeRules,
  ...attributeRules,
  ...waveFormatRules,
  ...waveFormatExtensibleRules,
  ...iec61937Rules,
  ...otherAudioRules,
  ...bitmapHeaderRules,
  ...videoInfoRules,
  ...otherVideoRules,
  ...capabilityRules,
];
