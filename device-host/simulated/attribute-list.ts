// The attribute list as a driver walks it in memory: by Size and Count, attribute by attribute (rules.md KST-003 to KST-008,
// and test/rig/driver/README.md, step 8). A decoded request has lost what is wrong with the list itself.
import { roundUp8, viewOf } from '#ks/bytes.ts';
import { guidFromBytes, guidNamed } from '#ks/guid.ts';
import { formatHasAttributes } from '#ks/request.ts';
import { type Arch, sizeOf } from '#ks/struct.ts';
import { ntStatuses } from './statuses.ts';

const signalProcessingMode = guidNamed('KSATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE')?.value;
const listHeaderSize = 8;
const attributeHeaderSize = 24;
const attributeGuidOffset = 8;
const modeSize = 40;

/** NTSTATUS for the list that KSDATAFORMAT.Flags announces; success when it announces none. */
export function attributeListStatus(block: Uint8Array, layout: Arch): number {
  const view = viewOf(block);
  const format = sizeOf('KSPIN_CONNECT', layout);
  if ((view.getUint32(format + 4, true) & formatHasAttributes) === 0) return ntStatuses.success;
  const start = format + roundUp8(view.getUint32(format, true));
  if (start + listHeaderSize > block.length) return ntStatuses.invalidParameter;
  const size = view.getUint32(start, true);
  const count = view.getUint32(start + 4, true);
  if (count === 0 || size < listHeaderSize || size > block.length - start) return ntStatuses.invalidParameter;
  const list = block.subarray(start, start + size);
  let offset = listHeaderSize;
  for (let index = 0; index < count; index++) {
    const left = list.length - offset;
    const attributeSize = left < attributeHeaderSize ? 0 : viewOf(list).getUint32(offset, true);
    if (attributeSize < attributeHeaderSize || attributeSize > left) return ntStatuses.invalidParameter;
    if (guidFromBytes(list, offset + attributeGuidOffset) !== signalProcessingMode)
      return ntStatuses.notSupported;
    if (attributeSize !== modeSize) return ntStatuses.invalidParameter;
    offset += roundUp8(attributeSize);
  }
  return ntStatuses.success;
}
