// Findings as the author wants to hear them: what diagnose.ts found, less what comments in the text silence, in the
// severities that the settings give to the rules.
import type { DescriptorDocument } from './descriptor/document.ts';
import { type DiagnoseOptions, diagnose as findAll } from './diagnose.ts';
import type { Finding, Severity } from './finding.ts';
import { suppressionsIn } from './suppressions.ts';
import type { Workspace } from './workspace.ts';

/** By the name of a rule, or the code of a text problem. */
export type RuleSettings = Readonly<Record<string, Severity | 'off'>>;

export interface CheckOptions extends DiagnoseOptions {
  /** The setting `kspin.rules`. */
  readonly rules?: RuleSettings;
}

const severities: readonly unknown[] = ['error', 'warning', 'info', 'hint', 'off'];

/** A setting as it comes from an editor; what is not understood in it is left out. */
export function ruleSettings(value: unknown): RuleSettings {
  if (typeof value !== 'object' || value === null) return {};
  const known = Object.entries(value).filter(([, severity]) => severities.includes(severity));
  return Object.fromEntries(known) as RuleSettings;
}

/** Text problems and the findings of all rules, in the order of the text. */
export function diagnose(
  doc: DescriptorDocument,
  workspace: Workspace,
  options: CheckOptions = {},
): readonly Finding[] {
  const found = findAll(doc, workspace, options);
  const { silences, problems } = suppressionsIn(doc);
  const heard = silences.size === 0 ? found : found.filter((finding) => !isSilenced(doc, finding, silences));
  const all =
    problems.length === 0 ? heard : [...heard, ...problems].toSorted((a, b) => a.range.start - b.range.start);
  return options.rules === undefined ? all : withSettings(all, options.rules);
}

function isSilenced(
  doc: DescriptorDocument,
  { code, range }: Finding,
  silences: ReadonlyMap<number, ReadonlySet<string>>,
): boolean {
  return silences.get(doc.lines.positionAt(range.start).line)?.has(code) === true;
}

/** A text that cannot be read stays an error, whatever the settings say. Symptoms speak where their cause may not. */
function withSettings(findings: readonly Finding[], rules: RuleSettings): readonly Finding[] {
  return findings.flatMap((finding) => {
    const wanted = finding.id === undefined ? undefined : rules[finding.code];
    if (wanted === undefined) return [finding];
    if (wanted === 'off') return withSettings(finding.symptoms ?? [], rules);
    return [{ ...finding, severity: wanted }];
  });
}
