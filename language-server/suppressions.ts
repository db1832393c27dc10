// `// kspin-disable-next-line NAME, NAME`: a request that is wrong on purpose says so in its file, and the rule is silent
// there, in the editor and in CI alike.
import type { DescriptorDocument } from './descriptor/document.ts';
import { disableNextLine, type NamedRule, type Segment } from './descriptor/segments.ts';
import type { Finding } from './finding.ts';
import { ruleNamed, rules } from './rules/all.ts';
import { nearestName } from './text/nearest.ts';
import type { TextRange } from './text/text-range.ts';

export interface Suppressions {
  /** Names of silenced rules by the line (from 0) that they are silent on. */
  readonly silences: ReadonlyMap<number, ReadonlySet<string>>;
  /** Names that no rule has: such a comment does nothing, and its author should know. */
  readonly problems: readonly Finding[];
}

const none: readonly NamedRule[] = [];
const noSuppressions: Suppressions = { silences: new Map(), problems: [] };

export function suppressionsIn(doc: DescriptorDocument): Suppressions {
  const named = namedRules(doc);
  if (named.length === 0) return noSuppressions;
  const silences = new Map<number, Set<string>>();
  const problems: Finding[] = [];
  for (const { name, range } of named) {
    const line = doc.lines.positionAt(range.start).line + 1;
    silences.set(line, (silences.get(line) ?? new Set()).add(name));
    if (ruleNamed(name) === undefined) problems.push(unknownRule(name, range));
  }
  return { silences, problems };
}

/** The names of rules in disabling comments, with their places. */
export function namedRules(doc: DescriptorDocument): readonly NamedRule[] {
  const { segments } = doc;
  // Of a document made of segments the text is joined only for those who need all of it.
  if (segments === undefined) return namesIn(doc.text);
  const { connects, starts, around, length } = segments;
  const found: NamedRule[] = [];
  for (const index of segments.naming) {
    const segment = connects[index];
    if (segment === undefined) continue;
    const from = (starts[index] ?? 0) - segment.lead.length;
    for (const named of namesOf(segment)) found.push(movedName(named, from));
  }
  const from = length - around.tail.length;
  return [...found, ...namesIn(around.tail).map((named) => movedName(named, from))];
}

const namesOf = (segment: Segment): readonly NamedRule[] => {
  segment.kept.named ??= namesIn(segment.lead + segment.source.text);
  return segment.kept.named;
};

const movedName = ({ name, range }: NamedRule, by: number): NamedRule => ({
  name,
  range: { start: range.start + by, end: range.end + by },
});

/** A text that begins outside of strings and comments. */
function namesIn(text: string): readonly NamedRule[] {
  if (!text.includes(disableNextLine)) return none;
  // Strings are matched so that what looks like a comment inside of them is none.
  const tokens =
    /"(?:[^"\\\r\n]|\\.)*"?|\/\/[ \t]*kspin-disable-next-line\b([^\r\n]*)|\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;
  return [...text.matchAll(tokens)].flatMap(({ 0: comment, 1: list, index }) => {
    if (list === undefined) return [];
    const start = index + comment.length - list.length;
    return [...list.matchAll(/[^\s,]+/g)].map(({ 0: name, index: at }) => ({
      name,
      range: { start: start + at, end: start + at + name.length },
    }));
  });
}

function unknownRule(name: string, range: TextRange): Finding {
  const near = nearestName(
    name,
    rules.map((rule) => rule.name),
  );
  const guess = near === undefined ? '' : ` Did you mean ${near}?`;
  return {
    code: 'unknown-name',
    severity: 'warning',
    message: `${name} is not a rule of kspin, so this comment silences nothing.${guess}`,
    range,
    related: [],
    fixes:
      near === undefined
        ? []
        : [{ title: `Change to ${near}`, edits: [{ kind: 'text', range, newText: near }] }],
  };
}
