// What a search through the filters of a target looks at: every filter and every pin that has been read, by all the names
// and formats that a person may remember of it.
import { describeRange } from '#ks/describe-range.ts';
import { type FilterRow, filterChildren } from './filter-rows.ts';
import type { FiltersSnapshot } from './filters.ts';
import { presentFilter } from './present-filters.ts';
import { shortLine } from './text.ts';

export interface Found {
  readonly label: string;
  readonly description: string;
  /** A second line: the path of a filter, the data ranges of a pin. */
  readonly detail: string;
  /** The row to show, and for a pin the filter that it is below. */
  readonly row: FilterRow;
  readonly parent?: FilterRow;
}

export function searchable(snapshot: FiltersSnapshot): readonly Found[] {
  return snapshot.filters.flatMap((entry): readonly Found[] => {
    const filter: FilterRow = { id: `filter/${entry.summary.path}`, kind: 'filter', entry };
    const { label, description = '' } = presentFilter(filter);
    const pins = filterChildren(filter, snapshot).flatMap((row): readonly Found[] => {
      if (row.kind !== 'pin') return [];
      const pin = presentFilter(row);
      const ranges = row.pin.dataRanges.map(describeRange).join('; ');
      return [
        {
          label: pin.label,
          description: [label, pin.description].filter(Boolean).join(', '),
          detail: shortLine(ranges),
          row,
          parent: filter,
        },
      ];
    });
    return [{ label, description, detail: shortLine(entry.summary.path), row: filter }, ...pins];
  });
}
