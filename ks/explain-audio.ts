// A wave format as a driver like sysvad checks it: sizes, then whether its members agree, then the numbers of a data
// range (minwavert.cpp; rules.md, "Range matching in numbers"). nAvgBytesPerSec is not compared.

import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { DataRange } from './data-range.ts';
import { wavePathOf } from './format-blocks.ts';
import { guidOfWaveTag, guidText } from './guid.ts';
import type { Path } from './path.ts';
import { type ConnectRequest, memberAt } from './request.ts';
import { type FormatCheck, type Mismatch, statusCodes } from './verdict.ts';
import { waveTags } from './wave-format.ts';

const formatHeaderSize = 64;
const waveFormatSize = 18;
const extensibleExtra = 22;
/** MaximumChannels of a range that takes any number of channels. */
const anyChannels = 0xffffffff;

/** Where the WAVEFORMATEX of a request is; undefined when its block holds none. */
export function waveFormatPath(request: ConnectRequest): Path | undefined {
  return wavePathOf(request.block?.key);
}

interface Wave {
  readonly path: Path;
  readonly tag: number;
  readonly channels: number;
  readonly rate: number;
  readonly align: number;
  readonly bits: number;
  readonly extra: number;
}

function waveOf(request: ConnectRequest): Wave | undefined {
  const path = waveFormatPath(request);
  if (!path) return undefined;
  const number = (member: string): number => Number(memberAt(request, [...path, member]) ?? 0);
  return {
    path,
    tag: number('wFormatTag'),
    channels: number('nChannels'),
    rate: number('nSamplesPerSec'),
    align: number('nBlockAlign'),
    bits: number('wBitsPerSample'),
    extra: number('cbSize'),
  };
}

export const audioCheck: FormatCheck = { fault, mismatches };

/** What is wrong whatever the range says; the first fault is the answer. */
function fault(request: ConnectRequest): Mismatch | undefined {
  const wave = waveOf(request);
  const size = Number(request.KSDATAFORMAT.FormatSize);
  if (!wave) {
    return invalidSize(
      `FormatSize is ${size}; KSDATAFORMAT and WAVEFORMATEX take ${formatHeaderSize + waveFormatSize}.`,
    );
  }
  return sizeFault(wave, size) ?? codecFault(request, wave) ?? memberFault(request, wave);
}

function sizeFault({ path, tag, extra }: Wave, size: number): Mismatch | undefined {
  const needed = formatHeaderSize + waveFormatSize + extra;
  if (tag !== waveTags.pcm && size < needed) {
    return invalidSize(
      `FormatSize is ${size}; with the ${extra} bytes that cbSize counts it must be ${needed}.`,
    );
  }
  if (tag !== waveTags.extensible || extra >= extensibleExtra) return undefined;
  return noMatch(
    [...path, 'cbSize'],
    `cbSize is ${extra}; WAVE_FORMAT_EXTENSIBLE takes at least ${extensibleExtra}.`,
  );
}

function invalidSize(message: string): Mismatch {
  return { path: ['KSDATAFORMAT', 'FormatSize'], status: statusCodes.invalidParameter, message };
}

function noMatch(path: Path, message: string): Mismatch {
  return { path, status: statusCodes.noMatch, message };
}

/** The codec inside the format must be the one that KSDATAFORMAT names. */
function codecFault(request: ConnectRequest, { path, tag }: Wave): Mismatch | undefined {
  const inner = memberAt(request, ['WaveFormatExt', 'SubFormat']);
  const extensible = tag === waveTags.extensible;
  const codec = extensible && typeof inner === 'string' ? (inner as Guid) : guidOfWaveTag(tag);
  const outer = request.KSDATAFORMAT.SubFormat as Guid;
  if (codec === outer) return undefined;
  const at = extensible ? ['WaveFormatExt', 'SubFormat'] : [...path, 'wFormatTag'];
  const names = `${guidText(codec, ['format-subtype'])}, KSDATAFORMAT.SubFormat says ${guidText(outer, ['format-subtype'])}`;
  return noMatch(at, `The format says ${names}: both must name one codec.`);
}

function memberFault(request: ConnectRequest, wave: Wave): Mismatch | undefined {
  const { path, channels, bits, align } = wave;
  if (channels === 0)
    return noMatch([...path, 'nChannels'], 'nChannels is 0: there is nothing to play or record.');
  if (bits % 8 !== 0)
    return noMatch([...path, 'wBitsPerSample'], `wBitsPerSample is ${bits}: not whole bytes.`);
  const block = (channels * bits) / 8;
  if (align !== block) {
    return noMatch(
      [...path, 'nBlockAlign'],
      `nBlockAlign is ${align}; ${channels} channels of ${bits} bits take ${block} bytes.`,
    );
  }
  const validPath = ['WaveFormatExt', 'Samples', 'wValidBitsPerSample'];
  const valid = memberAt(request, validPath);
  if (valid === undefined || (Number(valid) > 0 && Number(valid) <= bits)) return undefined;
  return noMatch(validPath, `wValidBitsPerSample is ${valid}; it must be 1 to ${bits}.`);
}

/** Every member that this range does not take. */
function mismatches(request: ConnectRequest, range: DataRange): readonly Mismatch[] {
  const wave = waveOf(request);
  if (!wave) return [];
  const limit = (member: string): number => Number(range.value[member] ?? 0);
  const channels = limit('MaximumChannels') === anyChannels ? wave.channels : limit('MaximumChannels');
  return [
    outside(wave.path, 'nChannels', wave.channels, 1, channels),
    outside(
      wave.path,
      'wBitsPerSample',
      wave.bits,
      limit('MinimumBitsPerSample'),
      limit('MaximumBitsPerSample'),
    ),
    outside(
      wave.path,
      'nSamplesPerSec',
      wave.rate,
      limit('MinimumSampleFrequency'),
      limit('MaximumSampleFrequency'),
    ),
  ].filter((mismatch) => mismatch !== undefined);
}

function outside(path: Path, member: string, value: number, low: number, high: number): Mismatch | undefined {
  if (value >= low && value <= high) return undefined;
  const wanted = low === high ? `${low}` : `${low} to ${high}`;
  return noMatch([...path, member], `${member} is ${value}; the pin takes ${wanted}.`);
}
