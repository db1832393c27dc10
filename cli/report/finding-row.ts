// A finding with its file and one-based places: what every report format is made from, and the row of the JSON report itself.
import type { DescriptorDocument, Finding, Severity } from '#language-server/service.ts';

/** Lines and columns count from 1; columns in UTF-16 code units; the end is behind the last character. */
export interface FindingRow {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
}

export function findingRow(file: string, { lines }: DescriptorDocument, finding: Finding): FindingRow {
  const start = lines.positionAt(finding.range.start);
  const end = lines.positionAt(finding.range.end);
  return {
    file,
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
    severity: finding.severity,
    code: finding.code,
    message: finding.message,
  };
}

/** `speaker.kspin.json:12:7`, which terminals and editors make a link of. */
export function placeText({ file, line, column }: Pick<FindingRow, 'file' | 'line' | 'column'>): string {
  return `${file}:${line}:${column}`;
}
