// Which names make sense for a member: usually one set, but an Id's names depend on the Set beside it.
import type { ConstantSetName } from '#ks/tables/constants.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { Field } from '#ks/tables/layout.ts';
import { namesOf } from './guid.ts';
import type { StructValue } from './struct.ts';

/** The constant set of a member inside `owner`; undefined for plain numbers and for the Ids of private sets. */
export function constantsOfField(field: Field, owner: StructValue): ConstantSetName | undefined {
  if (!field.constantsBySet || typeof owner.Set !== 'string') return field.constants;
  const set = owner.Set as Guid;
  return field.constantsBySet[set] ?? (namesOf(set).length > 0 ? field.constants : undefined);
}
