// The rows of the Connections view: one per attempt, and below it what a driver developer asks next, in the order of
// asking: what came back, why, at which stage and field, what to check, on which filter, how long it took.
import type { Answer } from '#device-host/client/index.ts';
import { numberText } from '#ks/constants.ts';
import { pathText } from '#ks/path.ts';
import { ntStatus, win32Status, win32Text } from '#ks/status.ts';
import { stageText } from '#ks/verdict.ts';
import { count, duration } from '#ks/words.ts';
import type { Asked, Attempt, AttemptState, Attempts } from './attempts.ts';
import { splitAttempts, statesText } from './earlier-attempts.ts';
import type { Presented } from './presented.ts';
import type { Probe, Probes } from './probes.ts';
import { lineRows, presentLine, presentSection, type SectionRow, sectionRows } from './section-rows.ts';
import { markdownFacts, markdownText, shortLine } from './text.ts';

export type AttemptRow = { readonly id: string } & (
  | { readonly kind: 'attempt'; readonly attempt: Attempt }
  | { readonly kind: 'earlier'; readonly attempts: Attempts }
  | {
      readonly kind: 'fact';
      readonly label: string;
      readonly value: string;
      readonly icon: string;
      readonly tooltip?: string;
    }
  | { readonly kind: 'list'; readonly label: string; readonly items: readonly string[] }
  | { readonly kind: 'item'; readonly text: string }
  | { readonly kind: 'probe'; readonly probe: Probe }
  | SectionRow
);

/** What was asked without a pin stands first: there is little of it, and it is cleared. */
export function connectionRoots(attempts: Attempts, probes: Probes): readonly AttemptRow[] {
  const { shown, earlier } = splitAttempts(attempts);
  return [
    ...probes.map((probe): AttemptRow => ({ id: `probe/${probe.number}`, kind: 'probe', probe })),
    ...shown.map(attemptRow),
    ...earlier.map(
      ({ block, attempts: some }): AttemptRow => ({
        id: `earlier/${block}`,
        kind: 'earlier',
        attempts: some,
      }),
    ),
  ];
}

function attemptRow(attempt: Attempt): AttemptRow {
  return { id: attemptId(attempt), kind: 'attempt', attempt };
}

export function attemptId({ number }: Pick<Attempt, 'number'>): string {
  return `attempt/${number}`;
}

export function attemptChildren(row: AttemptRow): readonly AttemptRow[] {
  switch (row.kind) {
    case 'attempt':
      return [...sectionRows(row.id, row.attempt.sections ?? []), ...factRows(row.id, row.attempt)];
    case 'earlier':
      return row.attempts.map(attemptRow);
    case 'probe':
      return lineRows(row.id, row.probe.section);
    case 'section':
      return lineRows(row.id, row.section);
    case 'list':
      return row.items.map((text, index) => ({ id: `${row.id}/${index}`, kind: 'item', text }));
    default:
      return [];
  }
}

function factRows(id: string, { asked, answer, note }: Attempt): readonly AttemptRow[] {
  const fact = (
    label: string,
    value: string | undefined,
    icon: string,
    tooltip?: string,
  ): readonly AttemptRow[] =>
    value === undefined || value === ''
      ? []
      : [{ id: `${id}/${label}`, kind: 'fact', label, value, icon, ...(tooltip ? { tooltip } : {}) }];
  const steps = answer?.next ?? [];
  const severalSteps = steps.length > 1;
  const status = answer?.ntstatus === undefined ? undefined : ntStatus(answer.ntstatus);
  return [
    ...fact('Note', note, 'info'),
    ...fact('Result', answer && resultText(answer), 'symbol-number'),
    ...fact('Status', status && `${status.name} (0x${status.value.toString(16)})`, 'symbol-number', behind),
    ...fact('Why', answer?.why, 'question'),
    ...fact('Stage', answer?.stage && stageText[answer.stage], 'list-ordered'),
    ...fact('Field', answer?.path && pathText(answer.path), 'symbol-field'),
    ...listRows(id, 'Likely causes', answer?.causes ?? []),
    ...(severalSteps ? listRows(id, 'Next', steps) : fact('Next', steps[0], 'lightbulb')),
    ...fact('Filter', asked.filter?.name, 'circuit-board', asked.filter && markdownText(asked.filter.path)),
    ...fact('Instances', answer && instancesText(answer), 'layers'),
    ...fact(
      'Access',
      asked.access === undefined ? undefined : numberText(asked.access, 'ACCESS_MASK'),
      'key',
    ),
    ...fact('Request', asked.bytes && count(asked.bytes.length / 2, 'byte'), 'file-binary', asked.bytes),
    ...fact(
      'Time',
      answer?.elapsedMs === undefined ? undefined : `${duration(answer.elapsedMs)} in KsCreatePin`,
      'watch',
    ),
    ...fact('Target', asked.target, 'server-environment'),
  ];
}

