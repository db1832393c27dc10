// KSPROPERTY_PIN_PROPOSEDATAFORMAT: would the pin take this format? The same judgement as a connect request's, with nothing
// but the format to judge.
import { concatBytes } from '#ks/bytes.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import { decodeConnect } from '#ks/connect.ts';
import { explain } from '#ks/explain.ts';
import { pinProperties } from '#ks/properties.ts';
import { encodeStruct, type StructValue } from '#ks/struct.ts';
import { ntStatuses } from './statuses.ts';

export const proposePropertyId: number = pinProperties.PROPOSEDATAFORMAT;

const formatHeaderSize = 64;
const communicationBridge = 4;

/** NTSTATUS for a format that arrived in the output buffer, where a SET has its value. */
export function proposeFormat(pinId: number, capabilities: Capabilities, value: Uint8Array): number {
  const pin = capabilities.pins.find(({ id }) => id === pinId);
  if (pin === undefined || pin.communication === communicationBridge) return ntStatuses.notSupported;
  if (value.length < formatHeaderSize) return ntStatuses.bufferTooSmall;
  // A pin that is taken can still say what it would take, and a proposal names no interface: the pin's own stand in.
  const free = { ...capabilities, pins: [{ ...pin, instances: {} }] };
  const connect: StructValue = {
    PinId: pinId,
    ...(pin.interfaces[0] && { Interface: { ...pin.interfaces[0] } }),
    ...(pin.mediums[0] && { Medium: { ...pin.mediums[0] } }),
  };
  const { request } = decodeConnect(
    concatBytes([encodeStruct('KSPIN_CONNECT', connect, 'x64'), value]),
    'x64',
  );
  const size = Number(request?.KSDATAFORMAT.FormatSize ?? 0);
  if (request === undefined || size < formatHeaderSize || size > value.length)
    return ntStatuses.invalidParameter;
  const { Attributes: _attributes, ...format } = request;
  return explain(format, free).status;
}
