// An edit moves everything behind it. What was read before the edit is kept as it was read, and seen from here with other
// offsets: a connect that nobody asks for costs one small object, however much is written in it.

import type { Node } from 'jsonc-parser';
import type { Path } from '#ks/path.ts';
import type { Finding, Fix } from '#language-server/finding.ts';
import type { TextRange } from '#language-server/text/text-range.ts';
import type { ConnectEntry, Place } from './document.ts';

/** Old offset -> new offset. */
export type Move = (offset: number) => number;

const same: Move = (offset) => offset;

export const movedBy = (by: number): Move => (by === 0 ? same : (offset) => offset + by);

const movedRange = ({ start, end }: TextRange, move: Move): TextRange => ({
  start: move(start),
  end: move(end),
});

const movedFix = (fix: Fix, move: Move): Fix => ({
  ...fix,
  edits: fix.edits.map((edit) => ('range' in edit ? { ...edit, range: movedRange(edit.range, move) } : edit)),
});

export const movedFinding = (finding: Finding, move: Move): Finding => ({
  ...finding,
  range: movedRange(finding.range, move),
  related: finding.related.map((place) => ({ ...place, range: movedRange(place.range, move) })),
  ...(finding.symptoms === undefined ? {} : { symptoms: movedFindings(finding.symptoms, move) }),
  fixes: finding.fixes.map((fix) => movedFix(fix, move)),
});

export const movedFindings = (findings: readonly Finding[], move: Move): readonly Finding[] =>
  findings.length === 0 || move === same ? findings : findings.map((finding) => movedFinding(finding, move));

const movedPlace = ({ path, key, value, container }: Place, move: Move): Place => ({
  path,
  ...(key === undefined ? {} : { key: movedRange(key, move) }),
  value: movedRange(value, move),
  container,
});

/** A connect somewhere else in the text. A class, because ten thousand of these are made at every keystroke. */
class MovedEntry implements ConnectEntry {
  readonly origin: ConnectEntry;
  readonly by: number;
  #places: ReadonlyMap<string, Place> | undefined;

  constructor(origin: ConnectEntry, by: number) {
    this.origin = origin;
    this.by = by;
  }
  get index(): number {
    return this.origin.index;
  }
  get name(): string | undefined {
    return this.origin.name;
  }
  get range(): TextRange {
    return movedRange(this.origin.range, movedBy(this.by));
  }
  get head(): TextRange {
    return movedRange(this.origin.head, movedBy(this.by));
  }
  get request(): ConnectEntry['request'] {
    return this.origin.request;
  }
  get format(): ConnectEntry['format'] {
    return this.origin.format;
  }
  get filter(): ConnectEntry['filter'] {
    return this.origin.filter;
  }
  get expect(): ConnectEntry['expect'] {
    return this.origin.expect;
  }
  get unreadable(): ReadonlySet<string> {
    return this.origin.unreadable;
  }
  get places(): ReadonlyMap<string, Place> {
    const move = movedBy(this.by);
    this.#places ??= new Map([...this.origin.places].map(([path, place]) => [path, movedPlace(place, move)]));
    return this.#places;
  }
  isWritten(path: Path): boolean {
    return this.origin.isWritten(path);
  }
  placeOf(path: Path): Place | undefined {
    const place = this.origin.placeOf(path);
    return place && movedPlace(place, movedBy(this.by));
  }
  get problems(): readonly Finding[] {
    return movedFindings(this.origin.problems, movedBy(this.by));
  }
  get underivable(): readonly Finding[] {
    return movedFindings(this.origin.underivable, movedBy(this.by));
  }
}

/** `entry` must be as it was read. */
export const movedEntry = (entry: ConnectEntry, by: number): ConnectEntry =>
  by === 0 ? entry : new MovedEntry(entry, by);

/** What other nodes stand in the place of the children of a node. */
export type Children = (origin: Node, moved: Node) => Node[] | undefined;

/** An object, array or property somewhere else; its children are moved when somebody asks for them. */
class MovedParent implements Node {
  readonly type: Node['type'];
  readonly offset: number;
  readonly length: number;
  readonly #make: (parent: Node) => Node[];
  #children: Node[] | undefined;
  declare readonly colonOffset?: number;
  declare readonly parent?: Node;

  constructor(place: Node, make: (parent: Node) => Node[]) {
    this.type = place.type;
    this.offset = place.offset;
    this.length = place.length;
    if (place.colonOffset !== undefined) this.colonOffset = place.colonOffset;
    if (place.parent !== undefined) this.parent = place.parent;
    this.#make = make;
  }
  get children(): Node[] {
    this.#children ??= this.#make(this);
    return this.#children;
  }
}

/** An object that begins at an offset; `origin` is the same object as a text of its own. */
export const movedObject = (offset: number, length: number, origin: () => Node, parent?: Node): Node =>
  new MovedParent({ type: 'object', offset, length, ...(parent === undefined ? {} : { parent }) }, (moved) =>
    (origin().children ?? []).map((child) => movedNode(child, movedBy(offset), moved)),
  );

/** `replaced` answers for the nodes whose children come from somewhere else. */
export function movedNode(origin: Node, move: Move, parent?: Node, replaced?: Children): Node {
  const { children, parent: _, ...own } = origin;
  const offset = move(origin.offset);
  const place: Node = {
    ...own,
    offset,
    length: move(origin.offset + origin.length) - offset,
    ...(own.colonOffset === undefined ? {} : { colonOffset: move(own.colonOffset) }),
    ...(parent === undefined ? {} : { parent }),
  };
  if (children === undefined) return place;
  return new MovedParent(
    place,
    (moved) => replaced?.(origin, moved) ?? children.map((child) => movedNode(child, move, moved, replaced)),
  );
}
