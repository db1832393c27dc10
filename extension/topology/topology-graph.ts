// The inside of a filter as a picture: pins, nodes and the connections between them, laid out from left to right by a graph
// library. What comes back are plain places; markup is made of them elsewhere.
import { Graph, layout } from '@dagrejs/dagre';
import type { Capabilities, PinFactory } from '#ks/capabilities.ts';
import { whyNotConnectable } from '#ks/connectable.ts';
import { numberText } from '#ks/constants.ts';
import { guidText } from '#ks/guid.ts';
import { type ConnectionEnd, endText, filterNode, startOf, targetOf } from '#ks/topology.ts';
import { oneLine } from '#ks/words.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly id: string;
  /** `pin`: one that a client can connect to. `inner`: a pin that is wired inside the device. */
  readonly kind: 'pin' | 'inner' | 'node';
  readonly width: number;
  readonly height: number;
  /** The first line, then smaller ones. */
  readonly lines: readonly string[];
  /** All of it in a sentence, for a screen reader. */
  readonly spoken: string;
}

export interface Wire {
  readonly points: readonly Point[];
  readonly from: string;
  readonly to: string;
}

export interface TopologyPicture {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  /** In the order of the file: pins, then nodes. */
  readonly boxes: readonly Box[];
  readonly wires: readonly Wire[];
  /** Pins, nodes and connections that were left out: the filter is too large for a picture, or they lead nowhere. */
  readonly left: number;
}

/** A picture of more is a web that nobody reads, and laying it out takes seconds. */
const mostBoxes = 300;
const mostWires = 1000;

const lineHeight = 16;
/** In a font of 13 pixels; node types are in capitals. */
const letterWidth = 7.2;
const capitalWidth = 9.6;
const longestLine = 34;
const padding = 12;

export function topologyPicture(capabilities: Capabilities): TopologyPicture {
  const all = [...pinBoxes(capabilities), ...nodeBoxes(capabilities)];
  const shown = all.slice(0, mostBoxes);
  const ids = new Set(shown.map(({ id }) => id));
  const ends = capabilities.topology.connections.map((wire) => [startOf(wire), targetOf(wire)] as const);
  const wires = ends.filter(([from, to]) => ids.has(idOf(from)) && ids.has(idOf(to))).slice(0, mostWires);
  return {
    title: oneLine(capabilities.filter.name ?? capabilities.filter.path),
    ...laidOut(
      shown.map((box) => ({ ...box, spoken: spokenOf(box, ends) })),
      wires,
    ),
    left: all.length - shown.length + ends.length - wires.length,
  };
}

type Unplaced = Omit<Box, 'x' | 'y' | 'spoken'>;

/** A connection to a pin of the filter ends at the pin, one to a pin of a node at the node. */
function idOf({ node, pin }: ConnectionEnd): string {
  return node === filterNode ? `pin${pin}` : `node${node}`;
}

function pinBoxes({ pins }: Capabilities): readonly Unplaced[] {
  return pins.map((pin) =>
    sized({
      id: `pin${pin.id}`,
      kind: whyNotConnectable(pin) === undefined ? 'pin' : 'inner',
      lines: [`Pin ${pin.id}`, pin.name ?? categoryOf(pin), flowOf(pin)].filter((line) => line !== ''),
    }),
  );
}

function nodeBoxes({ topology }: Capabilities): readonly Unplaced[] {
  return topology.nodes.map((type, index) =>
    sized({
      id: `node${index}`,
      kind: 'node',
      lines: [`Node ${index}`, guidText(type, ['node-type']).replace('KSNODETYPE_', '')],
    }),
  );
}

function categoryOf({ category }: PinFactory): string {
  return category === undefined ? '' : guidText(category, ['pin-category', 'pin-name', 'node-type']);
}

function flowOf({ dataFlow, communication }: PinFactory): string {
  const words = [
    dataFlow === undefined ? '' : numberText(dataFlow, 'KSPIN_DATAFLOW').replace('KSPIN_DATAFLOW_', ''),
    communication === undefined
      ? ''
      : numberText(communication, 'KSPIN_COMMUNICATION').replace('KSPIN_COMMUNICATION_', ''),
  ];
  return words
    .filter((word) => word !== '')
    .join(', ')
    .toLowerCase();
}

function sized({ id, kind, lines }: Pick<Unplaced, 'id' | 'kind' | 'lines'>): Unplaced {
  const short = lines.map((line) => {
    const clean = oneLine(line);
    return clean.length > longestLine ? `${clean.slice(0, longestLine - 1)}…` : clean;
  });
  const width = Math.max(...short.map(widthOf)) + 2 * padding;
  return { id, kind, lines: short, width: Math.ceil(width), height: short.length * lineHeight + padding };
}

function widthOf(line: string): number {
  const capitals = line.match(/[\p{Lu}_]/gu)?.length ?? 0;
  return capitals * capitalWidth + (line.length - capitals) * letterWidth;
}

function spokenOf(
  { id, lines }: Unplaced,
  wires: readonly (readonly [from: ConnectionEnd, to: ConnectionEnd])[],
): string {
  const to = wires.filter(([from]) => idOf(from) === id).map(([, end]) => endText(end));
  const from = wires.filter(([, end]) => idOf(end) === id).map(([start]) => endText(start));
  return [
    lines.join(', '),
    ...(from.length > 0 ? [`from ${from.join(' and ')}`] : []),
    ...(to.length > 0 ? [`to ${to.join(' and ')}`] : []),
    ...(from.length + to.length === 0 ? ['not connected inside'] : []),
  ].join('; ');
}

function laidOut(
  boxes: readonly (Unplaced & { readonly spoken: string })[],
  wires: readonly (readonly [from: ConnectionEnd, to: ConnectionEnd])[],
): Pick<TopologyPicture, 'width' | 'height' | 'boxes' | 'wires'> {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', ranksep: 60, nodesep: 24, marginx: 16, marginy: 16 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const [index, [from, to]] of wires.entries()) graph.setEdge(idOf(from), idOf(to), {}, String(index));
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width: Math.max(width, 1),
    height: Math.max(height, 1),
    boxes: boxes.map((box) => {
      const { x, y } = graph.node(box.id);
      return { ...box, x: x - box.width / 2, y: y - box.height / 2 };
    }),
    wires: wires.map(([from, to], index) => ({
      from: endText(from),
      to: endText(to),
      points: graph.edge({ v: idOf(from), w: idOf(to), name: String(index) }).points ?? [],
    })),
  };
}
