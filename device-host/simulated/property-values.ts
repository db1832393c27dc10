// Each property that a capability file can answer, as the bytes ks.sys would give: one row per property.
import { concatBytes, viewOf } from '#ks/bytes.ts';
import type { Capabilities, Instances, PinFactory } from '#ks/capabilities.ts';
import { encodeDataRanges } from '#ks/data-range.ts';
import { guidToBytes } from '#ks/guid.ts';
import { encodeList, encodeWideString, pinProperties, topologyProperties } from '#ks/properties.ts';
import { encodeStruct } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';

/** A list may be asked for its head alone: its size, or its size and count. */
export interface PropertyBytes {
  readonly bytes: Uint8Array;
  readonly isList?: boolean;
}

type Answer<Subject> = (subject: Subject) => PropertyBytes | undefined;

/** Undefined stands for a fact that the file does not have: STATUS_NOT_FOUND. */
export const pinValues: ReadonlyMap<number, Answer<PinFactory>> = new Map<number, Answer<PinFactory>>([
  [pinProperties.CINSTANCES, (pin) => instances(pin.instances.local)],
  [pinProperties.DATAFLOW, (pin) => ulong(pin.dataFlow)],
  [pinProperties.DATARANGES, (pin) => list(encodeDataRanges(pin.dataRanges))],
  [pinProperties.INTERFACES, (pin) => list(encodeList('KSIDENTIFIER', pin.interfaces.map(asStruct)))],
  [pinProperties.MEDIUMS, (pin) => list(encodeList('KSIDENTIFIER', pin.mediums.map(asStruct)))],
  [pinProperties.COMMUNICATION, (pin) => ulong(pin.communication)],
  [pinProperties.GLOBALCINSTANCES, (pin) => instances(pin.instances.global)],
  [pinProperties.NECESSARYINSTANCES, (pin) => ulong(pin.instances.necessary)],
  [pinProperties.CATEGORY, (pin) => pin.category && { bytes: guidToBytes(pin.category) }],
  [pinProperties.NAME, (pin) => (pin.name === undefined ? undefined : { bytes: encodeWideString(pin.name) })],
]);

/** CTYPES is the one pin property that is asked of the filter as a whole. */
export const filterValues: ReadonlyMap<number, Answer<Capabilities>> = new Map<number, Answer<Capabilities>>([
  [pinProperties.CTYPES, ({ pins }) => ulong(pins.length)],
]);

export const topologyValues: ReadonlyMap<number, Answer<Capabilities>> = new Map<
  number,
  Answer<Capabilities>
>([
  [topologyProperties.CATEGORIES, ({ filter }) => guids(filter.categories)],
  [topologyProperties.NODES, ({ topology }) => guids(topology.nodes)],
  [
    topologyProperties.CONNECTIONS,
    ({ topology }) => list(encodeList('KSTOPOLOGY_CONNECTION', topology.connections.map(asStruct))),
  ],
]);

function list(bytes: Uint8Array): PropertyBytes {
  return { bytes, isList: true };
}

function ulong(value: number | undefined): PropertyBytes | undefined {
  if (value === undefined) return undefined;
  const bytes = new Uint8Array(4);
  viewOf(bytes).setUint32(0, value, true);
  return { bytes };
}

function instances(value: Instances | undefined): PropertyBytes | undefined {
  return value && { bytes: encodeStruct('KSPIN_CINSTANCES', asStruct(value), 'x64') };
}

function guids(values: readonly Guid[]): PropertyBytes {
  const items = concatBytes(values.map(guidToBytes));
  const header = { Size: 8 + items.length, Count: values.length };
  return list(concatBytes([encodeStruct('KSMULTIPLE_ITEM', header, 'x64'), items]));
}

/** The members of these interfaces are those of the structures. */
function asStruct<T extends object>(value: T): { readonly [Member in keyof T]: T[Member] } {
  return { ...value };
}
