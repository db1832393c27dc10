// IOCTL_KS_PROPERTY as ks.sys answers it: which handler a request belongs to, what is said when there is none, and the rules
// for answers whose size the client does not know (pin-properties.md section 2).

import type { Handle } from '#device-host/backend.ts';
import { propertySets } from '#ks/properties.ts';
import { decodeStruct } from '#ks/struct.ts';
import { capabilitiesNow, pinNow, type SimulatedFilter } from './filter.ts';
import { filterValues, type PropertyBytes, pinValues, topologyValues } from './property-values.ts';
import { proposeFormat, proposePropertyId } from './propose-format.ts';
import { ntStatuses } from './statuses.ts';

export interface StatusAnswer {
  readonly status: number;
  /** IoStatus.Information: what DeviceIoControl reports as bytes returned. */
  readonly information: number;
  readonly bytes?: Uint8Array;
}

/** KSPROPERTY.Flags of ks.h. */
const verbs = { get: 0x1, set: 0x2, setSupport: 0x100, basicSupport: 0x200 } as const;
const topologyFlag = 0x10000000;
const propertySize = 24;
const pinPropertySize = 32;

export function answerProperty(
  filter: SimulatedFilter,
  through: Handle,
  input: Uint8Array,
  output: Uint8Array,
): StatusAnswer {
  const property = input.length < propertySize ? undefined : decodeStruct('KSPROPERTY', input, 'x64');
  if (property === undefined) return failed(ntStatuses.bufferTooSmall);
  const { Set: set, Id: id, Flags: flags } = property;
  if (set !== propertySets.pin && set !== propertySets.topology)
    return failed(ntStatuses.propertySetNotFound);
  const verb = (Number(flags) & ~topologyFlag) >>> 0;
  if (verb === verbs.setSupport) return { status: ntStatuses.success, information: 0 };
  const asked: Asked = { filter, through, input, output, id: Number(id) };
  const known = set === propertySets.pin ? pinProperty(asked) : topologyProperty(asked);
  if (known === undefined) return failed(ntStatuses.notFound);
  switch (verb) {
    case verbs.basicSupport:
      return sized({ bytes: ulongBytes(known.set ? verbs.set : verbs.get) }, output.length);
    case verbs.get:
      return known.get?.() ?? failed(ntStatuses.notImplemented);
    case verbs.set:
      return known.set?.() ?? failed(ntStatuses.notImplemented);
    default:
      return failed(ntStatuses.invalidParameter);
  }
}

interface Asked {
  readonly filter: SimulatedFilter;
  readonly through: Handle;
  readonly input: Uint8Array;
  readonly output: Uint8Array;
  readonly id: number;
}

interface Handlers {
  readonly get?: () => StatusAnswer;
  readonly set?: () => StatusAnswer;
}

function topologyProperty({ filter, output, id }: Asked): Handlers | undefined {
  const value = topologyValues.get(id);
  return value && { get: () => found(value(filter.capabilities), output.length) };
}

function pinProperty(asked: Asked): Handlers | undefined {
  const { filter, output, id } = asked;
  const ofFilter = filterValues.get(id);
  if (ofFilter) return { get: () => found(ofFilter(filter.capabilities), output.length) };
  if (id === proposePropertyId) {
    return { set: () => withPin(asked, (pinId) => failed(proposeFormat(pinId, now(asked), output))) };
  }
  const value = pinValues.get(id);
  return (
    value && {
      get: () =>
        withPin(asked, (pinId) => {
          const pin = pinNow(filter, pinId, asked.through);
          return found(pin && value(pin), output.length);
        }),
    }
  );
}

function now({ filter, through }: Asked) {
  return capabilitiesNow(filter, through);
}

/** KSP_PIN is longer than KSPROPERTY and names a pin factory, which must exist. */
function withPin({ filter, input }: Asked, answer: (pinId: number) => StatusAnswer): StatusAnswer {
  const request = input.length < pinPropertySize ? undefined : decodeStruct('KSP_PIN', input, 'x64');
  if (request === undefined) return failed(ntStatuses.bufferTooSmall);
  const pinId = Number(request.PinId);
  const exists = filter.capabilities.pins.some(({ id }) => id === pinId);
  return exists ? answer(pinId) : failed(ntStatuses.invalidParameter);
}

function found(value: PropertyBytes | undefined, room: number): StatusAnswer {
  return value === undefined ? failed(ntStatuses.notFound) : sized(value, room);
}

/** No room asks for the size; 4 bytes of a list are its size and 8 its size and count; anything else too short is refused. */
function sized({ bytes, isList }: PropertyBytes, room: number): StatusAnswer {
  if (room === 0) return { status: ntStatuses.bufferOverflow, information: bytes.length };
  const head = isList && (room === 4 || room === 8) ? bytes.subarray(0, room) : bytes;
  if (room < head.length) return failed(ntStatuses.bufferTooSmall);
  return { status: ntStatuses.success, information: head.length, bytes: head };
}

function failed(status: number): StatusAnswer {
  return { status, information: 0 };
}

function ulongBytes(value: number): Uint8Array {
  return Uint8Array.of(value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24);
}
