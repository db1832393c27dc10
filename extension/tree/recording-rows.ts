// The rows of the Capability Files view: comparisons with what changed by pin, then the files that are open, with the same rows
// for their filters as the Filters view has.
import type { Capabilities } from '#ks/capabilities.ts';
import type { Change } from '#ks/diff/change.ts';
import { type FilterRow, filterChildren } from './filter-rows.ts';
import { noFilters } from './filters.ts';
import { type Comparison, keyOf, type Recording, type Recordings } from './recordings.ts';

export type RecordingRow = { readonly id: string } & (
  | { readonly kind: 'recording'; readonly recording: Recording }
  | {
      readonly kind: 'recorded';
      readonly row: FilterRow;
      readonly capabilities: Capabilities;
      readonly recording: Recording;
    }
  | { readonly kind: 'comparison'; readonly comparison: Comparison }
  | {
      readonly kind: 'subject';
      readonly title: string;
      readonly depth: number;
      readonly changes: readonly Change[];
      readonly comparison: Comparison;
    }
  | {
      readonly kind: 'change';
      readonly change: Change;
      /** What the rows above say of its subject already. */
      readonly depth: number;
      readonly comparison: Comparison;
    }
  | { readonly kind: 'trouble'; readonly message: string }
);

export function recordingRoots({ opened, comparisons }: Recordings): readonly RecordingRow[] {
  return [
    ...comparisons.map(
      (comparison): RecordingRow => ({ id: `compare/${keyOf(comparison)}`, kind: 'comparison', comparison }),
    ),
    ...opened.map(
      (recording): RecordingRow => ({ id: `file/${recording.uri}`, kind: 'recording', recording }),
    ),
  ];
}

export function recordingChildren(row: RecordingRow): readonly RecordingRow[] {
  switch (row.kind) {
    case 'recording':
      return filterRows(row.id, row.recording);
    case 'recorded':
      return filterChildren(row.row, noFilters).map((inner) => ({ ...row, id: inner.id, row: inner }));
    case 'comparison':
      return comparisonRows(row.id, row.comparison);
    case 'subject':
      return changeRows(row.id, row.changes, row.depth, row.comparison);
    default:
      return [];
  }
}

function filterRows(id: string, recording: Recording): readonly RecordingRow[] {
  const { reading } = recording;
  if (!reading.ok) return [{ id: `${id}/trouble`, kind: 'trouble', message: reading.error }];
  return reading.value.map((capabilities, index) => {
    const summary = capabilities.filter;
    const row: FilterRow = { id: `${id}/${index}`, kind: 'filter', entry: { summary, capabilities } };
    return { id: row.id, kind: 'recorded', row, capabilities, recording };
  });
}

function comparisonRows(id: string, comparison: Comparison): readonly RecordingRow[] {
  const { older, newer, changes } = comparison;
  if (!changes.ok) return [{ id: `${id}/trouble`, kind: 'trouble', message: changes.error }];
  // One filter in each file is the usual case, and its name says nothing then.
  const several = [older, newer].some(({ reading }) => reading.ok && reading.value.length > 1);
  return changeRows(id, changes.value, several ? 0 : 1, comparison);
}

/** Filters and pins are rows of their own; a data range is told in the row of its change. */
const deepestSubject = 2;

/** Changes of the thing itself first, then one row for each thing inside, in the order of the files. */
function changeRows(
  id: string,
  changes: readonly Change[],
  depth: number,
  comparison: Comparison,
): readonly RecordingRow[] {
  const own: RecordingRow[] = [];
  const inside = new Map<string, Change[]>();
  for (const [index, change] of changes.entries()) {
    const title = depth < deepestSubject ? change.subject[depth] : undefined;
    if (title === undefined) own.push({ id: `${id}/${index}`, kind: 'change', change, depth, comparison });
    else inside.set(title, [...(inside.get(title) ?? []), change]);
  }
  const subjects = [...inside].map(
    ([title, inner]): RecordingRow => ({
      id: `${id}/${title}`,
      kind: 'subject',
      title,
      depth: depth + 1,
      changes: inner,
      comparison,
    }),
  );
  return [...own, ...subjects];
}