const behind =
  'User mode sees only the Win32 code; the status behind it is inferred from the code, or from the order in which ks.sys and the driver check.';

function resultText({ win32, outcome }: Answer): string {
  // A call that failed before or without an answer has no result: "Why" tells all there is.
  if (win32 === undefined) return outcome === 'blocked' ? 'KsCreatePin was not called' : '';
  const { meaning } = win32Status(win32);
  return `${win32Text(win32)}${meaning ? `: ${meaning}` : ''}`;
}

function listRows(id: string, label: string, items: readonly string[]): readonly AttemptRow[] {
  return items.length === 0 ? [] : [{ id: `${id}/${label}`, kind: 'list', label, items }];
}

function instancesText({ local, global, uncheckedMs }: Answer): string {
  const parts = [
    local && `filter ${local.CurrentCount} of ${local.PossibleCount}`,
    global && `system ${global.CurrentCount} of ${global.PossibleCount}`,
  ].filter((part) => part !== undefined);
  const age = uncheckedMs === undefined ? '' : `${duration(uncheckedMs)} `;
  return parts.length === 0 ? '' : `${parts.join(', ')} open ${age}before the call`;
}

const looks: Readonly<Record<AttemptState, { readonly icon: string; readonly color?: string }>> = {
  running: { icon: 'loading~spin' },
  opened: { icon: 'pass-filled', color: 'testing.iconPassed' },
  closed: { icon: 'pass', color: 'testing.iconPassed' },
  refused: { icon: 'error', color: 'testing.iconFailed' },
  blocked: { icon: 'circle-slash', color: 'testing.iconQueued' },
  failed: { icon: 'warning', color: 'testing.iconErrored' },
};

export function presentAttempt(row: AttemptRow): Presented {
  switch (row.kind) {
    case 'attempt':
      return attempt(row.attempt);
    case 'earlier':
      return presentEarlier(row.attempts);
    case 'fact':
      return {
        label: row.label,
        description: shortLine(row.value),
        tooltip: row.tooltip ?? markdownText(row.value),
        icon: row.icon,
        contextValue: 'fact',
        open: 'leaf',
        spoken: `${row.label}: ${row.value}`,
      };
    case 'list':
      return { label: row.label, icon: 'lightbulb', open: 'collapsed' };
    case 'item':
      return { label: shortLine(row.text), tooltip: markdownText(row.text), open: 'leaf' };
    case 'probe':
      return presentProbe(row.probe);
    case 'section':
      return presentSection(row.section);
    case 'line':
      return presentLine(row.line);
  }
}

function presentEarlier(attempts: Attempts): Presented {
  const label = `Attempts ${attempts.at(-1)?.number} to ${attempts[0]?.number}`;
  const description = statesText(attempts);
  return { label, description, icon: 'history', open: 'collapsed', spoken: `${label}: ${description}` };
}

function presentProbe({ name, target, time, section }: Probe): Presented {
  const short = [section.summary, time].filter(Boolean).join(', ');
  const label = `${section.title}: ${shortLine(name)}`;
  return {
    ...presentSection(section),
    label,
    description: short,
    tooltip: markdownFacts([
      ['Asked', section.title],
      ['Of', name],
      ['Target', target],
      ['Answer', section.summary],
    ]),
    contextValue: 'probe',
    spoken: `${label}: ${short}`,
  };
}

function attempt({ state, asked, answer, time, note }: Attempt): Presented {
  const name = shortLine(asked.name);
  const short = [state === 'running' ? 'creating' : state, codeName(answer), time].filter(Boolean).join(', ');
  return {
    label: name,
    description: short,
    tooltip: tooltip(asked, answer, note),
    ...looks[state],
    contextValue: `attempt.${state}`,
    open: 'collapsed',
    spoken: `${name}: ${short}. ${answer?.why ?? ''}`.trim(),
    command: { id: 'kspin.goToConnect', title: 'Go to Descriptor', args: [asked.uri, asked.index] },
  };
}

function codeName(answer: Answer | undefined): string | undefined {
  return answer?.win32 === undefined || answer.win32 === 0 ? undefined : win32Status(answer.win32).name;
}

function tooltip(asked: Asked, answer: Answer | undefined, note: string | undefined): string {
  return markdownFacts([
    ['Connect', asked.name],
    ['Filter', asked.filter?.name],
    ['Target', asked.target],
    ['Result', answer && resultText(answer)],
    ['Why', answer?.why],
    ['Note', note],
  ]);
}
