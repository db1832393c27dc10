// What a filter says of itself: every pin with every property of pin-properties, in the order in which clients ask. Only GETs
// are sent; no pin is made and nothing is set.
import type { Capabilities, FilterIdentity, Instances, PinFactory } from '#ks/capabilities.ts';
import { decodeDataRanges } from '#ks/data-range.ts';
import {
  decodeConnections,
  decodeGuid,
  decodeGuidList,
  decodeIdentifiers,
  decodeInstances,
  decodeUlong,
  type PinProperty,
  pinProperties,
  pinPropertyRequest,
  propertyRequest,
  propertySets,
  type TopologyProperty,
  topologyProperties,
} from '#ks/properties.ts';
import { type Asker, askerOf, type Question } from './ask.ts';
import type { Backend, Handle } from './backend.ts';

/** A filter that claims more pin factories is answering nonsense; the first ones are read all the same. */
const pinLimit = 512;
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
  const nodes = await asker.list(topologyQuestion('NODES'), decodeGuidList);
  const connections = await asker.list(topologyQuestion('CONNECTIONS'), decodeConnections);
  const categories =
    identity.categories.length > 0
      ? identity.categories
      : await asker.list(topologyQuestion('CATEGORIES'), decodeGuidList);
  const tooMany =
    count !== undefined && count > pinLimit
      ? [
          {
            property: 'KSPROPERTY_PIN_CTYPES',
            message: `The filter says it has ${count} pins; ${pinLimit} were read.`,
          },
        ]
      : [];
  return {
    filter: { ...identity, categories },
    pins,
    topology: { nodes, connections },
    problems: [...asker.problems, ...tooMany],
  };
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
  const dataRanges = await asker.list(question('DATARANGES', id), (bytes) => {
    const { ranges, problems } = decodeDataRanges(bytes);
    return { items: ranges, problems };
  });
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
    problems: asker.problems,
  };
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

function topologyQuestion(property: TopologyProperty): Question {
  return {
    property: `KSPROPERTY_TOPOLOGY_${property}`,
    input: propertyRequest(propertySets.topology, topologyProperties[property]),
    optional: true,
  };
}
