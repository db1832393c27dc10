// The ends of a filter's connections: pins of nodes, and the pins of the filter itself.
import type { TopologyConnection } from './capabilities.ts';

/** KSFILTER_NODE (ks.h) stands for the filter itself: its node pins are the filter's pins. */
export const filterNode = 0xffffffff;

export interface ConnectionEnd {
  readonly node: number;
  readonly pin: number;
}

export const startOf = ({ FromNode: node, FromNodePin: pin }: TopologyConnection): ConnectionEnd => ({
  node,
  pin,
});
export const targetOf = ({ ToNode: node, ToNodePin: pin }: TopologyConnection): ConnectionEnd => ({
  node,
  pin,
});

/** `pin 0` of the filter, `node 2.1` for pin 1 of node 2. */
export function endText({ node, pin }: ConnectionEnd): string {
  return node === filterNode ? `pin ${pin}` : `node ${node}.${pin}`;
}
