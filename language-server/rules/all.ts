// All rules, in the order in which a driver meets their subjects: the request, the format, what follows it.
import { analogVideoRules } from './analog-video.ts';
import { attributeRules } from './attributes.ts';
import { otherAudioRules } from './audio-other.ts';
import { bitmapHeaderRules } from './bitmap-header.ts';
import { channelMaskRules } from './channel-mask.ts';
import { compressedVideoRules } from './compressed-video.ts';
import { connectRules } from './connect.ts';
import { dataFormatRules } from './data-format.ts';
import { formatSizeRules } from './format-size.ts';
import { iec61937Rules } from './iec61937.ts';
import { imageSizeRules } from './image-size.ts';
import { pinCapabilityRules } from './pin-capabilities.ts';
import { pixelFormatRules } from './pixel-format.ts';
import { rangeCapabilityRules } from './range-capabilities.ts';
import type { Rule } from './rule.ts';
import { sampleSizeRules } from './sample-size.ts';
import { shiftedHeaderRules } from './shifted-header.ts';
import { videoInfoRules } from './video-info.ts';
import { videoInfo2Rules } from './video-info2.ts';
import { waveFormatRules } from './wave-format.ts';
import { waveFormatExtensibleRules } from './wave-format-extensible.ts';
import { waveSizeRules } from './wave-size.ts';

export const rules: readonly Rule[] = [
  ...connectRules.map((rule): Rule => ({ ...rule, beyondFormat: true })),
  ...dataFormatRules,
  ...sampleSizeRules,
  ...formatSizeRules,
  ...attributeRules,
  ...waveFormatRules,
  ...waveSizeRules,
  ...waveFormatExtensibleRules,
  ...channelMaskRules,
  ...iec61937Rules,
  ...otherAudioRules,
  ...shiftedHeaderRules,
  ...bitmapHeaderRules,
  ...pixelFormatRules,
  ...imageSizeRules,
  ...videoInfoRules,
  ...videoInfo2Rules,
  ...compressedVideoRules,
  ...analogVideoRules,
  ...pinCapabilityRules,
  ...rangeCapabilityRules,
];

const byName = new Map(rules.map((rule) => [rule.name, rule]));

export const ruleNamed = (name: string): Rule | undefined => byName.get(name);
