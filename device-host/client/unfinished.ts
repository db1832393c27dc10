// What a person is told of a call that had not returned when its host ended: the same facts in the tree, in a terminal and in
// an evidence bundle.
import type { UnfinishedCall } from '#device-host/protocol.ts';
import { fromHex, viewOf } from '#ks/bytes.ts';
import { decodeGuid } from '#ks/properties.ts';
import { propertyText } from '#ks/property-names.ts';

const endings: Readonly<Record<UnfinishedCall['ended'], string>> = {
  host: 'the device host ended inside this call',
  machine: 'the machine was started again since: it went down in this call or soon after it',
};

const functions: Readonly<Record<UnfinishedCall['call'], string>> = {
  interfaces: 'SetupDiEnumDeviceInterfaces',
  open: 'CreateFile',
  ioctl: 'DeviceIoControl',
  createPin: 'KsCreatePin',
  close: 'CloseHandle',
};

/** The property that was asked for, else the function of Windows that was called. */
export function unfinishedName({ call, bytes = '' }: UnfinishedCall): string {
  const property = fromHex(bytes);
  const set = property && decodeGuid(property);
  if (call !== 'ioctl' || set === undefined || property === undefined || property.length < idEnd)
    return functions[call];
  return propertyText({ set, id: viewOf(property).getUint32(idAt, true) });
}

/** KSPROPERTY: Set, Id, Flags (ks.h). */
const idAt = 16;
const idEnd = 20;

/** Names and values, the most telling first; what is not known is left out. */
export function unfinishedFacts(call: UnfinishedCall): readonly (readonly [name: string, value: string])[] {
  const facts = [
    ['Call', unfinishedName(call)],
    ['What happened', endings[call.ended]],
    ['Connect', call.descriptor?.connect],
    ['Descriptor', call.descriptor?.file],
    ['Filter', call.filter],
    ['Driver', call.driver],
    ['Time', call.time],
    ['Bytes', call.bytes],
  ] as const;
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}
