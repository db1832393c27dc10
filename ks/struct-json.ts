// A structure as JSON with names in place of numbers, and back. Capability files and decoded descriptors are
// written and read here, so that both use the same names.
import type { Field } from '#ks/tables/layout.ts';
import { layouts } from '#ks/tables/layouts.ts';
import { numberText, parseNumber } from './constants.ts';
import { constantsOfField } from './field-constants.ts';
import { guidText, parseGuid } from './guid.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { type Path, pathText } from './path.ts';
import { rangeOfScalar, type StructName, type StructValue, type Value } from './struct.ts';

/** Members in memory order under their C names; GUIDs, constants and flags by name; 64-bit values never lose a bit. */
export function structToJson(struct: StructName, value: StructValue): JsonObject {
  const json: Record<string, Json> = {};
  for (const field of layouts[struct].fields) {
    const member = value[field.name];
    if (member !== undefined && !field.alignOnly) json[field.name] = valueToJson(field, member, value);
  }
  return json;
}

function valueToJson(field: Field, value: Value, owner: StructValue): Json {
  if (Array.isArray(value)) return (value as readonly Value[]).map((item) => valueToJson(field, item, owner));
  if (typeof value === 'string') return guidText(value, field.guids);
  if (typeof value === 'object') return structToJson(field.type as StructName, value as StructValue);
  const constants = constantsOfField(field, owner);
  const text = constants ? numberText(value, constants) : '';
  if (text !== '' && !/^\d+$/.test(text)) return text;
  return integerToJson(value);
}

/** A JSON number where it is exact, else hex text. */
export function integerToJson(value: number | bigint): Json {
  if (typeof value === 'number' || Number.isSafeInteger(Number(value))) return Number(value);
  return value < 0n ? value.toString() : `0x${value.toString(16)}`;
}

export interface JsonProblem {
  readonly path: Path;
  readonly message: string;
}

/** Reads what structToJson wrote, or a person did. Unknown members and values that do not fit are problems. */
export function structFromJson(
  struct: StructName,
  json: Json | undefined,
  path: Path,
  problems: JsonProblem[],
): StructValue {
  if (!isJsonObject(json)) {
    problems.push({ path, message: `${pathText(path)} must be an object with the members of ${struct}.` });
    return {};
  }
  const fields = new Map(layouts[struct].fields.map((field) => [field.name, field]));
  const value: Record<string, Value> = {};
  for (const [key, member] of Object.entries(json)) {
    const field = fields.get(key);
    if (!field) problems.push({ path: [...path, key], message: `${struct} has no member ${key}.` });
    else value[key] = valueFromJson(field, member, [...path, key], problems);
  }
  return value;
}

function valueFromJson(field: Field, json: Json, path: Path, problems: JsonProblem[]): Value {
  if (field.type in layouts) return structFromJson(field.type as StructName, json, path, problems);
  if (Array.isArray(json) && field.count !== undefined) {
    return json.map((item, index) => scalarFromJson(field, item, [...path, index], problems));
  }
  return scalarFromJson(field, json, path, problems);
}

function scalarFromJson(field: Field, json: Json, path: Path, problems: JsonProblem[]): Value {
  if (field.type === 'guid') {
    const guid = typeof json === 'string' ? parseGuid(json) : undefined;
    if (guid === undefined)
      problems.push({ path, message: `${pathText(path)} is not a GUID or the name of one.` });
    return guid ?? 0;
  }
  const range = rangeOfScalar(field.type as Parameters<typeof rangeOfScalar>[0]);
  const number = integerFromJson(json);
  if (number === undefined || !range || number < range.min || number > range.max) {
    problems.push({ path, message: `${pathText(path)} is not a ${field.c}.` });
    return 0;
  }
  return ['u64', 'i64', 'pointer'].includes(field.type) ? number : Number(number);
}

/** A whole JSON number, or text that parseNumber reads; null stands for no handle. */
export function integerFromJson(json: Json | undefined): bigint | undefined {
  if (json === null) return 0n;
  if (typeof json === 'number') return Number.isSafeInteger(json) ? BigInt(json) : undefined;
  return typeof json === 'string' ? parseNumber(json) : undefined;
}
