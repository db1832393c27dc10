// A connect request as a person would write it in a descriptor: names for GUIDs and constants, and nothing that the
// encoder derives anyway. `kspin decode` and "paste bytes as descriptor" start from bytes and end here.
import { toHex } from '#ks/bytes.ts';
import { complete } from '#ks/connect.ts';
import { numberText } from '#ks/constants.ts';
import { deriveAll } from '#ks/derive.ts';
import { blockOfKey } from '#ks/format-blocks.ts';
import { guidText } from '#ks/guid.ts';
import { isJsonObject, type Json, type JsonObject } from '#ks/json.ts';
import { type Path, pathText } from '#ks/path.ts';
import { type Attribute, type ConnectRequest, memberAt } from '#ks/request.ts';
import type { StructName, StructValue } from '#ks/struct.ts';
import { structToJson } from '#ks/struct-json.ts';

/** The connect object of a descriptor, keys in memory order. Read again and completed, it is the same request. */
export function descriptorJson(request: ConnectRequest): JsonObject {
  const rest = withoutDerived(request);
  const block = rest.block && blockOfKey(rest.block.key);
  return {
    ...(rest.DesiredAccess === undefined
      ? {}
      : { DesiredAccess: numberText(rest.DesiredAccess, 'ACCESS_MASK') }),
    KSPIN_CONNECT: short('KSPIN_CONNECT', rest.KSPIN_CONNECT),
    KSDATAFORMAT: short('KSDATAFORMAT', rest.KSDATAFORMAT),
    ...(block && rest.block ? { [block.key]: short(block.struct, rest.block.value) } : {}),
    ...(rest.Bytes ? { Bytes: toHex(rest.Bytes) } : {}),
    ...(rest.Attributes ? { Attributes: rest.Attributes.map(attributeJson) } : {}),
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
    const rest = [...omitted.values()].reduce(removed, request);
    const full = complete(rest);
    const changed = [...omitted].filter(([, path]) => memberAt(full, path) !== memberAt(request, path));
    if (changed.length === 0) return rest;
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
    AttributeHeader: short('KSATTRIBUTE', attribute.AttributeHeader),
    ...(attribute.SignalProcessingMode
      ? { SignalProcessingMode: guidText(attribute.SignalProcessingMode, ['audio-processing-mode']) }
      : {}),
    ...(attribute.Bytes ? { Bytes: toHex(attribute.Bytes) } : {}),
  };
}

function short(struct: StructName, value: StructValue): JsonObject {
  return withoutEmpty(structToJson(struct, value));
}

/** A nested structure with nothing left to say is left out. */
function withoutEmpty(json: JsonObject): JsonObject {
  const members = Object.entries(json).flatMap(([key, member]): readonly (readonly [string, Json])[] => {
    if (!isJsonObject(member)) return [[key, member]];
    const rest = withoutEmpty(member);
    return Object.keys(rest).length === 0 ? [] : [[key, rest]];
  });
  return Object.fromEntries(members);
}
