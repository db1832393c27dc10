// What the value of a property is, in words: one row per property. Bytes of others are shown as hex, which is always right.
import type { ConstantSetName } from '#ks/tables/constants.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { fromHex, toHex, viewOf } from './bytes.ts';
import { numberText, parseNumber } from './constants.ts';
import { decodeDataRanges } from './data-range.ts';
import { describeFormat } from './describe-format.ts';
import { describeRange } from './describe-range.ts';
import { identifierText } from './explain.ts';
import { decodeFormat } from './format-bytes.ts';
import { guidText } from './guid.ts';
import {
  decodeConnections,
  decodeGuid,
  decodeGuidList,
  decodeIdentifiers,
  decodePhysicalConnection,
  decodeUlong,
  decodeWideString,
} from './properties.ts';
import { type PropertyName, propertyText } from './property-names.ts';
import { decodeStruct, type StructName, sizeOf } from './struct.ts';
import { structToJson } from './struct-json.ts';

/** How one kind of value is read, and, where a person can type it, written. */
interface Form {
  /** Bytes, where every value has as many. */
  readonly size?: number;
  /** Lines for people; undefined when the bytes are not such a value. */
  readonly lines: (bytes: Uint8Array) => readonly string[] | undefined;
  readonly encode?: (text: string) => Uint8Array | undefined;
}

const ulong = (constants?: ConstantSetName): Form => ({
  size: 4,
  lines: (bytes) => {
    const value = decodeUlong(bytes);
    return value === undefined ? undefined : [numberText(value, constants)];
  },
  encode: numberBytes,
});

const long: Form = {
  size: 4,
  lines: (bytes) => (bytes.length < 4 ? undefined : [String(viewOf(bytes).getInt32(0, true))]),
  encode: numberBytes,
};

function numberBytes(text: string): Uint8Array | undefined {
  const value = parseNumber(text);
  if (value === undefined || value < -0x80000000n || value > 0xffffffffn) return undefined;
  const bytes = new Uint8Array(4);
  viewOf(bytes).setUint32(0, Number(BigInt.asUintN(32, value)), true);
  return bytes;
}

const struct = (name: StructName, options: { readonly variable?: boolean } = {}): Form => ({
  ...(options.variable ? {} : { size: sizeOf(name, 'x64') }),
  lines: (bytes) => {
    const value = decodeStruct(name, bytes, 'x64');
    return value && memberLines(structToJson(name, value));
  },
});

/** `FramingRange.Range.MinFrameSize: 4096`, one line for each member that holds a value itself. */
function memberLines(value: object, prefix = ''): readonly string[] {
  return Object.entries(value).flatMap(([member, inner]) =>
    typeof inner === 'object' && inner !== null
      ? memberLines(inner, `${prefix}${member}.`)
      : [`${prefix}${member}: ${inner}`],
  );
}

const text: Form = { lines: (bytes) => [decodeWideString(bytes)] };
const guid: Form = {
  size: 16,
  lines: (bytes) => {
    const value = decodeGuid(bytes);
    return value && [guidText(value)];
  },
};
const guids: Form = { lines: (bytes) => decodeGuidList(bytes).items.map((value) => guidText(value)) };
const identifiers: Form = { lines: (bytes) => decodeIdentifiers(bytes).items.map(identifierText) };
const ranges: Form = { lines: (bytes) => decodeDataRanges(bytes).ranges.map(describeRange) };
const format: Form = {
  lines: (bytes) => {
    const request = decodeFormat(bytes, 'x64');
    return request && [describeFormat(request)];
  },
};
const connections: Form = {
  lines: (bytes) =>
    decodeConnections(bytes).items.map(
      ({ FromNode, FromNodePin, ToNode, ToNodePin }) =>
        `${numberText(FromNode, 'KSNODE')}.${FromNodePin} to ${numberText(ToNode, 'KSNODE')}.${ToNodePin}`,
    ),
};
const wiring: Form = {
  lines: (bytes) => {
    const connection = decodePhysicalConnection(bytes);
    return connection && [`pin ${connection.pin} of ${connection.path}`];
  },
};

