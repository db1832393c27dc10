// Where a path of a difference stands in the text of a capability file: the editor is led there. The file may have changed
// since, or lack the last members, so the nearest thing that is there stands for the rest.
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { Path } from '#ks/path.ts';

/** Offsets in UTF-16 code units. */
export interface TextPlace {
  readonly offset: number;
  readonly length: number;
}

export type PlaceOf = (path: Path) => TextPlace | undefined;

/** The text is read once for any number of paths. */
export function placesIn(text: string): PlaceOf {
  const root = parseTree(text);
  // A file with one filter in a list is the same as that filter alone, but its paths are longer.
  const only = root && findNodeAtLocation(root, ['filters', 0]);
  return (path) => {
    const start = path[0] === 'filters' ? root : (only ?? root);
    return start && placeOf(start, path);
  };
}

function placeOf(start: Node, path: Path): TextPlace | undefined {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(start, [...path.slice(0, length)]);
    // A member is shown with its key, an item of a list alone.
    if (node) return node.parent?.type === 'property' ? node.parent : node;
  }
  return undefined;
}
