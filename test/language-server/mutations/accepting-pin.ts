// A pin that takes a request: what a valid descriptor is checked against before a defect is planted in it.
import type { Capabilities, PinFactory } from '#ks/capabilities.ts';
import { type ConnectRequest, complete } from '#ks/connect.ts';
import { type DataRange, dataRangeFromValue } from '#ks/data-range.ts';
import { wavePathOf } from '#ks/format-blocks.ts';
import { memberAt } from '#ks/request.ts';
import type { StructValue } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { guid } from './mutation.ts';

const free = { PossibleCount: 4, CurrentCount: 0 };
const genericRead = 0x80000000;
const genericWrite = 0x40000000;

export function acceptingPin(request: ConnectRequest): PinFactory {
  const { DesiredAccess = 0, KSPIN_CONNECT: connect, ...rest } = complete(request);
  const reads = (DesiredAccess & genericRead) !== 0 && (DesiredAccess & genericWrite) === 0;
  return {
    id: Number(connect.PinId),
    dataFlow: reads ? 2 : 1,
    communication: connect.PinToHandle === 0n ? 1 : 2,
    instances: { local: free, global: free, necessary: 0 },
    interfaces: [identifier(connect.Interface as StructValue)],
    mediums: [identifier(connect.Medium as StructValue)],
    dataRanges: [rangeOf({ KSPIN_CONNECT: connect, ...rest })],
    problems: [],
  };
}

export const filterWith = (pin: PinFactory): Capabilities => ({
  filter: {
    path: '\\\\?\\mutation#tests',
    name: 'mutation tests',
    categories: [guid('KSCATEGORY_AUDIO'), guid('KSCATEGORY_REALTIME')],
  },
  pins: [pin],
  topology: { nodes: [], connections: [] },
  problems: [],
});

const identifier = ({ Set: set, Id, Flags }: StructValue): PinFactory['interfaces'][number] => ({
  Set: set as Guid,
  Id: Number(Id),
  Flags: Number(Flags),
});

/** The structure follows from the block, where drivers compare numbers: exact pictures, wide limits of audio. */
function rangeOf(request: ConnectRequest): DataRange {
  const { MajorFormat, SubFormat, Specifier } = request.KSDATAFORMAT;
  const header = { MajorFormat, SubFormat, Specifier } as StructValue;
  const key = request.block?.key;
  const number = (...path: string[]): number => Number(memberAt(request, [key ?? '', ...path]) ?? 0);
  if (wavePathOf(key) !== undefined) {
    return dataRangeFromValue('KSDATARANGE_AUDIO', {
      DataRange: header,
      MaximumChannels: 32,
      MinimumBitsPerSample: 4,
      MaximumBitsPerSample: 64,
      MinimumSampleFrequency: 1_000,
      MaximumSampleFrequency: 1_000_000,
    });
  }
  if (key !== 'VideoInfoHeader') return dataRangeFromValue('KSDATARANGE', header);
  const size = {
    cx: number('bmiHeader', 'biWidth'),
    cy: Math.abs(number('bmiHeader', 'biHeight')),
  };
  const interval = BigInt(number('AvgTimePerFrame'));
  return dataRangeFromValue('KS_DATARANGE_VIDEO', {
    DataRange: header,
    bFixedSizeSamples: 1,
    ConfigCaps: {
      InputSize: size,
      MinCroppingSize: { cx: 0, cy: 0 },
      MaxCroppingSize: size,
      CropGranularityX: 1,
      CropGranularityY: 1,
      CropAlignX: 1,
      CropAlignY: 1,
      MinOutputSize: size,
      MaxOutputSize: size,
      OutputGranularityX: 1,
      OutputGranularityY: 1,
      MinFrameInterval: interval,
      MaxFrameInterval: interval,
    },
    VideoInfoHeader: request.block?.value ?? {},
  });
}
