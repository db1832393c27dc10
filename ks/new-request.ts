// A first request for a pin: what a driver developer would try by hand, made from one of the pin's data ranges, from a format
// that the driver proposes, or from a common format. It is written short (what follows is left out) and the checks of
// explain.ts take it.
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { layouts } from '#ks/tables/layouts.ts';
import type { Capabilities, Identifier, PinFactory } from './capabilities.ts';
import type { ConnectRequest } from './connect.ts';
import { whyNotConnectable } from './connectable.ts';
import { type DataRange, rangeHeader } from './data-range.ts';
import { withMember } from './edit-request.ts';
import { explain, pinName } from './explain.ts';
import { blockOfKey, formatBlocks } from './format-blocks.ts';
import { guidNamed, zeroGuid } from './guid.ts';
import type { Format } from './intersection.ts';
import { matchesRange } from './match.ts';
import { nearestRequest } from './nearest.ts';
import { memberAt } from './request.ts';
import { fail, ok, type Result } from './result.ts';
import { type StructValue, valueAt } from './struct.ts';

const genericRead = 0x80000000;
const genericWrite = 0x40000000;
/** KSPIN_DATAFLOW_IN (ks.h). */
const flowIn = 1;
/** From one of the pin's data ranges: usual numbers where the range leaves a choice. */
export function newRequest(
  capabilities: Capabilities,
  pin: PinFactory,
  range: DataRange,
): Result<ConnectRequest, string> {
  const format = formatIn(range);
  return fitted(capabilities, pin, { ...headFor(capabilities, pin, format.KSDATAFORMAT), ...format });
}

/** From a format: one that KSPROPERTY_PIN_DATAINTERSECTION gave, or a common one that is moved into the pin's ranges. */
export function newRequestOfFormat(
  capabilities: Capabilities,
  pin: PinFactory,
  format: Pick<ConnectRequest, 'KSDATAFORMAT' | 'block' | 'Bytes'>,
): Result<ConnectRequest, string> {
  const { KSDATAFORMAT, block, Bytes } = format;
  return fitted(capabilities, pin, {
    ...headFor(capabilities, pin, KSDATAFORMAT),
    KSDATAFORMAT,
    ...(block ? { block } : {}),
    ...(Bytes ? { Bytes } : {}),
  });
}

/** The request itself where it is taken, else the nearest one that this pin takes. */
function fitted(
  capabilities: Capabilities,
  pin: PinFactory,
  request: ConnectRequest,
): Result<ConnectRequest, string> {
  const reason = whyNotConnectable(pin);
  if (reason !== undefined) return fail(reason);
  // A pin that is taken at this moment is no reason not to write a request for it.
  const free: Capabilities = { ...capabilities, pins: [{ ...pin, instances: {} }] };
  const nearest = nearestRequest(request, free);
  if (nearest) return ok(withFrameTime(nearest.request, pin));
  return fail(`${pinName(pin)} takes no request that kspin can make: ${explain(request, free).message}`);
}

/** Drivers rarely refuse a frame time, so the nearest request keeps it; a new one has one that the range names. */
function withFrameTime(request: ConnectRequest, pin: PinFactory): ConnectRequest {
  const path = [request.block?.key ?? '', 'AvgTimePerFrame'];
  const time = memberAt(request, path);
  const range = pin.dataRanges.find((one) => matchesRange(request.KSDATAFORMAT, one));
  const [low, high] = [
    valueAt(range?.value, ['ConfigCaps', 'MinFrameInterval']),
    valueAt(range?.value, ['ConfigCaps', 'MaxFrameInterval']),
  ];
  if (typeof time !== 'bigint' || typeof low !== 'bigint' || typeof high !== 'bigint' || high === 0n)
    return request;
  if (time >= low && time <= high) return request;
  return withMember(request, path, time < low ? low : high);
}

type Head = Pick<ConnectRequest, 'DesiredAccess' | 'KSPIN_CONNECT'>;

function headFor({ filter }: Capabilities, pin: PinFactory, { SubFormat: subFormat }: StructValue): Head {
  const looped = pin.interfaces.find(({ Set: set, Id: id }) => set === standardSet && id === loopedStreaming);
  const wantsLooped =
    subFormat === midiPackets || (realtime !== undefined && filter.categories.includes(realtime));
  return {
    DesiredAccess: pin.dataFlow === flowIn ? genericWrite : genericRead,
    KSPIN_CONNECT: {
      ...identified('Interface', (wantsLooped ? looped : undefined) ?? pin.interfaces[0]),
      ...identified('Medium', pin.mediums[0]),
      PinId: pin.id,
    },
  };
}

const standardSet = guidNamed('KSINTERFACESETID_Standard')?.value;
const realtime = guidNamed('KSCATEGORY_REALTIME')?.value;
const midiPackets = guidNamed('KSDATAFORMAT_SUBTYPE_UNIVERSALMIDIPACKET')?.value;
/** KSINTERFACE_STANDARD_LOOPED_STREAMING: what clients of WaveRT pins and of Universal MIDI Packets ask for (rules.md KSC-011). */
const loopedStreaming = 1;

