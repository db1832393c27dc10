// Diagnostics of the whole workspace, closed files too. What has not changed since the client last asked is not sent again.

import type { DescriptorDocument } from '#language-server/service.ts';
import {
  type Connection,
  type Diagnostic,
  DocumentDiagnosticReportKind,
  type WorkspaceDocumentDiagnosticReport,
} from './lsp.ts';
import { reportId } from './report-id.ts';
import { everyDescriptor } from './whole-workspace.ts';
import type { WorkspaceDescriptors } from './workspace-descriptors.ts';

/** `diagnosticsOf` is what the same document would get when open. */
export function answerWorkspaceDiagnostics(
  connection: Connection,
  workspace: WorkspaceDescriptors,
  diagnosticsOf: (doc: DescriptorDocument) => Promise<Diagnostic[]>,
): void {
  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token, progress, partial) => {
    const before = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
    const items: WorkspaceDocumentDiagnosticReport[] = [];
    const all = everyDescriptor(workspace, 'Checking descriptors', token, progress);
    for await (const { doc, version } of all) {
      const report = reportOf(doc.uri, version, await diagnosticsOf(doc), before.get(doc.uri));
      before.delete(doc.uri);
      // A client that asked for parts gets each as it is known.
      if (partial === undefined) items.push(report);
      else partial.report({ items: [report] });
    }
    // What the client knows of and is gone has no problems any more.
    const gone = [...before.keys()].map((uri) => reportOf(uri, null, [], undefined));
    return { items: [...items, ...gone] };
  });
}

function reportOf(
  uri: string,
  version: number | null,
  items: Diagnostic[],
  previous: string | undefined,
): WorkspaceDocumentDiagnosticReport {
  const resultId = reportId(items);
  if (resultId === previous) return { kind: DocumentDiagnosticReportKind.Unchanged, uri, version, resultId };
  return { kind: DocumentDiagnosticReportKind.Full, uri, version, resultId, items };
}
