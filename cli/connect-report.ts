// The answer to a connect, for people and for programs.

import type { FilterSummary } from '#device-host/protocol.ts';
import { toHex } from '#ks/bytes.ts';
import { complete } from '#ks/connect.ts';
import { numberText } from '#ks/constants.ts';
import type { Stage } from '#ks/explain.ts';
import { guidText } from '#ks/guid.ts';
import { pathText } from '#ks/path.ts';
import { memberAt } from '#ks/request.ts';
import { ntStatus, win32Status } from '#ks/status.ts';
import type { Value } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { rangeOfPath } from '#language-server/service.ts';
import type { Outcome } from './connect-outcome.ts';
import type { LoadedConnect } from './descriptor.ts';
import { filterName } from './filter-choice.ts';
import { placeText } from './report/finding-row.ts';
import { oneLine, type Style } from './terminal.ts';

export interface Attempt {
  readonly loaded: LoadedConnect;
  readonly target: string;
  readonly filter: FilterSummary;
  readonly bytes: Uint8Array;
  readonly access: number;
  readonly outcome: Outcome;
  readonly asExpected: boolean;
}

/** What was asked of a pin, in the order in which it is checked. */
const stageText: Readonly<Record<Stage, string>> = {
  block: 'the request itself',
  pin: 'PinId',
  communication: 'communication of the pin',
  interface: 'interface',
  medium: 'medium',
  range: 'data ranges of the pin',
  attributes: 'attributes',
  instances: 'free instances of the pin',
  format: "the driver's own check of the format",
};

/** Keys in a fixed order; `bytes` is lower-case hex, `code` null when no call was made. */
export function attemptJson({ loaded, target, filter, bytes, outcome, asExpected }: Attempt): string {
  const { status, code, ntstatus, stage, path, message, elapsedMs } = outcome;
  const json = {
    name: loaded.name,
    status,
    code: code ?? null,
    win32: code === undefined ? null : win32Status(code).name,
    ntstatus: ntstatus === undefined ? undefined : ntStatus(ntstatus).name,
    stage,
    path: path === undefined ? undefined : pathText(path),
    message,
    bytes: toHex(bytes),
    elapsedMs: Math.round(elapsedMs * 1000) / 1000,
    filter: { path: filter.path, name: filter.name },
    target,
    expected: expectedText(loaded),
    asExpected,
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

function expectedText({ entry }: LoadedConnect): string {
  return entry.expect?.text ?? win32Status(0).name;
}

export function attemptText(attempt: Attempt, style: Style): string {
  const { loaded, filter, outcome } = attempt;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['asked', askedText(attempt)],
    ['of', `${filterName(filter)} on ${attempt.target}`],
    ['answer', answerText(outcome, style)],
    [
      'failed at',
      outcome.stage === undefined || outcome.status === 'opened' ? undefined : stageText[outcome.stage],
    ],
    ['why', outcome.message],
    ['where', placeOf(attempt)],
    ['next', nextStep(outcome)],
    ['expected', verdictText(attempt, style)],
  ];
  const lines = facts.flatMap(([name, value]) =>
    value === undefined ? [] : [`  ${style.dim(name.padEnd(11))}${oneLineKeepingStyle(value)}`],
  );
  return [style.bold(oneLine(loaded.name)), ...lines, ''].join('\n');
}

/** Values are made of our own words and of names that were cleaned before; a line break would break the columns. */
function oneLineKeepingStyle(value: string): string {
  return value.replace(/\s*[\r\n]+\s*/g, ' ');
}

function askedText({ loaded, bytes, access }: Attempt): string {
  const full = complete(loaded.request);
  const subFormat = full.KSDATAFORMAT.SubFormat;
  return [
    `pin ${full.KSPIN_CONNECT.PinId}`,
    typeof subFormat === 'string' ? formatName(subFormat) : undefined,
    ...formatFacts(loaded),
    numberText(access, 'ACCESS_MASK'),
    `${bytes.length} bytes`,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}

/** The header's name without its prefix, `PCM`. */
function formatName(subFormat: Guid): string {
  return guidText(subFormat, ['format-subtype']).replace(/^(KSDATAFORMAT_SUBTYPE|MEDIASUBTYPE)_/, '');
}

function formatFacts({ request }: LoadedConnect): readonly string[] {
  const full = complete(request);
  const key = full.block?.key ?? '';
  const number = (...path: readonly string[]): Value | undefined =>
    memberAt(full, [key, ...path]) ?? memberAt(full, [key, 'Format', ...path]);
  const fact = (value: Value | undefined, unit: string): readonly string[] =>
    value === undefined ? [] : [`${value} ${unit}`];
  const width = number('bmiHeader', 'biWidth');
  const height = number('bmiHeader', 'biHeight');
  return [
    ...fact(number('nSamplesPerSec'), 'Hz'),
    ...fact(number('nChannels'), 'ch'),
    ...fact(number('wBitsPerSample'), 'bit'),
    ...(width === undefined || height === undefined ? [] : [`${width}x${height}`]),
  ];
}

function answerText({ status, code, ntstatus, elapsedMs }: Outcome, { green, red, yellow }: Style): string {
  const paint = { opened: green, refused: red, blocked: yellow, failed: red }[status];
  const name = code === undefined ? 'KsCreatePin was not called' : `${win32Status(code).name} (${code})`;
  const nt = ntstatus === undefined ? '' : `, ${ntStatus(ntstatus).name} in the driver`;
  const time =
    code === undefined ? '' : `, after ${elapsedMs < 10 ? elapsedMs.toFixed(1) : Math.round(elapsedMs)} ms`;
  return `${paint(status)}: ${name}${nt}${time}`;
}

function placeOf({ loaded, outcome }: Attempt): string | undefined {
  if (outcome.path === undefined || outcome.status === 'opened') return undefined;
  const { line, character } = loaded.doc.lines.positionAt(rangeOfPath(loaded.entry, outcome.path).start);
  return `${placeText({ file: loaded.file, line: line + 1, column: character + 1 })}  ${pathText(outcome.path)}`;
}

function nextStep({ status, code, path }: Outcome): string | undefined {
  if (status === 'opened') return undefined;
  if (status === 'blocked')
    return 'close what holds the pin, or call the driver all the same with --even-if-busy';
  // A reason that names its field says what would be accepted; the general advice for the code says less.
  if (code === undefined || path !== undefined) return undefined;
  return win32Status(code).whatToCheck[0];
}

function verdictText({ loaded, asExpected }: Attempt, { green, red }: Style): string {
  return `${expectedText(loaded)}: ${asExpected ? green('as expected') : red('not as expected')}`;
}
