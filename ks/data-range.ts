// What a pin says it takes: KSDATARANGE and the structures that begin with it. Bytes from a driver are hostile,
// so every size is checked and the bytes are kept: a range that nothing understands loses nothing.
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { concatBytes, roundUp8, viewOf } from './bytes.ts';
import { type ByteProblem, inOrder } from './connect.ts';
import { guidNamed } from './guid.ts';
import { decodeStruct, encodeStruct, type StructName, type StructValue, sizeOf } from './struct.ts';

export interface DataRange {
  /** The structure it was read as: KSDATARANGE itself when nothing more is known of it. */
  readonly struct: StructName;
  /** Members of that structure; the header is under `DataRange`, or is the value itself for KSDATARANGE. */
  readonly value: StructValue;
  /** Exactly what the driver gave, FormatSize bytes long unless the list was cut short. */
  readonly bytes: Uint8Array;
  /** KSMULTIPLE_ITEM and attributes that follow a range with flag KSDATARANGE_ATTRIBUTES. */
  readonly attributes?: Uint8Array;
}

/** KSDATARANGE_ATTRIBUTES (ks.h). */
const rangeHasAttributes = 0x2;
const headerSize = 64;
const listHeaderSize = 8;

const specifierOf = (name: string): Guid | undefined => guidNamed(`KSDATAFORMAT_SPECIFIER_${name}`)?.value;
const majorOf = (name: string): Guid | undefined => guidNamed(`KSDATAFORMAT_TYPE_${name}`)?.value;

interface RangeKind {
  readonly struct: StructName;
  readonly specifier: Guid | undefined;
  readonly major?: Guid | undefined;
}

/** Which structure a range is, by Specifier (and MajorFormat where the Specifier says nothing). */
const rangeKinds: readonly RangeKind[] = [
  { struct: 'KSDATARANGE_AUDIO', specifier: specifierOf('WAVEFORMATEX') },
  { struct: 'KSDATARANGE_AUDIO', specifier: specifierOf('DSOUND') },
  { struct: 'KS_DATARANGE_VIDEO', specifier: specifierOf('VIDEOINFO') },
  { struct: 'KS_DATARANGE_VIDEO2', specifier: specifierOf('VIDEOINFO2') },
  { struct: 'KS_DATARANGE_MPEG1_VIDEO', specifier: specifierOf('MPEG1_VIDEO') },
  { struct: 'KS_DATARANGE_MPEG2_VIDEO', specifier: specifierOf('MPEG2_VIDEO') },
  { struct: 'KS_DATARANGE_H264_VIDEO', specifier: specifierOf('H264_VIDEO') },
  { struct: 'KS_DATARANGE_VIDEO_VBI', specifier: specifierOf('VBI') },
  { struct: 'KS_DATARANGE_ANALOGVIDEO', specifier: specifierOf('ANALOGVIDEO') },
  { struct: 'KS_DATARANGE_IMAGE', specifier: specifierOf('IMAGE') },
  { struct: 'KSDATARANGE_MUSIC', specifier: specifierOf('NONE'), major: majorOf('MUSIC') },
];

/** Structures that a range can be, for readers and writers of capability files. */
export const rangeStructs: readonly StructName[] = [
  'KSDATARANGE',
  ...new Set(rangeKinds.map((kind) => kind.struct)),
];

export function rangeHeader(range: DataRange): StructValue {
  return headerOf(range.struct, range.value);
}

function headerOf(struct: StructName, value: StructValue): StructValue {
  return struct === 'KSDATARANGE' ? value : ((value.DataRange ?? {}) as StructValue);
}

/** One range from its FormatSize bytes; undefined when they do not even hold KSDATARANGE. */
export function dataRangeFromBytes(bytes: Uint8Array): DataRange | undefined {
  const header = decodeStruct('KSDATARANGE', bytes, 'x64');
  if (!header) return undefined;
  const kind = rangeKinds.find(
    ({ specifier, major }) =>
      specifier === header.Specifier && (major === undefined || major === header.MajorFormat),
  );
  // Range structures hold no pointers, so one reading serves both architectures.
  const value = kind && decodeStruct(kind.struct, bytes, 'x64');
  return kind && value
    ? { struct: kind.struct, value, bytes }
    : { struct: 'KSDATARANGE', value: header, bytes };
}

