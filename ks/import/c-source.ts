// C from a driver's source, as requests and data ranges: paste a format table into a descriptor, a data range table into
// a capability file. The structures are put into memory as C would, then read as Windows reads them.
import { concatBytes } from '#ks/bytes.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import { decodeConnect } from '#ks/connect.ts';
import { type DataRange, dataRangeFromBytes } from '#ks/data-range.ts';
import { guidToBytes } from '#ks/guid.ts';
import type { ConnectRequest } from '#ks/request.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import { encodeStruct, type StructName, type StructValue, sizeOf, type Value } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { Layout } from '#ks/tables/layout.ts';
import { placeFields } from '#ks/tables/layout-math.ts';
import { layouts } from '#ks/tables/layouts.ts';
import { type InitializedValue, readInitializers, type SkippedDeclaration } from './c-initializer.ts';
import type { TextProblem } from './text-problem.ts';

interface Named {
  /** The variable: `SpeakerFormats[0]`. */
  readonly name: string;
  /** Where it is in the text, from 1. */
  readonly line: number;
  readonly column: number;
}

export interface ImportedRequest extends Named {
  /** Of a format without KSPIN_CONNECT: pin 0, everything else of it left to derivation. */
  readonly request: ConnectRequest;
}

export interface ImportedRange extends Named {
  readonly range: DataRange;
}

export interface ImportedC {
  readonly requests: readonly ImportedRequest[];
  readonly ranges: readonly ImportedRange[];
  /** Declarations that are no format and no data range: tell a person that they were not read. */
  readonly skipped: readonly SkippedDeclaration[];
}

/** Whether the text speaks of structures rather than of bytes. Comments count for nothing: exported byte arrays have them. */
export function looksLikeStructures(text: string): boolean {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' ');
  return /\bKS(?:PIN_CONNECT|_?DATAFORMAT|_?DATARANGE)\w*/.test(code);
}

/**
 * Reads structures that begin with KSDATAFORMAT or KSDATARANGE (KSDATAFORMAT_WAVEFORMATEXTENSIBLE, KS_DATARANGE_VIDEO
 * ...), arrays of them, and structures of the text itself that begin with KSPIN_CONNECT. Fails where something is not
 * understood, and for a text without any of these.
 */
export function importC(text: string): Result<ImportedC, TextProblem> {
  const read = readInitializers(text, (layout) => firstType(layout) !== undefined);
  if (!read.ok) return read;
  const requests: ImportedRequest[] = [];
  const ranges: ImportedRange[] = [];
  for (const item of read.value.values) {
    const { name, line, column, layout } = item;
    const range = firstType(layout) === 'KSDATARANGE' ? dataRangeFromBytes(bytesOf(item)) : undefined;
    const request = range ? undefined : requestOf(item);
    if (range) ranges.push({ name, line, column, range });
    if (request) requests.push({ name, line, column, request });
  }
  if (requests.length + ranges.length === 0) {
    const message = 'there is no initialised data format or data range here';
    return fail({ line: 1, column: 1, message });
  }
  return ok({ requests, ranges, skipped: read.value.skipped });
}

/** The structure that a structure begins with, down to the one that all formats, ranges or requests share. */
function firstType(layout: Layout): 'KSDATARANGE' | 'KSDATAFORMAT' | 'KSPIN_CONNECT' | undefined {
  const { name } = layout;
  if (name === 'KSDATARANGE' || name === 'KSDATAFORMAT' || name === 'KSPIN_CONNECT') return name;
  const type = layout.fields[0]?.type ?? '';
  return type in layouts ? firstType(layouts[type as StructName]) : undefined;
}

function requestOf(item: InitializedValue): ConnectRequest | undefined {
  const bytes = bytesOf(item);
  switch (firstType(item.layout)) {
    case 'KSDATAFORMAT': {
      const connect = new Uint8Array(sizeOf('KSPIN_CONNECT', 'x64'));
      const { request } = decodeConnect(concatBytes([connect, bytes]), 'x64');
      return request && { ...request, KSPIN_CONNECT: { PinId: 0 } };
    }
    case 'KSPIN_CONNECT':
      return decodeConnect(bytes, 'x64').request;
    default:
      return undefined;
  }
}

/** A structure in memory, whether the table has its layout or the text declared it. */
function bytesOf({ layout, value }: InitializedValue): Uint8Array {
  if (layout.name in layouts) return encodeStruct(layout.name as StructName, value, 'x64');
  const { size, fields } = placeFields(layout, 'x64');
  const bytes = new Uint8Array(size);
  for (const { field, offset, size: length } of fields) {
    const member = value[field.name];
    if (member !== undefined) bytes.set(memberBytes(field.type, member, length), offset);
  }
  return bytes;
}

/** Members of a structure that the text declares: known structures, GUIDs, numbers and arrays of bytes. */
function memberBytes(type: string, value: Value, size: number): Uint8Array {
  if (type in layouts) return encodeStruct(type as StructName, value as StructValue, 'x64');
  if (type === 'guid') return guidToBytes(value as Guid);
  if (Array.isArray(value)) return Uint8Array.from(value as readonly number[]);
  const bytes = new Uint8Array(size);
  const number = BigInt.asUintN(64, BigInt(value as number | bigint));
  for (let i = 0; i < size; i++) bytes[i] = Number((number >> BigInt(8 * i)) & 255n);
  return bytes;
}

/**
 * Imported ranges as the capabilities of a filter with one pin, to write a capability file from. What a range does not say
 * (name, categories, communication, instances) is left open: offline checks then ask nothing about it.
 */
export function capabilitiesOfRanges(ranges: readonly ImportedRange[]): Capabilities {
  const dataRanges = ranges.map(({ range }) => range);
  return {
    filter: { path: '', categories: [] },
    pins: [{ id: 0, instances: {}, interfaces: [], mediums: [], dataRanges, problems: [] }],
    topology: { nodes: [], connections: [] },
    problems: [],
  };
}
