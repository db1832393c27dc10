// What is used of @dagrejs/dagre. The types that it brings import each other without file extensions, which TypeScript refuses
// under `nodenext`; tsconfig.json puts these in their place.

interface Placed {
  readonly x: number;
  readonly y: number;
}

export class Graph {
  constructor(options: { readonly multigraph: boolean });
  setGraph(label: {
    readonly rankdir: 'LR';
    readonly ranksep: number;
    readonly nodesep: number;
    readonly marginx: number;
    readonly marginy: number;
  }): void;
  setDefaultEdgeLabel(make: () => object): void;
  setNode(id: string, size: { readonly width: number; readonly height: number }): void;
  setEdge(from: string, to: string, label: object, name: string): void;
  /** After `layout`: the size of the picture; absent for an empty graph. */
  graph(): { readonly width?: number; readonly height?: number };
  /** After `layout`: its middle. */
  node(id: string): Placed;
  edge(edge: { readonly v: string; readonly w: string; readonly name: string }): {
    readonly points?: readonly Placed[];
  };
}

/** Gives every node and edge of the graph its place. */
export function layout(graph: Graph): void;
