// The one place that knows what follows from what: encoder, rules, hints and fixes all ask here, so that a
// descriptor's author writes only what cannot be worked out.
import { derivations } from '#ks/derivations/table.ts';
import { alternativeWritten, type Leaf, leavesOf, leavesOfRequest } from './members.ts';
import { type Path, pathText } from './path.ts';
import { type ConnectRequest, memberAt } from './request.ts';
import type { StructName, StructValue, Value } from './struct.ts';

export { standardChannelMask } from './wave-format.ts';

export interface Derived {
  readonly path: Path;
  /** What the member should be, given everything that is written; the member itself may say otherwise. */
  readonly value: Value;
  /** In words, for a hover or a message. */
  readonly formula: string;
}

/** Whether a member may be left out: it is reserved, or something in the request decides it. */
export function isDerivable(struct: StructName, member: string): boolean {
  if (derivations.has(`${struct}.${member}`)) return true;
  return leavesOf(struct).some(
    (leaf) => leaf.struct === struct && leaf.field.name === member && leaf.field.reserved,
  );
}

/** The value that each derivable member should have, given what is written, in memory order. */
export function deriveAll(request: ConnectRequest): readonly Derived[] {
  const resolver = resolverOf(request);
  return resolver.leaves.flatMap((leaf): readonly Derived[] => {
    if (leaf.secondary || alternativeWritten(request, leaf)) return [];
    const value = resolver.derived(leaf);
    return value === undefined ? [] : [{ path: leaf.path, value, formula: formulaOf(leaf) }];
  });
}

const completed = new WeakMap<ConnectRequest, ConnectRequest>();

/** The request with every derivable member filled in; what is written stays as it is. Worked out once for a request. */
export function completeRequest(request: ConnectRequest): ConnectRequest {
  const known = completed.get(request);
  if (known !== undefined) return known;
  const made = fillIn(request);
  completed.set(request, made);
  return made;
}

function fillIn(request: ConnectRequest): ConnectRequest {
  const root: MutableTree = {};
  const put = (path: Path, value: Value): void => {
    let node: MutableTree = root;
    for (const part of path.slice(0, -1)) node = childOf(node, String(part));
    node[String(path.at(-1))] = value;
  };
  const resolver = resolverOf(request);
  for (const leaf of resolver.leaves) {
    const written = memberAt(request, leaf.path);
    const value =
      written ?? (leaf.secondary || alternativeWritten(request, leaf) ? undefined : resolver.derived(leaf));
    if (value !== undefined) put(leaf.path, value);
  }
  const struct = (key: string): StructValue => (root[key] ?? {}) as StructValue;
  const attributes = root.Attributes as Record<string, { AttributeHeader: StructValue }> | undefined;
  return {
    ...request,
    KSPIN_CONNECT: struct('KSPIN_CONNECT'),
    KSDATAFORMAT: struct('KSDATAFORMAT'),
    ...(request.block ? { block: { key: request.block.key, value: struct(request.block.key) } } : {}),
    ...(request.Attributes
      ? {
          Attributes: request.Attributes.map((attribute, index) => ({
            ...attribute,
            AttributeHeader: attributes?.[index]?.AttributeHeader ?? {},
          })),
        }
      : {}),
  };
}

interface MutableTree {
  [key: string]: Value | MutableTree;
}

function childOf(node: MutableTree, key: string): MutableTree {
  const child = node[key];
  if (typeof child === 'object') return child as MutableTree;
  const made: MutableTree = {};
  node[key] = made;
  return made;
}

function formulaOf(leaf: Leaf): string {
  return leaf.derivation?.formula ?? 'reserved, 0';
}

interface Resolver {
  readonly leaves: readonly Leaf[];
  derived(leaf: Leaf): Value | undefined;
}

const indexes = new WeakMap<readonly Leaf[], ReadonlyMap<string, Leaf>>();

/** Leaves by their path as text; requests with the same block share the list, so it is made once. */
function indexOf(leaves: readonly Leaf[]): ReadonlyMap<string, Leaf> {
  const known = indexes.get(leaves);
  if (known) return known;
  const index = new Map(leaves.map((leaf) => [pathText(leaf.path), leaf]));
  indexes.set(leaves, index);
  return index;
}

const resolvers = new WeakMap<ConnectRequest, Resolver>();

/** Reader, rules and encoder ask about the same request one after the other. */
function resolverOf(request: ConnectRequest): Resolver {
  const known = resolvers.get(request);
  if (known !== undefined) return known;
  const made = newResolver(request);
  resolvers.set(request, made);
  return made;
}

/** Derives members on demand, each once; a member that would need itself is not derivable. */
function newResolver(request: ConnectRequest): Resolver {
  const leaves = leavesOfRequest(request);
  const leafByPath = indexOf(leaves);
  const known = new Map<Leaf, Value | undefined>();
  return { leaves, derived };

  function valueAt(path: Path): Value | undefined {
    const written = memberAt(request, path);
    if (written !== undefined) return written;
    const leaf = leafByPath.get(pathText(path));
    return leaf && derived(leaf);
  }

  function derived(leaf: Leaf): Value | undefined {
    if (known.has(leaf)) return known.get(leaf);
    known.set(leaf, undefined);
    const value = deriveLeaf(leaf);
    known.set(leaf, value);
    return value;
  }

  function deriveLeaf(leaf: Leaf): Value | undefined {
    if (!leaf.derivation) return leaf.field.reserved ? zeroOf(leaf) : undefined;
    const parent = leaf.path.slice(0, -1);
    return leaf.derivation.value({
      request,
      path: leaf.path,
      sibling: (...rest) => valueAt([...parent, ...rest]),
      member: (...whole) => valueAt(whole),
      written: (name) => memberAt(request, [...parent, name]) !== undefined,
    });
  }
}

function zeroOf(leaf: Leaf): Value {
  return ['u64', 'i64', 'pointer'].includes(leaf.field.type) ? 0n : 0;
}
