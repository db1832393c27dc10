// What may stand where in a descriptor. Everything below KSPIN_CONNECT, KSDATAFORMAT and the format blocks comes from
// the layout tables, so a new structure or format is readable, completed and explained without a line here. Reader,
// hover, completion and fixes all walk this one shape.
import { type ConstantSetName, constantsOf } from '#ks/constants.ts';
import { type FormatBlock, formatBlocks } from '#ks/format-blocks.ts';
import type { Path } from '#ks/path.ts';
import type { StructName } from '#ks/struct.ts';
import type { GuidKind } from '#ks/tables/guid-kinds.ts';
import type { Field, ScalarType } from '#ks/tables/layout.ts';
import { layouts } from '#ks/tables/layouts.ts';

export interface ObjectShape {
  readonly kind: 'object';
  /** The C structure, or what people call this object. */
  readonly name: string;
  readonly meaning: string;
  readonly struct?: StructName;
  /** In memory order. */
  readonly members: ReadonlyMap<string, MemberShape>;
}

export interface ListShape {
  readonly kind: 'list';
  readonly item: Shape;
  /** Elements of a C array. */
  readonly count?: number;
}

export interface NumberShape {
  readonly kind: 'number';
  readonly type: Exclude<ScalarType, 'guid'>;
  readonly constants?: ConstantSetName;
  /** A DWORD that may be a FOURCC (biCompression). */
  readonly fourcc?: true;
  /** A handle: null is 0. */
  readonly nullable?: true;
}

export interface GuidShape {
  readonly kind: 'guid';
  /** Kinds that make sense here; empty when any does. */
  readonly kinds: readonly GuidKind[];
}

/** Bytes in hex. */
export interface HexShape {
  readonly kind: 'hex';
}

export interface TextShape {
  readonly kind: 'text';
}

/** A result code by name or number. */
export interface StatusShape {
  readonly kind: 'status';
}

/** A list that is not read here. */
export interface OpaqueListShape {
  readonly kind: 'opaque-list';
}

export type Shape =
  | OpaqueListShape
  | ObjectShape
  | ListShape
  | NumberShape
  | GuidShape
  | HexShape
  | TextShape
  | StatusShape;

export interface MemberShape {
  readonly key: string;
  readonly shape: Shape;
  readonly meaning: string;
  /** The member in the layout tables, where it is one. */
  readonly field?: Field;
  /** Members of one group stand for the same bytes: an object holds at most one of them. */
  readonly group?: string;
  /** A member that hardly anybody writes by hand; completion puts it last. */
  readonly rare?: true;
}

/** The key of the format block inside of a connect is in this group: there is at most one. */
export const blockGroup = 'the format block';

const member = (key: string, shape: Shape, meaning: string): MemberShape => ({ key, shape, meaning });

const text: TextShape = { kind: 'text' };
const hex: HexShape = { kind: 'hex' };

const objectOf = (name: string, meaning: string, members: readonly MemberShape[]): ObjectShape => ({
  kind: 'object',
  name,
  meaning,
  members: new Map(members.map((entry) => [entry.key, entry])),
});

const structShapes = new Map<StructName, ObjectShape>();

/** The shape of a C structure; `without` names the variable tail that a descriptor writes as Bytes. */
export function shapeOfStruct(struct: StructName): ObjectShape {
  const known = structShapes.get(struct);
  if (known !== undefined) return known;
  const layout = layouts[struct];
  const members = layout.fields
    .filter((field) => !field.alignOnly)
    .map((field) => shapeOfField(struct, field));
  const shape: ObjectShape = { ...objectOf(layout.name, layout.meaning, members), struct };
  structShapes.set(struct, shape);
  return shape;
}

function shapeOfField(struct: StructName, field: Field): MemberShape {
  const single = shapeOfType(field);
  const shape: Shape =
    field.count === undefined ? single : { kind: 'list', item: single, count: field.count };
  const { union, fields } = layouts[struct];
  const shared = fields.some((other) => other.overlaps === field.name) ? field.name : field.overlaps;
  const group = union === true ? layouts[struct].name : shared;
  return {
    key: field.name,
    shape,
    meaning: field.meaning,
    field,
    ...(group === undefined ? {} : { group }),
    ...(field.reserved === undefined ? {} : { rare: true as const }),
  };
}

function shapeOfType(field: Field): Shape {
  if (field.type in layouts) return shapeOfStruct(field.type as StructName);
  if (field.type === 'guid') return { kind: 'guid', kinds: field.guids ?? [] };
  return {
    kind: 'number',
    type: field.type as NumberShape['type'],
    ...(field.constants === undefined ? {} : { constants: field.constants }),
    ...(field.name === 'biCompression' ? { fourcc: true as const } : {}),
    ...(field.type === 'pointer' ? { nullable: true as const } : {}),
  };
}

