// Requests for the agreement of driver and simulation: good ones, and the ways in which they are spoiled.
// Pure, so that the same seed makes the same requests.
import fc from 'fast-check';
import { viewOf } from '#ks/bytes.ts';
import { type ConnectRequest, encodeConnect } from '#ks/connect.ts';
import { guidToBytes, parseGuid } from '#ks/guid.ts';
import type { StructValue } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';

const guid = (name: string): Guid => {
  const value = parseGuid(name);
  if (value === undefined) throw new Error(`${name} names no GUID`);
  return value;
};

const pcm = 'KSDATAFORMAT_SUBTYPE_PCM';
const float = 'KSDATAFORMAT_SUBTYPE_IEEE_FLOAT';

function format(major: string, sub: string, specifier: string): StructValue {
  return { MajorFormat: guid(major), SubFormat: guid(sub), Specifier: guid(specifier) };
}

function wave(pin: number, sub: string, channels: number, bits: number, rate: number): ConnectRequest {
  const tag = sub === pcm ? 1 : 3;
  return {
    KSPIN_CONNECT: { PinId: pin },
    KSDATAFORMAT: format('KSDATAFORMAT_TYPE_AUDIO', sub, 'KSDATAFORMAT_SPECIFIER_WAVEFORMATEX'),
    block: {
      key: 'WaveFormatEx',
      value: { wFormatTag: tag, nChannels: channels, nSamplesPerSec: rate, wBitsPerSample: bits, cbSize: 0 },
    },
  };
}

function waveExt(pin: number, sub: string, channels: number, bits: number, rate: number): ConnectRequest {
  return {
    ...wave(pin, sub, channels, bits, rate),
    block: {
      key: 'WaveFormatExt',
      value: {
        Format: {
          wFormatTag: 0xfffe,
          nChannels: channels,
          nSamplesPerSec: rate,
          wBitsPerSample: bits,
          cbSize: 22,
        },
        Samples: { wValidBitsPerSample: bits },
        dwChannelMask: 3,
        SubFormat: guid(sub),
      },
    },
  };
}

function video(pin: number, code: string, width: number, height: number, bits: number): ConnectRequest {
  const compression = code === 'RGB24' ? 0 : Buffer.from(code).readUInt32LE();
  const sub = code === 'RGB24' ? 'MEDIASUBTYPE_RGB24' : `FOURCC:${code}`;
  const header = {
    AvgTimePerFrame: 333333,
    bmiHeader: {
      biSize: 40,
      biWidth: width,
      biHeight: height,
      biPlanes: 1,
      biBitCount: bits,
      biCompression: compression,
      biSizeImage: (width * height * bits) / 8,
    },
  };
  const [specifier, key] =
    pin === 0 ? (['VIDEOINFO', 'VideoInfoHeader'] as const) : (['VIDEOINFO2', 'VideoInfoHeader2'] as const);
  return {
    KSPIN_CONNECT: { PinId: pin },
    KSDATAFORMAT: format('KSDATAFORMAT_TYPE_VIDEO', sub, `KSDATAFORMAT_SPECIFIER_${specifier}`),
    block: { key, value: header },
  };
}

/** By filter: requests that some pin takes, or nearly takes. */
const good: readonly (readonly ConnectRequest[])[] = [
  [
    wave(0, pcm, 2, 16, 48000),
    wave(0, float, 2, 32, 48000),
    wave(0, pcm, 8, 16, 48000),
    wave(1, pcm, 1, 16, 8000),
    wave(2, pcm, 2, 16, 48000),
    wave(3, pcm, 2, 16, 48000),
    waveExt(0, pcm, 2, 24, 96000),
    waveExt(0, float, 2, 32, 48000),
    waveExt(0, pcm, 8, 32, 48000),
    waveExt(1, pcm, 2, 16, 44100),
  ],
  [
    video(0, 'YUY2', 640, 480, 16),
    video(0, 'NV12', 1280, 720, 12),
    video(0, 'RGB24', 640, 480, 24),
    video(0, 'MJPG', 1280, 720, 24),
    video(1, 'YUY2', 640, 480, 16),
    video(1, 'NV12', 1280, 720, 12),
  ],
];

