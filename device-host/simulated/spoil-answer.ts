// Garbage in place of a driver's answer to one property, made of the honest one. Pure: from bytes and room to an answer.
import type { UntimedAnswer } from '#device-host/timed.ts';
import { viewOf } from '#ks/bytes.ts';
import { pinProperties, propertySets } from '#ks/properties.ts';
import { win32Of } from '#ks/status.ts';
import { decodeStruct } from '#ks/struct.ts';
import { list, type StatusAnswer, value } from './answer.ts';
import type { Spoil } from './faults.ts';
import { ntStatuses } from './statuses.ts';

const propertyGet = 1;
const subFormatOffset = 32;

/** Whether the fault touches this request: one property, read. */
export function isSpoilt(how: Spoil, input: Uint8Array): boolean {
  const property = decodeStruct('KSPROPERTY', input, 'x64');
  if (property?.Set !== propertySets.pin || property.Flags !== propertyGet) return false;
  return property.Id === spoiltProperty(how);
}

function spoiltProperty(how: Spoil): number {
  switch (how) {
    case 'string-unterminated':
      return pinProperties.NAME;
    case 'intersection-lies':
      return pinProperties.DATAINTERSECTION;
    default:
      return pinProperties.DATARANGES;
  }
}

/** What is said in place of `whole`, the honest value, to a caller with this buffer. */
export function spoiltAnswer(how: Spoil, whole: Uint8Array, output: Uint8Array): UntimedAnswer {
  const answer = spoil(how, whole, output.length);
  if (answer.bytes) output.set(answer.bytes);
  return { win32: win32Of(answer.status), returned: answer.information, output };
}

function spoil(how: Spoil, whole: Uint8Array, room: number): StatusAnswer {
  const honest = list(whole, room);
  switch (how) {
    case 'size-too-big':
      return room === 0 ? overflow(0x7fffffff) : honest;
    case 'size-too-small':
      if (room === 0) return overflow(whole.length - 8);
      return room < 8 ? honest : value(whole.subarray(0, Math.min(room, whole.length)), room);
    case 'returned-too-big':
      return room < whole.length ? honest : { ...honest, information: whole.length + 64 };
    case 'count-negative':
      return list(
        changed(whole, 4, () => 0xffffffff),
        room,
      );
    case 'ranges-unaligned':
      return list(
        changed(whole, 8, (size) => size + 2),
        room,
      );
    case 'more-data-forever':
      return overflow(room + 16);
    case 'sizes-mixed-up':
      if (room === 0) return { status: ntStatuses.bufferTooSmall, information: whole.length };
      return honest.status === ntStatuses.bufferTooSmall ? overflow(whole.length) : honest;
    case 'string-unterminated':
      return value(whole.subarray(0, whole.length - 2), room);
    case 'intersection-lies':
      return value(
        changed(whole, subFormatOffset, (data1) => data1 ^ 0xff),
        room,
      );
  }
}

function overflow(information: number): StatusAnswer {
  return { status: ntStatuses.bufferOverflow, information };
}

function changed(bytes: Uint8Array, offset: number, change: (value: number) => number): Uint8Array {
  const copy = bytes.slice();
  const view = viewOf(copy);
  view.setUint32(offset, change(view.getUint32(offset, true)), true);
  return copy;
}