/** A range from members, for capability files written by hand: FormatSize is sizeof the structure unless given. */
export function dataRangeFromValue(struct: StructName, value: StructValue): DataRange {
  const header: StructValue = { FormatSize: sizeOf(struct, 'x64'), ...headerOf(struct, value) };
  const whole = struct === 'KSDATARANGE' ? header : { ...value, DataRange: header };
  const bytes = encodeStruct(struct, whole, 'x64');
  return dataRangeFromBytes(bytes) ?? { struct, value: whole, bytes };
}

export interface DecodedRanges {
  readonly ranges: readonly DataRange[];
  /** In order of offset. */
  readonly problems: readonly ByteProblem[];
}

/**
 * Reads KSMULTIPLE_ITEM {Size, Count} and the ranges after it, stepping by FormatSize rounded up to 8
 * (pin-properties.md section 2). Ends at the end of the bytes, whatever Count says; never throws.
 */
export function decodeDataRanges(bytes: Uint8Array): DecodedRanges {
  if (bytes.length < listHeaderSize) {
    return {
      ranges: [],
      problems: [{ offset: 0, message: `A list takes at least 8 bytes; ${bytes.length} came.` }],
    };
  }
  const view = viewOf(bytes);
  const problems: ByteProblem[] = [];
  const said = view.getUint32(0, true);
  if (said !== bytes.length) {
    problems.push({ offset: 0, message: `The list says it has ${said} bytes; ${bytes.length} came.` });
  }
  const end = said >= listHeaderSize && said < bytes.length ? said : bytes.length;
  const { ranges, items } = readRanges(bytes.subarray(0, end), problems);
  const count = view.getUint32(4, true);
  if (count !== items) {
    problems.push({ offset: 4, message: `The list counts ${count} items; ${items} are in its bytes.` });
  }
  return { ranges, problems: inOrder(problems) };
}

/** Items are ranges and attribute lists together: KSMULTIPLE_ITEM.Count counts both. */
function readRanges(bytes: Uint8Array, problems: ByteProblem[]): { ranges: DataRange[]; items: number } {
  const ranges: DataRange[] = [];
  let items = 0;
  let at = listHeaderSize;
  while (at + headerSize <= bytes.length) {
    const size = viewOf(bytes).getUint32(at, true);
    if (size < headerSize) {
      problems.push({
        offset: at,
        message: `A data range says FormatSize ${size}; it takes at least ${headerSize}.`,
      });
      return { ranges, items };
    }
    const whole = bytes.slice(at, Math.min(at + size, bytes.length));
    if (whole.length < size) {
      problems.push({
        offset: at,
        message: `A data range says FormatSize ${size}; ${whole.length} bytes are left.`,
      });
    }
    const range = dataRangeFromBytes(whole);
    at += roundUp8(size);
    items += 1;
    if (!range) return { ranges, items };
    const attributes = attributesAfter(range, bytes, at);
    ranges.push(attributes ? { ...range, attributes } : range);
    if (attributes) {
      at += roundUp8(attributes.length);
      items += 1;
    }
  }
  if (at < bytes.length) {
    problems.push({
      offset: at,
      message: `${bytes.length - at} bytes after the last data range are no data range.`,
    });
  }
  return { ranges, items };
}

function attributesAfter(range: DataRange, bytes: Uint8Array, at: number): Uint8Array | undefined {
  const flags = Number(rangeHeader(range).Flags ?? 0);
  if ((flags & rangeHasAttributes) === 0 || at + listHeaderSize > bytes.length) return undefined;
  const size = viewOf(bytes).getUint32(at, true);
  return size < listHeaderSize || at + size > bytes.length ? undefined : bytes.slice(at, at + size);
}

/** KSMULTIPLE_ITEM and the ranges, each at a multiple of 8, as ks.sys answers KSPROPERTY_PIN_DATARANGES. */
export function encodeDataRanges(ranges: readonly DataRange[]): Uint8Array {
  const items = ranges.flatMap((range) =>
    range.attributes ? [range.bytes, range.attributes] : [range.bytes],
  );
  const padded = items.map((item) =>
    concatBytes([item, new Uint8Array(roundUp8(item.length) - item.length)]),
  );
  const list = concatBytes(padded);
  const header = { Size: listHeaderSize + list.length, Count: items.length };
  return concatBytes([encodeStruct('KSMULTIPLE_ITEM', header, 'x64'), list]);
}
