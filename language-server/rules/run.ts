// Runs all rules over one connect and turns what they say into findings with ranges. Who speaks when several rules see the
// same mistake is decided in causes.ts.
import type { Capabilities } from '#ks/capabilities.ts';
import type { ConnectRequest } from '#ks/connect.ts';
import type { BlockKey } from '#ks/format-blocks.ts';
import { pathText } from '#ks/path.ts';
import { type ConnectEntry, rangeOfPath } from '#language-server/descriptor/document.ts';
import type { Finding } from '#language-server/finding.ts';
import { rules } from './all.ts';
import { causesOf } from './causes.ts';
import { recordedFor } from './recorded.ts';
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

/** `filters` are the recorded filters that the connect may mean; none when nothing is known of the target. */
export function runRules(
  entry: ConnectEntry,
  request: ConnectRequest,
  filters: readonly Capabilities[],
): readonly Finding[] {
  const subject = subjectOf(entry, request, filters.length === 0 ? undefined : recordedFor(request, filters));
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
      .map((violation) => findingOf(entry, rule, violation)),
  }));
  return causesOf(found.filter(({ findings }) => findings.length > 0));
}

const pathsOf = ({ violations }: Spoken): readonly string[] => violations.map(({ path }) => pathText(path));

function findingOf(entry: ConnectEntry, rule: Rule, violation: Violation): Finding {
  return {
    code: rule.name,
    id: rule.id,
    severity: violation.severity ?? rule.severity,
    message: violation.message,
    range: rangeOfPath(entry, violation.path),
    connect: entry.index,
    path: violation.path,
    related: (violation.related ?? []).map(({ path, message }) => ({
      message,
      range: rangeOfPath(entry, path),
    })),
    fixes: violation.fixes ?? [],
  };
}
