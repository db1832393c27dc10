// A request as C source, to put into a driver's test: the structures of the headers with their names where a header is
// sure to declare them, bytes with a comment for each member where not. It has the same bytes on x64 and x86, as the
// compiler chooses, and needs nothing but the Windows headers.
import { complete, encodeConnect, type FieldProblem } from '#ks/connect.ts';
import { constantsOfField } from '#ks/field-constants.ts';
import { guidFromBytes } from '#ks/guid.ts';
import type { ConnectRequest } from '#ks/request.ts';
import { ok, type Result } from '#ks/result.ts';
import { type StructName, type StructValue, sizeOf, type Value } from '#ks/struct.ts';
import type { Guid, GuidKind } from '#ks/tables/guid-kinds.ts';
import type { Field } from '#ks/tables/layout.ts';
import { layouts } from '#ks/tables/layouts.ts';
import { type ByteRow, byteMap } from './byte-map.ts';
import { guardedMacro, guidNameOf, guidNumbers, numberInC } from './c-names.ts';
import { type Part, partsOf, type StructPart, sizeOfPart } from './parts.ts';

/** Structures that some ks.h, ksmedia.h or mmreg.h does not declare. */
const notInEveryHeader: ReadonlySet<StructName> = new Set(['KS_H264VIDEOINFO']);

const indent = '    ';
const bytesPerLine = 12;

/** One member of the structure that is written, and its initialiser in lines. */
interface Member {
  readonly declaration: string;
  readonly lines: readonly string[];
}

/**
 * `static const struct { ... } NAME = { ... };` with the includes and definitions that it needs. `name` must be a C name.
 * Fails as encodeConnect does.
 */
export function cSource(request: ConnectRequest, name = 'request'): Result<string, readonly FieldProblem[]> {
  const encoded = encodeConnect(request, 'x64');
  if (!encoded.ok) return encoded;
  const full = complete(request);
  const rows = byteMap(full, 'x64');
  const macros = new Map<string, string>();
  let offset = 0;
  const members = partsOf(full, 'x64').map((part, index) => {
    const own = rows.filter((row) => row.offset >= offset && row.offset < offset + sizeOfPart(part));
    offset += sizeOfPart(part);
    return memberOf(part, index, own, macros);
  });
  const afterConnect = encoded.value.length - sizeOf('KSPIN_CONNECT', 'x64');
  return ok(
    [
      '#include <windows.h>',
      '#include <mmreg.h>',
      '#include <ks.h>',
      '#include <ksmedia.h>',
      '',
      ...[...macros.values()].flatMap((macro) => [macro, '']),
      '#pragma pack(push, 1)',
      `static const DECLSPEC_ALIGN(8) struct {`,
      ...members.map(({ declaration }) => `${indent}${declaration};`),
      `} ${name} = {`,
      ...members.flatMap(({ lines }) => lines.map((line) => `${indent}${line}`)),
      '};',
      '#pragma pack(pop)',
      '',
      `C_ASSERT(sizeof(${name}) == sizeof(KSPIN_CONNECT) + ${afterConnect});`,
      '',
    ].join('\n'),
  );
}

function memberOf(part: Part, index: number, rows: readonly ByteRow[], macros: Map<string, string>): Member {
  if (part.kind === 'gap') {
    return { declaration: `BYTE Gap${index}[${part.size}]`, lines: ['{ 0 }, // up to a multiple of 8'] };
  }
  const name = nameInC(part);
  if (part.path?.at(-1) === 'SignalProcessingMode' && part.kind === 'bytes') {
    const mode = guidInC(guidFromBytes(part.bytes, 0), ['audio-processing-mode'], macros);
    return { declaration: `GUID ${name}`, lines: [`{ ${mode} }, // ${part.name}`] };
  }
  if (part.kind === 'struct' && isDeclared(part)) {
    const lines = structLines(part.struct, part.value, part.name, macros);
    return { declaration: `${part.struct} ${name}`, lines };
  }
  return { declaration: `BYTE ${name}[${sizeOfPart(part)}]`, lines: byteLines(part, rows) };
}

const namesInC: Readonly<Record<string, string>> = {
  KSPIN_CONNECT: 'Connect',
  KSDATAFORMAT: 'DataFormat',
  KSMULTIPLE_ITEM: 'AttributeList',
};