function shapeOfBlock(block: FormatBlock): MemberShape {
  const whole = shapeOfStruct(block.struct);
  const members = new Map([...whole.members].filter(([key]) => key !== block.tail));
  return { ...member(block.key, { ...whole, members }, block.meaning), group: blockGroup };
}

const attributeShape = objectOf(
  'KSATTRIBUTE',
  'One attribute of the format; the list follows the format at the next multiple of 8 bytes.',
  [
    member('AttributeHeader', shapeOfStruct('KSATTRIBUTE'), 'Which attribute this is. Size is derived.'),
    {
      ...member(
        'SignalProcessingMode',
        { kind: 'guid', kinds: ['audio-processing-mode'] },
        'The audio signal processing mode that the stream asks for.',
      ),
      group: 'the body of the attribute',
    },
    {
      ...member('Bytes', hex, 'What follows the KSATTRIBUTE header, in hex.'),
      group: 'the body of the attribute',
    },
  ],
);

const filterShape = objectOf(
  'filter',
  'Which filter of a target the request goes to. All members are optional; all that are given must match.',
  [
    member(
      'category',
      { kind: 'guid', kinds: ['filter-category'] },
      'A category in which the filter is registered (its device interface class).',
    ),
    member(
      'device',
      text,
      'Pattern over friendly name, device instance id and interface path; * stands for any text.',
    ),
    member(
      'capabilities',
      text,
      'A *.kscaps.json file, relative to this one: what the filter offers, recorded. The request is checked against it.',
    ),
  ],
);

/** One connect. Keys in the order of memory. */
export const connectShape: ObjectShape = objectOf(
  'connect',
  'A request for KsCreatePin: KSPIN_CONNECT, followed in memory by a KSDATAFORMAT and what belongs to it.',
  [
    member('name', text, 'What people call this request; tests and lists show it.'),
    member('filter', filterShape, filterShape.meaning),
    member(
      'DesiredAccess',
      { kind: 'number', type: 'u32', constants: 'ACCESS_MASK' },
      'Access to the pin: GENERIC_WRITE where data goes in (render), GENERIC_READ where it comes out (capture).',
    ),
    member('KSPIN_CONNECT', shapeOfStruct('KSPIN_CONNECT'), layouts.KSPIN_CONNECT.meaning),
    member('KSDATAFORMAT', shapeOfStruct('KSDATAFORMAT'), layouts.KSDATAFORMAT.meaning),
    ...formatBlocks.map(shapeOfBlock),
    member(
      'Bytes',
      hex,
      'What follows the format block, in hex: palette, colour masks, codec bytes; or all of it for an unknown Specifier.',
    ),
    member(
      'Attributes',
      { kind: 'list', item: attributeShape },
      'Attributes of the format. KSDATAFORMAT.Flags says that they follow; that flag is derived.',
    ),
    member(
      'expect',
      { kind: 'status' },
      'The result that a run must have: ERROR_SUCCESS, another Win32 code, or an NTSTATUS. Makes the connect a test.',
    ),
  ],
);

/** A whole file. */
export const fileShape: ObjectShape = objectOf('descriptor', 'Requests for KsCreatePin.', [
  member('$schema', text, 'A JSON schema for other editors; kspin does not read it.'),
  member('connects', { kind: 'list', item: connectShape }, 'The requests of this file.'),
]);

/** The member at a path below a connect; undefined where the path leaves the shape. */
export function memberShapeAt(path: Path): MemberShape | undefined {
  let shape: Shape = connectShape;
  let found: MemberShape | undefined;
  for (const part of path) {
    if (typeof part === 'number') {
      if (shape.kind !== 'list') return undefined;
      shape = shape.item;
      continue;
    }
    if (shape.kind !== 'object') return undefined;
    found = shape.members.get(part);
    if (found === undefined) return undefined;
    shape = found.shape;
  }
  return found;
}

/** The shape at a path below `from`. */
export function shapeAt(from: Shape, path: Path): Shape | undefined {
  return path.reduce<Shape | undefined>((shape, part) => {
    if (shape?.kind === 'list' && typeof part === 'number') return shape.item;
    if (shape?.kind === 'object' && typeof part === 'string') return shape.members.get(part)?.shape;
    return undefined;
  }, from);
}

/** What a value of this shape is, in words: `a number (WORD, 0 to 65535)`. */
export function shapeText(shape: Shape): string {
  switch (shape.kind) {
    case 'object':
      return `an object (${shape.name})`;
    case 'list':
    case 'opaque-list':
      return 'an array';
    case 'number':
      if (shape.constants === undefined) return 'a number';
      return constantsOf(shape.constants).flags ? 'a number or flags by name' : 'a number or a name';
    case 'guid':
      return 'a GUID (name, braces, FOURCC: or WAVE:)';
    case 'hex':
      return 'bytes in hex';
    case 'text':
      return 'a string';
    case 'status':
      return 'a result code (ERROR_..., STATUS_... or a number)';
  }
}
