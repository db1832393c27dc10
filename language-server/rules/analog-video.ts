// Rules of analog video: signal geometry and the vertical blanking interval.
import { constantsOf } from '#ks/constants.ts';
import {
  broken,
  brokenValue,
  fine,
  descriptorRule as rule,
  rulesOfBlocks,
  type Subject,
  type Violation,
} from './rule.ts';

function analogActive(subject: Subject): readonly Violation[] {
  return (['dwActiveWidth', 'dwActiveHeight'] as const).flatMap((member) => {
    const path = ['AnalogVideoInfo', member];
    if (subject.number(...path) !== 0) return fine;
    const usual = member === 'dwActiveWidth' ? '720' : '483 (NTSC) or 575 (PAL)';
    return broken(path, `${member} is 0: expected the geometry of the signal, usually ${usual}.`);
  });
}

const vbi = (member: string): readonly string[] => ['VBIInfoHeader', member];

function vbiLines(subject: Subject): readonly Violation[] {
  const first = subject.number(...vbi('StartLine'));
  const last = subject.number(...vbi('EndLine'));
  if (first === undefined || last === undefined || first <= last) return fine;
  return broken(vbi('StartLine'), `StartLine is ${first}, after EndLine ${last}: expected at most ${last}.`);
}

function vbiStride(subject: Subject): readonly Violation[] {
  const stride = subject.number(...vbi('StrideInBytes'));
  const samples = subject.number(...vbi('SamplesPerLine'));
  if (stride === undefined || samples === undefined || stride >= samples) return fine;
  const message = `StrideInBytes is ${stride}, less than the ${samples} samples of a line (8 bits each): expected ${samples} or more.`;
  return brokenValue(vbi('StrideInBytes'), message, samples);
}

function vbiBuffer(subject: Subject): readonly Violation[] {
  const [size, stride, first, last] = ['BufferSize', 'StrideInBytes', 'StartLine', 'EndLine'].map((member) =>
    subject.number(...vbi(member)),
  );
  if (size === undefined || stride === undefined || first === undefined || last === undefined) return fine;
  const needed = stride * (last - first + 1);
  if (first > last || size >= needed) return fine;
  const message = `BufferSize is ${size}: ${last - first + 1} lines of ${stride} bytes take ${needed}, expected ${needed} or more.`;
  return brokenValue(vbi('BufferSize'), message, needed);
}

function vbiSampleSize(subject: Subject): readonly Violation[] {
  const path = ['KSDATAFORMAT', 'SampleSize'];
  const size = subject.number(...path);
  const buffer = subject.number(...vbi('BufferSize'));
  if (size === undefined || size === 0 || buffer === undefined || size === buffer) return fine;
  return brokenValue(path, `SampleSize is ${size}: usual is BufferSize (${buffer}) or 0.`, buffer);
}

function vbiTimes(subject: Subject): readonly Violation[] {
  const [low, actual, high] = ['MinLineStartTime', 'ActualLineStartTime', 'MaxLineStartTime'].map((member) =>
    subject.number(...vbi(member)),
  );
  if (low === undefined || actual === undefined || high === undefined || (low <= actual && actual <= high))
    return fine;
  return broken(
    vbi('ActualLineStartTime'),
    `ActualLineStartTime is ${actual}: expected ${low} to ${high}, MinLineStartTime to MaxLineStartTime (10 ns).`,
  );
}

const knownStandards = constantsOf('KS_AnalogVideoStandard').entries.reduce(
  (bits, { value }) => (bits | value) >>> 0,
  0,
);

function vbiStandard(subject: Subject): readonly Violation[] {
  const value = subject.number(...vbi('VideoStandard'));
  const unknown = value === undefined ? 0 : (value & ~knownStandards) >>> 0;
  if (unknown === 0) return fine;
  return broken(
    vbi('VideoStandard'),
    `VideoStandard has unknown bits 0x${unknown.toString(16)}: expected KS_AnalogVideo_ flags.`,
  );
}

export const analogVideoRules = rulesOfBlocks(
  ['AnalogVideoInfo', 'VBIInfoHeader'],
  [
    rule(
      'KSN-001',
      'analog-active',
      'warning',
      ['An analog signal without geometry.', 'Customary is 720 x 483 (NTSC) or 575 (PAL).', 'ANV, SWT'],
      analogActive,
    ),
    rule('KSN-003', 'vbi-lines', 'error', ['StartLine is after EndLine.', 'Refused.', 'VBI'], vbiLines),
    rule(
      'KSN-004',
      'vbi-stride',
      'error',
      ['A VBI line is longer than its stride.', 'The stride may only be larger.', 'VBI'],
      vbiStride,
    ),
    rule(
      'KSN-005',
      'vbi-buffer',
      'error',
      ['The VBI buffer does not hold all lines.', 'Too small a buffer.', 'VBI, inferred'],
      vbiBuffer,
    ),
    rule(
      'KSN-006',
      'vbi-samplesize',
      'hint',
      ['SampleSize of VBI is neither 0 nor BufferSize.', 'The usual value.', 'SWT'],
      vbiSampleSize,
    ),
    rule(
      'KSN-007',
      'vbi-times',
      'warning',
      ['The start of a VBI line is outside its own limits.', 'Units are 10 ns.', 'VBI'],
      vbiTimes,
    ),
    rule(
      'KSN-008',
      'vbi-standard',
      'warning',
      ['VideoStandard of VBI has unknown bits.', 'An unsupported standard.', 'VBI'],
      vbiStandard,
    ),
  ],
);
