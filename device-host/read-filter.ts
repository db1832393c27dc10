// What a filter says of itself: every pin with every property of pin-properties, in the order in which clients ask. Only GETs
// are sent; no pin is made and nothing is set.

import { toHex } from '#ks/bytes.ts';
import type {
  Capabilities,
  FilterIdentity,
  Instances,
  PinFactory,
  PropertyProblem,
  Topology,
} from '#ks/capabilities.ts';
import { type DataRange, decodeDataRanges } from '#ks/data-range.ts';
import {
  componentId,
  decodeConnections,
  decodeGuid,
  decodeGuidList,
  decodeIdentifiers,
  decodeInstances,
  decodePhysicalConnection,
  decodeUlong,
  nodeNameRequest,
  type PinProperty,
  pinProperties,
  pinPropertyRequest,
  propertyRequest,
  propertySets,
  type TopologyProperty,
  topologyProperties,
} from '#ks/properties.ts';
import { decodeStruct, sizeOf } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { type Asker, askerOf, type Question } from './ask.ts';
import type { Backend, Handle } from './backend.ts';
import { readModes } from './read-modes.ts';

/** A filter that claims more pin factories or nodes is answering nonsense; the first ones are read all the same. */
const pinLimit = 512;
const nodeLimit = 512;
const ulongSize = 4;
const guidSize = 16;
const instancesSize = 8;

/** Reads an open filter. `stopped` is looked at between pins. */
export async function readFilter(
  backend: Backend,
  filter: Handle,
  identity: FilterIdentity,
  stopped: () => boolean = () => false,
): Promise<Capabilities> {
  const asker = askerOf(backend, filter);
  const count = await asker.fixed(
    { property: 'KSPROPERTY_PIN_CTYPES', input: propertyRequest(propertySets.pin, pinProperties.CTYPES) },
    ulongSize,
    decodeUlong,
  );
  const pins: PinFactory[] = [];
  for (let id = 0; id < Math.min(count ?? 0, pinLimit) && !stopped(); id++) {
    pins.push(await readPin(backend, filter, id));
  }
  const component = await asker.fixed(componentQuestion, sizeOf('KSCOMPONENTID', 'x64'), (bytes) =>
    decodeStruct('KSCOMPONENTID', bytes, 'x64'),
  );
  const { categories, ...topology } = await readTopology(asker, stopped);
  const registered = identity.categories.length > 0 ? identity.categories : categories;
  const others = !sameMembers(registered, categories) && categories.length > 0;
  return {
    filter: { ...identity, categories: registered },
    ...(component === undefined ? {} : { component }),
    pins,
    topology: { ...topology, ...(others ? { categories } : {}) },
    problems: [...asker.problems, ...tooMany(count)],
  };
}

function tooMany(pins: number | undefined): readonly PropertyProblem[] {
  if (pins === undefined || pins <= pinLimit) return [];
  const message = `The filter says it has ${pins} pins; ${pinLimit} were read.`;
  return [{ property: 'KSPROPERTY_PIN_CTYPES', message }];
}

async function readTopology(
  asker: Asker,
  stopped: () => boolean,
): Promise<Topology & { readonly categories: readonly Guid[] }> {
  const nodes = await asker.list(topologyQuestion('NODES'), decodeGuidList);
  const nodeNames: { node: number; name: string }[] = [];
  for (let node = 0; node < Math.min(nodes.length, nodeLimit) && !stopped(); node++) {
    const name = await asker.text({
      property: 'KSPROPERTY_TOPOLOGY_NAME',
      input: nodeNameRequest(node),
      optional: true,
    });
    if (name !== undefined && name !== '') nodeNames.push({ node, name });
  }
  const connections = await asker.list(topologyQuestion('CONNECTIONS'), decodeConnections);
  const categories = await asker.list(topologyQuestion('CATEGORIES'), decodeGuidList);
  return { nodes, ...(nodeNames.length > 0 ? { nodeNames } : {}), connections, categories };
}

function sameMembers(a: readonly Guid[], b: readonly Guid[]): boolean {
  return new Set([...a, ...b]).size === new Set(a).size && new Set(a).size === new Set(b).size;
}

