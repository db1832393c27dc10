// Property requests as bytes, and answers back as values. Answers come from a driver under development: every
// size and count is checked against the bytes that came, and what can be read of a malformed answer is kept.
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { concatBytes, viewOf } from './bytes.ts';
import type { Identifier, Instances, PhysicalConnection, TopologyConnection } from './capabilities.ts';
import type { ByteProblem } from './connect.ts';
import { guidFromBytes, guidNamed, guidToBytes } from './guid.ts';
import { decodeStruct, encodeStruct, type StructName, type StructValue, sizeOf } from './struct.ts';

/** CTL_CODE(FILE_DEVICE_KS, 0, METHOD_NEITHER, FILE_ANY_ACCESS) (ks.h). */
export const ioctlKsProperty = 0x002f0003;

/** KSPROPERTY_TYPE_* (ks.h): what is asked of a property. */
export const propertyVerbs = {
  get: 0x1,
  set: 0x2,
  setSupport: 0x100,
  basicSupport: 0x200,
  defaultValues: 0x10000,
} as const;

export type PropertyVerb = keyof typeof propertyVerbs;

/** KSPROPERTY_TYPE_TOPOLOGY: the request goes to a node, and its input is KSP_NODE. */
const toNode = 0x10000000;

function setNamed(name: string): Guid {
  const named = guidNamed(name);
  if (!named) throw new Error(`no GUID named ${name}`);
  return named.value;
}

export const propertySets = {
  pin: setNamed('KSPROPSETID_Pin'),
  topology: setNamed('KSPROPSETID_Topology'),
  connection: setNamed('KSPROPSETID_Connection'),
  general: setNamed('KSPROPSETID_General'),
  audio: setNamed('KSPROPSETID_Audio'),
  rtAudio: setNamed('KSPROPSETID_RtAudio'),
  audioSignalProcessing: setNamed('KSPROPSETID_AudioSignalProcessing'),
} as const;

/** KSPROPERTY_PIN_* of ks.h. All go to the filter handle with KSP_PIN, except CTYPES which takes KSPROPERTY. */
export const pinProperties = {
  CINSTANCES: 0,
  CTYPES: 1,
  DATAFLOW: 2,
  DATARANGES: 3,
  DATAINTERSECTION: 4,
  INTERFACES: 5,
  MEDIUMS: 6,
  COMMUNICATION: 7,
  GLOBALCINSTANCES: 8,
  NECESSARYINSTANCES: 9,
  PHYSICALCONNECTION: 10,
  CATEGORY: 11,
  NAME: 12,
  CONSTRAINEDDATARANGES: 13,
  PROPOSEDATAFORMAT: 14,
  PROPOSEDATAFORMAT2: 15,
  MODEDATAFORMATS: 16,
} as const;

/** KSPROPERTY_AUDIOSIGNALPROCESSING_MODES of ksmedia.h: KSP_PIN to the filter handle, a list of GUIDs back. */
export const signalProcessingModes = 0;

/** KSPROPERTY_TOPOLOGY_* of ks.h. */
export const topologyProperties = { CATEGORIES: 0, NODES: 1, CONNECTIONS: 2, NAME: 3 } as const;

export type PinProperty = keyof typeof pinProperties;
export type TopologyProperty = keyof typeof topologyProperties;

/** KSPROPERTY_CONNECTION_* of ks.h. All go to the handle of an open pin with KSPROPERTY. */
export const connectionProperties = {
  STATE: 0,
  PRIORITY: 1,
  DATAFORMAT: 2,
  ALLOCATORFRAMING: 3,
  PROPOSEDATAFORMAT: 4,
  ACQUIREORDERING: 5,
  ALLOCATORFRAMING_EX: 6,
  STARTAT: 7,
} as const;

/** KSPROPERTY_AUDIO_POSITION of ksmedia.h: KSAUDIO_POSITION, 16 bytes, from the handle of an open pin. */
export const audioPosition = 5;

/** KSPROPERTY_AUDIO_* of ksmedia.h that are asked of a node of the filter, with KSP_NODE. */
export const audioNodeProperties = { VOLUMELEVEL: 4, MUTE: 13 } as const;

