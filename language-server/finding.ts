// What the service says about a descriptor. A finding is a plain value; the editor, the terminal and SARIF each
// render it in their own way.
import type { Path } from '#ks/path.ts';
import type { StructValue, Value } from '#ks/struct.ts';
import type { PositionRange, TextRange } from './text/text-range.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** What may be wrong with the text itself, before anything is known about kernel streaming. */
export type TextCode =
  | 'syntax'
  | 'unknown-key'
  | 'duplicate-key'
  | 'missing-key'
  | 'wrong-type'
  | 'unknown-name'
  | 'out-of-range'
  | 'capabilities';

/** A change of one member, in terms of the request; the service turns it into text. */
export type FixEdit =
  | { readonly kind: 'set'; readonly path: Path; readonly value: Value }
  | { readonly kind: 'remove'; readonly path: Path }
  /** Bytes in hex, for a member that takes them. */
  | { readonly kind: 'bytes'; readonly path: Path; readonly hex: string }
  /** Another format block in place of the one at `path`. */
  | { readonly kind: 'block'; readonly path: Path; readonly key: string; readonly value: StructValue }
  /** The key and value at a range go, with the comma that they leave behind. */
  | { readonly kind: 'delete'; readonly range: TextRange }
  /** Other source text for the value or key at a place that is not part of a request. */
  | { readonly kind: 'text'; readonly range: TextRange; readonly newText: string };

export interface Fix {
  /** What the change does, as a menu item. */
  readonly title: string;
  readonly edits: readonly FixEdit[];
}

export interface RelatedPlace {
  readonly message: string;
  readonly range: TextRange;
}

/** A place in the capability file that the connect names. */
export interface RecordedPlace {
  readonly message: string;
  /** As written in the descriptor. */
  readonly file: string;
  readonly range: PositionRange;
}

export interface Finding {
  /** The rule's name in rules.md, or a TextCode. */
  readonly code: string;
  /** The rule's number (KSA-003); text problems have none. */
  readonly id?: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: TextRange;
  /** Index of the connect; absent when the file as a whole is meant. */
  readonly connect?: number;
  /** Place in the connect object, where there is one. */
  readonly path?: Path;
  readonly related: readonly RelatedPlace[];
  /** What it clashes with in the capability file. */
  readonly recorded?: readonly RecordedPlace[];
  /** What other rules found of the same cause. */
  readonly symptoms?: readonly Finding[];
  /** The obvious mend first. */
  readonly fixes: readonly Fix[];
}
