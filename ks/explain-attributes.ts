// The driver's look at the attribute list, as sysvad makes it: only a signal processing mode, of exactly 40 bytes
// (minwavert.cpp; rules.md KST-001 to KST-008).
import { attributeBody } from './attributes.ts';
import { guidNamed, guidText } from './guid.ts';
import { type Attribute, type ConnectRequest, formatHasAttributes } from './request.ts';
import { refusal, statusCodes, type Verdict } from './verdict.ts';

const signalProcessingMode = guidNamed('KSATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE')?.value;
const headerSize = 24;
const modeSize = 40;

export function explainAttributes(request: ConnectRequest): Verdict | undefined {
  if ((Number(request.KSDATAFORMAT.Flags) & formatHasAttributes) === 0) return undefined;
  const attributes = request.Attributes ?? [];
  if (attributes.length === 0) {
    return refusal(
      'attributes',
      statusCodes.invalidParameter,
      ['KSDATAFORMAT', 'Flags'],
      'Flags has KSDATAFORMAT_ATTRIBUTES, but no readable attribute follows the format. Remove the flag or write Attributes.',
    );
  }
  for (const [index, attribute] of attributes.entries()) {
    const verdict = explainAttribute(attribute, index);
    if (verdict) return verdict;
  }
  return undefined;
}

function explainAttribute(attribute: Attribute, index: number): Verdict | undefined {
  const path = ['Attributes', index, 'AttributeHeader'];
  const { Attribute: id, Size: size } = attribute.AttributeHeader;
  if (id !== signalProcessingMode) {
    const shown = guidText(id as Parameters<typeof guidText>[0], ['attribute']);
    return refusal(
      'attributes',
      statusCodes.notSupported,
      [...path, 'Attribute'],
      `The attribute ${shown} is not one that audio drivers know; they take KSATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE.`,
    );
  }
  const actual = headerSize + attributeBody(attribute).length;
  if (size === modeSize && actual === modeSize) return undefined;
  return refusal(
    'attributes',
    statusCodes.invalidParameter,
    [...path, 'Size'],
    `A signal processing mode takes ${modeSize} bytes; this one says ${String(size)} and has ${actual}.`,
  );
}