const names = [
  'KSINTERFACESETID_Standard',
  'KSMEDIUMSETID_Standard',
  'KSDATAFORMAT_TYPE_AUDIO',
  'KSDATAFORMAT_TYPE_VIDEO',
  'KSDATAFORMAT_SPECIFIER_WAVEFORMATEX',
  'KSDATAFORMAT_SPECIFIER_VIDEOINFO',
  'KSDATAFORMAT_SPECIFIER_VIDEOINFO2',
  'KSDATAFORMAT_SPECIFIER_NONE',
  'FOURCC:YUY2',
  pcm,
  float,
];
const zeroGuid = new Uint8Array(16);
const signalMode = guidToBytes(guid('{E1F89EB5-5F46-419B-967B-FF6770B98401}'));
const guids = [zeroGuid, signalMode, ...names.map((name) => guidToBytes(guid(name)))];

/** Bounds of the ranges, sizes of the structures, and one more or less than each. */
const numbers = [
  0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 20, 22, 23, 24, 32, 39, 40, 41, 63, 64, 65, 81, 82, 83, 88, 103, 104,
  136, 151, 152, 153, 175, 176, 480, 640, 720, 1280, 8000, 44099, 44100, 48000, 96000, 96001, 192000, 614399,
  614400, 0x7fffffff, 0x80000000, 0xfffffe20, 0xffffffff,
];

type Change = Overwrite | AttributeList;

interface Overwrite {
  readonly at: number;
  readonly bytes: Uint8Array;
}

interface AttributeList {
  readonly attributes: readonly { readonly size: number; readonly guid: Uint8Array }[];
  /** How much more than the truth KSMULTIPLE_ITEM says. */
  readonly extraSize: number;
  readonly extraCount: number;
}

/** `block` is what KsCreatePin is given, without the zeros behind it; `filter` is 0 for audio, 1 for video. */
export interface SpoiltRequest {
  readonly filter: number;
  readonly block: Uint8Array;
}

const little = (value: number, size: 2 | 4): Uint8Array => {
  const bytes = new Uint8Array(4);
  viewOf(bytes).setUint32(0, value, true);
  return bytes.slice(0, size);
};

const change: fc.Arbitrary<Change> = fc.oneof(
  // The GUIDs of interface, medium and format, and the inner SubFormat of WAVEFORMATEXTENSIBLE.
  fc.record({ at: fc.constantFrom(0, 24, 88, 104, 120, 160), bytes: fc.constantFrom(...guids) }),
  fc.record({
    at: fc.nat({ max: 26 }).map((index) => index * 4),
    bytes: fc.constantFrom(...numbers).map((value) => little(value, 4)),
  }),
  fc.record({
    at: fc.nat({ max: 55 }).map((index) => 136 + index * 2),
    bytes: fc
      .tuple(fc.constantFrom(...numbers), fc.constantFrom(2, 4))
      .map(([value, size]) => little(value, size as 2 | 4)),
  }),
  fc.record({
    attributes: fc.array(
      fc.record({
        size: fc.constantFrom(40, 40, 40, 0, 23, 24, 48),
        guid: fc.constantFrom(signalMode, signalMode, zeroGuid),
      }),
      { maxLength: 2 },
    ),
    extraSize: fc.constantFrom(0, 0, 0, -8, -1, 1, 8),
    extraCount: fc.constantFrom(0, 0, 0, 1),
  }),
);

function apply(block: Uint8Array, change: Change): Uint8Array {
  if ('at' in change) {
    if (change.at + change.bytes.length > block.length) return block;
    const changed = block.slice();
    changed.set(change.bytes, change.at);
    return changed;
  }
  return withAttributes(block, change);
}

