// Runs all rules over one connect and turns what they say into findings with ranges. Who speaks when several rules see the
// same mistake is decided in causes.ts.
import type { ConnectRequest } from '#ks/connect.ts';
import type { BlockKey } from '#ks/format-blocks.ts';
import { pathText } from '#ks/path.ts';
import { type ConnectEntry, rangeOfPath } from '#language-server/descriptor/document.ts';
import type { Finding, RecordedPlace } from '#language-server/finding.ts';
import type { KnownFilters } from '#language-server/known-filters.ts';
import { rules } from './all.ts';
import { causesOf } from './causes.ts';
import { type Recorded, recordedFor } from './recorded.ts';
import { type Rule, speaksOf, type Violation } from './rule.ts';
import { subjectOf } from './subject.ts';

interface Spoken {
  readonly rule: Rule;
  readonly violations: readonly Violation[];
}

const rulesByBlock = new Map<BlockKey | undefined, readonly Rule[]>();

/** The rules that may have something to say of a request with this block when nothing is known of the pin. */
function descriptorRules(block: BlockKey | undefined): readonly Rule[] {
  const known = rulesByBlock.get(block);
  if (known !== undefined) return known;
  const made = rules.filter((rule) => rule.scope === 'D' && speaksOf(rule, block));
  rulesByBlock.set(block, made);
  return made;
}

/** `known` are the filters that the connect may mean; none when nothing is known of the target. */
export function runRules(
  entry: ConnectEntry,
  request: ConnectRequest,
  known: KnownFilters,
): readonly Finding[] {
  const recorded = recordedFor(request, known);
  const subject = subjectOf(entry, request, recorded);
  const spoken: Spoken[] = [];
  for (const rule of subject.recorded === undefined ? descriptorRules(request.block?.key) : rules) {
    const violations = rule.check(subject);
    if (violations.length > 0) spoken.push({ rule, violations });
  }
  if (spoken.length === 0) return [];
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