const forms: Readonly<Record<string, Form>> = {
  KSPROPERTY_PIN_CINSTANCES: struct('KSPIN_CINSTANCES'),
  KSPROPERTY_PIN_CTYPES: ulong(),
  KSPROPERTY_PIN_DATAFLOW: ulong('KSPIN_DATAFLOW'),
  KSPROPERTY_PIN_DATARANGES: ranges,
  KSPROPERTY_PIN_DATAINTERSECTION: format,
  KSPROPERTY_PIN_INTERFACES: identifiers,
  KSPROPERTY_PIN_MEDIUMS: identifiers,
  KSPROPERTY_PIN_COMMUNICATION: ulong('KSPIN_COMMUNICATION'),
  KSPROPERTY_PIN_GLOBALCINSTANCES: struct('KSPIN_CINSTANCES'),
  KSPROPERTY_PIN_NECESSARYINSTANCES: ulong(),
  KSPROPERTY_PIN_PHYSICALCONNECTION: wiring,
  KSPROPERTY_PIN_CATEGORY: guid,
  KSPROPERTY_PIN_NAME: text,
  KSPROPERTY_PIN_CONSTRAINEDDATARANGES: ranges,
  KSPROPERTY_PIN_PROPOSEDATAFORMAT: format,
  KSPROPERTY_TOPOLOGY_CATEGORIES: guids,
  KSPROPERTY_TOPOLOGY_NODES: guids,
  KSPROPERTY_TOPOLOGY_CONNECTIONS: connections,
  KSPROPERTY_TOPOLOGY_NAME: text,
  KSPROPERTY_CONNECTION_STATE: ulong('KSSTATE'),
  KSPROPERTY_CONNECTION_PRIORITY: struct('KSPRIORITY'),
  KSPROPERTY_CONNECTION_DATAFORMAT: format,
  KSPROPERTY_CONNECTION_ALLOCATORFRAMING: struct('KSALLOCATOR_FRAMING'),
  KSPROPERTY_CONNECTION_ACQUIREORDERING: ulong('BOOL'),
  KSPROPERTY_CONNECTION_ALLOCATORFRAMING_EX: struct('KSALLOCATOR_FRAMING_EX', { variable: true }),
  KSPROPERTY_GENERAL_COMPONENTID: struct('KSCOMPONENTID'),
  KSPROPERTY_AUDIO_POSITION: struct('KSAUDIO_POSITION'),
  KSPROPERTY_AUDIO_VOLUMELEVEL: long,
  KSPROPERTY_AUDIO_MUTE: ulong('BOOL'),
  KSPROPERTY_RTAUDIO_HWLATENCY: struct('KSRTAUDIO_HWLATENCY'),
  KSPROPERTY_RTAUDIO_PACKETCOUNT: ulong(),
  KSPROPERTY_RTAUDIO_PRESENTATION_POSITION: struct('KSAUDIO_PRESENTATION_POSITION'),
};

/** Bytes of the value, where the property always has as many; undefined where the driver must be asked. */
export function valueSize(property: PropertyName): number | undefined {
  return forms[propertyText(property)]?.size;
}

/** The value in lines for people; empty for a property of which nothing but its bytes is known. */
export function valueLines(property: PropertyName, bytes: Uint8Array): readonly string[] {
  return forms[propertyText(property)]?.lines(bytes) ?? [];
}

/** What a person types for a value: a number or name where the property is one, else bytes in hex. Undefined for neither. */
export function valueBytes(property: PropertyName, typed: string): Uint8Array | undefined {
  const encode = forms[propertyText(property)]?.encode;
  return encode ? encode(typed) : fromHex(typed);
}

/** KSPROPERTY_DESCRIPTION, or the ULONG of verbs that a short answer is, in lines for people. */
export function supportLines(bytes: Uint8Array): readonly string[] {
  const verbs = decodeUlong(bytes);
  if (verbs === undefined) return [];
  const access = `verbs: ${numberText(verbs, 'KSPROPERTY_TYPE').replaceAll('KSPROPERTY_TYPE_', '')}`;
  const description = decodeStruct('KSPROPERTY_DESCRIPTION', bytes, 'x64');
  if (!description) return [access];
  const type = description.PropTypeSet as { readonly Set: Guid; readonly Id: number };
  const typeText = type.Id === 0 ? [] : [`type: ${guidText(type.Set, ['property-type-set'])} ${type.Id}`];
  return [access, ...typeText, ...memberListLines(bytes, Number(description.MembersListCount))];
}

const memberRanges = 1;
const memberSteps = 2;

/** The lists behind KSPROPERTY_DESCRIPTION, as far as the bytes reach whatever the counts say. */
function memberListLines(bytes: Uint8Array, lists: number): readonly string[] {
  const lines: string[] = [];
  let at = sizeOf('KSPROPERTY_DESCRIPTION', 'x64');
  for (let list = 0; list < lists; list++) {
    const header = decodeStruct('KSPROPERTY_MEMBERSHEADER', bytes, 'x64', at);
    if (!header) break;
    at += sizeOf('KSPROPERTY_MEMBERSHEADER', 'x64');
    const [size, count] = [Number(header.MembersSize), Number(header.MembersCount)];
    for (let index = 0; index < count && size > 0 && at + size <= bytes.length; index++) {
      lines.push(memberLine(Number(header.MembersFlags), bytes.subarray(at, at + size)));
      at += size;
    }
  }
  return lines;
}

function memberLine(kind: number, bytes: Uint8Array): string {
  if (kind === memberRanges && bytes.length >= sizeOf('KSPROPERTY_BOUNDS_LONG', 'x64')) {
    return `values: ${boundsText(bytes, 0)}`;
  }
  if (kind === memberSteps && bytes.length >= sizeOf('KSPROPERTY_STEPPING_LONG', 'x64')) {
    return `values: ${boundsText(bytes, 8)} in steps of ${viewOf(bytes).getUint32(0, true)}`;
  }
  return `value: ${toHex(bytes)}`;
}

function boundsText(bytes: Uint8Array, at: number): string {
  const view = viewOf(bytes);
  return `${view.getInt32(at, true)} to ${view.getInt32(at + 4, true)}`;
}
