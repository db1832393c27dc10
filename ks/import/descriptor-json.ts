// A connect request as a person would write it in a descriptor: names for GUIDs and constants, and nothing that the
// encoder derives anyway. `kspin decode` and "paste bytes as descriptor" start from bytes and end here.
import { toHex } from '#ks/bytes.ts';
import { complete } from '#ks/connect.ts';
import { numberText, parseNumber } from '#ks/constants.ts';
import { deriveAll } from '#ks/derive.ts';
import { blockOfKey } from '#ks/format-blocks.ts';
import { fourccText, guidText, parseGuid } from '#ks/guid.ts';
import { type Path, pathText } from '#ks/path.ts';
import { type Attribute, type ConnectRequest, memberAt } from '#ks/request.ts';
import type { StructName, StructValue, Value } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { Field } from '#ks/tables/layout.ts';
import { layouts } from '#ks/tables/layouts.ts';

export type Json = string | number | null | readonly Json[] | { readonly [key: string]: Json };

/** The connect object of a descriptor, keys in memory order. Read again and completed, it is the same request. */
export function descriptorJson(request: ConnectRequest): { readonly [key: string]: Json } {
  const short = withoutDerived(request);
  const block = short.block && blockOfKey(short.block.key);
  return {
    ...(short.DesiredAccess === undefined
      ? {}
      : { DesiredAccess: numberJson(short.DesiredAccess, 'ACCESS_MASK') }),
    KSPIN_CONNECT: structJson('KSPIN_CONNECT', short.KSPIN_CONNECT),
    KSDATAFORMAT: structJson('KSDATAFORMAT', short.KSDATAFORMAT),
    ...(block && short.block ? { [block.key]: structJson(block.struct, short.block.value) } : {}),
    ...(short.Bytes ? { Bytes: toHex(short.Bytes) } : {}),
    ...(short.Attributes ? { Attributes: short.Attributes.map(attributeJson) } : {}),
  };
}

/**
 * The request without the members that have their derived value. What is derived from a member that is left out can
 * come out differently then, so members are put back until completing gives the request again.
 */
function withoutDerived(request: ConnectRequest): ConnectRequest {
  const omitted = new Map<string, Path>();
  for (const { path, value } of deriveAll(request)) {
    if (memberAt(request, path) === value) omitted.set(pathText(path), path);
  }
  for (;;) {
    const short = [...omitted.values()].reduce(removed, request);
    const full = complete(short);
    const changed = [...omitted].filter(([, path]) => memberAt(full, path) !== memberAt(request, path));
    if (changed.length === 0) return short;
    for (const [text] of changed) omitted.delete(text);
  }
}

/** The value without the member at `path`, and without structures that are empty then. */
function removed<T extends object>(value: T, path: Path): T {
  // A block is kept under its own key in descriptors and paths, but as key and value in a request.
  const { block } = value as Partial<ConnectRequest>;
  if (block !== undefined && path[0] === block.key) {
    return { ...value, block: { key: block.key, value: removed(block.value, path.slice(1)) } };
  }
  const [key = '', ...rest] = path;
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === key ? removed(item as object, rest) : item)) as unknown as T;
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, child]) => {
      if (name !== key) return [[name, child]];
      return rest.length === 0 ? [] : [[name, removed(child as object, rest)]];
    }),
  ) as T;
}

function attributeJson(attribute: Attribute): Json {
  return {
    AttributeHeader: structJson('KSATTRIBUTE', attribute.AttributeHeader),
    ...(attribute.SignalProcessingMode
      ? { SignalProcessingMode: guidJson(attribute.SignalProcessingMode, ['audio-processing-mode']) }
      : {}),
    ...(attribute.Bytes ? { Bytes: toHex(attribute.Bytes) } : {}),
  };
}

/** Members in the order of the layout; a nested structure with nothing left to say is left out. */
function structJson(struct: StructName, value: StructValue): { readonly [key: string]: Json } {
  const members = layouts[struct].fields.flatMap((field): readonly (readonly [string, Json])[] => {
    const member = value[field.name];
    if (member === undefined) return [];
    const json = memberJson(field, member, value);
    return isEmptyObject(json) ? [] : [[field.name, json]];
  });
  return Object.fromEntries(members);
}

function isEmptyObject(json: Json): boolean {
  return typeof json === 'object' && json !== null && !Array.isArray(json) && Object.keys(json).length === 0;
}

function memberJson(field: Field, value: Value, siblings: StructValue): Json {
  if (Array.isArray(value)) return value.map((item: Value) => memberJson(field, item, siblings));
  if (typeof value === 'string') return guidJson(value, field.guids ?? []);
  if (typeof value === 'object') return structJson(field.type as StructName, value as StructValue);
  const code = field.name === 'biCompression' ? fourccText(Number(value)) : undefined;
  if (code !== undefined) return `FOURCC:${code}`;
  const bySet = typeof siblings.Set === 'string' ? field.constantsBySet?.[siblings.Set as Guid] : undefined;
  return numberJson(value, bySet ?? field.constants);
}

function guidJson(value: Guid, kinds: NonNullable<Field['guids']>): string {
  const text = guidText(value, kinds);
  return parseGuid(text) === value ? text : `{${value}}`;
}

/** A number, or a string where a name says more or a JSON number would lose bits. */
function numberJson(value: number | bigint, set: Field['constants']): Json {
  if (set !== undefined) {
    const text = numberText(value, set);
    if (/^\D/.test(text) && parseNumber(text) === BigInt(value)) return text;
  }
  const plain = Number(value);
  return Number.isSafeInteger(plain) ? plain : value.toString();
}
