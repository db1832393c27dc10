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
  /** Whether a comment in the lead or in the connect may silence rules. */
  readonly names: boolean;
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
  /** Starts of lines in both, but for the first. */
  breaks?: readonly number[];
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
  /** The segments with syntax errors, and those with disabling comments: mostly there are none. */
  readonly erring: readonly number[];
  readonly naming: readonly number[];
  /** What was found in the whole file, and since then changed. */
  readonly kept: KeptOfFile;
}

export interface KeptOfFile {
  check?: FileCheck;
  /** The check of an earlier version, and the segments that were read anew since. */
  readonly before?: { readonly check: FileCheck; readonly changed: ReadonlySet<number> };
}

export interface FileCheck {
  readonly capabilities: unknown;
  /** What was known of the filters, by the capability file that a connect names or by none. */
  readonly readings: ReadonlyMap<string | undefined, unknown>;
  /** The segments with findings. */
  readonly found: readonly number[];
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

/** In front of the names of the rules that a comment silences on the next line. */
export const disableNextLine = 'kspin-disable-next-line';

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
  const names =
    (scan.comments !== undefined && text.includes(disableNextLine)) || lead.includes(disableNextLine);
  const plain = plainEntry(source, scan, base);
  if (plain !== undefined) return { lead, source, names, entry: plain, errors: noErrors, kept: {} };
  if (!source.isOneObject) return undefined;
  return { lead, source, names, entry: source.entry, errors: source.errors, kept: {} };
}

/** Whether a segment may be a whole file: see isSingleConnect. */
export const isSingle = ({ entry, source }: Segment): boolean =>
  isPlainConnect(entry) || isSingleConnect(source.node);

/** The segments of a text that was read from the start. */
export function newSegments(
  connects: readonly Segment[],
  starts: readonly number[],
  around: Around,
  length: number,
): Segments {
  const where = (holds: (segment: Segment) => boolean): readonly number[] =>
    connects.flatMap((segment, index) => (holds(segment) ? [index] : []));
  return { connects, starts, around, length, erring: where(errs), naming: where(names), kept: {} };
}

const errs = ({ errors }: Segment): boolean => errors.length > 0;
const names = ({ names: does }: Segment): boolean => does;

/** The same with another text of one connect, longer by `by`. */
export function withSegment(segments: Segments, at: number, segment: Segment, by: number): Segments {
  const { check, before } = segments.kept;
  const since = check === undefined ? before : { check, changed: new Set<number>() };
  return {
    connects: segments.connects.with(at, segment),
    starts: by === 0 ? segments.starts : startsMoved(segments.starts, at, by),
    around: segments.around,
    length: segments.length + by,
    erring: withIndex(segments.erring, at, errs(segment)),
    naming: withIndex(segments.naming, at, names(segment)),
    kept:
      since === undefined ? {} : { before: { check: since.check, changed: new Set([...since.changed, at]) } },
  };
}

function startsMoved(starts: readonly number[], at: number, by: number): readonly number[] {
  const next = starts.slice();
  for (let index = at + 1; index < next.length; index++) next[index] = (next[index] ?? 0) + by;
  return next;
}

/** A sorted list with an index in it or not; the same list where nothing changes. */
export function withIndex(list: readonly number[], index: number, wanted: boolean): readonly number[] {
  if (list.includes(index) === wanted) return list;
  return wanted
    ? [...list, index].toSorted((a, b) => a - b)
    : list.filter((candidate) => candidate !== index);
}
