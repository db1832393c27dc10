// Analog video and the vertical blanking interval. Formulas: the ksmedia.h structures' documentation pages.
import type { Value } from '#ks/struct.ts';
import { calculate, constant, type Derivation, type Derivations, type Site } from './derivation.ts';

/** VBI times are counted in 10 ns. */
const ticksPerSecond = 100_000_000;

const lineStart = (formula: string): Derivation => ({
  formula,
  value: (site) => site.sibling('ActualLineStartTime'),
});

export const analogDerivations: Derivations = {
  'KS_ANALOGVIDEOINFO.AvgTimePerFrame': constant(0n, '0: unknown'),

  'KS_VBIINFOHEADER.MinLineStartTime': lineStart('ActualLineStartTime'),
  'KS_VBIINFOHEADER.MaxLineStartTime': lineStart('ActualLineStartTime'),
  'KS_VBIINFOHEADER.ActualLineEndTime': {
    formula: 'ActualLineStartTime + SamplesPerLine / SamplingFrequency, in 10 ns',
    value: lineEnd,
  },
  'KS_VBIINFOHEADER.StrideInBytes': {
    formula: 'SamplesPerLine: 8 bits each',
    value: (site) => site.sibling('SamplesPerLine'),
  },
  'KS_VBIINFOHEADER.BufferSize': {
    formula: 'StrideInBytes * (EndLine - StartLine + 1)',
    value: (site) =>
      calculate(
        [site.sibling('StrideInBytes'), site.sibling('StartLine'), site.sibling('EndLine')],
        (stride, first, last) => stride * (last - first + 1),
      ),
  },
};

function lineEnd(site: Site): Value | undefined {
  const inputs = ['ActualLineStartTime', 'SamplesPerLine', 'SamplingFrequency'].map((member) =>
    site.sibling(member),
  );
  return calculate(inputs, (start, samples, rate) => start + Math.round((samples * ticksPerSecond) / rate));
}