function identified(member: 'Interface' | 'Medium', item: Identifier | undefined): StructValue {
  return item ? { [member]: { Set: item.Set, Id: item.Id } } : {};
}

type Types = Readonly<Record<'MajorFormat' | 'SubFormat' | 'Specifier', Guid>>;

function formatIn(range: DataRange): Pick<ConnectRequest, 'KSDATAFORMAT' | 'block'> {
  const types = typesIn(range);
  const block = audioBlock(range, types) ?? structBlock(range, types);
  return { KSDATAFORMAT: types, ...(block ? { block } : {}) };
}

const named = (name: string): Guid => guidNamed(name)?.value ?? zeroGuid;

/** Formats never hold a wildcard: where a range has one, the plainest format of its kind stands for it. */
function typesIn(range: DataRange): Types {
  const header = rangeHeader(range);
  const of = (member: keyof Types, plainest: Guid): Guid => {
    const value = header[member];
    return typeof value === 'string' && value !== zeroGuid ? value : plainest;
  };
  const major = of('MajorFormat', named('KSDATAFORMAT_TYPE_AUDIO'));
  const isVideo = major === named('KSDATAFORMAT_TYPE_VIDEO');
  const isAudio = major === named('KSDATAFORMAT_TYPE_AUDIO');
  const none = named('KSDATAFORMAT_SPECIFIER_NONE');
  return {
    MajorFormat: major,
    SubFormat: of(
      'SubFormat',
      named(
        isAudio ? 'KSDATAFORMAT_SUBTYPE_PCM' : isVideo ? 'MEDIASUBTYPE_YUY2' : 'KSDATAFORMAT_SUBTYPE_NONE',
      ),
    ),
    Specifier: of(
      'Specifier',
      isAudio
        ? named('KSDATAFORMAT_SPECIFIER_WAVEFORMATEX')
        : isVideo
          ? named('KSDATAFORMAT_SPECIFIER_VIDEOINFO')
          : none,
    ),
  };
}

type Block = NonNullable<Format['block']>;

/** What is tried first, where the range allows it. */
const usual = { channels: [2, 1], rates: [48000, 44100], bits: [16, 24, 32, 8] } as const;
const anyChannels = 0xffffffff;

function audioBlock(range: DataRange, types: Types): Block | undefined {
  const isWave = types.Specifier === named('KSDATAFORMAT_SPECIFIER_WAVEFORMATEX');
  const isSound = types.Specifier === named('KSDATAFORMAT_SPECIFIER_DSOUND');
  if (!isWave && !isSound) return undefined;
  const limit = (member: string, otherwise: number): number => Number(range.value[member] ?? otherwise);
  const channels = limit('MaximumChannels', anyChannels);
  const isFloat = types.SubFormat === named('KSDATAFORMAT_SUBTYPE_IEEE_FLOAT');
  const wave = {
    nChannels: choice(usual.channels, 1, channels === 0 ? anyChannels : channels),
    nSamplesPerSec: choice(
      usual.rates,
      limit('MinimumSampleFrequency', 0),
      limit('MaximumSampleFrequency', anyChannels),
    ),
    wBitsPerSample: choice(
      isFloat ? [32] : usual.bits,
      limit('MinimumBitsPerSample', 0),
      limit('MaximumBitsPerSample', 32),
    ),
  };
  return isSound
    ? { key: 'BufferDesc', value: { WaveFormatEx: wave } }
    : { key: 'WaveFormatExt', value: { Format: wave } };
}

/** The first usual value between the two, else the highest. */
function choice(usualValues: readonly number[], low: number, high: number): number {
  return usualValues.find((value) => value >= low && value <= high) ?? high;
}

/** Other ranges end with a format of their own, the default one. */
function structBlock(range: DataRange, { Specifier: specifier }: Types): Block | undefined {
  const row = formatBlocks.find(({ specifiers }) => specifiers.includes(specifier));
  if (!row) return undefined;
  const field = layouts[range.struct].fields.find(({ type }) => type === row.struct);
  const value = field && (range.value[field.name] as StructValue | undefined);
  return { key: row.key, value: value ? withoutTail(value, row.tail) : plainPicture(row.key) };
}

/** The variable end of a structure is Bytes in a descriptor; a default format has none. */
function withoutTail(value: StructValue, tail: string | undefined): StructValue {
  if (tail === undefined) return value;
  const { [tail]: _, ...rest } = value;
  return rest;
}

/** 640x480 at 30 fps, for a range that leaves the picture open. */
function plainPicture(key: string): StructValue {
  const bitmap = blockOfKey(key)?.bitmap;
  if (!bitmap) return {};
  const picture = { biWidth: 640, biHeight: 480 };
  return bitmap.length === 0 ? picture : { AvgTimePerFrame: 333333n, [String(bitmap[0])]: picture };
}
