// A capability file as the service holds it: its filters, and where in its text each part of them stands, so that a finding can
// lead to the data range that it clashes with.
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { Capabilities } from '#ks/capabilities.ts';
import { parseCapabilityText } from '#ks/capability-text.ts';
import type { Path } from '#ks/path.ts';
import { ok, type Result } from '#ks/result.ts';
import { linesOf } from './text/lines.ts';
import type { PositionRange } from './text/text-range.ts';

export interface CapabilityFile {
  readonly filters: readonly Capabilities[];
  /**
   * Where a part of a filter is written: `path` goes from the filter down, as the file has it (`pins`, 3, `dataRanges`, 0). What is
   * not there is looked for at what is around it.
   */
  readonly placeOf: (filter: Capabilities, path: Path) => PositionRange | undefined;
}

/** The filters of a capability file, or one sentence that says why there are none. */
export type CapabilityReading = Result<CapabilityFile, string>;

/** The text of a `*.kscaps.json` file, with the places in it. */
export function parseCapabilityFile(text: string): CapabilityReading {
  const read = parseCapabilityText(text);
  return read.ok ? ok({ filters: read.value, placeOf: placesIn(text, read.value) }) : read;
}

/** Filters that no text stands for. */
export const unwritten = (filters: readonly Capabilities[]): CapabilityFile => ({
  filters,
  placeOf: () => undefined,
});

/** The text is read again for a place, and a place is kept: few are asked for, and a tree would outweigh its text. */
function placesIn(text: string, filters: readonly Capabilities[]): CapabilityFile['placeOf'] {
  const known = new Map<string, PositionRange | undefined>();
  return (filter, path) => {
    const index = filters.indexOf(filter);
    const key = JSON.stringify([index, ...path]);
    if (!known.has(key)) known.set(key, placeIn(text, index, path));
    return known.get(key);
  };
}

function placeIn(text: string, index: number, path: Path): PositionRange | undefined {
  const root = parseTree(text);
  // A file is one filter, or has several under `filters`.
  const start = root && (findNodeAtLocation(root, ['filters', index]) ?? root);
  const node = start && nearestNode(start, path);
  if (node === undefined) return undefined;
  const lines = linesOf(text);
  return { start: lines.positionAt(node.offset), end: lines.positionAt(node.offset + node.length) };
}

const nearestNode = (root: Node, path: Path): Node =>
  path.length === 0 ? root : (findNodeAtLocation(root, [...path]) ?? nearestNode(root, path.slice(0, -1)));
