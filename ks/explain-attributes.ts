// The driver's look at the attribute list, as sysvad makes it: it walks the memory by Size and Count, attribute by attribute,
// and knows only the signal processing mode, of exactly 40 bytes (minwavert.cpp; rules.md KST-001 to KST-008). It works on the
// bytes, because a decoded request has lost what is wrong with the list itself.
import { roundUp8, viewOf } from './bytes.ts';
import { guidFromBytes, guidNamed, guidText } from './guid.ts';
import type { Path } from './path.ts';
import { formatHasAttributes } from './request.ts';
import { type Arch, sizeOf } from './struct.ts';
import { refusal, statusCodes, type Verdict } from './verdict.ts';

const signalProcessingMode = guidNamed('KSATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE')?.value;
const listHeaderSize = 8;
const guidOffset = 8;

/** Refuses the list that KSDATAFORMAT.Flags announces, or says nothing. `sent` is the block as the driver gets it. */
export function explainAttributes(sent: Uint8Array, arch: Arch): Verdict | undefined {
  const format = sizeOf('KSPIN_CONNECT', arch);
  const view = viewOf(sent);
  if ((view.getUint32(format + 4, true) & formatHasAttributes) === 0) return undefined;
  const start = format + roundUp8(view.getUint32(format, true));
  if (start + listHeaderSize > sent.length) return noList();
  const size = view.getUint32(start, true);
  const count = view.getUint32(start + 4, true);
  if (count === 0) return noList();
  if (size < listHeaderSize || size > sent.length - start) {
    return refused(
      ['Attributes'],
      `The attribute list says it has ${size} bytes; ${sent.length - start} are there.`,
    );
  }
  return explainItems(sent.subarray(start, start + size), count, arch);
}

function explainItems(list: Uint8Array, count: number, arch: Arch): Verdict | undefined {
  const header = sizeOf('KSATTRIBUTE', arch);
  const whole = sizeOf('KSATTRIBUTE_AUDIOSIGNALPROCESSING_MODE', arch);
  let offset = listHeaderSize;
  for (let index = 0; index < count; index++) {
    const left = list.length - offset;
    const path = ['Attributes', index, 'AttributeHeader'];
    const size = left < header ? 0 : viewOf(list).getUint32(offset, true);
    if (size < header || size > left) {
      return refused(
        [...path, 'Size'],
        `Attribute ${index} says it has ${size} bytes; ${Math.max(left, 0)} are left in the list.`,
      );
    }
    const id = guidFromBytes(list, offset + guidOffset);
    if (id !== signalProcessingMode)
      return unknownAttribute([...path, 'Attribute'], guidText(id, ['attribute']));
    if (size !== whole) {
      return refused(
        [...path, 'Size'],
        `A signal processing mode takes ${whole} bytes; this one has ${size}.`,
      );
    }
    offset += roundUp8(size);
  }
  return undefined;
}

function refused(path: Path, message: string): Verdict {
  return refusal('attributes', statusCodes.invalidParameter, path, message);
}

function noList(): Verdict {
  return refused(
    ['KSDATAFORMAT', 'Flags'],
    'Flags has KSDATAFORMAT_ATTRIBUTES, but no attribute follows the format. Remove the flag or write Attributes.',
  );
}

function unknownAttribute(path: Path, name: string): Verdict {
  return refusal(
    'attributes',
    statusCodes.notSupported,
    path,
    `The attribute ${name} is not one that audio drivers know; they take KSATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE.`,
  );
}
