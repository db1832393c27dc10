// KSPROPSETID_Connection: an open pin is driven through its own handle (pin-properties.md section 4).

import { viewOf } from '#ks/bytes.ts';
import { guidNamed, zeroGuid } from '#ks/guid.ts';
import { connectionProperties } from '#ks/properties.ts';
import { states } from '#ks/stream-state.ts';
import { encodeStruct } from '#ks/struct.ts';
import { type StatusAnswer, told, value } from './answer.ts';
import { type AskedPin, type Properties, type Property, ulongBytes } from './property.ts';
import { proposeFormat } from './propose-format.ts';
import { ntStatuses } from './statuses.ts';
import { frameSize } from './stream.ts';

const frames = 4;
/** KSALLOCATOR_REQUIREMENTF_SYSTEM_MEMORY (ks.h). */
const systemMemory = 0x2;
const anySize = 0xffffffff;
const ulongSize = 4;
const prioritySize = 8;

function setState({ stream, output }: AskedPin): StatusAnswer {
  if (output.length < ulongSize) return told(ntStatuses.bufferTooSmall);
  const state = viewOf(output).getUint32(0, true);
  if (state > states.run) return told(ntStatuses.invalidParameter);
  return told(stream.setState(state) ? ntStatuses.success : ntStatuses.invalidDeviceState);
}

function setPriority({ stream, output }: AskedPin): StatusAnswer {
  if (output.length < prioritySize) return told(ntStatuses.bufferTooSmall);
  stream.priority = output.slice(0, prioritySize);
  return told(ntStatuses.success);
}

function propose({ filter, pinId, output }: AskedPin): number {
  return proposeFormat(pinId, filter.capabilities, output);
}

function setFormat(asked: AskedPin): StatusAnswer {
  const status = propose(asked);
  if (status !== ntStatuses.success) return told(status);
  return told(asked.stream.setFormat(asked.output) ? ntStatuses.success : ntStatuses.invalidDeviceState);
}

function framing(size: number): Uint8Array {
  const members = { RequirementsFlags: systemMemory, Frames: frames, FrameSize: size };
  return encodeStruct('KSALLOCATOR_FRAMING', members, 'x64');
}

function framingEx(size: number): Uint8Array {
  const item = {
    MemoryType: guidNamed('KSMEMORY_TYPE_KERNEL_NONPAGED')?.value ?? zeroGuid,
    Flags: systemMemory,
    Frames: frames,
    PhysicalRange: { MinFrameSize: 0, MaxFrameSize: anySize, Stepping: 1 },
    FramingRange: {
      Range: { MinFrameSize: size, MaxFrameSize: size, Stepping: 1 },
      InPlaceWeight: 1,
      NotInPlaceWeight: 1,
    },
  };
  const members = {
    CountItems: 1,
    OutputCompression: { RatioNumerator: 1, RatioDenominator: 1, RatioConstantMargin: 0 },
    FramingItem: [item],
  };
  return encodeStruct('KSALLOCATOR_FRAMING_EX', members, 'x64');
}

const get = (of: (asked: AskedPin) => Uint8Array): NonNullable<Property<AskedPin>['get']> => {
  return (asked) => value(of(asked), asked.output.length);
};

export const connectionSet: Properties<AskedPin> = new Map<number, Property<AskedPin>>([
  [
    connectionProperties.STATE,
    { subject: 'handle', get: get(({ stream }) => ulongBytes(stream.state)), set: setState },
  ],
  [
    connectionProperties.PRIORITY,
    { subject: 'handle', get: get(({ stream }) => stream.priority), set: setPriority },
  ],
  [
    connectionProperties.DATAFORMAT,
    { subject: 'handle', get: get(({ stream }) => stream.format), set: setFormat },
  ],
  [
    connectionProperties.ALLOCATORFRAMING,
    { subject: 'handle', get: get(({ stream }) => framing(frameSize(stream.format))) },
  ],
  [connectionProperties.PROPOSEDATAFORMAT, { subject: 'handle', set: (asked) => told(propose(asked)) }],
  [connectionProperties.ACQUIREORDERING, { subject: 'handle', get: get(() => ulongBytes(0)) }],
  [
    connectionProperties.ALLOCATORFRAMING_EX,
    { subject: 'handle', get: get(({ stream }) => framingEx(frameSize(stream.format))) },
  ],
]);