/** KSPROPERTY_GENERAL_COMPONENTID of ks.h. */
export const componentId = 0;

/** KSPROPERTY: 24 bytes. */
export function propertyRequest(set: Guid, id: number, verb: PropertyVerb = 'get'): Uint8Array {
  return encodeStruct('KSPROPERTY', { Set: set, Id: id, Flags: propertyVerbs[verb] }, 'x64');
}

/** KSP_NODE, 32 bytes, for a property of a topology node: the TOPOLOGY flag is set, the node is at offset 24. */
export function nodePropertyRequest(
  set: Guid,
  id: number,
  node: number,
  verb: PropertyVerb = 'get',
): Uint8Array {
  // The flag has no sign: it is or-ed as a number without one.
  const property: StructValue = { Set: set, Id: id, Flags: propertyVerbs[verb] + toNode };
  return encodeStruct('KSP_NODE', { Property: property, NodeId: node }, 'x64');
}

/** KSPROPERTY_TOPOLOGY_NAME takes KSP_NODE and is still the filter's own property: no TOPOLOGY flag. */
export function nodeNameRequest(node: number): Uint8Array {
  const property = { Set: propertySets.topology, Id: topologyProperties.NAME, Flags: propertyVerbs.get };
  return encodeStruct('KSP_NODE', { Property: property, NodeId: node }, 'x64');
}

/** KSP_PIN: 32 bytes, the pin factory at offset 24. */
export function pinPropertyRequest(
  id: number,
  pinId: number,
  verb: PropertyVerb = 'get',
  set: Guid = propertySets.pin,
): Uint8Array {
  const property: StructValue = { Set: set, Id: id, Flags: propertyVerbs[verb] };
  return encodeStruct('KSP_PIN', { Property: property, PinId: pinId }, 'x64');
}

/** PROPOSEDATAFORMAT2: KSP_PIN and a list of one KSATTRIBUTE_AUDIOSIGNALPROCESSING_MODE, 80 bytes. */
export function preferredFormatRequest(pinId: number, mode: Guid): Uint8Array {
  const name = 'KSATTRIBUTE_AUDIOSIGNALPROCESSING_MODE';
  const AttributeHeader = {
    Size: sizeOf(name, 'x64'),
    Attribute: setNamed('KSATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE'),
  };
  const attribute = encodeStruct(name, { AttributeHeader, SignalProcessingMode: mode }, 'x64');
  const head = encodeStruct('KSMULTIPLE_ITEM', { Size: listHeaderSize + attribute.length, Count: 1 }, 'x64');
  return concatBytes([pinPropertyRequest(pinProperties.PROPOSEDATAFORMAT2, pinId), head, attribute]);
}

/** Where the mode is in a {@link preferredFormatRequest} and in a {@link modeFormatsRequest}. */
export const modeOffsets = { preferred: 64, formats: 32 } as const;

/** MODEDATAFORMATS: KSP_PIN and the mode, 48 bytes. */
export function modeFormatsRequest(pinId: number, mode: Guid): Uint8Array {
  return concatBytes([pinPropertyRequest(pinProperties.MODEDATAFORMATS, pinId), guidToBytes(mode)]);
}

export interface DecodedList<T> {
  readonly items: readonly T[];
  readonly problems: readonly ByteProblem[];
}

const listHeaderSize = 8;

/** KSMULTIPLE_ITEM {Size, Count} and items of one size. Ends at the end of the bytes, whatever Count says. */
function decodeList<T>(bytes: Uint8Array, itemSize: number, read: (offset: number) => T): DecodedList<T> {
  if (bytes.length < listHeaderSize) {
    return {
      items: [],
      problems: [{ offset: 0, message: `A list takes at least 8 bytes; ${bytes.length} came.` }],
    };
  }
  const view = viewOf(bytes);
  const problems: ByteProblem[] = [];
  const size = view.getUint32(0, true);
  const count = view.getUint32(4, true);
  if (size !== bytes.length) {
    problems.push({ offset: 0, message: `The list says it has ${size} bytes; ${bytes.length} came.` });
  }
  const room = Math.floor((bytes.length - listHeaderSize) / itemSize);
  if (count > room) {
    problems.push({ offset: 4, message: `The list counts ${count} items; its bytes hold ${room}.` });
  }
  const items = Array.from({ length: Math.min(count, room) }, (_, index) =>
    read(listHeaderSize + index * itemSize),
  );
  return { items, problems };
}

