// A table of formats around one, to be proposed to a pin without opening it: which of them its data ranges declare, which of
// them the driver takes, and where the two do not agree.
import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { Capabilities, PinFactory } from './capabilities.ts';
import { type ConnectRequest, complete } from './connect.ts';
import { type DataRange, rangeHeader } from './data-range.ts';
import { describeFormat } from './describe-format.ts';
import { explain } from './explain.ts';
import { guidNamed, zeroGuid } from './guid.ts';
import { type StructValue, valueAt } from './struct.ts';

/** Of a picture, in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What is varied; a list that is not given is made of the pin's data ranges. */
export interface SweepAxes {
  readonly rates?: readonly number[];
  readonly bits?: readonly number[];
  readonly channels?: readonly number[];
  readonly sizes?: readonly Size[];
  readonly subtypes?: readonly Guid[];
}

export interface SweepCell {
  /** `PCM, 48000 Hz, 2 ch, 16 bit`. */
  readonly label: string;
  /** Where it stands in a table: `PCM, 48000 Hz, 16 bit` and `2 ch`; of pictures the size and the subtype. */
  readonly row: string;
  readonly column: string;
  readonly request: ConnectRequest;
  /** Whether the pin's data ranges take it, as `explain` reads them. */
  readonly declared: boolean;
}

/** A cell with the driver's word on it: the code that PROPOSEDATAFORMAT gave. */
export interface SweptCell extends SweepCell {
  readonly win32: number;
}

/** Rates that devices are built for; those that the ranges exclude are asked for too, for that is what a sweep finds. */
export const usualRates = [8000, 11025, 16000, 22050, 32000, 44100, 48000, 88200, 96000, 176400, 192000];
export const usualBits = [8, 16, 24, 32];
export const usualChannels = [1, 2, 4, 6, 8];
/** More cells than a person reads, and seconds of a slow driver's time. */
export const mostCells = 2000;

/** The formats to propose for a pin; empty when its ranges are neither sound nor pictures and no axis says what to vary. */
export function sweepCells(
  capabilities: Capabilities,
  pin: PinFactory,
  axes: SweepAxes,
): readonly SweepCell[] {
  const requests = typesOf(pin).flatMap((range) => requestsOfType(pin, range, axes));
  const cells = new Map<string, SweepCell>();
  for (const request of requests) {
    const label = describeFormat(request);
    if (!cells.has(label))
      cells.set(label, {
        label,
        ...placeOf(request),
        request,
        declared: isDeclared(request, capabilities, pin),
      });
    if (cells.size === mostCells) break;
  }
  return [...cells.values()];
}

/** The facts of describeFormat, parted in two. */
function placeOf(request: ConnectRequest): { readonly row: string; readonly column: string } {
  const [subtype = '', ...facts] = describeFormat(request).split(', ');
  const column = facts.find((fact) => fact.endsWith(' ch'));
  if (column === undefined) return { row: facts.join(', '), column: subtype };
  return { row: [subtype, ...facts.filter((fact) => fact !== column)].join(', '), column };
}

/** The types of the pin's formats, each once; a wildcard names nothing that could be proposed. */
export function typesOf(pin: PinFactory): readonly DataRange[] {
  const types = new Map<string, DataRange>();
  for (const range of pin.dataRanges) {
    const { MajorFormat, SubFormat, Specifier } = rangeHeader(range);
    const key = `${MajorFormat} ${SubFormat} ${Specifier}`;
    if (SubFormat !== zeroGuid && MajorFormat !== zeroGuid && !types.has(key)) types.set(key, range);
  }
  return [...types.values()];
}

function requestsOfType(pin: PinFactory, range: DataRange, axes: SweepAxes): readonly ConnectRequest[] {
  const { MajorFormat = zeroGuid, SubFormat = zeroGuid, Specifier = zeroGuid } = rangeHeader(range);
  const base = { KSPIN_CONNECT: { PinId: pin.id }, KSDATAFORMAT: { MajorFormat, SubFormat, Specifier } };
  switch (range.struct) {
    case 'KSDATARANGE_AUDIO':
      return audioRequests(base, axes);
    case 'KS_DATARANGE_VIDEO':
      return videoRequests(base, 'VideoInfoHeader', range, pin, axes);
    case 'KS_DATARANGE_VIDEO2':
      return videoRequests(base, 'VideoInfoHeader2', range, pin, axes);
    default:
      return [];
  }
}

