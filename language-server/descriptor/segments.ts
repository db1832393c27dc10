// A document as the connects that it consists of, each read on its own: what incremental reading keeps from one version
// of a text to the next.
import type { Node, ParseError } from 'jsonc-parser';
import type { Finding } from '#language-server/finding.ts';
import { closesAtEnd } from '#language-server/text/brackets.ts';
import type { ConnectEntry } from './document.ts';

/** One connect as it was read, wherever it stood in the text then. */
export interface Segment {
  readonly entry: ConnectEntry;
  readonly node: Node;
  readonly errors: readonly ParseError[];
}

export interface Segments {
  readonly connects: readonly Segment[];
  /** Where each connect starts now. */
  readonly starts: readonly number[];
  /** The syntax tree of the file as it was first read, and the list of connects in it. */
  readonly root: Node;
  readonly list: Node;
  /** Problems outside of the connects, as they were first read. */
  readonly outside: readonly Finding[];
  /** Where the first connect starts, and how far what stands behind the connects has moved since. */
  readonly first: number;
  readonly moved: number;
}

interface ReadFile {
  readonly text: string;
  readonly root: Node;
  readonly list: Node;
  readonly connects: readonly ConnectEntry[];
  readonly outside: readonly Finding[];
  readonly errors: readonly ParseError[];
}

/** More syntax errors than this are no slip of the finger. */
const mostErrors = 200;

/**
 * Undefined when the connects of the file do not stand each for itself: something else is in the list, or the text is broken
 * around them, or so that they do not end where they seem to.
 */
export function segmentsOf({ text, root, list, connects, outside, errors }: ReadFile): Segments | undefined {
  const nodes = list.children ?? [];
  const [first] = nodes;
  if (first === undefined || nodes.length !== connects.length || errors.length > mostErrors) return undefined;
  const parts: { entry: ConnectEntry; node: Node; errors: ParseError[] }[] = [];
  for (const [index, entry] of connects.entries()) {
    const node = nodes[index];
    if (node !== undefined) parts.push({ entry, node, errors: [] });
  }
  let at = 0;
  for (const error of errors) {
    while (at < parts.length && endOf(parts[at]?.node) <= error.offset) at++;
    const part = parts[at];
    if (part === undefined || error.offset <= part.node.offset) return undefined;
    part.errors.push(error);
  }
  const isOpen = parts.some(
    (part) => part.errors.length > 0 && !closesAtEnd(text.slice(part.node.offset, endOf(part.node))),
  );
  if (isOpen) return undefined;
  return {
    connects: parts,
    starts: parts.map(({ node }) => node.offset),
    root,
    list,
    outside,
    first: first.offset,
    moved: 0,
  };
}

const endOf = (node: Node | undefined): number => (node === undefined ? 0 : node.offset + node.length);