/** KSPIN_INTERFACE[] or KSPIN_MEDIUM[]. */
export function decodeIdentifiers(bytes: Uint8Array): DecodedList<Identifier> {
  const view = viewOf(bytes);
  return decodeList(bytes, sizeOf('KSIDENTIFIER', 'x64'), (offset) => ({
    Set: guidFromBytes(bytes, offset),
    Id: view.getUint32(offset + 16, true),
    Flags: view.getUint32(offset + 20, true),
  }));
}

/** GUID[]: filter categories, node types. */
export function decodeGuidList(bytes: Uint8Array): DecodedList<Guid> {
  return decodeList(bytes, 16, (offset) => guidFromBytes(bytes, offset));
}

/** KSTOPOLOGY_CONNECTION[]. */
export function decodeConnections(bytes: Uint8Array): DecodedList<TopologyConnection> {
  const view = viewOf(bytes);
  return decodeList(bytes, 16, (offset) => ({
    FromNode: view.getUint32(offset, true),
    FromNodePin: view.getUint32(offset + 4, true),
    ToNode: view.getUint32(offset + 8, true),
    ToNodePin: view.getUint32(offset + 12, true),
  }));
}

/** KSMULTIPLE_ITEM and the structures, each sizeof(struct) long: what the decoders above read. */
export function encodeList(struct: StructName, items: readonly StructValue[]): Uint8Array {
  const size = sizeOf(struct, 'x64');
  const bytes = new Uint8Array(listHeaderSize + items.length * size);
  bytes.set(encodeStruct('KSMULTIPLE_ITEM', { Size: bytes.length, Count: items.length }, 'x64'));
  for (const [index, item] of items.entries()) {
    bytes.set(encodeStruct(struct, item, 'x64'), listHeaderSize + index * size);
  }
  return bytes;
}

/** KSPIN_CINSTANCES, 8 bytes; undefined when fewer came. */
export function decodeInstances(bytes: Uint8Array): Instances | undefined {
  const value = decodeStruct('KSPIN_CINSTANCES', bytes, 'x64');
  return value && { PossibleCount: Number(value.PossibleCount), CurrentCount: Number(value.CurrentCount) };
}

/** KSPIN_PHYSICALCONNECTION {Size, Pin} and a WCHAR string, NUL or not; undefined when not even the head is whole. */
export function decodePhysicalConnection(bytes: Uint8Array): PhysicalConnection | undefined {
  const nameAt = 8;
  if (bytes.length < nameAt) return undefined;
  return { pin: viewOf(bytes).getUint32(4, true), path: decodeWideString(bytes.subarray(nameAt)) };
}

/** A ULONG, little-endian; undefined when fewer than 4 bytes came. */
export function decodeUlong(bytes: Uint8Array): number | undefined {
  return bytes.length < 4 ? undefined : viewOf(bytes).getUint32(0, true);
}

/** A GUID; undefined when fewer than 16 bytes came. */
export function decodeGuid(bytes: Uint8Array): Guid | undefined {
  return bytes.length < 16 ? undefined : guidFromBytes(bytes, 0);
}

/** UTF-16LE up to a NUL or the end of the bytes: a driver may forget the NUL. */
export function decodeWideString(bytes: Uint8Array): string {
  const view = viewOf(bytes);
  let text = '';
  for (let at = 0; at + 2 <= bytes.length; at += 2) {
    const unit = view.getUint16(at, true);
    if (unit === 0) break;
    text += String.fromCharCode(unit);
  }
  return text.toWellFormed();
}

/** UTF-16LE with a closing NUL. */
export function encodeWideString(text: string): Uint8Array {
  const bytes = new Uint8Array((text.length + 1) * 2);
  const view = viewOf(bytes);
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), true);
  return bytes;
}
