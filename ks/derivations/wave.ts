// WAVEFORMATEX and WAVEFORMATEXTENSIBLE: block align, byte rate, extra size, valid bits, channel mask.
// Formulas: rules.md, "Audio: WAVEFORMATEX" (mmreg.h documentation of WAVEFORMATEX).
import { blockOfKey, blockSize, type FormatBlock } from '#ks/format-blocks.ts';
import { waveTagOf } from '#ks/guid.ts';
import { offsetOf, sizeOf, type Value } from '#ks/struct.ts';
import { isUncompressedWave, standardChannelMask, waveTags } from '#ks/wave-format.ts';
import { calculate, type Derivations, numeric, type Site } from './derivation.ts';

export const waveDerivations: Derivations = {
  'WAVEFORMATEX.wFormatTag': {
    formula: 'the tag that the structure is for, else the tag of KSDATAFORMAT.SubFormat',
    value: formatTag,
  },
  'WAVEFORMATEX.nBlockAlign': {
    formula: 'nChannels * wBitsPerSample / 8',
    value: (site) =>
      isUncompressedWave(site, site.path.slice(0, -1))
        ? calculate([site.sibling('nChannels'), site.sibling('wBitsPerSample')], (channels, bits) =>
            Math.floor((channels * bits) / 8),
          )
        : undefined,
  },
  'WAVEFORMATEX.nAvgBytesPerSec': {
    formula: 'nSamplesPerSec * nBlockAlign',
    value: (site) =>
      hasFrames(site)
        ? calculate(
            [site.sibling('nSamplesPerSec'), site.sibling('nBlockAlign')],
            (rate, align) => rate * align,
          )
        : undefined,
  },
  'WAVEFORMATEX.cbSize': {
    formula: 'bytes of the format after WAVEFORMATEX: 22 in WaveFormatExt, plus Bytes',
    value: extraSize,
  },
  'WAVEFORMATEXTENSIBLE.Samples.wValidBitsPerSample': {
    formula: 'wBitsPerSample',
    value: (site) => site.member(...site.path.slice(0, -2), 'Format', 'wBitsPerSample'),
  },
  'WAVEFORMATEXTENSIBLE.dwChannelMask': {
    formula: 'the usual speaker positions for nChannels',
    value: (site) => {
      const channels = numeric(site.sibling('Format', 'nChannels'));
      return channels === undefined ? undefined : standardChannelMask(channels);
    },
  },
  'WAVEFORMATEXTENSIBLE.SubFormat': {
    formula: 'KSDATAFORMAT.SubFormat',
    value: (site) => site.member('KSDATAFORMAT', 'SubFormat'),
  },
};

/** PCM, float, and what EXTENSIBLE carries over an IEC 61937 link move as frames of nBlockAlign bytes (rules.md KSA-004). */
function hasFrames(site: Site): boolean {
  return (
    site.sibling('wFormatTag') === waveTags.extensible || isUncompressedWave(site, site.path.slice(0, -1))
  );
}

function formatTag(site: Site): Value | undefined {
  const tag = blockOf(site)?.tag;
  if (tag !== undefined) return tag;
  const subFormat = site.member('KSDATAFORMAT', 'SubFormat');
  return typeof subFormat === 'string' ? waveTagOf(subFormat) : undefined;
}

function extraSize(site: Site): Value | undefined {
  const block = blockOf(site);
  if (!block) return undefined;
  const before = block.wave?.length ? offsetOf(block.struct, String(block.wave[0]), 'x64') : 0;
  const fixed = blockSize(block, 'x64') - before - sizeOf('WAVEFORMATEX', 'x64');
  return fixed + (site.request.Bytes?.length ?? 0);
}

function blockOf({ request }: Site): FormatBlock | undefined {
  return request.block && blockOfKey(request.block.key);
}
