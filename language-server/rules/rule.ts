// The one interface of every rule. A rule is a table entry: what it says of itself is shown to people, `check` is a pure
// function over one request.
import type { ConnectRequest } from '#ks/connect.ts';
import type { Derived } from '#ks/derive.ts';
import type { Path } from '#ks/path.ts';
import type { Fix, Severity } from '#language-server/finding.ts';

/** What a rule looks at. */
export interface Subject {
  /** Only what the descriptor says. */
  readonly written: ConnectRequest;
  /** The same with everything that follows from it filled in: what a run would send. */
  readonly completed: ConnectRequest;
  /** What each derivable member should be, by the text of its path. */
  readonly derived: ReadonlyMap<string, Derived>;
}

export interface Violation {
  /** The member to underline. */
  readonly path: Path;
  /** Says what was found and which value is expected. */
  readonly message: string;
  readonly fixes?: readonly Fix[];
  /** Other members that the message speaks of. */
  readonly related?: readonly { readonly path: Path; readonly message: string }[];
}

export interface Rule {
  /** The number in the reference of rules: KSA-003. */
  readonly id: string;
  /** The code that people see and switch: block-align-pcm. */
  readonly name: string;
  readonly severity: Severity;
  /** D: decided by the descriptor alone. P: needs the recorded capabilities of a filter. */
  readonly scope: 'D' | 'P';
  /** The rule in one sentence. */
  readonly summary: string;
  /** What happens when it is broken. */
  readonly why: string;
  /** Keys of the sources that say so. */
  readonly source: string;
  /** Rules that show another symptom of the same cause: they are silent where this one speaks of the same connect. */
  readonly silences?: readonly string[];
  readonly check: (subject: Subject) => readonly Violation[];
}
