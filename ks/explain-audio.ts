// A wave format against KSDATARANGE_AUDIO, member by member (rules.md, "Range matching in numbers").
import type { ConnectRequest } from './connect.ts';
import type { DataRange } from './data-range.ts';
import type { Mismatch } from './explain-format.ts';
import type { Path } from './path.ts';
import { memberAt } from './request.ts';
import { statusCodes } from './verdict.ts';
import { isUncompressedWave } from './wave-format.ts';

/** MaximumChannels of a range that takes any number of channels. */
const anyChannels = 0xffffffff;

/** Where the WAVEFORMATEX of a request is; undefined when its block holds none. */
export function waveFormatPath(request: ConnectRequest): Path | undefined {
  switch (request.block?.key) {
    case 'WaveFormatEx':
      return ['WaveFormatEx'];
    case 'WaveFormatExt':
      return ['WaveFormatExt', 'Format'];
    case 'BufferDesc':
      return ['BufferDesc', 'WaveFormatEx'];
    default:
      return undefined;
  }
}

export function audioMismatches(request: ConnectRequest, range: DataRange): readonly Mismatch[] {
  const wave = waveFormatPath(request);
  if (!wave) return [noWaveFormat()];
  const number = (...path: Path): number => Number(memberAt(request, [...wave, ...path]) ?? 0);
  const limit = (member: string): number => Number(range.value[member] ?? 0);
  const refuse = (member: string, message: string): Mismatch => ({
    path: [...wave, member],
    status: statusCodes.noMatch,
    message,
  });

  const mismatches: Mismatch[] = [];
  const channels = number('nChannels');
  if (limit('MaximumChannels') !== anyChannels && channels > limit('MaximumChannels')) {
    mismatches.push(
      refuse('nChannels', `nChannels is ${channels}; the pin takes at most ${limit('MaximumChannels')}.`),
    );
  }
  within(
    refuse,
    'wBitsPerSample',
    number('wBitsPerSample'),
    limit('MinimumBitsPerSample'),
    limit('MaximumBitsPerSample'),
    mismatches,
  );
  within(
    refuse,
    'nSamplesPerSec',
    number('nSamplesPerSec'),
    limit('MinimumSampleFrequency'),
    limit('MaximumSampleFrequency'),
    mismatches,
  );
  const align = Math.floor((channels * number('wBitsPerSample')) / 8);
  const members = { member: (...path: Path) => memberAt(request, path) };
  if (isUncompressedWave(members, wave) && number('nBlockAlign') !== align) {
    mismatches.push(
      refuse(
        'nBlockAlign',
        `nBlockAlign is ${number('nBlockAlign')}; ${channels} channels make it ${align}.`,
      ),
    );
  }
  return mismatches;
}

function within(
  refuse: (member: string, message: string) => Mismatch,
  member: string,
  value: number,
  low: number,
  high: number,
  mismatches: Mismatch[],
): void {
  if (value >= low && value <= high) return;
  const wanted = low === high ? `${low}` : `${low} to ${high}`;
  mismatches.push(refuse(member, `${member} is ${value}; the pin takes ${wanted}.`));
}

function noWaveFormat(): Mismatch {
  return {
    path: ['KSDATAFORMAT', 'FormatSize'],
    status: statusCodes.noMatch,
    message: 'The format is too short to hold the WAVEFORMATEX that its Specifier announces.',
  };
}
