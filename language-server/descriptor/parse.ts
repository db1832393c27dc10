// From text to a document. A file is `{ "connects": [ ... ] }` or one connect object; which of the two shows in its keys.

import type { Node } from 'jsonc-parser';
import type { Finding } from '#language-server/finding.ts';
import { linesOf } from '#language-server/text/lines.ts';
import { textProblem } from '#language-server/text/problem.ts';
import { largestText, readTree } from '#language-server/text/tree.ts';
import { isSingleConnect, keysOf, readConnect } from './connect.ts';
import type { ConnectEntry, DescriptorDocument } from './document.ts';
import { newReading, rangeOf, readObject } from './read.ts';
import { SegmentedDocument } from './segmented.ts';
import { type Around, isSingle, newSegments, readSegment, type Segment, type Segments } from './segments.ts';
import { fileShape } from './shape.ts';
import { listedSpans, type Span, singleSpan } from './spans.ts';

/**
 * Reads a descriptor. Broken, empty, binary or enormous text gives a document with problems, never an exception.
 * `uri` is only carried along: the workspace resolves capability files against it.
 */
export function parseDescriptor(text: string, uri = ''): DescriptorDocument {
  const segments = segmentsOf(text);
  return segments === undefined ? parseWhole(text, uri) : new SegmentedDocument(uri, segments, text);
}

/** The same in one piece, whatever the text: this is what reading connect by connect must agree with. */
export function parseWhole(text: string, uri = ''): DescriptorDocument {
  const { root, problems } = readTree(text);
  const { connects, problems: outside } = root === undefined ? nothing : readFile(text, root);
  return {
    uri,
    text,
    lines: linesOf(text),
    root,
    connects,
    problems: [...problems, ...outside],
    segments: undefined,
  };
}

/**
 * Undefined when the connects of the file do not stand each for itself: something else is in the list, or the text is broken
 * around them, or so that they do not end where they seem to.
 */
function segmentsOf(text: string): Segments | undefined {
  if (text.length > largestText || text.includes('\0')) return undefined;
  const spans = listedSpans(text) ?? singleSpan(text);
  const around = spans && aroundOf(text, spans);
  if (spans === undefined || around === undefined) return undefined;
  const single = around.list === undefined;
  const connects: Segment[] = [];
  let behind = 0;
  for (let index = 0; index < spans.length; index++) {
    const { start, scan } = spans[index] as Span;
    const segment = readSegment(text.slice(behind, start), text.slice(start, scan.end), index, scan, start);
    if (segment === undefined || (single && !isSingle(segment))) return undefined;
    connects.push(segment);
    behind = scan.end;
  }
  return newSegments(
    connects,
    spans.map(({ start }) => start),
    around,
    text.length,
  );
}

/** Undefined when the text around the connects is not what it seems to brackets alone. */
function aroundOf(text: string, spans: readonly Span[]): Around | undefined {
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const tail = text.slice(last.scan.end);
  const outer = `${text.slice(0, first.start)}{}${tail}`;
  const { root, errors } = readTree(outer);
  if (root?.type !== 'object' || errors.length > 0) return undefined;
  const around = { root, first: first.start, tail };
  if (root.offset === first.start) return { ...around, list: undefined, outside: [] };
  const { list, problems } = readAround(outer, root);
  return list?.children?.length === 1 && list.children[0]?.offset === first.start
    ? { ...around, list, outside: problems }
    : undefined;
}

/** The connects of the file, in order. */
export const connectsOf = (doc: DescriptorDocument): readonly ConnectEntry[] => doc.connects;

/** The syntax node of a connect by its index; undefined when there is none. */
export function connectNodeOf(doc: DescriptorDocument, index: number): Node | undefined {
  const { root } = doc;
  if (root === undefined) return undefined;
  if (root.type === 'object' && isSingleConnect(root)) return index === 0 ? root : undefined;
  return connectsNode(root)?.children?.[index];
}

function connectsNode(root: Node): Node | undefined {
  const property = (root.children ?? []).find((child) => child.children?.[0]?.value === 'connects');
  return property?.children?.[1];
}

interface FileReading {
  readonly connects: readonly ConnectEntry[];
  readonly problems: readonly Finding[];
}

const nothing: FileReading = { connects: [], problems: [] };

const expectedFile = 'A descriptor is { "connects": [ ... ] } or one connect object';

function readFile(text: string, root: Node): FileReading {
  if (root.type !== 'object') {
    const range = { start: root.offset, end: root.offset + 1 };
    return { connects: [], problems: [textProblem('wrong-type', range, `${expectedFile}.`)] };
  }
  if (isSingleConnect(root)) return { connects: [readConnect(text, root, 0)], problems: [] };
  return readConnects(text, root);
}

function readConnects(text: string, root: Node): FileReading {
  const { list, problems } = readAround(text, root);
  const connects: ConnectEntry[] = [];
  const wrong: Finding[] = [];
  for (const [index, node] of (list?.children ?? []).entries()) {
    if (node.type === 'object') connects.push(readConnect(text, node, index));
    else wrong.push(textProblem('wrong-type', rangeOf(node), 'Expected a connect object.'));
  }
  return { connects, problems: [...problems, ...wrong] };
}

/** What a file says beside its connects, and the list of them where there is one. */
function readAround(
  text: string,
  root: Node,
): { readonly list: Node | undefined; readonly problems: readonly Finding[] } {
  const reading = newReading(text);
  readObject(reading, root, { ...fileShape, members: shallow }, []);
  const list = connectsNode(root);
  if (list !== undefined)
    return { list: list.type === 'array' ? list : undefined, problems: reading.problems };
  if (keysOf(root).includes('connects')) return { list, problems: reading.problems };
  const start = { start: root.offset, end: root.offset + 1 };
  const missing = textProblem('missing-key', start, `connects is missing. ${expectedFile}.`);
  return { list, problems: [...reading.problems, missing] };
}

/** The members of a file with the connects themselves left out: each is read on its own. */
const shallow: typeof fileShape.members = new Map(
  [...fileShape.members].map(([key, member]) => [
    key,
    member.shape.kind === 'list' ? { ...member, shape: { kind: 'opaque-list' as const } } : member,
  ]),
);
