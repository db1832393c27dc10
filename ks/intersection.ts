// KSPROPERTY_PIN_DATAINTERSECTION without a driver: the format that a pin's ranges and a client's ranges have in common,
// as the handlers choose it that most drivers use.
//
// Audio: the default handler of the PortCls port drivers. It knows PCM in WAVEFORMATEX or DSOUND, mono and stereo, and
// takes the highest value of each member that both sides allow ("Default Data-Intersection Handlers" in the WDK).
// Video: the handler of the AVStream samples. Flags and caps of the client must be the pin's own; the size may be any that
// the output limits and steps allow (avshws; rules.md, "Range matching in numbers", KSV-036).
// Other ranges say all with their three GUIDs.
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { type ConnectRequest, complete } from './connect.ts';
import { type DataRange, rangeHeader } from './data-range.ts';
import { guidNamed, zeroGuid } from './guid.ts';
import { encodeStruct, type StructName, type StructValue, valueAt } from './struct.ts';
import { minimumImageSize } from './video-format.ts';

/** The format part of a request: KSDATAFORMAT and the block, every member given. */
export type Format = Pick<ConnectRequest, 'KSDATAFORMAT' | 'block'>;

/**
 * The first format that some range of `wanted` (the client's, in its order) has in common with one of `offered` (the
 * pin's); undefined is STATUS_NO_MATCH.
 */
export function intersectRanges(
  offered: readonly DataRange[],
  wanted: readonly DataRange[],
): Format | undefined {
  for (const theirs of wanted) {
    for (const mine of offered) {
      const format = intersectRange(mine, theirs);
      if (format) return format;
    }
  }
  return undefined;
}

function intersectRange(mine: DataRange, theirs: DataRange): Format | undefined {
  const types = commonTypes(rangeHeader(mine), rangeHeader(theirs));
  if (!types) return undefined;
  switch (mine.struct) {
    case 'KSDATARANGE_AUDIO':
      return intersectAudio(mine, theirs, types);
    case 'KS_DATARANGE_VIDEO':
    case 'KS_DATARANGE_VIDEO2':
      return intersectVideo(mine, theirs, types);
    default:
      return isBare(types) ? completed({ KSDATAFORMAT: types }) : undefined;
  }
}

type TypeMember = 'MajorFormat' | 'SubFormat' | 'Specifier';
const typeMembers: readonly TypeMember[] = ['MajorFormat', 'SubFormat', 'Specifier'];

/** The three GUIDs that both sides agree on; a wildcard agrees with everything, and stays where both have one. */
function commonTypes(mine: StructValue, theirs: StructValue): StructValue | undefined {
  const pairs = typeMembers.map((member) => [member, mine[member], theirs[member]] as const);
  const agree = pairs.every(([, a, b]) => a === b || a === zeroGuid || b === zeroGuid);
  if (!agree) return undefined;
  return Object.fromEntries(pairs.map(([member, a, b]) => [member, (a === zeroGuid ? b : a) ?? zeroGuid]));
}

function isBare(types: StructValue): boolean {
  const none = guidNamed('KSDATAFORMAT_SPECIFIER_NONE')?.value;
  return types.Specifier === none && typeMembers.every((member) => types[member] !== zeroGuid);
}

const completed = (format: Format): Format => {
  const { KSDATAFORMAT, block } = complete({ KSPIN_CONNECT: {}, ...format });
  return { KSDATAFORMAT, ...(block ? { block } : {}) };
};

const pcm = guidNamed('KSDATAFORMAT_SUBTYPE_PCM')?.value;
const dsound = guidNamed('KSDATAFORMAT_SPECIFIER_DSOUND')?.value;
const mostChannels = 2;
/** KSDSOUND_BUFFER_LOCHARDWARE. */
const hardwareBuffer = 0x4;

