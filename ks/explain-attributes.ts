// The driver's look at the attribute list, as sysvad makes it: only a signal processing mode, of exactly 40 bytes
// (minwavert.cpp; rules.md KST-005 to KST-008).
import { attributeBody } from './attributes.ts';
import type { ConnectRequest } from './connect.ts';
import { guidNamed, guidText } from './guid.ts';
import { refusal, statusCodes, type Verdict } from './verdict.ts';

const signalProcessingMode = guidNamed('KSATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE')?.value;
const headerSize = 24;
const modeSize = 40;

export function explainAttributes(request: ConnectRequest): Verdict | undefined {
  for (const [index, attribute] of (request.Attributes ?? []).entries()) {
    const path = ['Attributes', index, 'AttributeHeader'];
    const { Attribute: id, Size: size } = attribute.AttributeHeader;
    if (typeof id !== 'string' || id !== signalProcessingMode) {
      const shown = typeof id === 'string' ? guidText(id, ['attribute']) : 'missing';
      return refusal(
        'attributes',
        statusCodes.notSupported,
        [...path, 'Attribute'],
        `The attribute ${shown} is not one that audio drivers know; they take KSATTRIBUTEID_AUDIOSIGNALPROCESSING_MODE.`,
      );
    }
    const actual = headerSize + attributeBody(attribute).length;
    if (size !== modeSize || actual !== modeSize) {
      return refusal(
        'attributes',
        statusCodes.invalidParameter,
        [...path, 'Size'],
        `A signal processing mode takes ${modeSize} bytes; this one says ${String(size)} and has ${actual}.`,
      );
    }
  }
  return undefined;
}
