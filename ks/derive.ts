// The one place that knows what follows from what: encoder, rules, hints and fixes all ask here, so that a
// descriptor's author writes only what cannot be worked out.
import { derivations } from '#ks/derivations/table.ts';
import { alternativeWritten, type Leaf, leavesOf, leavesOfRequest } from './members.ts';
import type { Path } from './path.ts';
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
  return resolverOf(request).leaves.flatMap((leaf): readonly Derived[] => {
    const derived = deriveLeaf(request, leaf);
    return derived === undefined ? [] : [derived];
  });
}

/** The same for the member at one path; undefined when it is not derivable. */
export function deriveAt(request: ConnectRequest, path: Path): Derived | undefined {
  const leaf = planOf(resolverOf(request).leaves).leafAt(path);
  return leaf && deriveLeaf(request, leaf);
}

function deriveLeaf(request: ConnectRequest, leaf: Leaf): Derived | undefined {
  if (leaf.secondary || alternativeWritten(request, leaf)) return undefined;
  const value = resolverOf(request).derived(leaf);
  return value === undefined ? undefined : { path: leaf.path, value, formula: formulaOf(leaf) };
}

/** The request with every derivable member filled in; what is written stays as it is. */
export function completeRequest(request: ConnectRequest): ConnectRequest {
  const resolver = resolverOf(request);
  resolver.completed ??= fillIn(request, resolver);
  return resolver.completed;
}

/**
 * KSPIN_CONNECT alone with every derivable member filled in. Nothing in it follows from the format behind it, and nothing of the format
 * from it: this and the completed format are the completed request.
 */
export const completeHead = (written: StructValue): StructValue => {
  const request: ConnectRequest = { KSPIN_CONNECT: written, KSDATAFORMAT: {} };
  return fillerOf(request, newResolver(request))(written, 'KSPIN_CONNECT');
};

type Filler = (written: Value | undefined, ...path: Path) => StructValue;

function fillerOf(request: ConnectRequest, { leaves, derived }: Resolver): Filler {
  const valueFor = (leaf: Leaf): Value | undefined =>
    leaf.secondary || alternativeWritten(request, leaf) ? undefined : derived(leaf);
  const { root } = planOf(leaves);
  return (written, ...path) => {
    const plan = childAt(root, path);
    return (plan && filledFrom(plan, written, valueFor)) ?? {};
  };
}

function fillIn(request: ConnectRequest, resolver: Resolver): ConnectRequest {
  const filled = fillerOf(request, resolver);
  return {
    ...request,
    KSPIN_CONNECT: filled(request.KSPIN_CONNECT, 'KSPIN_CONNECT'),
    KSDATAFORMAT: filled(request.KSDATAFORMAT, 'KSDATAFORMAT'),
    ...(request.block
      ? { block: { key: request.block.key, value: filled(request.block.value, request.block.key) } }
      : {}),
    ...(request.Attributes
      ? {
          Attributes: request.Attributes.map((attribute, index) => ({
            ...attribute,
            AttributeHeader: filled(attribute.AttributeHeader, 'Attributes', index, 'AttributeHeader'),
          })),
        }
      : {}),
  };
}

/** A structure with what is written in it, else what follows; undefined when that is nothing at all. */
function filledFrom(
  plan: Plan,
  written: Value | undefined,
  derived: (leaf: Leaf) => Value | undefined,
): StructValue | undefined {
  const given = typeof written === 'object' ? (written as StructValue) : undefined;
  let result: Record<string, Value> | undefined;
  for (const [name, part] of plan.members) {
    const own = given?.[name];
    const value = part.leaf === undefined ? filledFrom(part, own, derived) : (own ?? derived(part.leaf));
    if (value === undefined) continue;
    result ??= {};
    result[name] = value;
  }
  return result;
}

/** The leaves of a request by the parts of their paths. */
interface Plan {
  readonly members: Map<string, Plan>;
  readonly leaf: Leaf | undefined;
}

interface LeafPlan {
  readonly root: Plan;
  leafAt(path: Path): Leaf | undefined;
}

const plans = new WeakMap<readonly Leaf[], LeafPlan>();

/** Requests with the same block share their list of leaves, so this is made once for each. */
function planOf(leaves: readonly Leaf[]): LeafPlan {
  const known = plans.get(leaves);
  if (known) return known;
  const root: Plan = { members: new Map(), leaf: undefined };
  for (const leaf of leaves) {
    let plan = root;
    for (const [depth, part] of leaf.path.entries()) {
      const last = depth === leaf.path.length - 1;
      const next = plan.members.get(String(part)) ?? { members: new Map(), leaf: last ? leaf : undefined };
      plan.members.set(String(part), next);
      plan = next;
    }
  }
  const made = { root, leafAt: (path: Path) => childAt(root, path)?.leaf };
  plans.set(leaves, made);
  return made;
}

function childAt(root: Plan, path: Path): Plan | undefined {
  let plan: Plan | undefined = root;
  for (const part of path) plan = plan?.members.get(typeof part === 'string' ? part : String(part));
  return plan;
}

function formulaOf(leaf: Leaf): string {
  return leaf.derivation?.formula ?? 'reserved, 0';
}

interface Resolver {
  readonly leaves: readonly Leaf[];
  derived(leaf: Leaf): Value | undefined;
  completed?: ConnectRequest;
}

let last: { readonly request: ConnectRequest; readonly resolver: Resolver } | undefined;

/** Reader, rules and encoder ask about the same request one after the other: the last one is kept, and only that. */
function resolverOf(request: ConnectRequest): Resolver {
  if (last?.request !== request) last = { request, resolver: newResolver(request) };
  return last.resolver;
}

/** Derives members on demand, each once; a member that would need itself is not derivable. */
function newResolver(request: ConnectRequest): Resolver {
  const leaves = leavesOfRequest(request);
  const { leafAt } = planOf(leaves);
  const known = new Map<Leaf, Value | undefined>();
  return { leaves, derived };

  function valueAt(path: Path): Value | undefined {
    const written = memberAt(request, path);
    if (written !== undefined) return written;
    const leaf = leafAt(path);
    return leaf && derived(leaf);
  }

  function derived(leaf: Leaf): Value | undefined {
    if (known.has(leaf)) return known.get(leaf);
    known.set(leaf, undefined);
    const value = work(leaf);
    known.set(leaf, value);
    return value;
  }

  function work(leaf: Leaf): Value | undefined {
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
