// The one place that knows what follows from what: encoder, rules, hints and fixes all ask here, so that a
// descriptor's author writes only what cannot be worked out.
import { derivations } from '#ks/derivations/table.ts';
import { alternativeWritten, type Leaf, leavesOf, leavesOfRequest } from './members.ts';
import { type Path, pathText } from './path.ts';
import { type ConnectRequest, memberAt } from './request.ts';
import type { StructName, StructValue, Value } from './struct.ts';

export { minimumImageSize } from './video-format.ts';
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
    const value = resolver.derived(leaf.path);
    return value === undefined ? [] : [{ path: leaf.path, value, formula: formulaOf(leaf) }];
  });
}

/** The request with every derivable member filled in; what is written stays as it is. */
export function completeRequest(request: ConnectRequest): ConnectRequest {
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
      written ??
      (leaf.secondary || alternativeWritten(request, leaf) ? undefined : resolver.derived(leaf.path));
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
  return derivations.get(`${leaf.struct}.${leaf.field.name}`)?.formula ?? 'reserved, 0';
}

interface Resolver {
  readonly leaves: readonly Leaf[];
  derived(path: Path): Value | undefined;
}

/** Derives members on demand, each once; a member that would need itself is not derivable. */
function resolverOf(request: ConnectRequest): Resolver {
  const leaves = leavesOfRequest(request);
  const leafByPath = new Map(leaves.map((leaf) => [pathText(leaf.path), leaf]));
  const known = new Map<string, Value | undefined>();

  const valueAt = (path: Path): Value | undefined => memberAt(request, path) ?? derived(path);
  return { leaves, derived };

  function derived(path: Path): Value | undefined {
    const key = pathText(path);
    if (known.has(key)) return known.get(key);
    known.set(key, undefined);
    const leaf = leafByPath.get(key);
    const value = leaf && deriveLeaf(leaf);
    known.set(key, value);
    return value;
  }

  function deriveLeaf(leaf: Leaf): Value | undefined {
    const derivation = derivations.get(`${leaf.struct}.${leaf.field.name}`);
    if (!derivation) return leaf.field.reserved ? zeroOf(leaf) : undefined;
    const parent = leaf.path.slice(0, -1);
    return derivation.value({
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
