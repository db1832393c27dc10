// IOCTL_KS_PROPERTY as ks.sys answers it: which property a request belongs to, and what is said when there is none. The order
// is that of test/rig/driver/README.md.

import type { Handle } from '#device-host/backend.ts';
import { viewOf } from '#ks/bytes.ts';
import { propertySets } from '#ks/properties.ts';
import { decodeStruct } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { type StatusAnswer, told } from './answer.ts';
import { audioNodeSets, audioStreamSet } from './audio-properties.ts';
import { basicSupport } from './basic-support.ts';
import { connectionSet } from './connection-properties.ts';
import type { SimulatedFilter, SimulatedPin } from './filter.ts';
import { pinSet, signalProcessingSet } from './pin-properties.ts';
import type { Asked, AskedPin, Properties, Property, PropertySets } from './property.ts';
import { ntStatuses } from './statuses.ts';
import { waveOf } from './stream.ts';
import { generalSet, topologySet } from './topology-properties.ts';

/** KSPROPERTY.Flags of ks.h. */
const verbs = { get: 0x1, set: 0x2, setSupport: 0x100, basicSupport: 0x200 } as const;
const topologyFlag = 0x10000000;
const propertySize = 24;
/** KSP_PIN and KSP_NODE alike: KSPROPERTY and a number. */
const numberedSize = 32;

const filterSets: PropertySets = new Map([
  [propertySets.pin, pinSet],
  [propertySets.topology, topologySet],
  [propertySets.general, generalSet],
]);

/** Asked of a filter's handle. */
export function answerFilterProperty(
  filter: SimulatedFilter,
  through: Handle,
  input: Uint8Array,
  output: Uint8Array,
): StatusAnswer {
  const asked = { filter, through, input, output, pinId: 0, nodeId: 0 };
  return answer(asked, (set, flags) => {
    const ofFilter =
      set === propertySets.audioSignalProcessing && hasModes(filter)
        ? signalProcessingSet
        : filterSets.get(set);
    if (ofFilter || (flags & topologyFlag) === 0) return ofFilter ?? ntStatuses.propertySetNotFound;
    return nodeSet(asked, set);
  });
}

function hasModes({ capabilities }: SimulatedFilter): boolean {
  return capabilities.pins.some(({ modes }) => modes !== undefined);
}

/** Asked of an open pin's handle, which has sets of its own. */
export function answerPinProperty(
  filter: SimulatedFilter,
  { pinId, through, stream }: SimulatedPin,
  input: Uint8Array,
  output: Uint8Array,
): StatusAnswer {
  const asked = { filter, through, input, output, pinId, nodeId: 0, stream };
  return answer<AskedPin>(asked, (set) => {
    if (set === propertySets.connection) return connectionSet;
    const isSound = set === propertySets.audio && waveOf(stream.format) !== undefined;
    return isSound ? audioStreamSet : ntStatuses.propertySetNotFound;
  });
}

/** `find` gives the set, or the status of there being none. */
function answer<A extends Asked>(
  asked: A,
  find: (set: Guid, flags: number) => Properties<A> | number,
): StatusAnswer {
  const { input, output } = asked;
  const request = input.length < propertySize ? undefined : decodeStruct('KSPROPERTY', input, 'x64');
  if (request === undefined) return told(ntStatuses.bufferTooSmall);
  const flags = Number(request.Flags);
  const set = find(request.Set as Guid, flags);
  if (typeof set === 'number') return told(set);
  const verb = (flags & ~topologyFlag) >>> 0;
  if (verb === verbs.setSupport) return told(ntStatuses.success);
  const property = set.get(Number(request.Id));
  if (property === undefined) return told(ntStatuses.notFound);
  switch (verb) {
    case verbs.basicSupport:
      return basicSupport(property, verbs, output.length);
    case verbs.get:
      return onSubject(property, property.get, asked);
    case verbs.set:
      return onSubject(property, property.set, asked);
    default:
      return told(ntStatuses.invalidParameter);
  }
}

/** The set of the node that KSP_NODE names; a pin factory's and a node's number are in the same place. */
function nodeSet({ filter, input }: Asked, set: Guid): Properties | number {
  if (input.length < numberedSize) return ntStatuses.bufferTooSmall;
  const type = filter.capabilities.topology.nodes[numberIn(input)];
  if (type === undefined) return ntStatuses.invalidParameter;
  const properties = set === propertySets.audio ? audioNodeSets.get(type) : undefined;
  return properties ?? ntStatuses.propertySetNotFound;
}

function onSubject<A extends Asked>(
  { subject }: Property<A>,
  handler: Property<A>['get'],
  asked: A,
): StatusAnswer {
  if (!handler) return told(ntStatuses.notImplemented);
  if (subject === 'handle') return handler(asked);
  if (asked.input.length < numberedSize) return told(ntStatuses.bufferTooSmall);
  const number = numberIn(asked.input);
  const { pins, topology } = asked.filter.capabilities;
  const exists =
    subject === 'factory' ? pins.some(({ id }) => id === number) : number < topology.nodes.length;
  if (!exists) return told(ntStatuses.invalidParameter);
  return handler(subject === 'factory' ? { ...asked, pinId: number } : { ...asked, nodeId: number });
}

function numberIn(input: Uint8Array): number {
  return viewOf(input).getUint32(propertySize, true);
}
