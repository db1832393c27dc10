// The nearest accepted request in words, for a terminal line or a tree row.

import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { Change } from './changes.ts';
import { numberText } from './constants.ts';
import { constantsOfField } from './field-constants.ts';
import { guidText } from './guid.ts';
import { leavesOfRequest } from './members.ts';
import type { Nearest } from './nearest.ts';
import { pathText } from './path.ts';
import type { ConnectRequest } from './request.ts';

/** More changes than this are another request, not a mend. */
const mostChanges = 3;

/** `Set WaveFormatExt.Format.nSamplesPerSec to 96000`; undefined where nothing or too much would have to change. */
export function nearestText(nearest: Nearest | undefined): string | undefined {
  if (!nearest || nearest.causes.length === 0 || nearest.causes.length > mostChanges) return undefined;
  const { causes, request } = nearest;
  return `Set ${causes.map((change) => changeText(change, request)).join(', ')}: the nearest request that is taken.`;
}

/** `WaveFormatExt.Format.nChannels to 2`; `request` is the one with the change in it. */
export function changeText({ path, to }: Change, request: ConnectRequest): string {
  const name = pathText(path);
  if (to === undefined) return `${name} to nothing (leave it out)`;
  const field = leavesOfRequest(request).find((leaf) => pathText(leaf.path) === name)?.field;
  if (typeof to === 'string') return `${name} to ${guidText(to as Guid, field?.guids)}`;
  if (typeof to !== 'number' && typeof to !== 'bigint') return name;
  return `${name} to ${numberText(to, field && constantsOfField(field, {}))}`;
}
