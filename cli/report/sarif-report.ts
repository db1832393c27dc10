// Findings as SARIF 2.1.0 (OASIS), which code scanning services read.
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { kspinVersion } from '#device-host/version.ts';
import { rules, type Severity } from '#language-server/service.ts';
import type { FindingRow } from './finding-row.ts';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

/** `resultIndex` of a rule is its place in the list of rules that fired; rules that did not fire are left out. */
export function sarifReport(rows: readonly FindingRow[]): string {
  const codes = [...new Set(rows.map(({ code }) => code))].sort();
  const log = {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'kspin', version: kspinVersion, rules: codes.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: rows.map((row) => resultOf(row, codes.indexOf(row.code))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf(code: string) {
  const rule = rules.find(({ name }) => name === code);
  return { id: code, ...(rule === undefined ? {} : { shortDescription: { text: rule.summary } }) };
}

function resultOf(row: FindingRow, ruleIndex: number) {
  return {
    ruleId: row.code,
    ruleIndex,
    level: levels[row.severity],
    message: { text: row.message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(row.file) },
          region: {
            startLine: row.line,
            startColumn: row.column,
            endLine: row.endLine,
            endColumn: row.endColumn,
          },
        },
      },
    ],
  };
}

/** Relative where the user wrote it so: the service resolves it against the checkout. */
function uriOf(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}
