// Findings as workflow commands, which GitHub shows beside the changed lines of a pull request.
import type { Severity } from '#language-server/service.ts';
import type { FindingRow } from './finding-row.ts';

const commands: Readonly<Record<Severity, 'error' | 'warning' | 'notice'>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

export function githubReport(rows: readonly FindingRow[]): string {
  return rows.map((row) => `${commandOf(row)}\n`).join('');
}

/** GitHub shows columns only for a place within one line. */
function commandOf({ file, line, column, endLine, endColumn, severity, code, message }: FindingRow): string {
  const columns = line === endLine ? `,col=${column},endColumn=${endColumn}` : '';
  return `::${commands[severity]} file=${property(file)},line=${line},endLine=${endLine}${columns},title=${property(code)}::${data(message)}`;
}

/** The escapes of the runner: data may not end its line, a property may not end itself. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
