// How the rows of the Capability Files view look. What breaks clients has the colour of an error up to the comparison itself.
import { type Change, type Effect, gravest } from '#ks/diff/change.ts';
import { changePath } from '#ks/diff/diff-capabilities.ts';
import { count } from '#ks/words.ts';
import { presentFilter } from './present-filters.ts';
import { presentTrouble } from './present-trouble.ts';
import type { Presented } from './presented.ts';
import type { RecordingRow } from './recording-rows.ts';
import { type Comparison, type Recording, summaryOf } from './recordings.ts';
import { markdownFacts, shortLine } from './text.ts';

export function presentRecording(row: RecordingRow): Presented {
  switch (row.kind) {
    case 'recording':
      return recording(row.recording);
    case 'recorded':
      return presentFilter(row.row);
    case 'comparison':
      return comparison(row.comparison);
    case 'subject':
      return subject(row);
    case 'change':
      return change(row);
    case 'trouble':
      return presentTrouble(row.message);
  }
}

function recording({ name, uri, reading }: Recording): Presented {
  const label = shortLine(name);
  const description = reading.ok ? count(reading.value.length, 'filter') : 'could not be read';
  return {
    label,
    description,
    tooltip: markdownFacts([
      ['Capability file', label],
      ['Address', uri],
      ['Problem', reading.ok ? undefined : reading.error],
    ]),
    icon: reading.ok ? 'file-code' : 'warning',
    ...(reading.ok ? {} : { color: 'list.warningForeground' }),
    contextValue: 'recording',
    open: 'collapsed',
    spoken: `Capability file ${label}, ${description}`,
  };
}

function comparison({ older, newer, changes }: Comparison): Presented {
  const label = shortLine(`${older.name} → ${newer.name}`);
  const description = changes.ok ? summaryOf(changes.value) : 'could not be compared';
  const effect = changes.ok ? gravest(changes.value) : 'breaking';
  return {
    label,
    description,
    tooltip: markdownFacts([
      ['Older', older.name],
      ['Newer', newer.name],
      ['Difference', description],
    ]),
    icon: 'diff',
    ...colorOf(effect),
    contextValue: 'comparison',
    open: changes.ok && changes.value.length === 0 ? 'leaf' : 'expanded',
    spoken: `Comparison of ${older.name} with ${newer.name}: ${description}`,
  };
}

const looks: Readonly<Record<Effect, { readonly icon: string; readonly color?: string }>> = {
  breaking: { icon: 'error', color: 'list.errorForeground' },
  compatible: { icon: 'add', color: 'gitDecoration.addedResourceForeground' },
  neutral: { icon: 'info' },
};

function colorOf(effect: Effect | undefined): { readonly color?: string } {
  const color = effect === 'breaking' ? looks.breaking.color : undefined;
  return color === undefined ? {} : { color };
}

function subject({ title, changes }: Extract<RecordingRow, { kind: 'subject' }>): Presented {
  const description = summaryOf(changes);
  return {
    label: shortLine(title),
    description,
    icon: title.startsWith('Filter ') ? 'circuit-board' : 'plug',
    ...colorOf(gravest(changes)),
    contextValue: 'subject',
    open: 'expanded',
    spoken: `${title}, ${description}`,
  };
}

function change(row: Extract<RecordingRow, { kind: 'change' }>): Presented {
  const about = aboutOf(row.change, row.depth);
  const { effect, message } = row.change;
  const { icon, color } = looks[effect];
  return {
    label: shortLine(message.replace(/\.$/, '')),
    ...(about === '' ? {} : { description: shortLine(about) }),
    tooltip: markdownFacts([
      ['Effect', effect],
      ['Change', message],
      ['Of', row.change.subject.join(', ')],
      ['Place', changePath(row.change)],
    ]),
    icon,
    ...(color === undefined ? {} : { color }),
    contextValue: `change.${effect}`,
    open: 'leaf',
    spoken: `${effect}: ${about === '' ? '' : `${about}: `}${message}`,
    command: { id: 'kspin.showDifference', title: 'Show Difference', args: [row] },
  };
}

const aboutOf = ({ subject: parts }: Change, depth: number): string => parts.slice(depth).join(', ');
