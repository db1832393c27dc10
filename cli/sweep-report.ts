// What came of a sweep: a table of signs for people, where a glance finds the odd ones, and JSON for programs.
import { pinName } from '#ks/explain.ts';
import { win32Status } from '#ks/status.ts';
import type { SweepResult, SweptCell } from '#ks/sweep.ts';
import { count, oneLine } from '#ks/words.ts';
import type { ChosenPin } from './pin-choice.ts';
import type { Style } from './terminal.ts';

export interface Swept extends ChosenPin {
  readonly result: SweepResult;
}

/** Keys in a fixed order, formats in the order of asking. */
export function sweepJson({ filter, capabilities, pin, result }: Swept): string {
  const json = {
    filter: { path: filter, name: capabilities.filter.name },
    pin: pin.id,
    formats: result.cells.map(({ label, declared, win32 }) => ({
      format: label,
      declared,
      accepted: win32 === 0,
      win32: win32Status(win32).name,
    })),
    declaredButRefused: result.declaredButRefused.map(({ label }) => label),
    acceptedButUndeclared: result.acceptedButUndeclared.map(({ label }) => label),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

export function sweepText({ capabilities, pin, result }: Swept, style: Style): string {
  const { cells, declaredButRefused, acceptedButUndeclared } = result;
  const taken = cells.filter(({ win32 }) => win32 === 0).length;
  const declared = cells.filter((cell) => cell.declared).length;
  return [
    style.bold(oneLine(`${pinName(pin)} of ${capabilities.filter.name ?? capabilities.filter.path}`)),
    `${count(cells.length, 'format')} asked, ${declared} declared, ${taken} accepted`,
    '',
    ...table(cells, style),
    '',
    legend(style),
    ...list('declared but refused', declaredButRefused, style.red),
    ...list('accepted but undeclared', acceptedButUndeclared, style.yellow),
    '',
  ].join('\n');
}

function signOf({ declared, win32 }: SweptCell, { green, red, yellow, dim }: Style): string {
  if (win32 === 0) return declared ? green('+') : yellow('?');
  return declared ? red('!') : dim('.');
}

function legend({ green, red, yellow, dim }: Style): string {
  const signs = [
    `${green('+')} accepted`,
    `${red('!')} declared but refused`,
    `${yellow('?')} accepted but undeclared`,
    `${dim('.')} refused`,
  ];
  return signs.join('   ');
}

function table(cells: readonly SweptCell[], style: Style): readonly string[] {
  const columns = [...new Set(cells.map(({ column }) => column))];
  const rows = [...new Set(cells.map(({ row }) => row))];
  const head = Math.max(...rows.map(({ length }) => length)) + 2;
  const byPlace = new Map(cells.map((cell) => [`${cell.row} ${cell.column}`, cell]));
  const line = (row: string): string => {
    const signs = columns.map((column) => {
      const cell = byPlace.get(`${row} ${column}`);
      return ' '.repeat(column.length - 1) + (cell ? signOf(cell, style) : ' ');
    });
    return row.padEnd(head) + signs.join('  ');
  };
  return [' '.repeat(head) + columns.join('  '), ...rows.map(line)];
}

function list(
  title: string,
  cells: readonly SweptCell[],
  paint: (text: string) => string,
): readonly string[] {
  if (cells.length === 0) return [];
  return [
    '',
    paint(`${title}: ${cells.length}`),
    ...cells.map(({ label, win32 }) => `  ${label}${codeText(win32)}`),
  ];
}

function codeText(win32: number): string {
  return win32 === 0 ? '' : `  ${win32Status(win32).name}`;
}