function intersectAudio(mine: DataRange, theirs: DataRange, types: StructValue): Format | undefined {
  if (types.SubFormat !== pcm) return undefined;
  // A client's bare range leaves the numbers to the pin.
  const other = theirs.struct === 'KSDATARANGE_AUDIO' ? theirs : mine;
  const lowest = (member: string): number => Math.min(number(mine, member), number(other, member));
  const highest = (member: string): number => Math.max(number(mine, member), number(other, member));
  const channels = Math.min(lowest('MaximumChannels'), mostChannels);
  const bits = lowest('MaximumBitsPerSample');
  const rate = lowest('MaximumSampleFrequency');
  if (channels < 1 || bits < highest('MinimumBitsPerSample') || rate < highest('MinimumSampleFrequency')) {
    return undefined;
  }
  const wave = { nChannels: channels, nSamplesPerSec: rate, wBitsPerSample: bits };
  const block =
    types.Specifier === dsound
      ? { key: 'BufferDesc', value: { Flags: hardwareBuffer, Control: 0, WaveFormatEx: wave } }
      : { key: 'WaveFormatEx', value: wave };
  return completed({ KSDATAFORMAT: types, block });
}

function number(range: DataRange, member: string): number {
  return Number(range.value[member] ?? 0);
}

const headerKeys: Readonly<Partial<Record<StructName, string>>> = {
  KS_DATARANGE_VIDEO: 'VideoInfoHeader',
  KS_DATARANGE_VIDEO2: 'VideoInfoHeader2',
};

function intersectVideo(mine: DataRange, theirs: DataRange, types: StructValue): Format | undefined {
  const key = headerKeys[mine.struct];
  const header = mine.value.VideoInfoHeader as StructValue;
  if (key === undefined) return undefined;
  const picture = theirs.struct === mine.struct ? pictureOf(mine, theirs) : sizeOfPicture(mine);
  if (!picture) return undefined;
  const bitmap = header.bmiHeader as StructValue;
  const size = minimumImageSize(
    types.SubFormat as Guid,
    picture.width,
    picture.height,
    Number(bitmap.biBitCount),
  );
  const bmiHeader = { ...bitmap, biWidth: picture.width, biHeight: picture.height, biSizeImage: size };
  return completed({
    KSDATAFORMAT: { ...types, SampleSize: size },
    block: { key, value: { ...header, bmiHeader } },
  });
}

interface Picture {
  readonly width: number;
  readonly height: number;
}

function sizeOfPicture({ value }: DataRange): Picture {
  const member = (name: string): number => Number(valueAt(value, ['VideoInfoHeader', 'bmiHeader', name]));
  return { width: member('biWidth'), height: member('biHeight') };
}

/** The client's picture, if the pin can make it; its flags and caps must be the pin's. */
function pictureOf(mine: DataRange, theirs: DataRange): Picture | undefined {
  const { width, height } = sizeOfPicture(theirs);
  const caps = (mine.value.ConfigCaps ?? {}) as StructValue;
  const isMade =
    sameFlagsAndCaps(mine, theirs) &&
    isStep(caps, 'cx', 'OutputGranularityX', width) &&
    isStep(caps, 'cy', 'OutputGranularityY', Math.abs(height));
  const own = sizeOfPicture(mine);
  const isOwn = own.width === width && own.height === height;
  return isMade || (isOwn && sameFlagsAndCaps(mine, theirs)) ? { width, height } : undefined;
}

function sameFlagsAndCaps(mine: DataRange, theirs: DataRange): boolean {
  const flags = [
    'bFixedSizeSamples',
    'bTemporalCompression',
    'StreamDescriptionFlags',
    'MemoryAllocationFlags',
  ];
  const caps = ({ value }: DataRange): string =>
    encodeStruct('KS_VIDEO_STREAM_CONFIG_CAPS', value.ConfigCaps as StructValue, 'x64').join();
  return flags.every((flag) => mine.value[flag] === theirs.value[flag]) && caps(mine) === caps(theirs);
}

/** Within MinOutputSize and MaxOutputSize, a whole number of steps above the smallest. */
function isStep(caps: StructValue, side: 'cx' | 'cy', granularity: string, size: number): boolean {
  const low = Number(valueAt(caps, ['MinOutputSize', side]));
  const high = Number(valueAt(caps, ['MaxOutputSize', side]));
  const step = Number(caps[granularity] ?? 0);
  if (size < low || size > high) return false;
  return size === low || size === high || (step > 0 && (size - low) % step === 0);
}
