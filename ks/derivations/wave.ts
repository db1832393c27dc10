// WAVEFORMATEX and WAVEFORMATEXTENSIBLE: block align, byte rate, extra size, valid bits, channel mask.
// Formulas: rules.md, "Audio: WAVEFORMATEX" (mmreg.h documentation of WAVEFORMATEX).
import { waveTagOf } from '#ks/guid.ts';
import { sizeOf, type Value } from '#ks/struct.ts';
import { isUncompressedWave, standardChannelMask, waveTags } from '#ks/wave-format.ts';
import { calculate, type Derivations, numeric, type Site } from './derivation.ts';

export const waveDerivations: Derivations = {
  'WAVEFORMATEX.wFormatTag': {
    formula: 'WAVE_FORMAT_EXTENSIBLE inside WaveFormatExt, else the tag of KSDATAFORMAT.SubFormat',
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
      isUncompressedWave(site, site.path.slice(0, -1))
        ? calculate(
            [site.sibling('nSamplesPerSec'), site.sibling('nBlockAlign')],
            (rate, align) => rate * align,
          )
        : undefined,
  },
  'WAVEFORMATEX.cbSize': {
    formula: 'bytes after WAVEFORMATEX: 22 in WaveFormatExt, plus Bytes',
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

function formatTag(site: Site): Value | undefined {
  if (site.path[0] === 'WaveFormatExt') return waveTags.extensible;
  const subFormat = site.member('KSDATAFORMAT', 'SubFormat');
  return typeof subFormat === 'string' ? waveTagOf(subFormat) : undefined;
}

function extraSize({ request, path }: Site): Value | undefined {
  const fixed =
    path[0] === 'WaveFormatExt' ? sizeOf('WAVEFORMATEXTENSIBLE', 'x64') - sizeOf('WAVEFORMATEX', 'x64') : 0;
  return fixed + (request.Bytes?.length ?? 0);
}
