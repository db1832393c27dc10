// The recorded pin that a connect names, and which values it takes: they are what somebody who types most likely wants.
import type { Capabilities, PinFactory } from '#ks/capabilities.ts';
import { type DataRange, rangeHeader } from '#ks/data-range.ts';
import { zeroGuid } from '#ks/guid.ts';
import { type Path, pathText } from '#ks/path.ts';
import { type StructValue, type Value, valueAt } from '#ks/struct.ts';
import type { ConnectEntry } from '#language-server/descriptor/document.ts';

/** Values of the member at a path that the pin takes, best first; empty where it says nothing of the member. */
export function acceptedValues(
  filters: readonly Capabilities[],
  { request }: ConnectEntry,
  path: Path,
): readonly Value[] {
  if (pathText(path) === 'KSPIN_CONNECT.PinId') return distinct(filters.flatMap(connectablePins));
  const pinId = request?.KSPIN_CONNECT.PinId;
  const pins = filters.flatMap(({ pins: all }) => all.filter(({ id }) => id === pinId));
  return distinct(pins.flatMap((pin) => valuesOf(pin, path, request?.KSDATAFORMAT ?? {})));
}

const distinct = (values: readonly Value[]): readonly Value[] => [...new Set(values)];

/** A client connects to sinks (1), sources (2) and pins that are both (3). */
const connectablePins = ({ pins }: Capabilities): readonly Value[] =>
  pins.filter(({ communication = 1 }) => [1, 2, 3].includes(communication)).map(({ id }) => id);

function valuesOf(pin: PinFactory, path: Path, format: StructValue): readonly Value[] {
  const [first, second] = path;
  const member = String(path.at(-1));
  if (first === 'KSPIN_CONNECT') {
    const listed = second === 'Interface' ? pin.interfaces : second === 'Medium' ? pin.mediums : [];
    return listed.map((item) => (member === 'Set' ? item.Set : member === 'Id' ? item.Id : item.Flags));
  }
  if (['MajorFormat', 'SubFormat', 'Specifier'].includes(member)) {
    const written = Object.entries(format).filter(([key]) => key !== member && guids.includes(key));
    return pin.dataRanges
      .map(rangeHeader)
      .filter((header) => written.every(([key, value]) => header[key] === value || header[key] === zeroGuid))
      .flatMap((header) => (header[member] === undefined ? [] : [header[member]]))
      .filter((value) => value !== zeroGuid);
  }
  return pin.dataRanges.flatMap((range) => numbersOf(range, member));
}

const guids: readonly string[] = ['MajorFormat', 'SubFormat', 'Specifier'];
const usualRates = [48000, 44100, 96000, 16000, 192000, 8000];
const usualBits = [16, 24, 32, 8];

function numbersOf(range: DataRange, member: string): readonly Value[] {
  const limit = (name: string): number => Number(range.value[name] ?? 0);
  if (range.struct === 'KSDATARANGE_AUDIO') {
    if (member === 'nChannels') {
      const most = limit('MaximumChannels');
      return most > 64 ? [2, 1] : [...new Set([most, Math.min(2, most), 1])];
    }
    if (member === 'nSamplesPerSec')
      return between(usualRates, limit('MinimumSampleFrequency'), limit('MaximumSampleFrequency'));
    if (member === 'wBitsPerSample')
      return between(usualBits, limit('MinimumBitsPerSample'), limit('MaximumBitsPerSample'));
    return [];
  }
  const header = range.value.VideoInfoHeader;
  const inHeader = header && (valueAt(header, ['bmiHeader', member]) ?? valueAt(header, [member]));
  return inHeader === undefined || typeof inHeader === 'object' ? [] : [inHeader];
}

/** The usual values inside of the limits, then the limits themselves. */
const between = (usual: readonly number[], low: number, high: number): readonly number[] => [
  ...new Set([...usual.filter((value) => low <= value && value <= high), high, low]),
];
