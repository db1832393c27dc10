// A document made of segments. What is not asked for is not made: of ten thousand connects a hover needs one, and a keystroke
// needs neither the whole text nor the tree.
import type { Node, ParseError } from 'jsonc-parser';
import type { Finding } from '#language-server/finding.ts';
import type { Lines } from '#language-server/text/lines.ts';
import { syntaxProblems } from '#language-server/text/tree.ts';
import type { ConnectEntry, DescriptorDocument } from './document.ts';
import { type Move, movedEntry, movedFindings, movedNode, movedObject } from './moved.ts';
import { breaksOf, firstLinesAfter, firstLinesOf, lastOf, segmentLines } from './segment-lines.ts';
import { type Segment, type Segments, withSegment } from './segments.ts';

/** `text` where it is there in one piece, `firstLines` where they are known already. */
export class SegmentedDocument implements DescriptorDocument {
  readonly uri: string;
  readonly segments: Segments;
  #text: string | undefined;
  #firstLines: Uint32Array | undefined;
  #lines: Lines | undefined;
  #root: Node | undefined;
  #connects: readonly ConnectEntry[] | undefined;
  #problems: readonly Finding[] | undefined;

  constructor(uri: string, segments: Segments, text?: string, firstLines?: Uint32Array) {
    this.uri = uri;
    this.segments = segments;
    this.#text = text;
    this.#firstLines = firstLines;
  }
  /** With another text of one connect, longer by `by`. */
  edited(at: number, segment: Segment, by: number): SegmentedDocument {
    const next = withSegment(this.segments, at, segment, by);
    const first =
      this.#firstLines && firstLinesAfter(this.#firstLines, next, at, breaksOf(this.segments, at).length);
    return new SegmentedDocument(this.uri, next, undefined, first);
  }
  get text(): string {
    this.#text ??= joined(this.segments);
    return this.#text;
  }
  get lines(): Lines {
    this.#firstLines ??= firstLinesOf(this.segments);
    this.#lines ??= segmentLines(this.segments, this.#firstLines);
    return this.#lines;
  }
  get root(): Node {
    this.#root ??= rootOf(this.segments);
    return this.#root;
  }
  get connects(): readonly ConnectEntry[] {
    this.#connects ??= this.segments.connects.map(({ entry }, index) =>
      movedEntry(entry, this.segments.starts[index] ?? 0),
    );
    return this.#connects;
  }
  get problems(): readonly Finding[] {
    this.#problems ??= problemsOf(this.segments);
    return this.#problems;
  }
}

function joined({ connects, around }: Segments): string {
  const parts: string[] = [];
  for (const { lead, source } of connects) parts.push(lead, source.text);
  parts.push(around.tail);
  return parts.join('');
}

/** From the text around the connects to the whole one: what stands behind `{}` moves by what the connects are longer. */
function moveOf({ around: { first, tail }, length }: Segments): Move {
  const by = length - tail.length - first - '{}'.length;
  return (offset) => (offset > first ? offset + by : offset);
}

function rootOf(segments: Segments): Node {
  const { connects, starts, around } = segments;
  const [single] = connects;
  if (around.list === undefined && single !== undefined) return connectNode(single, starts[0] ?? 0);
  return movedNode(around.root, moveOf(segments), undefined, (origin, moved) =>
    origin === around.list
      ? connects.map((segment, index) => connectNode(segment, starts[index] ?? 0, moved))
      : undefined,
  );
}

/** What is inside of a connect is only read for somebody who looks inside. */
const connectNode = ({ source }: Segment, start: number, parent?: Node): Node =>
  movedObject(start, source.text.length, () => source.node, parent);

function problemsOf(segments: Segments): readonly Finding[] {
  const { connects, starts, around, length } = segments;
  const errors: ParseError[] = [];
  for (const index of segments.erring) {
    for (const error of connects[index]?.errors ?? [])
      errors.push({ ...error, offset: error.offset + (starts[index] ?? 0) });
  }
  const outside = movedFindings(around.outside, moveOf(segments));
  if (errors.length === 0) return outside;
  const start = connects[0] === undefined ? '' : connects[0].lead + connects[0].source.text;
  return [...syntaxProblems(start, length, errors), ...outside];
}

/** The connect of a list that an offset is in, or right behind, with a node that has nothing around it; the others are not made. */
export function connectAround(
  { connects, starts, around }: Segments,
  offset: number,
): { readonly node: Node; readonly entry: ConnectEntry } | undefined {
  const index = lastOf(starts.length - 1, (candidate) => (starts[candidate] ?? 0) <= offset);
  const [segment, start = 0] = [connects[index], starts[index]];
  if (around.list === undefined || segment === undefined) return undefined;
  if (offset < start || offset > start + segment.source.text.length) return undefined;
  return { node: connectNode(segment, start), entry: movedEntry(segment.entry, start) };
}
