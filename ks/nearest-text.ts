// The nearest accepted request in words, for a terminal line or a tree row.

import type { Guid } from '#ks/tables/guid-kinds.ts';
import { numberText } from './constants.ts';
import { constantsOfField } from './field-constants.ts';
import { guidText } from './guid.ts';
import { leavesOfRequest } from './members.ts';
import type { Change, Nearest } from './nearest.ts';
import { pathText } from './path.ts';

/** More changes than this are another request, not a mend. */
const mostChanges = 3;

/** `Set WaveFormatExt.Format.nSamplesPerSec to 96000`; undefined where nothing or too much would have to change. */
export function nearestText(nearest: Nearest | undefined): string | undefined {
  if (!nearest || nearest.changes.length === 0 || nearest.changes.length > mostChanges) return undefined;
  return `Set ${nearest.changes.map((change) => changeText(change, nearest)).join(', ')}: the nearest request that is taken.`;
}

function changeText({ path, to }: Change, { request }: Nearest): string {
  const name = pathText(path);
  if (to === undefined) return `${name} to nothing (leave it out)`;
  const field = leavesOfRequest(request).find((leaf) => pathText(leaf.path) === name)?.field;
  if (typeof to === 'string') return `${name} to ${guidText(to as Guid, field?.guids)}`;
  if (typeof to !== 'number' && typeof to !== 'bigint') return name;
  return `${name} to ${numberText(to, field && constantsOfField(field, {}))}`;
}