/** Sets KSDATAFORMAT_ATTRIBUTES and puts a list behind the format. */
function withAttributes(block: Uint8Array, change: AttributeList): Uint8Array {
  const formatSize = viewOf(block).getUint32(72, true);
  if (72 + formatSize > block.length) return block;
  const start = 72 + ((formatSize + 7) & ~7);
  const listSize = 8 + change.attributes.length * 40;
  const result = new Uint8Array(start + listSize + 8);
  result.set(block.subarray(0, 72 + formatSize));
  const view = viewOf(result);
  view.setUint32(76, view.getUint32(76, true) | 2, true);
  view.setUint32(start, listSize + change.extraSize, true);
  view.setUint32(start + 4, change.attributes.length + change.extraCount, true);
  change.attributes.forEach((attribute, index) => {
    const at = start + 8 + index * 40;
    view.setUint32(at, attribute.size, true);
    result.set(attribute.guid, at + 8);
  });
  return result;
}

function encoded(request: ConnectRequest): Uint8Array {
  const bytes = encodeConnect(request, 'x64');
  if (!bytes.ok) throw new Error(JSON.stringify(bytes.error));
  return bytes.value;
}

export const spoiltRequest: fc.Arbitrary<SpoiltRequest> = fc
  .nat({ max: good.length - 1 })
  .chain((filter) =>
    fc
      .tuple(fc.constantFrom(...(good[filter] ?? [])), fc.array(change, { maxLength: 3 }))
      .map(([request, changes]) => ({ filter, block: changes.reduce(apply, encoded(request)) })),
  );

/** An IOCTL_KS_PROPERTY request: `input`, and room for the answer or the value of a SET. */
export interface PropertyRequest {
  readonly input: Uint8Array;
  readonly output: number | Uint8Array;
}

export interface FilterRequest extends PropertyRequest {
  readonly filter: number;
}

const propertySets = {
  pin: guidToBytes(guid('KSPROPSETID_Pin')),
  topology: guidToBytes(guid('KSPROPSETID_Topology')),
  general: guidToBytes(guid('KSPROPSETID_General')),
  connection: guidToBytes(guid('KSPROPSETID_Connection')),
  audio: guidToBytes(guid('KSPROPSETID_Audio')),
};

const get = 0x1;
const set = 0x2;
const basicSupport = 0x200;
const topologyFlag = 0x10000000;
const flags = fc.constantFrom(get, get, get, get, basicSupport, 0x100, 0, 3, topologyFlag | get, 0x400);
const room = fc.constantFrom(4000, 4000, 0, 0, 4, 8, 3, 12, 24, 40, 71, 72, 100);

/** KSPROPERTY, a number behind it as in KSP_PIN and KSP_NODE, cut to `length`, and what follows those. */
function property(
  setBytes: Uint8Array,
  id: number,
  verb: number,
  number = 0,
  length = 32,
  more: Uint8Array = new Uint8Array(),
): Uint8Array {
  const input = new Uint8Array(32 + more.length);
  const view = viewOf(input);
  input.set(setBytes);
  view.setUint32(16, id, true);
  view.setUint32(20, verb, true);
  view.setUint32(24, number, true);
  input.set(more, 32);
  return more.length > 0 ? input : input.subarray(0, length);
}

const filterProperty = fc
  .record({
    setBytes: fc.constantFrom(...Object.values(propertySets)),
    id: fc.nat({ max: 17 }),
    flags,
    number: fc.constantFrom(0, 1, 2, 3, 4, 0xffffffff),
    length: fc.constantFrom(32, 32, 32, 24, 28, 10),
    output: room,
  })
  .map(({ setBytes, id, flags: verb, number, length, output }) => ({
    input: property(setBytes, id, verb, number, length),
    output,
  }));

/** A volume or a mute node of the audio filter: its bounds, and one more or less than each. */
const nodeProperty = fc
  .record({
    id: fc.constantFrom(4, 13, 5),
    verb: fc.constantFrom(get, set, set, basicSupport).map((verb) => verb | topologyFlag),
    node: fc.constantFrom(2, 2, 3, 3, 0, 4),
    output: fc.oneof(
      room,
      fc
        .constantFrom(0, 1, -1, -0x8000, -96 * 0x10000, -96 * 0x10000 - 1)
        .map((level) => little(level >>> 0, 4)),
    ),
  })
  .map(({ id, verb, node, output }) => ({ input: property(propertySets.audio, id, verb, node), output }));

const listHeader = (size: number, count: number): Uint8Array =>
  Uint8Array.from([...little(size, 4), ...little(count, 4)]);