/** Formats that a plain WAVEFORMATEX describes well enough: more channels or bits need WAVEFORMATEXTENSIBLE. */
const plain = { channels: 2, bits: 16 } as const;
const dsound = guidNamed('KSDATAFORMAT_SPECIFIER_DSOUND')?.value;

function audioRequests(base: ConnectRequest, axes: SweepAxes): readonly ConnectRequest[] {
  const { rates = usualRates, bits = usualBits, channels = usualChannels } = axes;
  return rates.flatMap((rate) =>
    bits.flatMap((bit) =>
      channels.map((channel) => ({ ...base, block: waveBlock(base, rate, bit, channel) })),
    ),
  );
}

function waveBlock(
  { KSDATAFORMAT: { Specifier } }: ConnectRequest,
  rate: number,
  bits: number,
  channels: number,
): NonNullable<ConnectRequest['block']> {
  const wave = { nChannels: channels, nSamplesPerSec: rate, wBitsPerSample: bits };
  if (Specifier === dsound) return { key: 'BufferDesc', value: { WaveFormatEx: wave } };
  if (channels <= plain.channels && bits <= plain.bits) return { key: 'WaveFormatEx', value: wave };
  return { key: 'WaveFormatExt', value: { Format: wave } };
}

function videoRequests(
  base: ConnectRequest,
  key: string,
  range: DataRange,
  pin: PinFactory,
  axes: SweepAxes,
): readonly ConnectRequest[] {
  const own = base.KSDATAFORMAT.SubFormat as Guid;
  const { Specifier } = base.KSDATAFORMAT;
  // A subtype that the pin has itself is asked for with what its own range says of it.
  const ofOthers = new Set(
    typesOf(pin)
      .map(rangeHeader)
      .filter((header) => header.Specifier === Specifier && header.SubFormat !== own)
      .map(({ SubFormat }) => SubFormat),
  );
  const header = (range.value.VideoInfoHeader ?? {}) as StructValue;
  const { sizes = sizesOf(pin), subtypes = [own] } = axes;
  return sizes.flatMap(({ width, height }) =>
    subtypes
      .filter((subtype) => !ofOthers.has(subtype))
      .map((subtype): ConnectRequest => {
        const size = { biWidth: width, biHeight: height };
        // Depth and compression are the range's own where the type is: drivers compare them.
        const { biBitCount = 0, biCompression = 0 } = (header.bmiHeader ?? {}) as StructValue;
        const bmiHeader = subtype === own ? { ...size, biBitCount, biCompression } : size;
        const { AvgTimePerFrame = 0n } = header;
        return {
          ...base,
          KSDATAFORMAT: { ...base.KSDATAFORMAT, SubFormat: subtype },
          block: { key, value: { AvgTimePerFrame, bmiHeader } },
        };
      }),
  );
}

export const sizeText = ({ width, height }: Size): string => `${width}x${height}`;

/** The sizes of the pin's pictures, each once. */
export function sizesOf({ dataRanges }: PinFactory): readonly Size[] {
  const sizes = dataRanges.flatMap(({ value }) => {
    const number = (name: string): number =>
      Number(valueAt(value, ['VideoInfoHeader', 'bmiHeader', name]) ?? 0);
    const [width, height] = [number('biWidth'), number('biHeight')];
    return width === 0 ? [] : [{ width, height }];
  });
  return [...new Map(sizes.map((size) => [sizeText(size), size])).values()];
}

/** A pin that is taken, or not for clients, declares its formats all the same. */
function isDeclared(request: ConnectRequest, capabilities: Capabilities, pin: PinFactory): boolean {
  const { communication: _, ...open } = { ...pin, instances: {}, interfaces: [], mediums: [] };
  return explain(complete(request), { ...capabilities, pins: [open] }).accepted;
}

export interface SweepResult {
  /** In the order of asking. */
  readonly cells: readonly SweptCell[];
  readonly declaredButRefused: readonly SweptCell[];
  readonly acceptedButUndeclared: readonly SweptCell[];
}

export function sweepResult(cells: readonly SweptCell[]): SweepResult {
  return {
    cells,
    declaredButRefused: cells.filter(({ declared, win32 }) => declared && win32 !== 0),
    acceptedButUndeclared: cells.filter(({ declared, win32 }) => !declared && win32 === 0),
  };
}
