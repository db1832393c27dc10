// How a value is written in a descriptor: names for GUIDs and constants, so that a fix reads like what a person types.
import { constantsOf, numberText } from '#ks/constants.ts';
import { constantsOfField } from '#ks/field-constants.ts';
import { fourccText, guidText } from '#ks/guid.ts';
import type { StructValue, Value } from '#ks/struct.ts';
import type { ConstantSetName } from '#ks/tables/constants.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { MemberShape, NumberShape, ObjectShape, Shape } from '#language-server/descriptor/shape.ts';

/** How the text around a new value is laid out. */
export interface Style {
  /** One level of indentation. */
  readonly unit: string;
  readonly newline: string;
}

const widestLine = 100;

/** The names that fit a member, given the structure around it. */
export function constantsOfMember(
  member: MemberShape,
  owner: StructValue | undefined,
): ConstantSetName | undefined {
  if (member.shape.kind !== 'number') return undefined;
  return member.field === undefined ? member.shape.constants : constantsOfField(member.field, owner ?? {});
}

/** JSON text of a value; `indent` is the indentation of the line that it starts on. */
export function valueText(
  shape: Shape | undefined,
  value: Value,
  style: Style,
  indent = '',
  constants: ConstantSetName | undefined = shape?.kind === 'number' ? shape.constants : undefined,
): string {
  if (shape?.kind === 'guid') return JSON.stringify(guidText(value as Guid, shape.kinds));
  if (shape?.kind === 'object') return objectText(shape, value as StructValue, style, indent);
  if (shape?.kind === 'number') return numberJson(shape, value as number | bigint, constants);
  return JSON.stringify(typeof value === 'bigint' ? Number(value) : value);
}

function numberJson(
  shape: NumberShape,
  value: number | bigint,
  constants: ConstantSetName | undefined,
): string {
  if (shape.nullable && BigInt(value) === 0n) return 'null';
  const named = constants === undefined ? undefined : numberText(value, constants);
  if (named !== undefined && /^[A-Za-z]/.test(named)) return JSON.stringify(named);
  const fourcc = shape.fourcc ? fourccText(Number(value)) : undefined;
  if (fourcc !== undefined) return JSON.stringify(`FOURCC:${fourcc}`);
  if (constants !== undefined && constantsOf(constants).flags && value > 9) return hexJson(value);
  return typeof value === 'bigint' && value > BigInt(Number.MAX_SAFE_INTEGER)
    ? hexJson(value)
    : value.toString();
}

const hexJson = (value: number | bigint): string => JSON.stringify(`0x${value.toString(16)}`);

function objectText(shape: ObjectShape, value: StructValue, style: Style, indent: string): string {
  const inner = indent + style.unit;
  const members = Object.entries(value).map(([key, member]) => {
    const memberShape = shape.members.get(key);
    const constants = memberShape && constantsOfMember(memberShape, value);
    return `${JSON.stringify(key)}: ${valueText(memberShape?.shape, member, style, inner, constants)}`;
  });
  const short = `{ ${members.join(', ')} }`;
  if (short.length + indent.length <= widestLine && !short.includes('\n')) return short;
  return `{${style.newline}${inner}${members.join(`,${style.newline}${inner}`)}${style.newline}${indent}}`;
}
