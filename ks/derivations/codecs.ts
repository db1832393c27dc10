// Audio codecs that extend WAVEFORMATEX. What is left out follows from the rate and the block, or says "unknown".
// Formulas: the mmreg.h structures' documentation pages.
import type { Value } from '#ks/struct.ts';
import { calculate, constant, type Derivations, numeric, type Site } from './derivation.ts';

/** MPEG-1 audio has sample rates from here on; the half rates of MPEG-2 have half the samples in a frame. */
const lowestMpeg1Rate = 32_000;
const headMode = { stereo: 0x1, singleChannel: 0x8 } as const;
/** ACM_MPEG_ID_MPEG1. */
const mpeg1Id = 0x10;
const noEmphasis = 1;
/** Level and profile of AAC that nobody has told. */
const unknownProfile = 0xfe;
const coefficientPair = 4;

const bitsPerSecond = (site: Site): number | undefined =>
  calculate([site.sibling('wfx', 'nAvgBytesPerSec')], (bytes) => bytes * 8);

export const codecDerivations: Derivations = {
  'MPEG1WAVEFORMAT.dwHeadBitrate': { formula: '8 * nAvgBytesPerSec', value: bitsPerSecond },
  'MPEG1WAVEFORMAT.fwHeadMode': {
    formula: 'stereo or a single channel, by nChannels',
    value: (site) => (site.sibling('wfx', 'nChannels') === 1 ? headMode.singleChannel : headMode.stereo),
  },
  'MPEG1WAVEFORMAT.fwHeadModeExt': constant(0, '0: no joint stereo'),
  'MPEG1WAVEFORMAT.wHeadEmphasis': constant(noEmphasis, '1: no emphasis'),
  'MPEG1WAVEFORMAT.fwHeadFlags': constant(mpeg1Id, 'ACM_MPEG_ID_MPEG1'),
  'MPEG1WAVEFORMAT.dwPTSLow': constant(0, '0'),
  'MPEG1WAVEFORMAT.dwPTSHigh': constant(0, '0'),

  'MPEGLAYER3WAVEFORMAT.wID': constant(1, 'MPEGLAYER3_ID_MPEG'),
  'MPEGLAYER3WAVEFORMAT.fdwFlags': constant(0, 'MPEGLAYER3_FLAG_PADDING_ISO'),
  'MPEGLAYER3WAVEFORMAT.nBlockSize': {
    formula: '144 (72 below 32 kHz) * 8 * nAvgBytesPerSec / nSamplesPerSec * nFramesPerBlock',
    value: mp3BlockSize,
  },
  'MPEGLAYER3WAVEFORMAT.nFramesPerBlock': constant(1, 'one frame in a block'),
  'MPEGLAYER3WAVEFORMAT.nCodecDelay': constant(0, '0: unknown'),

  'HEAACWAVEINFO.wPayloadType': constant(0, '0: raw blocks'),
  'HEAACWAVEINFO.wAudioProfileLevelIndication': constant(unknownProfile, '0xFE: not specified'),
  'HEAACWAVEINFO.wStructType': constant(0, '0: AudioSpecificConfig follows'),

  'ADPCMWAVEFORMAT.wSamplesPerBlock': {
    formula: '(nBlockAlign - 7 * nChannels) * 8 / (wBitsPerSample * nChannels) + 2',
    value: adpcmSamples,
  },
  'ADPCMWAVEFORMAT.wNumCoef': {
    formula: 'Bytes / 4',
    value: ({ request }) => Math.floor((request.Bytes?.length ?? 0) / coefficientPair),
  },
};

function mp3BlockSize(site: Site): Value | undefined {
  const rate = numeric(site.sibling('wfx', 'nSamplesPerSec'));
  if (rate === undefined || rate === 0) return undefined;
  const slots = rate >= lowestMpeg1Rate ? 144 : 72;
  const inputs = [bitsPerSecond(site), site.sibling('nFramesPerBlock')];
  return calculate(inputs, (bits, frames) => Math.floor((slots * bits) / rate) * frames);
}

function adpcmSamples(site: Site): Value | undefined {
  const inputs = ['nBlockAlign', 'nChannels', 'wBitsPerSample'].map((member) => site.sibling('wfx', member));
  return calculate(
    inputs,
    (align, channels, bits) => Math.floor(((align - 7 * channels) * 8) / (bits * channels)) + 2,
  );
}
