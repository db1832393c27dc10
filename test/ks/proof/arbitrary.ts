// Any request and any data range, for properties: every member of every structure of the tables gets some value that fits
// it. What is left out is only what bytes cannot tell apart.

import fc, { type Arbitrary } from 'fast-check';
import { type DataRange, dataRangeFromValue, rangeStructs } from '#ks/data-range.ts';
import { blockOfBytes, blockSize, type FormatBlock, formatBlocks } from '#ks/format-blocks.ts';
import { guidNamed, guidsOfKinds, namesOf } from '#ks/guid.ts';
import { type Attribute, type ConnectRequest, formatHasAttributes } from '#ks/request.ts';
import { rangeOfScalar, type StructName, type StructValue, sizeOf, type Value } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { Field, ScalarType } from '#ks/tables/layout.ts';
import { layouts } from '#ks/tables/layouts.ts';
import { guid } from '#test/ks/requests.ts';
import { seed } from '#test/seed.ts';

/**
 * How the properties run: KSPIN_SEED repeats a failure, KSPIN_RUNS multiplies the number of cases. The seed is printed
 * with every run.
 */
export function runs(numRuns: number): { readonly seed: number; readonly numRuns: number } {
  return { seed, numRuns: Math.ceil(numRuns * Number(process.env.KSPIN_RUNS ?? 1)) };
}

const hex = (value: bigint, digits: number): string => value.toString(16).padStart(digits, '0');

/** Mostly GUIDs with a name, as the small differences are between those; sometimes any. */
const anyGuid: Arbitrary<Guid> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(...guidsOfKinds(['format-type', 'format-subtype', 'format-specifier', 'interface-set']))
      .map(({ value }) => value),
  },
  {
    weight: 1,
    arbitrary: fc
      .bigInt({ min: 0n, max: 2n ** 128n - 1n })
      .map((value) => hex(value, 32).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5') as Guid),
  },
);

function anyScalar(type: ScalarType): Arbitrary<Value> {
  if (type === 'guid') return anyGuid;
  // Handles fit both architectures, so that one request serves both.
  const range = rangeOfScalar(type, 'x86');
  if (!range) throw new Error(type);
  if (type === 'u64' || type === 'i64' || type === 'pointer') return fc.bigInt(range);
  return fc.integer({ min: Number(range.min), max: Number(range.max) });
}

const known = new Map<StructName, Arbitrary<StructValue>>();

/** A structure with a value for every member; of a union for the first, which stands for the others. */
export function anyStruct(struct: StructName): Arbitrary<StructValue> {
  const made = known.get(struct) ?? makeStruct(struct);
  known.set(struct, made);
  return made;
}

function makeStruct(struct: StructName): Arbitrary<StructValue> {
  const { fields, union } = layouts[struct];
  const read = fields.filter((field) => !field.alignOnly && field.overlaps === undefined && !field.onlyOn);
  const members = (union ? read.slice(0, 1) : read).map((field) => [field.name, anyField(field)]);
  return fc.record(Object.fromEntries(members) as Record<string, Arbitrary<Value>>, {
    noNullPrototype: true,
  });
}

function anyField(field: Field): Arbitrary<Value> {
  const one: Arbitrary<Value> =
    field.type in layouts ? anyStruct(field.type as StructName) : anyScalar(field.type as ScalarType);
  if (field.count === undefined) return one;
  return fc.array(one, { minLength: field.count, maxLength: field.count });
}

const someBytes = fc.uint8Array({ maxLength: 40 });
const modeAttribute = guidNamed('KSATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE')?.value;

const anyAttribute: Arbitrary<Attribute> = fc.oneof(
  fc.record({ flags: fc.nat(), mode: anyGuid }, { noNullPrototype: true }).map(({ flags, mode }) => ({
    AttributeHeader: { Size: 40, Flags: flags, Attribute: guid('KSATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE') },
    SignalProcessingMode: mode,
  })),
  fc
    .record({ flags: fc.nat(), id: anyGuid, bytes: someBytes }, { noNullPrototype: true })
    .filter(({ id }) => id !== modeAttribute)
    .map(({ flags, id, bytes }) => ({
      AttributeHeader: { Size: 24 + bytes.length, Flags: flags, Attribute: id },
      ...(bytes.length > 0 ? { Bytes: bytes } : {}),
    })),
);

/** KSDATAFORMAT without the members that must fit the rest: FormatSize and the attribute flag are derived. */
const anyFormat = anyStruct('KSDATAFORMAT').map(({ FormatSize: _, ...members }) => members);

/** Every member given, but the sizes, which must fit: `complete` adds them. */
export const anyRequest: Arbitrary<ConnectRequest> = fc
  .record(
    {
      connect: anyStruct('KSPIN_CONNECT'),
      format: anyFormat,
      block: fc.option(fc.constantFrom(...formatBlocks), { freq: 8, nil: undefined }),
      bytes: someBytes,
      attributes: fc.option(fc.array(anyAttribute, { maxLength: 3 }), { nil: undefined }),
    },
    { noNullPrototype: true },
  )
  .chain(({ connect, format, block, bytes, attributes }) =>
    (block ? anyStruct(block.struct) : fc.constant(undefined)).map((value): ConnectRequest => {
      const flags = Number(format.Flags) & ~formatHasAttributes;
      return {
        KSPIN_CONNECT: connect,
        KSDATAFORMAT: {
          ...format,
          Flags: (attributes ? flags | formatHasAttributes : flags) >>> 0,
          Specifier: specifierFor(block, bytes, format.Specifier as Guid),
        },
        ...(block && value ? { block: { key: block.key, value: blockValue(block, value) } } : {}),
        ...(bytes.length > 0 ? { Bytes: bytes } : {}),
        ...(attributes ? { Attributes: attributes } : {}),
      };
    }),
  );

