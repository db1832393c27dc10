// Diagnostics of a document as clients get them: pulled, or sent to those that cannot pull; never more than a person can use.

import type { DescriptorDocument, Finding, Severity } from '#language-server/service.ts';
import { diagnosticSource, toDiagnostic } from './convert.ts';
import type { Host } from './host.ts';
import {
  type Connection,
  type Diagnostic,
  DiagnosticSeverity,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
} from './lsp.ts';
import type { OpenDocuments } from './open-documents.ts';
import { reportId } from './report-id.ts';

/** An editor slows down under more, and nobody reads them. `kspin lint` has no such limit: its output is for programs too. */
export const mostDiagnostics = 1_000;

export interface DocumentDiagnostics {
  /** For a client that pulls. */
  readonly report: (uri: string, previousId: string | undefined) => Promise<DocumentDiagnosticReport>;
  /** For a client that does not. */
  readonly push: (uri: string) => Promise<void>;
}

export function documentDiagnostics(
  connection: Connection,
  documents: OpenDocuments,
  host: Host,
): DocumentDiagnostics {
  /** Undefined for a document that is not open, or not any more when the files that it names are there. */
  async function diagnosticsOf(uri: string): Promise<Diagnostic[] | undefined> {
    const before = documents.read(uri);
    if (before !== undefined) await host.ready(before);
    const doc = documents.read(uri);
    return doc && toDiagnostics(doc, documents.findings(uri), host.rulePage);
  }

  return {
    async report(uri, previousId) {
      const items = (await diagnosticsOf(uri)) ?? [];
      const resultId = reportId(items);
      if (resultId === previousId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
      return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
    },
    async push(uri) {
      const diagnostics = await diagnosticsOf(uri);
      if (diagnostics === undefined) return;
      await connection.sendDiagnostics({ uri, version: documents.version(uri), diagnostics });
    },
  };
}

/** The findings of a document; of too many the most severe, and a note that says how many more there are. */
export function toDiagnostics(
  doc: DescriptorDocument,
  findings: readonly Finding[],
  rulePage: Host['rulePage'],
): Diagnostic[] {
  const shown = mostSevere(findings).map((finding) => toDiagnostic(doc, finding, rulePage));
  const more = findings.length - shown.length;
  return more === 0 ? shown : [...shown, noteOf(more)];
}

const inOrder: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

function mostSevere(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= mostDiagnostics) return findings;
  return inOrder
    .flatMap((severity) => findings.filter((finding) => finding.severity === severity))
    .slice(0, mostDiagnostics);
}

const noteOf = (more: number): Diagnostic => ({
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
  severity: DiagnosticSeverity.Information,
  source: diagnosticSource,
  message: `${more} more problems are not shown: an editor gets the ${mostDiagnostics} most severe. kspin lint lists all of them.`,
});
