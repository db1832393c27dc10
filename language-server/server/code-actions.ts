// Quick fixes of the findings in a range, and "fix all" for a file.

import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver/node';
import { type DescriptorDocument, type Finding, fixAllEdits, fixesAt } from '#language-server/service.ts';
import { toDiagnostic, toEdits } from './convert.ts';

export const fixAllKind = `${CodeActionKind.SourceFixAll}.kspin`;

export function codeActions(
  doc: DescriptorDocument,
  findings: readonly Finding[],
  { range, context }: CodeActionParams,
): CodeAction[] {
  const wanted = (kind: string): boolean =>
    context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  return [
    ...(wanted(CodeActionKind.QuickFix) ? quickFixes(doc, findings, range) : []),
    // An editor that lists everything for a range does not want a whole-file change among it.
    ...(context.only !== undefined && wanted(fixAllKind) ? fixAll(doc, findings) : []),
  ];
}

function quickFixes(
  doc: DescriptorDocument,
  findings: readonly Finding[],
  range: CodeActionParams['range'],
): CodeAction[] {
  const offsets = { start: doc.lines.offsetAt(range.start), end: doc.lines.offsetAt(range.end) };
  return fixesAt(doc, findings, offsets).map(({ title, finding, edits, preferred }) => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(doc, finding)],
    isPreferred: preferred,
    edit: { changes: { [doc.uri]: toEdits(doc, edits) } },
  }));
}

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
