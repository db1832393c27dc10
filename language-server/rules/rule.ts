// The one interface of every rule. A rule is a table entry: what it says of itself is shown to people, `check` is a pure
// function over one request.
import type { ConnectRequest } from '#ks/connect.ts';
import type { Derived } from '#ks/derive.ts';
import type { BlockKey } from '#ks/format-blocks.ts';
import type { Path } from '#ks/path.ts';
import type { Value } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { Fix, Severity } from '#language-server/finding.ts';
import type { Recorded } from './recorded.ts';

/** What a rule looks at: one request, as written and as it would be sent. */
export interface Subject {
  /** Only what the descriptor says. */
  readonly written: ConnectRequest;
  /** The same with everything that follows from it filled in: what a run would send. */
  readonly completed: ConnectRequest;
  /**
   * A member of `completed`. Undefined when it is neither written nor derivable, or written so that it could not be
   * understood: a rule then has nothing to say.
   */
  value(...path: Path): Value | undefined;
  /** `value` of a number; 64-bit members as the nearest double. */
  number(...path: Path): number | undefined;
  guid(...path: Path): Guid | undefined;
  /** The three for a path that is there already. */
  valueAt(path: Path): Value | undefined;
  numberAt(path: Path): number | undefined;
  guidAt(path: Path): Guid | undefined;
  /** What the member should be, by ks/derive.ts. */
  derived(...path: Path): Derived | undefined;
  isWritten(...path: Path): boolean;
  /** Written, but not understood. */
  isUnreadable(...path: Path): boolean;
  /** What a capability file says of the pin; undefined when the connect names none. */
  readonly recorded: Recorded | undefined;
}

export interface Violation {
  /** The member to underline. */
  readonly path: Path;
  /** Says what was found and which value is expected. */
  readonly message: string;
  /** Where one rule has milder cases. */
  readonly severity?: Severity;
  readonly fixes?: readonly Fix[];
  /** Other members that the message speaks of. */
  readonly related?: readonly { readonly path: Path; readonly message: string }[];
  /** What it clashes with in the recorded capabilities, from the filter down as a capability file has it. */
  readonly recorded?: { readonly path: Path; readonly message: string };
}

export interface Rule {
  /** The number in the reference of rules: KSA-003. */
  readonly id: string;
  /** The code that people see and switch: block-align-pcm. */
  readonly name: string;
  readonly severity: Severity;
  /** D: decided by the descriptor alone. P: needs the recorded capabilities of a filter. */
  readonly scope: 'D' | 'P';
  /** When it is broken, in one sentence. */
  readonly summary: string;
  /** What happens then. */
  readonly why: string;
  /** Keys of the sources that say so. */
  readonly source: string;
  /**
   * Rules that show other symptoms of the same cause. In a connect where this one speaks, what they found is told with its
   * finding and not beside it: one cause, one finding.
   */
  readonly explains?: readonly string[];
  /**
   * The check looks at more than the format: at KSPIN_CONNECT or DesiredAccess. Of those that do not, and that the descriptor alone
   * decides, one answer holds for all requests with the same format.
   */
  readonly beyondFormat?: true;
  readonly check: (subject: Subject) => readonly Violation[];
}

/** By the key of the format block; undefined when there is none. */
type Blocks = (block: BlockKey | undefined) => boolean;

const blocksByCheck = new WeakMap<Rule['check'], Blocks>();

/** A check that has nothing to say of requests with other blocks: it need not be asked about them. */
export function onlyOf(blocks: Blocks, check: Rule['check']): Rule['check'] {
  blocksByCheck.set(check, blocks);
  return check;
}

/** The same for all rules of a file about blocks of its own. */
export const rulesOfBlocks = (keys: readonly BlockKey[], rules: readonly Rule[]): readonly Rule[] =>
  rules.map((rule) => ({
    ...rule,
    check: onlyOf((block) => block !== undefined && keys.includes(block), rule.check),
  }));

export const speaksOf = ({ check }: Rule, block: BlockKey | undefined): boolean =>
  blocksByCheck.get(check)?.(block) ?? true;

type Texts = readonly [summary: string, why: string, source: string];

/** A rule that the descriptor alone decides, where a table of one line each reads better. */
export const descriptorRule = (
  id: string,
  name: string,
  severity: Severity,
  [summary, why, source]: Texts,
  check: Rule['check'],
  explains: readonly string[] = [],
): Rule => ({ id, name, severity, scope: 'D', summary, why, source, explains, check });

/** Nothing is wrong. */
export const fine: readonly Violation[] = [];

/** One violation without a mend. */
export const broken = (path: Path, message: string): readonly Violation[] => [{ path, message }];

export const setFix = (title: string, path: Path, value: Value): Fix => ({
  title,
  edits: [{ kind: 'set', path, value }],
});

/** One violation that setting the member to `value` mends. */
export const brokenValue = (
  path: Path,
  message: string,
  value: Value,
  title = `Set ${String(path.at(-1))} to ${typeof value === 'object' ? '...' : String(value)}`,
): readonly Violation[] => [{ path, message, fixes: [setFix(title, path, value)] }];
