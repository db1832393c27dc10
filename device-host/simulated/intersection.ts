// KSPROPERTY_PIN_DATAINTERSECTION: the first of the caller's ranges that has a format in common with the pin makes the answer.
import { roundUp8, viewOf } from '#ks/bytes.ts';
import { encodeConnect } from '#ks/connect.ts';
import { type DataRange, dataRangeFromBytes, rangeHeader } from '#ks/data-range.ts';
import { intersectRanges } from '#ks/intersection.ts';
import { sizeOf } from '#ks/struct.ts';
import { type StatusAnswer, told, value } from './answer.ts';
import type { Asked } from './property.ts';
import { ntStatuses } from './statuses.ts';

const pinSize = sizeOf('KSP_PIN', 'x64');
const listSize = sizeOf('KSMULTIPLE_ITEM', 'x64');
const rangeSize = sizeOf('KSDATARANGE', 'x64');
const connectSize = sizeOf('KSPIN_CONNECT', 'x64');
/** KSDATARANGE_ATTRIBUTES (ks.h). */
const rangeHasAttributes = 0x2;

export function intersect({ filter, pinId, input, output }: Asked): StatusAnswer {
  const offered = filter.capabilities.pins.find(({ id }) => id === pinId)?.dataRanges ?? [];
  if (input.length < pinSize + listSize + rangeSize) return told(ntStatuses.bufferTooSmall);
  const view = viewOf(input);
  const size = view.getUint32(pinSize, true);
  const count = view.getUint32(pinSize + 4, true);
  if (size < listSize || size > input.length - pinSize) return told(ntStatuses.invalidParameter);
  let rest = input.subarray(pinSize + listSize, pinSize + size);
  for (let i = 0; i < count; i++) {
    const next = nextRange(rest);
    if (next === undefined) return told(ntStatuses.invalidParameter);
    const format = intersectRanges(offered, [next.range]);
    if (format) {
      const encoded = encodeConnect({ KSPIN_CONNECT: { PinId: pinId }, ...format }, 'x64');
      return encoded.ok
        ? value(encoded.value.subarray(connectSize), output.length)
        : told(ntStatuses.noMatch);
    }
    rest = next.rest;
  }
  return told(ntStatuses.noMatch);
}

/** The caller's next range, and what follows it and its attribute list; undefined when the bytes do not hold one. */
function nextRange(bytes: Uint8Array): { readonly range: DataRange; readonly rest: Uint8Array } | undefined {
  const size = bytes.length < rangeSize ? 0 : viewOf(bytes).getUint32(0, true);
  if (size < rangeSize || size > bytes.length) return undefined;
  const range = dataRangeFromBytes(bytes.slice(0, size));
  const rest = bytes.subarray(roundUp8(size));
  if (range === undefined || (Number(rangeHeader(range).Flags) & rangeHasAttributes) === 0) {
    return range && { range, rest };
  }
  const attributes = rest.length < listSize ? undefined : viewOf(rest).getUint32(0, true);
  if (attributes === undefined || attributes > rest.length) return undefined;
  return { range, rest: rest.subarray(roundUp8(attributes)) };
}
