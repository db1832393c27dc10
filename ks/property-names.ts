// A property by the name that headers give it, `KSPROPERTY_AUDIO_POSITION`, or by set and id for those that no header of ours
// names: what people type and what they are shown. The sets and their ids are those of KSPROPERTY's own layout.
import { type ConstantSetName, constantSets } from '#ks/tables/constants.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { layouts } from '#ks/tables/layouts.ts';
import { parseNumber } from './constants.ts';
import { guidText, parseGuid } from './guid.ts';

export interface PropertyName {
  readonly set: Guid;
  readonly id: number;
}

const idsBySet = Object.entries(
  layouts.KSPROPERTY.fields.find(({ name }) => name === 'Id')?.constantsBySet ?? {},
) as readonly (readonly [Guid, ConstantSetName])[];

const byName = new Map<string, PropertyName>(
  idsBySet.flatMap(([set, ids]) =>
    constantSets[ids].entries.map(({ name, value }) => [name, { set, id: value }] as const),
  ),
);

const byValue = new Map([...byName].map(([name, { set, id }]) => [`${set} ${id}`, name]));

/** Every property that has a name, for pickers and suggestions. */
export const namedProperties: readonly (PropertyName & { readonly name: string })[] = [...byName].map(
  ([name, property]) => ({ name, ...property }),
);

/**
 * Reads `KSPROPERTY_PIN_NAME`, or a set and an id with a colon between: `KSPROPSETID_Audio:5`, `{guid}:0x5`. Undefined for
 * anything else.
 */
export function propertyNamed(text: string): PropertyName | undefined {
  const known = byName.get(text.trim());
  if (known) return known;
  const [, setText = '', idText = ''] = /^(.+):([^:]+)$/.exec(text) ?? [];
  const set = parseGuid(setText);
  const id = parseNumber(idText.trim());
  if (set === undefined || id === undefined || id < 0n || id > 0xffffffffn) return undefined;
  return { set, id: Number(id) };
}

/** The header's name, else `KSPROPSETID_Jack:1`: what propertyNamed reads again. */
export function propertyText({ set, id }: PropertyName): string {
  return byValue.get(`${set} ${id}`) ?? `${guidText(set, ['property-set'])}:${id}`;
}
