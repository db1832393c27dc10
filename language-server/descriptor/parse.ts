// From text to a document. A file is `{ "connects": [ ... ] }` or one connect object; which of the two shows in its keys.

import type { Node } from 'jsonc-parser';
import type { Finding } from '#language-server/finding.ts';
import { linesOf } from '#language-server/text/lines.ts';
import { textProblem } from '#language-server/text/problem.ts';
import { readTree } from '#language-server/text/tree.ts';
import { readConnect } from './connect.ts';
import type { ConnectEntry, DescriptorDocument } from './document.ts';
import { newReading, rangeOf, readObject } from './read.ts';
import { segmentsOf } from './segments.ts';
import { connectShape, fileShape } from './shape.ts';

/**
 * Reads a descriptor. Broken, empty, binary or enormous text gives a document with problems, never an exception.
 * `uri` is only carried along: the workspace resolves capability files against it.
 */
export function parseDescriptor(text: string, uri = ''): DescriptorDocument {
  const { root, problems, errors } = readTree(text);
  const file = root === undefined ? nothing : readFile(text, root);
  const { connects, problems: outside, list } = file;
  return {
    uri,
    text,
    lines: linesOf(text),
    root,
    connects,
    problems: [...problems, ...outside],
    segments:
      root === undefined || list === undefined
        ? undefined
        : segmentsOf({ text, root, list, connects, outside, errors }),
  };
}

/** The connects of the file, in order. */
export const connectsOf = (doc: DescriptorDocument): readonly ConnectEntry[] => doc.connects;

/** True when the root object is itself a connect. */
export function isSingleConnect(root: Node): boolean {
  const keys = keysOf(root);
  return !keys.includes('connects') && keys.some((key) => connectShape.members.has(key));
}

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
  /** The array of connects, where there is one. */
  readonly list?: Node;
}

const nothing: FileReading = { connects: [], problems: [] };

const keysOf = (node: Node): readonly string[] =>
  (node.children ?? []).map((property) => String(property.children?.[0]?.value ?? ''));

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
  const outside = newReading(text);
  readObject(outside, root, { ...fileShape, members: shallow }, []);
  const problems: Finding[] = [...outside.problems];
  const list = connectsNode(root);
  if (list === undefined) {
    const start = { start: root.offset, end: root.offset + 1 };
    if (!keysOf(root).includes('connects')) {
      problems.push(textProblem('missing-key', start, `connects is missing. ${expectedFile}.`));
    }
    return { connects: [], problems };
  }
  if (list.type !== 'array') return { connects: [], problems };
  const connects: ConnectEntry[] = [];
  for (const [index, node] of (list.children ?? []).entries()) {
    if (node.type === 'object') connects.push(readConnect(text, node, index));
    else problems.push(textProblem('wrong-type', rangeOf(node), 'Expected a connect object.'));
  }
  return { connects, problems, list };
}

/** The members of a file with the connects themselves left out: each is read on its own. */
const shallow: typeof fileShape.members = new Map(
  [...fileShape.members].map(([key, member]) => [
    key,
    member.shape.kind === 'list' ? { ...member, shape: { kind: 'opaque-list' as const } } : member,
  ]),
);