async function readPin(backend: Backend, filter: Handle, id: number): Promise<PinFactory> {
  const asker = askerOf(backend, filter);
  const category = await asker.fixed(optional('CATEGORY', id), guidSize, decodeGuid);
  const name = await asker.text(optional('NAME', id));
  const communication = await asker.fixed(question('COMMUNICATION', id), ulongSize, decodeUlong);
  const dataFlow = await asker.fixed(question('DATAFLOW', id), ulongSize, decodeUlong);
  const instances = await readInstances(asker, id);
  const interfaces = await asker.list(optional('INTERFACES', id), decodeIdentifiers);
  const mediums = await asker.list(optional('MEDIUMS', id), decodeIdentifiers);
  const dataRanges = await asker.list({ ...question('DATARANGES', id), sized: true }, rangeList);
  const constrained = await asker.list(optional('CONSTRAINEDDATARANGES', id), rangeList);
  const defaultFormat = await asker.bytes(optional('PROPOSEDATAFORMAT', id));
  const modes = await readModes(asker, id, dataRanges);
  const connection = await asker.bytes(optional('PHYSICALCONNECTION', id));
  const physicalConnection = connection && decodePhysicalConnection(connection);
  return {
    id,
    ...(name === undefined ? {} : { name }),
    ...(category === undefined ? {} : { category }),
    ...(dataFlow === undefined ? {} : { dataFlow }),
    ...(communication === undefined ? {} : { communication }),
    instances,
    interfaces,
    mediums,
    dataRanges,
    ...(constrained.length > 0 && !sameRanges(constrained, dataRanges)
      ? { constrainedDataRanges: constrained }
      : {}),
    ...(defaultFormat === undefined ? {} : { defaultFormat }),
    ...(modes.length === 0 ? {} : { modes }),
    ...(physicalConnection === undefined ? {} : { physicalConnection }),
    problems: asker.problems,
  };
}

function rangeList(bytes: Uint8Array) {
  const { ranges, problems } = decodeDataRanges(bytes);
  return { items: ranges, problems };
}

function sameRanges(a: readonly DataRange[], b: readonly DataRange[]): boolean {
  const text = (ranges: readonly DataRange[]): string =>
    ranges.map(({ bytes, attributes }) => `${toHex(bytes)} ${attributes ? toHex(attributes) : ''}`).join();
  return text(a) === text(b);
}

async function readInstances(asker: Asker, id: number): Promise<PinFactory['instances']> {
  const { local, global } = await readCounts(asker, id);
  const necessary = await asker.fixed(optional('NECESSARYINSTANCES', id), ulongSize, decodeUlong);
  return {
    ...(local === undefined ? {} : { local }),
    ...(global === undefined ? {} : { global }),
    ...(necessary === undefined ? {} : { necessary }),
  };
}

/** The two counts that decide whether a pin is taken. The class driver itself does not answer the global one. */
export async function readCounts(
  asker: Asker,
  id: number,
): Promise<{ readonly local?: Instances; readonly global?: Instances }> {
  const local = await asker.fixed(optional('CINSTANCES', id), instancesSize, decodeInstances);
  const global = await asker.fixed(optional('GLOBALCINSTANCES', id), instancesSize, decodeInstances);
  return { ...(local === undefined ? {} : { local }), ...(global === undefined ? {} : { global }) };
}

function question(property: PinProperty, pin: number): Question {
  return { property: `KSPROPERTY_PIN_${property}`, input: pinPropertyRequest(pinProperties[property], pin) };
}

function optional(property: PinProperty, pin: number): Question {
  return { ...question(property, pin), optional: true };
}

const componentQuestion: Question = {
  property: 'KSPROPERTY_GENERAL_COMPONENTID',
  input: propertyRequest(propertySets.general, componentId),
  optional: true,
};

function topologyQuestion(property: TopologyProperty): Question {
  return {
    property: `KSPROPERTY_TOPOLOGY_${property}`,
    input: propertyRequest(propertySets.topology, topologyProperties[property]),
    optional: true,
  };
}
