// The inside of a filter: nodes, which property requests name by number, and the connections between nodes and pins. A pin or
// node that was renumbered takes its connections along.
import type { Capabilities, PinFactory, TopologyConnection } from '#ks/capabilities.ts';
import { guidText } from '#ks/guid.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { type ConnectionEnd, endText, filterNode, startOf, targetOf } from '#ks/topology.ts';
import { added, type Change, change, removed, within } from './change.ts';
import { type Pairs, pairUp } from './pairs.ts';

type Topology = Capabilities['topology'];

/** Paths start at the filter. */
export function diffTopology(before: Topology, after: Topology, pins: Pairs<PinFactory>): readonly Change[] {
  const nodes = pairUp<Guid>(before.nodes, after.nodes, {
    exact: ({ item, index }) => `${index} ${item}`,
    looks: [({ item }) => item],
    rest: ({ index }) => String(index),
  });
  return within(undefined, { before: ['topology'], after: ['topology'] }, [
    ...nodeChanges(nodes),
    ...connectionChanges(before.connections, after.connections, nodes, pins),
  ]);
}

const typeText = (type: Guid): string => guidText(type, ['node-type']);

function nodeChanges({ pairs, removed: gone, added: fresh }: Pairs<Guid>): readonly Change[] {
  const place = (index: number) => ['nodes', index];
  const changed = pairs.flatMap(({ before, after }) => {
    const places = { before: place(before.index), after: place(after.index) };
    if (before.index !== after.index) {
      const message = `Node ${before.index} (${typeText(before.item)}) is renumbered: it is node ${after.index} now.`;
      return [change('breaking', message, places)];
    }
    if (before.item === after.item) return [];
    const message = `Node ${before.index} changed from ${typeText(before.item)} to ${typeText(after.item)}.`;
    return [change('breaking', message, places)];
  });
  return [
    ...changed,
    ...gone.map(({ item, index }) => removed(`Node ${index} (${typeText(item)}) is gone.`, place(index))),
    ...fresh.map(({ item, index }) => added(`Node ${index} (${typeText(item)}) is new.`, place(index))),
  ];
}

/** A connection of something that is gone itself is not told apart. */
function connectionChanges(
  before: readonly TopologyConnection[],
  after: readonly TopologyConnection[],
  nodes: Pairs<Guid>,
  pins: Pairs<PinFactory>,
): readonly Change[] {
  const renumbered = renumbering(nodes, pins);
  const key = (start: ConnectionEnd, target: ConnectionEnd): string =>
    `from ${endText(start)} to ${endText(target)}`;
  const now = new Map(after.map((one, index) => [key(startOf(one), targetOf(one)), index]));
  const known = new Set<string>();
  const gone = before.flatMap((one, index) => {
    const [start, target] = [renumbered(startOf(one)), renumbered(targetOf(one))];
    if (!start || !target) return [];
    known.add(key(start, target));
    if (now.has(key(start, target))) return [];
    const message = `The connection ${key(startOf(one), targetOf(one))} is gone.`;
    return [removed(message, ['connections', index])];
  });
  const fresh = [...now].filter(([text]) => !known.has(text));
  return [
    ...gone,
    ...fresh.map(([text, index]) => added(`The connection ${text} is new.`, ['connections', index])),
  ];
}

/** Where an end of the older build is in the newer one; undefined when its node or pin is gone. */
function renumbering(
  nodes: Pairs<Guid>,
  pins: Pairs<PinFactory>,
): (end: ConnectionEnd) => ConnectionEnd | undefined {
  const nodeOf = new Map(nodes.pairs.map(({ before, after }) => [before.index, after.index]));
  const pinOf = new Map(pins.pairs.map(({ before, after }) => [before.item.id, after.item.id]));
  return ({ node, pin }) => {
    const [newNode, newPin] = node === filterNode ? [node, pinOf.get(pin)] : [nodeOf.get(node), pin];
    return newNode === undefined || newPin === undefined ? undefined : { node: newNode, pin: newPin };
  };
}
