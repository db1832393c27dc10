// What reading a descriptor gives: the connects as plain requests, every place in them with its range, and what was
// wrong with the text. Rules, hover and completion start from here and never look at the JSON again.

import type { Node } from 'jsonc-parser';
import type { ConnectRequest } from '#ks/connect.ts';
import type { Path } from '#ks/path.ts';
import type { Finding } from '#language-server/finding.ts';
import type { Lines } from '#language-server/text/lines.ts';
import type { TextRange } from '#language-server/text/text-range.ts';
import type { Segments } from './segments.ts';
import type { SharedFormat } from './shared-format.ts';

/** Where a member is written. An array element and the connect itself have no key. */
export interface Place {
  readonly path: Path;
  readonly key?: TextRange;
  readonly value: TextRange;
  /** The value is an object or an array. */
  readonly container: boolean;
}

/** `filter` of a connect: all three are optional, all that are given must match. */
export interface FilterSelector {
  /** A header name where there is one, else a braced GUID. */
  readonly category?: string;
  /** Glob over friendly name, device instance id and interface path. */
  readonly device?: string;
  /** Path of a capability file, relative to the descriptor. */
  readonly capabilities?: string;
}

/** The result that a run must have: a Win32 code or an NTSTATUS, by name or number. */
export interface Expectation {
  readonly kind: 'win32' | 'ntstatus' | 'hresult';
  readonly value: number;
  readonly text: string;
}

export interface ConnectEntry {
  readonly index: number;
  readonly name: string | undefined;
  /** The whole connect object. */
  readonly range: TextRange;
  /** What stands for the connect in a list or beside a lens: its name, else its opening brace. */
  readonly head: TextRange;
  /** Undefined when the text says too little to speak of a request: neither KSPIN_CONNECT nor KSDATAFORMAT. */
  readonly request: ConnectRequest | undefined;
  /** The format of the request, where it is known to be that of others too: what is found in it holds for all of them. */
  readonly format: SharedFormat | undefined;
  readonly filter: FilterSelector;
  readonly expect: Expectation | undefined;
  /** Every member that is written, by the text of its path. */
  readonly places: ReadonlyMap<string, Place>;
  /** Whether `places` has a path: rules ask this of every request, and mostly nothing else. */
  isWritten(path: Path): boolean;
  /** One of `places`. */
  placeOf(path: Path): Place | undefined;
  /** Paths that are written but could not be understood: nothing may be concluded from their absence. */
  readonly unreadable: ReadonlySet<string>;
  /** What was wrong with the text of this connect. */
  readonly problems: readonly Finding[];
  /**
   * Members that can mostly be derived, but not in this request. Where a rule finds what is wrong with the request,
   * that is the reason, and these need not be said.
   */
  readonly underivable: readonly Finding[];
}

export interface DescriptorDocument {
  readonly uri: string;
  readonly text: string;
  readonly lines: Lines;
  /** The syntax tree; undefined for an empty or refused text. */
  readonly root: Node | undefined;
  readonly connects: readonly ConnectEntry[];
  /** What was wrong with the text outside of the connects, and every syntax error. */
  readonly problems: readonly Finding[];
  /** What updateDescriptor goes on from; undefined where it must start anew. */
  readonly segments: Segments | undefined;
}

/** The range to underline for a path: its value (the key of a structure), else the key of the nearest written ancestor. */
export function rangeOfPath(entry: ConnectEntry, path: Path): TextRange {
  const written = entry.placeOf(path);
  // A whole structure would underline a page; its key says the same.
  if (written !== undefined) return written.container ? (written.key ?? written.value) : written.value;
  for (let length = path.length - 1; length > 0; length--) {
    const ancestor = entry.placeOf(path.slice(0, length));
    if (ancestor !== undefined)
      return ancestor.key ?? { start: ancestor.value.start, end: ancestor.value.start + 1 };
  }
  return entry.head;
}
