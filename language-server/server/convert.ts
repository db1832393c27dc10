// Values of the service as values of the LSP: offsets become positions, our words become its numbers.

import type { Completion } from '#language-server/features/completion.ts';
import type { Severity } from '#language-server/finding.ts';
import type { WireRange } from '#language-server/protocol.ts';
import {
  type DescriptorDocument,
  type Finding,
  resolveUri,
  type TextEdit,
  type TextRange,
} from '#language-server/service.ts';
import type { Host } from './host.ts';
import {
  type CompletionItem,
  CompletionItemKind,
  type Diagnostic,
  DiagnosticSeverity,
  InsertTextFormat,
  type TextEdit as LspTextEdit,
} from './lsp.ts';

/** Shown beside every diagnostic. */
export const diagnosticSource = 'kspin';

export const toRange = ({ lines }: DescriptorDocument, range: TextRange): WireRange => ({
  start: lines.positionAt(range.start),
  end: lines.positionAt(range.end),
});

export const toOffsets = ({ lines }: DescriptorDocument, { start, end }: WireRange): TextRange => ({
  start: lines.offsetAt(start),
  end: lines.offsetAt(end),
});

export const toEdits = (doc: DescriptorDocument, edits: readonly TextEdit[]): LspTextEdit[] =>
  edits.map(({ range, newText }) => ({ range: toRange(doc, range), newText }));

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A rule leads to its page. */
function descriptionOf(
  { id, code }: Finding,
  rulePage: Host['rulePage'],
): Pick<Diagnostic, 'codeDescription'> {
  const href = id === undefined ? undefined : rulePage(code);
  return href === undefined ? {} : { codeDescription: { href } };
}

export const toDiagnostic = (
  doc: DescriptorDocument,
  finding: Finding,
  rulePage: Host['rulePage'],
): Diagnostic => ({
  range: toRange(doc, finding.range),
  severity: severities[finding.severity],
  code: finding.code,
  ...descriptionOf(finding, rulePage),
  source: diagnosticSource,
  message: finding.message,
  ...relatedOf(doc, finding),
});

/** Places in the document, then what a refusal clashes with in the capability file. */
function relatedOf(
  doc: DescriptorDocument,
  { related, recorded = [] }: Finding,
): Pick<Diagnostic, 'relatedInformation'> {
  const here = related.map(({ message, range }) => ({
    message,
    location: { uri: doc.uri, range: toRange(doc, range) },
  }));
  const there = recorded.flatMap(({ message, file, range }) => {
    const uri = resolveUri(doc.uri, file);
    return uri === undefined ? [] : [{ message, location: { uri, range } }];
  });
  const all = [...here, ...there];
  return all.length === 0 ? {} : { relatedInformation: all };
}

const completionKinds: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  constant: CompletionItemKind.EnumMember,
  guid: CompletionItemKind.Constant,
  value: CompletionItemKind.Value,
  template: CompletionItemKind.Snippet,
};

/**
 * `index` keeps the order of the service, which is the order of memory and of likelihood. `offset` is where completion was
 * asked for.
 */
export function toCompletionItem(
  doc: DescriptorDocument,
  completion: Completion,
  { index, offset, snippets }: { index: number; offset: number; snippets: boolean },
): CompletionItem {
  const { label, kind, detail, range } = completion;
  const snippet = snippets ? completion.snippet : undefined;
  const newText = snippet ?? completion.newText;
  // Editors compare the label with what stands between the start of the range and the cursor, Neovim 0.7 with nothing else: a
  // quote that stays is left out of both.
  const atQuote = doc.text[range.start] === '"';
  const quoted = atQuote && range.start < offset && newText.startsWith('"');
  const replaced = quoted ? { start: range.start + 1, end: range.end } : range;
  return {
    label,
    kind: completionKinds[kind],
    detail,
    sortText: String(index).padStart(5, '0'),
    ...(atQuote && !quoted ? { filterText: `"${label}"` } : {}),
    textEdit: { range: toRange(doc, replaced), newText: quoted ? newText.slice(1) : newText },
    ...(snippet === undefined ? {} : { insertTextFormat: InsertTextFormat.Snippet }),
  };
}
