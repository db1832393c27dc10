// Quick fixes of the findings in a range, and "fix all" for a file.

import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver';
import { lineIndent, styleOf } from '#language-server/features/object-edits.ts';
import {
  type DescriptorDocument,
  disableNextLine,
  type Finding,
  fixAllEdits,
  fixesAt,
  refactoringsAt,
  type Workspace,
} from '#language-server/service.ts';
import { overlaps } from '#language-server/text/text-range.ts';
import { toDiagnostic, toEdits, toOffsets } from './convert.ts';
import type { Host } from './host.ts';

export const fixAllKind = `${CodeActionKind.SourceFixAll}.kspin`;

export function codeActions(
  doc: DescriptorDocument,
  findings: readonly Finding[],
  { range, context }: CodeActionParams,
  { workspace, rulePage }: Host,
): CodeAction[] {
  const wanted = (kind: string): boolean =>
    context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  return [
    ...(wanted(CodeActionKind.QuickFix)
      ? [...quickFixes(doc, findings, range, rulePage), ...silencing(doc, findings, range, rulePage)]
      : []),
    ...(wanted(CodeActionKind.RefactorRewrite) ? refactorings(doc, range, workspace) : []),
    // An editor that lists everything for a range does not want a whole-file change among it.
    ...(context.only !== undefined && wanted(fixAllKind) ? fixAll(doc, findings) : []),
  ];
}

function quickFixes(
  doc: DescriptorDocument,
  findings: readonly Finding[],
  range: CodeActionParams['range'],
  rulePage: Host['rulePage'],
): CodeAction[] {
  const offsets = toOffsets(doc, range);
  return fixesAt(doc, findings, offsets).map(({ title, finding, edits, preferred }) => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(doc, finding, rulePage)],
    isPreferred: preferred,
    edit: { changes: { [doc.uri]: toEdits(doc, edits) } },
  }));
}

/** A request that is wrong on purpose says so in a comment. */
function silencing(
  doc: DescriptorDocument,
  findings: readonly Finding[],
  range: CodeActionParams['range'],
  rulePage: Host['rulePage'],
): CodeAction[] {
  const offsets = toOffsets(doc, range);
  return findings
    .filter((finding) => finding.id !== undefined && overlaps(finding.range, offsets))
    .map((finding) => {
      const { line } = doc.lines.positionAt(finding.range.start);
      const start = doc.lines.offsetAt({ line, character: 0 });
      const { newline } = styleOf(doc.text);
      const newText = `${lineIndent(doc.text, finding.range.start)}// ${disableNextLine} ${finding.code}${newline}`;
      return {
        title: `Silence ${finding.code} on this line`,
        kind: CodeActionKind.QuickFix,
        diagnostics: [toDiagnostic(doc, finding, rulePage)],
        edit: { changes: { [doc.uri]: toEdits(doc, [{ range: { start, end: start }, newText }]) } },
      };
    });
}

const refactorings = (
  doc: DescriptorDocument,
  range: CodeActionParams['range'],
  workspace: Workspace,
): CodeAction[] =>
  refactoringsAt(doc, toOffsets(doc, range), workspace).map(({ title, edits }) => ({
    title,
    kind: CodeActionKind.RefactorRewrite,
    edit: { changes: { [doc.uri]: toEdits(doc, edits) } },
  }));

function fixAll(doc: DescriptorDocument, findings: readonly Finding[]): CodeAction[] {
  const edits = fixAllEdits(doc, findings);
  if (edits.length === 0) return [];
  return [
    {
      title: 'Fix all kspin problems',
      kind: fixAllKind,
      edit: { changes: { [doc.uri]: toEdits(doc, edits) } },
    },
  ];
}
