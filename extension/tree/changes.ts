// What a refresh changed: rows whose text is another one since the filter was read before, so that a person who pressed
// Refresh sees what a new driver build did without comparing by eye.
import type { Capabilities } from '#ks/capabilities.ts';
import { capabilityRows, type FilterRow, pinRows } from './filter-rows.ts';
import { entryAbove, type FilterEntry, type FiltersSnapshot, filterId, isBelow } from './filters.ts';
import { presentFilter } from './present-filters.ts';
import type { Presented } from './presented.ts';

/** Row id -> what stood there before; undefined for a row that was not there. */
export type Changes = ReadonlyMap<string, string | undefined>;

const noChanges: Changes = new Map();
const known = new WeakMap<FilterEntry, Changes>();

/** Compared when a row of the filter is first drawn, and once for each reading. */
export function changesOf(entry: FilterEntry): Changes {
  const { before, capabilities } = entry;
  if (before === undefined || capabilities === undefined) return noChanges;
  const found = known.get(entry) ?? changesBetween(filterId(entry), before, capabilities);
  known.set(entry, found);
  return found;
}

function changesBetween(id: string, before: Capabilities, now: Capabilities): Changes {
  const old = new Map(leaves(capabilityRows(id, before)).map((row) => [row.id, textOf(row)]));
  const changes = new Map<string, string | undefined>();
  for (const row of leaves(capabilityRows(id, now))) {
    const was = old.get(row.id);
    if (was !== textOf(row)) changes.set(row.id, was);
  }
  return changes;
}

function leaves(rows: readonly FilterRow[]): readonly FilterRow[] {
  return rows.flatMap((row) => {
    if (row.kind === 'pin') return leaves(pinRows(row.id, row.pin));
    return row.kind === 'group' ? leaves(row.rows) : [row];
  });
}

/** What a reader compares: the description where there is one, because the label then only names it. */
function textOf(row: FilterRow): string {
  const { label, description } = presentFilter(row);
  return description ?? label;
}

/** The row as the view shows it: a changed one says what it was, one above a changed one has its colour. */
export function presentChanged(row: FilterRow, snapshot: FiltersSnapshot): Presented {
  const shown = presentFilter(row);
  const entry = entryAbove(snapshot, row.id);
  const changes = entry === undefined ? noChanges : changesOf(entry);
  if (changes.size === 0) return shown;
  if (shown.open !== 'leaf')
    return [...changes.keys()].some((id) => isBelow(id, row.id)) ? colored(shown) : shown;
  if (!changes.has(row.id)) return shown;
  const was = changes.get(row.id);
  const remark = was === undefined ? 'new' : `was ${was}`;
  const description = [shown.description, `(${remark})`].filter(Boolean).join(' ');
  return {
    ...colored(shown, was === undefined),
    description,
    spoken: `${shown.spoken ?? `${shown.label}, ${shown.description ?? ''}`}, ${remark}`,
  };
}

function colored(shown: Presented, isNew = false): Presented {
  // What is wrong stays coloured as wrong.
  if (shown.color !== undefined) return shown;
  return {
    ...shown,
    color: isNew ? 'gitDecoration.addedResourceForeground' : 'gitDecoration.modifiedResourceForeground',
  };
}