/** `WaveFormatExt`, `Attribute0Header`: never the name of a type, which C++ would not take. */
function nameInC({ name, path }: Exclude<Part, { kind: 'gap' }>): string {
  if (path?.[0] !== 'Attributes') return namesInC[name] ?? name;
  return `Attribute${path[1]}${String(path[2]).replace(/^Attribute/, '')}`;
}

/** Whether every header declares the structure, with exactly these bytes. */
function isDeclared({ struct, size }: StructPart): boolean {
  return !notInEveryHeader.has(struct) && size === sizeOf(struct, 'x64') && !hasEmptyArray(struct);
}

/** A structure that ends in an array of no element cannot be a member before others. */
function hasEmptyArray(struct: StructName): boolean {
  return layouts[struct].fields.some(({ count }) => count === 0);
}

function byteLines(part: Exclude<Part, { kind: 'gap' }>, rows: readonly ByteRow[]): readonly string[] {
  const title = part.kind === 'struct' ? `${part.name}: ${part.struct}` : part.name;
  const lines = rows.flatMap(({ bytes, name, value }) => {
    const member = part.kind === 'struct' ? name.slice(part.name.length + 1) || name : '';
    const note = [name === 'padding' ? 'padding' : member, value].filter((text) => text !== '').join(': ');
    return hexLines(bytes).map((line, at) => `${indent}${line}${at === 0 && note ? ` // ${note}` : ''}`);
  });
  return [`{ // ${title}`, ...lines, '},'];
}

function hexLines(bytes: Uint8Array): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += bytesPerLine) {
    const row = [...bytes.subarray(at, at + bytesPerLine)];
    lines.push(row.map((byte) => `0x${byte.toString(16).padStart(2, '0')},`).join(' '));
  }
  return lines;
}

/**
 * The members of a structure in braces, one to a line. Inside the unions with which ks.h aligns a structure there are no
 * further braces: with them C would take an inner structure for the whole union.
 */
function structLines(
  struct: StructName,
  value: StructValue,
  name: string,
  macros: Map<string, string>,
): readonly string[] {
  const { fields, union } = layouts[struct];
  const flat = fields.some((field) => field.alignOnly);
  const lines = fields.flatMap((field, index): readonly string[] => {
    if (field.alignOnly || field.overlaps !== undefined || (union && index > 0)) return [];
    const given = value[field.name] ?? twinOf(struct, field, value);
    if (field.type in layouts) {
      return structLines(field.type as StructName, (given ?? {}) as StructValue, field.name, macros);
    }
    const { text, comment } = scalarInC(field, given ?? 0, value, flat, macros);
    return [`${text}, // ${comment === undefined ? field.name : `${field.name}: ${comment}`}`];
  });
  return [`{ // ${name}`, ...lines.map((line) => `${indent}${line}`), '},'];
}

/** The value of another member of the union that `field` stands for. */
function twinOf(struct: StructName, field: Field, value: StructValue): Value | undefined {
  const { fields, union } = layouts[struct];
  const twins = fields.filter((other) => union || other.overlaps === field.name);
  return twins.map(({ name }) => value[name]).find((twin) => twin !== undefined);
}

function scalarInC(
  field: Field,
  value: Value,
  owner: StructValue,
  flat: boolean,
  macros: Map<string, string>,
): { readonly text: string; readonly comment?: string } {
  if (field.type === 'guid') {
    const text = guidInC(value as Guid, field.guids ?? [], macros);
    return { text: flat ? text : `{ ${text} }` };
  }
  if (typeof value !== 'number' && typeof value !== 'bigint') return { text: '{ 0 }' };
  if (field.type !== 'pointer') return numberInC(value, constantsOfField(field, owner));
  return { text: value === 0n ? 'NULL' : `(${field.c}) (ULONG_PTR) 0x${value.toString(16).toUpperCase()}` };
}

/** Its name, with a definition beside the request where a header may lack it; its numbers when it has no name. */
function guidInC(value: Guid, kinds: readonly GuidKind[], macros: Map<string, string>): string {
  const name = guidNameOf(value, kinds);
  if (name === undefined) return guidNumbers(value);
  const macro = guardedMacro(name, value);
  if (macro !== undefined) macros.set(name, macro);
  return `STATICGUIDOF(${name})`;
}
