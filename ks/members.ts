// Every member of a connect request by its path: what derivation fills, what encoding demands, what hovers place.
import type { Derivation } from '#ks/derivations/derivation.ts';
import { derivations } from '#ks/derivations/table.ts';
import type { Field } from '#ks/tables/layout.ts';
import { layouts } from '#ks/tables/layouts.ts';
import { numberText } from './constants.ts';
import { type BlockKey, blockOfKey } from './format-blocks.ts';
import { type Path, pathText } from './path.ts';
import { type ConnectRequest, memberAt } from './request.ts';
import { type Arch, rangeOfScalar, type StructName, type Value } from './struct.ts';

/** A member that holds a value itself, not a structure. */
export interface Leaf {
  readonly path: Path;
  readonly struct: StructName;
  readonly field: Field;
  /** Other members of a union that stand for the same bytes. */
  readonly alternatives: readonly string[];
  /** A union's first member is the one that is derived and demanded. */
  readonly secondary: boolean;
  /** How it follows from other members, when it does. */
  readonly derivation: Derivation | undefined;
}

const leavesByStruct = new Map<StructName, readonly Leaf[]>();

/** The leaves of a structure, nested structures included, in memory order; paths start inside it. */
export function leavesOf(struct: StructName): readonly Leaf[] {
  const known = leavesByStruct.get(struct);
  if (known) return known;
  const { fields, union } = layouts[struct];
  const leaves = fields
    .filter((field) => !field.alignOnly)
    .flatMap((field, index): readonly Leaf[] => {
      if (field.type in layouts) {
        return leavesOf(field.type as StructName).map((leaf) => ({
          ...leaf,
          path: [field.name, ...leaf.path],
        }));
      }
      const group = fields.filter((other) => other !== field && sharesBytes(other, field, union === true));
      return [
        {
          path: [field.name],
          struct,
          field,
          alternatives: group.map((other) => other.name),
          secondary: field.overlaps !== undefined || (union === true && index > 0),
          derivation: derivations.get(`${struct}.${field.name}`),
        },
      ];
    });
  leavesByStruct.set(struct, leaves);
  return leaves;
}

function sharesBytes(one: Field, other: Field, union: boolean): boolean {
  if (one.alignOnly || other.alignOnly) return false;
  return union || one.overlaps === other.name || other.overlaps === one.name;
}

/** The leaves of KSPIN_CONNECT alone; paths start at the connect object. */
export const connectLeaves: readonly Leaf[] = under(['KSPIN_CONNECT'], 'KSPIN_CONNECT');

/** All others of a request. */
export const formatLeaves = (request: ConnectRequest): readonly Leaf[] =>
  leavesOfRequest(request).filter((leaf) => !connectLeaves.includes(leaf));

const leavesByBlock = new Map<BlockKey | undefined, readonly Leaf[]>();

/** The leaves of a whole request, in memory order; paths start at the connect object. */
export function leavesOfRequest(request: ConnectRequest): readonly Leaf[] {
  const leaves = leavesOfBlock(request.block?.key);
  if (request.Attributes === undefined) return leaves;
  const indexes = [...request.Attributes.keys()];
  return [
    ...leaves,
    ...indexes.flatMap((index) => under(['Attributes', index, 'AttributeHeader'], 'KSATTRIBUTE')),
  ];
}

/** KSPIN_CONNECT, KSDATAFORMAT and one block: the same list for every request with that block, made once. */
function leavesOfBlock(key: BlockKey | undefined): readonly Leaf[] {
  const known = leavesByBlock.get(key);
  if (known) return known;
  const block = key === undefined ? undefined : blockOfKey(key);
  const leaves = [
    ...connectLeaves,
    ...under(['KSDATAFORMAT'], 'KSDATAFORMAT'),
    ...(block ? under([block.key], block.struct).filter((leaf) => leaf.path[1] !== block.tail) : []),
  ];
  leavesByBlock.set(key, leaves);
  return leaves;
}

function under(prefix: Path, struct: StructName): readonly Leaf[] {
  return leavesOf(struct).map((leaf) => ({ ...leaf, path: [...prefix, ...leaf.path] }));
}

export interface FieldProblem {
  readonly code: 'missing-key' | 'out-of-range';
  readonly path: Path;
  readonly message: string;
}

/**
 * What keeps a completed request, or some members of it, from being encoded: members without a value, numbers that do not fit. A
 * member that would follow from missing ones is not named beside them: they are the cause.
 */
export function problemsOf(
  full: ConnectRequest,
  arch: Arch,
  leaves: readonly Leaf[] = leavesOfRequest(full),
): readonly FieldProblem[] {
  const absent: Leaf[] = [];
  const unfit: FieldProblem[] = [];
  for (const leaf of leaves) {
    const value = memberAt(full, leaf.path);
    if (value === undefined) {
      if (isAbsent(full, leaf)) absent.push(leaf);
    } else if (!fits(value, leaf.field, arch)) unfit.push(outOfRange(leaf, value, arch));
  }
  const causes = absent.filter((leaf) => !leaf.derivation);
  return [...(causes.length > 0 ? causes : absent).map(missing), ...unfit];
}

/** Of a member without a value: no other that stands for the same bytes has one either. */
function isAbsent(request: ConnectRequest, leaf: Leaf): boolean {
  return !leaf.secondary && !alternativeWritten(request, leaf);
}

/** Whether another member of the union gives the bytes of this one. */
export function alternativeWritten(request: ConnectRequest, leaf: Leaf): boolean {
  if (leaf.alternatives.length === 0) return false;
  const parent = leaf.path.slice(0, -1);
  return leaf.alternatives.some((name) => memberAt(request, [...parent, name]) !== undefined);
}

function missing(leaf: Leaf): FieldProblem {
  return {
    code: 'missing-key',
    path: leaf.path,
    message: `${pathText(leaf.path)} is missing and cannot be derived from the other members.`,
  };
}

function fits(value: Value, field: Field, arch: Arch): boolean {
  if (field.type === 'guid') return typeof value === 'string';
  if (Array.isArray(value)) return true;
  const range = rangeOfScalar(field.type as Parameters<typeof rangeOfScalar>[0], arch);
  if (!range || (typeof value !== 'number' && typeof value !== 'bigint')) return false;
  return value >= range.min && value <= range.max;
}

function outOfRange(leaf: Leaf, value: Value, arch: Arch): FieldProblem {
  const range = rangeOfScalar(leaf.field.type as Parameters<typeof rangeOfScalar>[0], arch);
  const shown = typeof value === 'bigint' || typeof value === 'number' ? numberText(value) : String(value);
  const wanted = range ? `a ${leaf.field.c} from ${range.min} to ${range.max}` : `a ${leaf.field.c}`;
  return {
    code: 'out-of-range',
    path: leaf.path,
    message: `${pathText(leaf.path)} is ${shown}; it takes ${wanted}.`,
  };
}
