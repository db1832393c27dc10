// Quick fixes of the findings in a range, and "fix all" for a file.

import { lineIndent, styleOf } from '#language-server/features/object-edits.ts';
import { refusalSource } from '#language-server/protocol.ts';
import {
  acceptableEdits,
  type DescriptorDocument,
  disableNextLine,
  type Finding,
  fixAllEdits,
  fixesAt,
  moveToFile,
  refactoringsAt,
  resolveUri,
  type Workspace,
} from '#language-server/service.ts';
import { overlaps } from '#language-server/text/text-range.ts';
import { toDiagnostic, toEdits, toOffsets } from './convert.ts';
import type { Host } from './host.ts';
import { type CodeAction, CodeActionKind, type CodeActionParams } from './lsp.ts';

export const fixAllKind = `${CodeActionKind.SourceFixAll}.kspin`;

/** What the client must be able to do for some of them. */
export interface ActionClient {
  /** It takes edits that create files. */
  readonly createsFiles: boolean;
}

export async function codeActions(
  doc: DescriptorDocument,
  findings: readonly Finding[],
  { range, context }: CodeActionParams,
  host: Host,
  client: ActionClient,
): Promise<CodeAction[]> {
  const { workspace, rulePage } = host;
  const wanted = (kind: string): boolean =>
    context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  return [
    ...(wanted(CodeActionKind.QuickFix)
      ? [
          ...refusalFixes(doc, context, workspace),
          ...quickFixes(doc, findings, range, rulePage),
          ...silencing(doc, findings, range, rulePage),
        ]
      : []),
    ...(wanted(CodeActionKind.RefactorRewrite) ? refactorings(doc, range, workspace) : []),
    ...(wanted(CodeActionKind.RefactorMove) && client.createsFiles ? await moves(doc, range, host) : []),
    // An editor that lists everything for a range does not want a whole-file change among it.
    ...(context.only !== undefined && wanted(fixAllKind) ? fixAll(doc, findings) : []),
  ];
}

/** For what a driver refused: the nearest request that it takes by its own description. */
function refusalFixes(
  doc: DescriptorDocument,
  { diagnostics }: CodeActionParams['context'],
  workspace: Workspace,
): CodeAction[] {
  return diagnostics
    .filter(({ source }) => source === refusalSource)
    .flatMap((diagnostic): CodeAction[] => {
      const edits = acceptableEdits(doc, toOffsets(doc, diagnostic.range), workspace);
      if (edits.length === 0) return [];
      return [
        {
          title: 'Change to the nearest request that the filter takes',
          kind: CodeActionKind.QuickFix,
          diagnostics: [diagnostic],
          isPreferred: true,
          edit: { changes: { [doc.uri]: toEdits(doc, edits) } },
        },
      ];
    });
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

/** A connect into a file beside the one that it is in. */
async function moves(
  doc: DescriptorDocument,
  range: CodeActionParams['range'],
  host: Host,
): Promise<CodeAction[]> {
  const at = toOffsets(doc, range);
  const entry = doc.connects.find((candidate) => overlaps(candidate.range, at));
  const move = entry && moveToFile(doc, entry);
  const uri = move && (await freeUri(doc.uri, move.stem, host));
  if (move === undefined || uri === undefined) return [];
  const start = { line: 0, character: 0 };
  return [
    {
      title: move.title,
      kind: CodeActionKind.RefactorMove,
      edit: {
        documentChanges: [
          { kind: 'create', uri, options: { overwrite: false, ignoreIfExists: false } },
          {
            textDocument: { uri, version: null },
            edits: [{ range: { start, end: start }, newText: move.text }],
          },
          { textDocument: { uri: doc.uri, version: null }, edits: toEdits(doc, move.edits) },
        ],
      },
    },
  ];
}

const mostTries = 20;

/** A file beside a document that is not there yet; undefined for a document that is no file. */
async function freeUri(beside: string, stem: string, host: Host): Promise<string | undefined> {
  for (let number = 1; number <= mostTries; number++) {
    const uri = resolveUri(beside, `${stem}${number === 1 ? '' : `-${number}`}.kspin.json`);
    if (uri === undefined || !(await host.exists(uri))) return uri;
  }
  return undefined;
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