/** The ranges of another pin or filter, or bare headers with wildcards, some of them spoilt. */
function intersection(ranges: readonly Uint8Array[]): fc.Arbitrary<PropertyRequest> {
  return fc
    .record({
      pin: fc.constantFrom(0, 0, 1, 2, 3, 4),
      wanted: fc.array(fc.tuple(fc.constantFrom(...ranges), fc.array(rangeChange, { maxLength: 2 })), {
        minLength: 1,
        maxLength: 3,
      }),
      extraSize: fc.constantFrom(0, 0, 0, 0, -8, 8, -64),
      extraCount: fc.constantFrom(0, 0, 0, 1),
      output: fc.constantFrom(4000, 4000, 4000, 0, 81, 82),
    })
    .map(({ pin, wanted, extraSize, extraCount, output }) => {
      const items = wanted.flatMap(([range, changes]) => {
        const changed = changes.reduce(apply, range);
        return [...changed, ...new Uint8Array(((changed.length + 7) & ~7) - changed.length)];
      });
      const header = listHeader(8 + items.length + extraSize, wanted.length + extraCount);
      const more = Uint8Array.from([...header, ...items]);
      return { input: property(propertySets.pin, 4, get, pin, 32, more), output };
    });
}

const rangeChange = fc.oneof(
  fc.record({ at: fc.constantFrom(16, 32, 48), bytes: fc.constantFrom(...guids) }),
  fc.record({
    at: fc.constantFrom(0, 4, 64, 68, 72, 76, 80, 84, 228, 232, 236, 240),
    bytes: fc.constantFrom(...numbers).map((value) => little(value, 4)),
  }),
);

/** `ranges` are those that the two filters have, as bytes. */
export function filterRequest(ranges: readonly Uint8Array[]): fc.Arbitrary<FilterRequest> {
  const bare = Uint8Array.from([...little(64, 4), ...new Uint8Array(60)]);
  return fc
    .tuple(
      fc.nat({ max: 1 }),
      fc.oneof(filterProperty, filterProperty, nodeProperty, intersection([bare, ...ranges])),
    )
    .map(([filter, request]) => ({ filter, ...request }));
}

/** What is done with one pin between its creation and its end. */
export interface PinScript {
  readonly filter: number;
  readonly block: Uint8Array;
  readonly requests: readonly PropertyRequest[];
}

const states = fc.constantFrom(0, 1, 1, 2, 2, 3, 4, 0xffffffff).map((state) => little(state, 4));
const connection = (id: number, verb: number): Uint8Array =>
  property(propertySets.connection, id, verb, 0, 24);

/** PROPOSEDATAFORMAT and DATAFORMAT take the same value. */
const pinRequest = (filter: number): fc.Arbitrary<PropertyRequest> => {
  const formats = (good[filter] ?? []).map((request) => encoded(request).slice(72));
  const format = fc
    .tuple(fc.constantFrom(...formats), fc.array(change, { maxLength: 1 }))
    .map(([bytes, changes]) => changes.reduce(apply, bytes));
  return fc.oneof(
    states.map((value) => ({ input: connection(0, set), output: value })),
    states.map((value) => ({ input: connection(0, set), output: value })),
    fc.record({ input: fc.constant(connection(0, get)), output: room }),
    fc.record({
      input: fc.constant(connection(1, set)),
      output: fc.uint8Array({ minLength: 7, maxLength: 9 }),
    }),
    fc.record({ input: fc.constantFrom(2, 4).map((id) => connection(id, set)), output: format }),
    fc.record({
      input: fc
        .record({
          setBytes: fc.constantFrom(propertySets.connection, ...Object.values(propertySets)),
          id: fc.nat({ max: 8 }),
          flags,
        })
        .map(({ setBytes, id, flags: verb }) => property(setBytes, id, verb)),
      output: room,
    }),
  );
};

export const pinScript: fc.Arbitrary<PinScript> = fc.nat({ max: good.length - 1 }).chain((filter) =>
  fc.record({
    filter: fc.constant(filter),
    block: fc.constantFrom(...(good[filter] ?? [])).map(encoded),
    requests: fc.array(pinRequest(filter), { minLength: 1, maxLength: 12 }),
  }),
);
