// KSPROPERTY_PIN_PROPOSEDATAFORMAT: would the pin take this format? The same judgement as a connect request's, with nothing
// but the format to judge.
import { concatBytes, viewOf } from '#ks/bytes.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import { explainBytes } from '#ks/explain.ts';
import { formatHasAttributes } from '#ks/request.ts';
import { encodeStruct, type StructValue } from '#ks/struct.ts';
import { ntStatuses } from './statuses.ts';

const formatHeaderSize = 64;
const flagsOffset = 4;
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
  // Attributes are not looked at here, so the flag that announces them is cleared.
  const flags = viewOf(value).getUint32(flagsOffset, true);
  const format = value.slice();
  viewOf(format).setUint32(flagsOffset, flags & ~formatHasAttributes, true);
  const size = viewOf(format).getUint32(0, true);
  if (size < formatHeaderSize || size > value.length) return ntStatuses.invalidParameter;
  const block = concatBytes([encodeStruct('KSPIN_CONNECT', connect, 'x64'), format]);
  return explainBytes(block, 'x64', free).status;
}
