// A document as the connects that it consists of, each read on its own: what incremental reading keeps from one version
// of a text to the next. Everything in a segment counts from its first brace.
import type { Node, ParseError } from 'jsonc-parser';
import type { Finding } from '#language-server/finding.ts';
import type { ObjectScan } from '#language-server/text/brackets.ts';
import type { TextRange } from '#language-server/text/text-range.ts';
import { isSingleConnect } from './connect.ts';
import { ConnectText } from './connect-text.ts';
import type { ConnectEntry } from './document.ts';
import { isPlainConnect, plainEntry } from './plain-entry.ts';

/** One connect as it was read, wherever it stands in the text. */
export interface Segment {
  /** What stands before it: from the end of the connect before, or from the start of the text. */
  readonly lead: string;
  readonly source: ConnectText;
  /** In the lead or in the connect. */
  readonly hasComments: boolean;
  readonly entry: ConnectEntry;
  readonly errors: readonly ParseError[];
  /** Others keep here what they worked out from the segment alone, for as long as it lives. */
  readonly kept: Kept;
}

export interface Kept {
  /** What the rules say, as long as the files that the connect names say the same. */
  checked?: Checked;
  /** Disabling comments in the lead and in the connect. */
  named?: readonly NamedRule[];
}

export interface Checked {
  readonly capabilities: unknown;
  readonly reading: unknown;
  readonly findings: readonly Finding[];
}

export interface NamedRule {
  readonly name: string;
  readonly range: TextRange;
}

export interface Segments {
  readonly connects: readonly Segment[];
  /** Where each connect starts now. */
  readonly starts: readonly number[];
  readonly around: Around;
  /** Of the whole text, in UTF-16 code units. */
  readonly length: number;
}

/** What stands around the connects, as a text of its own in which `{}` stands for all of them. */
export interface Around {
  readonly root: Node;
  /** The list that the connects are in; undefined when the file is one connect. */
  readonly list: Node | undefined;
  /** Where the first connect starts. */
  readonly first: number;
  /** What stands behind the last one. */
  readonly tail: string;
  readonly outside: readonly Finding[];
}

const noErrors: readonly never[] = [];

/**
 * Reads the text of one connect. `base` is where it starts in the text that was scanned. Undefined when it does not stand for
 * itself.
 */
export function readSegment(
  lead: string,
  text: string,
  index: number,
  scan: ObjectScan,
  base: number,
): Segment | undefined {
  const source = new ConnectText(text, index);
  const hasComments = scan.comments !== undefined || lead.includes('/');
  const plain = plainEntry(source, scan, base);
  if (plain !== undefined) return { lead, source, hasComments, entry: plain, errors: noErrors, kept: {} };
  if (!source.isOneObject) return undefined;
  return { lead, source, hasComments, entry: source.entry, errors: source.errors, kept: {} };
}

/** Whether a segment may be a whole file: see isSingleConnect. */
export const isSingle = ({ entry, source }: Segment): boolean =>
  isPlainConnect(entry) || isSingleConnect(source.node);
