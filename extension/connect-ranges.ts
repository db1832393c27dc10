// A refusal names a field by its path, but the field may be one that the descriptor leaves out because it is derived.
// Then the nearest thing that is written stands for it.
import { type Path, pathText } from '#ks/path.ts';
import type { WireConnect, WireRange } from '#language-server/protocol.ts';

/** The range of the member, else of the nearest written object around it, else of the connect's head. */
export function nearestRange(connect: Pick<WireConnect, 'ranges' | 'head'>, path: Path): WireRange {
  for (let length = path.length; length > 0; length--) {
    const range = connect.ranges[pathText(path.slice(0, length))];
    if (range) return range;
  }
  return connect.head;
}
