// Findings for people: one line each, in the form that editors and CI logs link to their place, then a sum.
import type { Paint, Style } from '#cli/terminal.ts';
import { count, oneLine } from '#ks/words.ts';
import type { Severity } from '#language-server/service.ts';
import { type FindingRow, placeText } from './finding-row.ts';

export function textReport(rows: readonly FindingRow[], files: number, style: Style): string {
  return `${rows.map((row) => `${rowText(row, style)}\n`).join('')}${sum(rows, files, style)}\n`;
}

export function rowText(row: FindingRow, style: Style): string {
  const severity = paintOf(row.severity, style)(row.severity);
  return `${style.bold(placeText(row))}: ${severity}: ${oneLine(row.message)} ${style.dim(`[${row.code}]`)}`;
}

function paintOf(severity: Severity, { red, yellow, cyan, dim }: Style): Paint {
  return { error: red, warning: yellow, info: cyan, hint: dim }[severity];
}

function sum(rows: readonly FindingRow[], files: number, { red, yellow, green }: Style): string {
  const found = (severity: Severity): number => rows.filter((row) => row.severity === severity).length;
  const [errors, warnings, others] = [found('error'), found('warning'), found('info') + found('hint')];
  const parts = [
    errors > 0 ? red(count(errors, 'error')) : '',
    warnings > 0 ? yellow(count(warnings, 'warning')) : '',
    others > 0 ? count(others, 'remark') : '',
  ].filter((part) => part !== '');
  const all = parts.length === 0 ? green('nothing to report') : parts.join(', ');
  return `${count(files, 'file')} checked: ${all}`;
}
