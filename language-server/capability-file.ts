// A capability file as the service holds it: its filters, and where in its text each part of them stands, so that a finding can
// lead to the data range that it clashes with.
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { Capabilities } from '#ks/capabilities.ts';
import { allCapabilitiesFromJson } from '#ks/capability-file.ts';
import { isJsonObject, type Json } from '#ks/json.ts';
import { type Path, pathText } from '#ks/path.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import type { JsonProblem } from '#ks/struct-json.ts';
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

/** A recorded filter is a few hundred kilobytes at most; what is larger is some other file. */
export const largestCapabilityFile = 20 * 1024 * 1024;

/** The text of a `*.kscaps.json` file -> its filters. Hosts share it, so that every error reads the same. */
export function parseCapabilityFile(text: string): CapabilityReading {
  if (text.length > largestCapabilityFile) return fail('is larger than 20 MB: no capability file is');
  let json: Json;
  try {
    json = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (error) {
    return fail(`is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const read = allCapabilitiesFromJson(json);
  if (read.ok) return ok({ filters: read.value, placeOf: placesIn(text, read.value, pathsOf(json)) });
  const [first] = read.error;
  if (first === undefined) return fail('is not a capability file');
  return fail(`cannot be used: ${problemWords(first)}`);
}

/** Without its full stop, and with its place where it does not say it itself: more of the sentence follows. */
function problemWords({ path, message }: JsonProblem): string {
  const place = pathText(path);
  const words = message.replace(/\.$/, '');
  return words.includes(place) ? words : `${place}: ${words}`;
}

/** Filters that no text stands for. */
export const unwritten = (filters: readonly Capabilities[]): CapabilityFile => ({
  filters,
  placeOf: () => undefined,
});

/** Where the filter of an index is: a file is one filter, or has several under `filters`. */
const pathsOf = (json: Json): ((index: number) => Path) =>
  isJsonObject(json) && 'filters' in json ? (index) => ['filters', index] : () => [];

/** The text is read again for a place, and a place is kept: few are asked for, and a tree would outweigh its text. */
function placesIn(
  text: string,
  filters: readonly Capabilities[],
  pathOf: (index: number) => Path,
): CapabilityFile['placeOf'] {
  const known = new Map<string, PositionRange | undefined>();
  return (filter, path) => {
    const whole = [...pathOf(filters.indexOf(filter)), ...path];
    const key = JSON.stringify(whole);
    if (!known.has(key)) known.set(key, placeIn(text, whole));
    return known.get(key);
  };
}

function placeIn(text: string, path: Path): PositionRange | undefined {
  const root = parseTree(text);
  const node = root && nearestNode(root, path);
  if (node === undefined) return undefined;
  const lines = linesOf(text);
  return { start: lines.positionAt(node.offset), end: lines.positionAt(node.offset + node.length) };
}

const nearestNode = (root: Node, path: Path): Node =>
  path.length === 0 ? root : (findNodeAtLocation(root, [...path]) ?? nearestNode(root, path.slice(0, -1)));