/** A Specifier that announces the block, or one that announces none. */
function specifierFor(block: FormatBlock | undefined, bytes: Uint8Array, given: Guid): Guid {
  if (block) return block.specifiers[0] ?? given;
  return blockOfBytes(given, bytes) === undefined ? given : guid('KSDATAFORMAT_SPECIFIER_NONE');
}

/** What tells blocks of one Specifier apart is given its value; the variable tail is not part of the block. */
function blockValue(block: FormatBlock, value: StructValue): StructValue {
  if (block.tag !== undefined) {
    const [member = ''] = (block.wave ?? []).map(String);
    const cbSize = blockSize(block, 'x64') - sizeOf('WAVEFORMATEX', 'x64');
    const wave = { ...(value[member] as StructValue), wFormatTag: block.tag, cbSize };
    return withoutTail(block, { ...value, [member]: wave });
  }
  const known = formatBlocks.some(({ tag }) => tag !== undefined && tag === value.wFormatTag);
  return withoutTail(block, known ? { ...value, wFormatTag: 1 } : value);
}

function withoutTail(block: FormatBlock, value: StructValue): StructValue {
  return Object.fromEntries(Object.entries(value).filter(([member]) => member !== block.tail));
}

/** The Specifiers and major formats by which a range structure is known. */
const kindsOfRanges: Readonly<Partial<Record<StructName, StructValue>>> = {
  KSDATARANGE_AUDIO: { Specifier: guid('KSDATAFORMAT_SPECIFIER_WAVEFORMATEX') },
  KS_DATARANGE_VIDEO: { Specifier: guid('KSDATAFORMAT_SPECIFIER_VIDEOINFO') },
  KS_DATARANGE_VIDEO2: { Specifier: guid('KSDATAFORMAT_SPECIFIER_VIDEOINFO2') },
  KS_DATARANGE_MPEG1_VIDEO: { Specifier: guid('KSDATAFORMAT_SPECIFIER_MPEG1_VIDEO') },
  KS_DATARANGE_MPEG2_VIDEO: { Specifier: guid('KSDATAFORMAT_SPECIFIER_MPEG2_VIDEO') },
  KS_DATARANGE_H264_VIDEO: { Specifier: guid('KSDATAFORMAT_SPECIFIER_H264_VIDEO') },
  KS_DATARANGE_VIDEO_VBI: { Specifier: guid('KSDATAFORMAT_SPECIFIER_VBI') },
  KS_DATARANGE_ANALOGVIDEO: { Specifier: guid('KSDATAFORMAT_SPECIFIER_ANALOGVIDEO') },
  KS_DATARANGE_IMAGE: { Specifier: guid('KSDATAFORMAT_SPECIFIER_IMAGE') },
  KSDATARANGE_MUSIC: {
    Specifier: guid('KSDATAFORMAT_SPECIFIER_NONE'),
    MajorFormat: guid('KSDATAFORMAT_TYPE_MUSIC'),
  },
};

const rangeFlags = 0x2;

/** A range of any structure, with or without an attribute list behind it. */
export const anyRange: Arbitrary<DataRange> = fc
  .constantFrom(...rangeStructs)
  .chain((struct) =>
    fc.tuple(
      fc.constant(struct),
      anyStruct(struct),
      fc.option(fc.uint8Array({ minLength: 8, maxLength: 48 }), { nil: undefined }),
    ),
  )
  .map(([struct, value, attributes]) => {
    const header = (struct === 'KSDATARANGE' ? value : value.DataRange) as StructValue;
    const { FormatSize: _, ...members } = { ...header, ...kindsOfRanges[struct] };
    const flags = Number(members.Flags) & ~rangeFlags;
    const whole: StructValue = { ...members, Flags: (attributes ? flags | rangeFlags : flags) >>> 0 };
    const range =
      struct === 'KSDATARANGE'
        ? dataRangeFromValue(struct, unannounced(whole))
        : dataRangeFromValue(struct, { ...value, DataRange: whole });
    return attributes ? { ...range, attributes: sized(attributes) } : range;
  });

/** A Specifier that announces a structure would make more of a range than its header. */
function unannounced(header: StructValue): StructValue {
  const announces = namesOf(header.Specifier as Guid).some(({ kind }) => kind === 'format-specifier');
  return announces ? { ...header, Specifier: guid('KSDATAFORMAT_TYPE_AUDIO') } : header;
}

/** KSMULTIPLE_ITEM.Size says how long the list is. */
function sized(list: Uint8Array): Uint8Array {
  const copy = list.slice();
  new DataView(copy.buffer).setUint32(0, copy.length, true);
  return copy;
}
