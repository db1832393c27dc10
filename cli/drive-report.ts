// What came of driving a pin, for people and as JSON for programs.
import { type DriveReport, filterName } from '#device-host/client/index.ts';
import type { CreatePinResult, FilterSummary } from '#device-host/protocol.ts';
import { win32Status, win32Text } from '#ks/status.ts';
import { stateName } from '#ks/stream-state.ts';
import { duration, oneLine } from '#ks/words.ts';
import type { Style } from './terminal.ts';

export interface Driven {
  readonly name: string;
  readonly filter: FilterSummary;
  readonly target: string;
  readonly created: CreatePinResult;
  /** Absent when the pin did not open. */
  readonly report?: DriveReport;
}

/** Keys in a fixed order; offsets as text, because they have 64 bits. */
export function drivenJson({ name, filter, target, created, report }: Driven): string {
  const json = {
    name,
    filter: { path: filter.path, name: filter.name },
    target,
    status: created.outcome,
    code: created.win32 ?? null,
    good: report?.good ?? false,
    formatSet: report?.formatSet && {
      win32: win32Status(report.formatSet.win32).name,
      elapsedMs: rounded(report.formatSet.elapsedMs),
    },
    facts: Object.fromEntries(report?.facts.map((fact) => [fact.name, fact.lines]) ?? []),
    steps: report?.steps.map(({ from, to, win32, elapsedMs }) => ({
      from: stateName(from),
      to: stateName(to),
      win32: win32Status(win32).name,
      elapsedMs: rounded(elapsedMs),
    })),
    positions: report?.readings.map(({ state, play, write, atMs }) => ({
      state: stateName(state),
      play: String(play),
      write: String(write),
      atMs: rounded(atMs),
    })),
    findings: report?.findings,
    notes: report?.notes,
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}

export function drivenText({ name, filter, target, created, report }: Driven, style: Style): string {
  const { bold, green, red } = style;
  const row = (label: string, text: string): string => `  ${style.dim(label.padEnd(11))}${text}`;
  const opened = created.outcome === 'opened';
  const answer = created.message ?? (created.win32 === undefined ? '' : win32Text(created.win32));
  return [
    bold(oneLine(name)),
    row('of', oneLine(`${filterName(filter)} on ${target}`)),
    row('opening', opened ? green('opened') : `${red(created.outcome)}: ${oneLine(answer)}`),
    ...(report ? reportLines(report, row, style) : [row('next', 'kspin connect explains the answer')]),
    row('verdict', report?.good ? green('alive') : red('not alive')),
    '',
  ].join('\n');
}

/** `KSPROPERTY_CONNECTION_ALLOCATORFRAMING` is too long for a label. */
function labelOf(property: string): string {
  const short: Readonly<Record<string, string>> = {
    KSPROPERTY_CONNECTION_DATAFORMAT: 'format',
    KSPROPERTY_CONNECTION_ALLOCATORFRAMING: 'framing',
    KSPROPERTY_CONNECTION_ALLOCATORFRAMING_EX: 'framing ex',
    KSPROPERTY_CONNECTION_ACQUIREORDERING: 'ordering',
  };
  return short[property] ?? property;
}

/** Members that are 0 say nothing to a person; the JSON has them all. */
function saying(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => !line.endsWith(': 0'));
}

function reportLines(
  { facts, formatSet, steps, findings, notes }: DriveReport,
  row: (label: string, text: string) => string,
  { green, red }: Style,
): readonly string[] {
  const done = (win32: number, elapsedMs: number): string =>
    win32 === 0 ? `${green('done')} in ${duration(elapsedMs)}` : red(win32Text(win32));
  return [
    ...(formatSet ? [row('set format', done(formatSet.win32, formatSet.elapsedMs))] : []),
    ...facts.map(({ name, lines }) => row(labelOf(name), oneLine(saying(lines).join(', ')))),
    ...steps.map(({ from, to, win32, elapsedMs }) =>
      row('state', `${stateName(from)} to ${stateName(to)}: ${done(win32, elapsedMs)}`),
    ),
    ...findings.map(({ good, text }) => row('position', `${good ? green('good') : red('bad')} ${text}`)),
    ...notes.map((note) => row('note', oneLine(note))),
  ];
}
