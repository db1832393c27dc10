// MPEG-1, MPEG-2 and H.264. Formulas: the ksmedia.h structures' documentation pages and the USB video class.
import { layouts } from '#ks/tables/layouts.ts';
import { constant, type Derivation, type Derivations } from './derivation.ts';

const zero = constant(0, '0');
const sequenceHeader: Derivation = {
  formula: 'bytes of the sequence header: Bytes',
  value: ({ request }) => request.Bytes?.length ?? 0,
};

/** Members of KS_H264VIDEOINFO that no descriptor can leave out: the picture, the profile and the frame rate. */
const h264Required: ReadonlySet<string> = new Set([
  'wWidth',
  'wHeight',
  'wProfile',
  'bLevelIDC',
  'dwFrameInterval',
]);

/** Capabilities of an encoder that a plain stream does not use. */
const h264Capabilities: Derivations = Object.fromEntries(
  layouts.KS_H264VIDEOINFO.fields
    .filter(({ name }) => !h264Required.has(name))
    .map(({ name }) => [`KS_H264VIDEOINFO.${name}`, constant(0, '0: not used')]),
);

export const compressedVideoDerivations: Derivations = {
  'KS_MPEG1VIDEOINFO.dwStartTimeCode': zero,
  'KS_MPEG1VIDEOINFO.cbSequenceHeader': sequenceHeader,
  'KS_MPEGVIDEOINFO2.dwStartTimeCode': zero,
  'KS_MPEGVIDEOINFO2.cbSequenceHeader': sequenceHeader,
  'KS_MPEGVIDEOINFO2.dwFlags': zero,
  'KS_MPEGAUDIOINFO.dwFlags': zero,
  ...h264Capabilities,
  'KS_H264VIDEOINFO.wSARwidth': constant(1, 'square samples'),
  'KS_H264VIDEOINFO.wSARheight': constant(1, 'square samples'),
};
