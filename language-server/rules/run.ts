// Runs all rules over one connect and turns what they say into findings with ranges. Who speaks when several rules see the
// same mistake is decided in causes.ts.
import type { ConnectRequest } from '#ks/connect.ts';
import type { BlockKey } from '#ks/format-blocks.ts';
import { pathText } from '#ks/path.ts';
import { type ConnectEntry, rangeOfPath } from '#language-server/descriptor/document.ts';
import type { SharedFormat } from '#language-server/descriptor/shared-format.ts';
import type { Finding, RecordedPlace } from '#language-server/finding.ts';
import type { KnownFilters } from '#language-server/known-filters.ts';
import { rules } from './all.ts';
import { causesOf } from './causes.ts';
import { type Recorded, recordedFor } from './recorded.ts';
import { type Rule, type Subject, speaksOf, type Violation } from './rule.ts';
import { subjectOf, subjectOfFormat } from './subject.ts';

interface Spoken {
  readonly rule: Rule;
  readonly violations: readonly Violation[];
}

type Part = 'head' | 'format' | 'pin';

/** What a rule needs to know: which pin is asked and how, nothing but the format, or what was recorded of the pin. */
const partOf = ({ scope, beyondFormat }: Rule): Part => {
  if (scope === 'P') return 'pin';
  return beyondFormat === true ? 'head' : 'format';
};

const rulesByBlock = new Map<BlockKey | undefined, Readonly<Record<Part, readonly Rule[]>>>();

/** The rules that may have something to say of a request with this block. */
function rulesOf(block: BlockKey | undefined): Readonly<Record<Part, readonly Rule[]>> {
  const known = rulesByBlock.get(block);
  if (known !== undefined) return known;
  const speaking = rules.filter((rule) => speaksOf(rule, block));
  const of = (part: Part): readonly Rule[] => speaking.filter((rule) => partOf(rule) === part);
  const made = { head: of('head'), format: of('format'), pin: of('pin') };
  rulesByBlock.set(block, made);
  return made;
}

function spokenBy(asked: readonly Rule[], subject: Subject): readonly Spoken[] {
  let spoken: Spoken[] | undefined;
  for (let next = 0; next < asked.length; next++) {
    const rule = asked[next] as Rule;
    const violations = rule.check(subject);
    if (violations.length === 0) continue;
    spoken ??= [];
    spoken.push({ rule, violations });
  }
  return spoken ?? nothing;
}

const nothing: readonly never[] = [];

const spokenOfFormat = new WeakMap<SharedFormat, readonly Spoken[]>();

function spokenOf(format: SharedFormat, asked: readonly Rule[]): readonly Spoken[] {
  const known = spokenOfFormat.get(format);
  if (known !== undefined) return known;
  const spoken = spokenBy(asked, subjectOfFormat(format));
  spokenOfFormat.set(format, spoken);
  return spoken;
}

const places = new Map(rules.map((rule, place) => [rule, place]));

const inOrder = (a: Spoken, b: Spoken): number => (places.get(a.rule) ?? 0) - (places.get(b.rule) ?? 0);

/** `known` are the filters that the connect may mean; none when nothing is known of the target. */
export function runRules(
  entry: ConnectEntry,
  request: ConnectRequest,
  known: KnownFilters,
): readonly Finding[] {
  const recorded = recordedFor(request, known);
  const subject = subjectOf(entry, request, recorded);
  const { head, format, pin } = rulesOf(request.block?.key);
  const ofHead = spokenBy(head, subject);
  const ofFormat = entry.format === undefined ? spokenBy(format, subject) : spokenOf(entry.format, format);
  const ofPin = recorded === undefined ? nothing : spokenBy(pin, subject);
  if (ofHead.length + ofFormat.length + ofPin.length === 0) return nothing;
  const spoken = [...ofHead, ...ofFormat, ...ofPin].sort(inOrder);
  // A member that is wrong in itself needs no word about the pin.
  const wrongAnyway = new Set(
    spoken.filter(({ rule }) => rule.scope === 'D' && rule.severity === 'error').flatMap(pathsOf),
  );
  const found = spoken.map(({ rule, violations }) => ({
    rule,
    findings: violations
      .filter(({ path }) => rule.scope === 'D' || !wrongAnyway.has(pathText(path)))
      .map((violation) => findingOf(entry, rule, violation, rule.scope === 'P' ? recorded : undefined)),
  }));
  return causesOf(found.filter(({ findings }) => findings.length > 0));
}

const pathsOf = ({ violations }: Spoken): readonly string[] => violations.map(({ path }) => pathText(path));

function findingOf(
  entry: ConnectEntry,
  rule: Rule,
  violation: Violation,
  recorded: Recorded | undefined,
): Finding {
  const place = recorded && placeOf(violation, recorded);
  return {
    code: rule.name,
    id: rule.id,
    severity: violation.severity ?? rule.severity,
    message: violation.message + originWords(recorded?.origin),
    range: rangeOfPath(entry, violation.path),
    connect: entry.index,
    path: violation.path,
    related: (violation.related ?? []).map(({ path, message }) => ({
      message,
      range: rangeOfPath(entry, path),
    })),
    ...(place === undefined ? {} : { recorded: [place] }),
    fixes: violation.fixes ?? [],
  };
}

/** What was recorded may have changed since; what is live may be another tomorrow. */
function originWords(origin: Recorded['origin'] | undefined): string {
  if (origin === undefined || origin.kind === 'given') return '';
  return origin.kind === 'live' ? ` (live: ${origin.target})` : ` (recorded: ${origin.path})`;
}

function placeOf({ recorded }: Violation, { capabilities, origin }: Recorded): RecordedPlace | undefined {
  if (recorded === undefined || origin.kind !== 'file') return undefined;
  const range = origin.file.placeOf(capabilities, recorded.path);
  return range && { message: recorded.message, file: origin.path, range };
}
