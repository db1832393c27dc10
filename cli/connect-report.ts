// The answer to a connect, for people (what was asked, what came back, why, where in the file, what next) and as JSON for
// programs.
import { type Answer, type Bisected, filterName } from '#device-host/client/index.ts';
import { changesText } from '#ks/bisect.ts';
import { toHex } from '#ks/bytes.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import { complete } from '#ks/connect.ts';
import { numberText } from '#ks/constants.ts';
import { describeFormat } from '#ks/describe-format.ts';
import { pathText } from '#ks/path.ts';
import { ntStatus, win32Status, win32Text } from '#ks/status.ts';
import { stageText } from '#ks/verdict.ts';
import { count, duration, oneLine } from '#ks/words.ts';
import type { PreparedConnect } from './connect-session.ts';
import { type LoadedConnect, memberPlace } from './descriptor.ts';
import type { Style } from './terminal.ts';

export interface Attempt extends PreparedConnect {
  readonly target: string;
  readonly answer: Answer;
  readonly asExpected: boolean;
  /** KsCreatePin did not come back: in time, or because it took its caller down. */
  readonly lost?: 'hung' | 'died';
  /** What the filter says of itself, where it could be read. */
  readonly capabilities?: Capabilities;
  readonly bisected?: Bisected;
}

/** Keys in a fixed order; `bytes` is lower-case hex; without a call `code` is null and `elapsedMs` 0. */
export function attemptJson(attempt: Attempt): string {
  const { loaded, target, filter, bytes, answer, lost, asExpected, bisected } = attempt;
  const { outcome, win32, ntstatus, stage, path, why, elapsedMs = 0, uncheckedMs } = answer;
  const json = {
    name: loaded.name,
    status: lost ?? outcome,
    code: win32 ?? null,
    win32: win32 === undefined ? null : win32Status(win32).name,
    ntstatus: ntstatus === undefined ? undefined : ntStatus(ntstatus).name,
    stage,
    path: path === undefined ? undefined : pathText(path),
    message: why,
    bytes: toHex(bytes),
    elapsedMs: Math.round(elapsedMs * 1000) / 1000,
    uncheckedMs: uncheckedMs === undefined ? undefined : Math.round(uncheckedMs * 1000) / 1000,
    filter: { path: filter.path, name: filter.name },
    target,
    expected: expectedText(loaded),
    asExpected,
    bisect: bisected && bisectedJson(bisected),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

function bisectedJson({ outcome, smallest, change, trials, why }: Bisected) {
  return {
    outcome,
    smallest,
    changes: change?.changes ?? [],
    calls: trials.length,
    trials: trials.map(({ changes, win32 }) => ({ changes, win32: win32Status(win32).name })),
    why,
  };
}

function expectedText({ entry }: LoadedConnect): string {
  return entry.expect?.text ?? win32Status(0).name;
}

export function attemptText(attempt: Attempt, style: Style): string {
  const { loaded, filter, answer } = attempt;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['asked', askedText(attempt)],
    ['of', oneLine(`${filterName(filter)} on ${attempt.target}`)],
    ['answer', attempt.lost ? lostText(attempt.lost, style) : answerText(answer, style)],
    ['failed at', answer.stage && stageText[answer.stage]],
    ['why', oneLine(answer.why)],
    ['where', answer.path && oneLine(`${memberPlace(loaded, answer.path)}  ${pathText(answer.path)}`)],
    ['next', answer.next[0]],
    ['bisected', attempt.bisected && oneLine(bisectedText(attempt.bisected))],
    ['expected', verdictText(attempt, style)],
  ];
  const lines = facts.flatMap(([name, value]) =>
    value === undefined ? [] : [`  ${style.dim(name.padEnd(11))}${value}`],
  );
  return [style.bold(oneLine(loaded.name)), ...lines, ''].join('\n');
}

function bisectedText({ outcome, change, smallest, trials, why }: Bisected): string {
  const calls = count(trials.length, 'call');
  const opens = change && changesText(change);
  switch (outcome) {
    case 'found':
      return `${opens}: the smallest change that opens it, found in ${calls}`;
    case 'opens':
      return 'sent again as it is, the driver took it';
    case 'none':
      return `nothing that was tried opens it (${calls})`;
    case 'stopped':
      return [opens && `${opens}: opens it${smallest ? '' : ', perhaps not the smallest change'}.`, why]
        .filter(Boolean)
        .join(' ');
  }
}

function askedText({ loaded, bytes, access }: Attempt): string {
  const full = complete(loaded.request);
  return [
    `pin ${full.KSPIN_CONNECT.PinId}`,
    describeFormat(full),
    numberText(access, 'ACCESS_MASK'),
    `${bytes.length} bytes`,
  ].join(', ');
}

function answerText({ outcome, win32, ntstatus, elapsedMs }: Answer, { green, red, yellow }: Style): string {
  const paint = { opened: green, refused: red, blocked: yellow, failed: red }[outcome];
  const name = win32 === undefined ? 'KsCreatePin was not called' : win32Text(win32);
  const nt = ntstatus === undefined ? '' : `, ${ntStatus(ntstatus).name} in the driver`;
  const time = elapsedMs === undefined ? '' : `, after ${duration(elapsedMs)}`;
  return `${paint(outcome)}: ${name}${nt}${time}`;
}

function lostText(lost: 'hung' | 'died', { red }: Style): string {
  const how = lost === 'hung' ? 'KsCreatePin did not return' : 'KsCreatePin ended the device host';
  return `${red(lost)}: ${how}`;
}

function verdictText({ loaded, asExpected }: Attempt, { green, red }: Style): string {
  return `${oneLine(expectedText(loaded))}: ${asExpected ? green('as expected') : red('not as expected')}`;
}
