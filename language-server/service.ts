// The language service for `*.kspin.json`: this file is its manual. Text goes in, plain values come out; nothing here
// knows of editors, files or processes. The LSP server and the command line are two thin users of it.
//
//   const doc = parseDescriptor(text, uri);       // never throws, whatever the text
//   const findings = diagnose(doc, workspace);    // text problems and rules, in the order of the text
//   const entry = connectsOf(doc)[0];             // the request as a plain value, with ranges
//   const edits = editsOf(doc, fix, connect);     // a quick fix as text edits
//
// Offsets count UTF-16 code units; `doc.lines` turns them into lines and columns.

export type { CapabilityFile, CapabilityReading } from './capability-file.ts';
export { parseCapabilityFile, unwritten } from './capability-file.ts';
export type { CheckOptions as DiagnoseOptions, RuleSettings } from './check.ts';
export { diagnose, ruleSettings } from './check.ts';
export type {
  ConnectEntry,
  DescriptorDocument,
  Expectation,
  FilterSelector,
  Place,
} from './descriptor/document.ts';
export { rangeOfPath } from './descriptor/document.ts';
export { connectsOf, parseDescriptor } from './descriptor/parse.ts';
export { disableNextLine } from './descriptor/segments.ts';
export { updateDescriptor } from './descriptor/update.ts';
export type { Completion } from './features/completion.ts';
export { complete } from './features/completion.ts';
export type { FixOffer } from './features/fixes.ts';
export { editsOf, fixAllEdits, fixesAt } from './features/fixes.ts';
export { folds } from './features/folding.ts';
export type { FormatOptions } from './features/format.ts';
export { formatEdits } from './features/format.ts';
export type { Hover } from './features/hover.ts';
export { hover } from './features/hover.ts';
export type { InlayHint, InlayHintOptions } from './features/inlay-hints.ts';
export { inlayHints } from './features/inlay-hints.ts';
export type { Refactoring } from './features/refactorings.ts';
export { acceptableEdits, refactoringsAt } from './features/refactorings.ts';
export type { Reference } from './features/references.ts';
export {
  capabilityLinks,
  editsAfterMoves,
  type FileMove,
  jsonInside,
  referenceAt,
  referencesTo,
} from './features/references.ts';
export { normalUri, resolveUri } from './features/relative-uri.ts';
export { selectionRanges } from './features/selection.ts';
export { semanticTokens, semanticTokenTypes } from './features/semantic-tokens.ts';
export type { MovedConnect } from './features/split-connects.ts';
export { moveToFile } from './features/split-connects.ts';
export type {
  Finding,
  Fix,
  FixEdit,
  RecordedPlace,
  RelatedPlace,
  Severity,
  TextCode,
} from './finding.ts';
export { readingOf } from './known-filters.ts';
export { ruleNamed, rules } from './rules/all.ts';
export type { Rule } from './rules/rule.ts';
export { namedRules } from './suppressions.ts';
export type { Lines } from './text/lines.ts';
export type { Position, TextEdit, TextRange } from './text/text-range.ts';
export { applyEdits } from './text/text-range.ts';
export type { LiveFilters, Workspace } from './workspace.ts';
export { noFiles } from './workspace.ts';
