// KSPROPERTY_TYPE_BASICSUPPORT in its three lengths: the verbs alone (ULONG), KSPROPERTY_DESCRIPTION, and that with the
// members it announces. DescriptionSize tells a client that has read the head how long the whole is.
import { concatBytes } from '#ks/bytes.ts';
import { guidNamed, zeroGuid } from '#ks/guid.ts';
import { encodeStruct, sizeOf } from '#ks/struct.ts';
import { type StatusAnswer, value } from './answer.ts';
import type { Asked, Property, ValueKind } from './property.ts';

const headSize = sizeOf('KSPROPERTY_DESCRIPTION', 'x64');
const ulongSize = 4;
/** KSPROPERTY_MEMBER_STEPPEDRANGES (ks.h). */
const steppedRanges = 2;

export function basicSupport<A extends Asked>(
  { get, set, values }: Property<A>,
  verbs: { readonly get: number; readonly set: number },
  room: number,
): StatusAnswer {
  const members = membersOf(values);
  const head = {
    AccessFlags: (get ? verbs.get : 0) | (set ? verbs.set : 0),
    DescriptionSize: headSize + members.length,
    ...(values && {
      PropTypeSet: { Set: guidNamed('KSPROPTYPESETID_General')?.value ?? zeroGuid, Id: values.type },
    }),
    MembersListCount: members.length > 0 ? 1 : 0,
  };
  const whole = concatBytes([encodeStruct('KSPROPERTY_DESCRIPTION', head, 'x64'), members]);
  if (room >= ulongSize && room < headSize) return value(whole.subarray(0, ulongSize), room);
  return value(room >= headSize && room < whole.length ? whole.subarray(0, headSize) : whole, room);
}

function membersOf(values: ValueKind | undefined): Uint8Array {
  if (!values?.range) return new Uint8Array();
  const { minimum, maximum, step } = values.range;
  const size = sizeOf('KSPROPERTY_STEPPING_LONG', 'x64');
  const header = { MembersFlags: steppedRanges, MembersSize: size, MembersCount: 1 };
  const range = { SteppingDelta: step, Bounds: { SignedMinimum: minimum, SignedMaximum: maximum } };
  return concatBytes([
    encodeStruct('KSPROPERTY_MEMBERSHEADER', header, 'x64'),
    encodeStruct('KSPROPERTY_STEPPING_LONG', range, 'x64'),
  ]);
}
