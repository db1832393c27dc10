// *.kscaps.json: a filter's capabilities as text that a person reads, two driver builds diff cleanly, and the
// simulated target answers from. Names stand for GUIDs and numbers; raw bytes of every data range are kept.

import type { Guid, GuidKind } from '#ks/tables/guid-kinds.ts';
import { toHex } from './bytes.ts';
import type {
  Capabilities,
  FilterIdentity,
  Identifier,
  Instances,
  PinFactory,
  PropertyProblem,
  Topology,
} from './capabilities.ts';
import { type ConstantSetName, numberText } from './constants.ts';
import { type DataRange, rangeHeader } from './data-range.ts';
import { decodeFormat } from './format-bytes.ts';
import { guidText } from './guid.ts';
import { descriptorJson } from './import/descriptor-json.ts';
import type { Json } from './json.ts';
import { structToJson } from './struct-json.ts';

export {
  allCapabilitiesFromJson,
  capabilitiesFromJson,
} from './capability-reader.ts';

/** Raised when the file's form changes so that older readers would misread it. */
export const capabilityFileVersion = 1;

/** Keys in a fixed order, what is absent left out: JSON.stringify(x, null, 2) is the file. */
export function capabilitiesToJson(capabilities: Capabilities): Json {
  return object({
    kscaps: capabilityFileVersion,
    filter: filterToJson(capabilities.filter),
    component: capabilities.component && structToJson('KSCOMPONENTID', capabilities.component),
    pins: capabilities.pins.map(pinToJson),
    topology: topologyToJson(capabilities.topology),
    problems: problemsToJson(capabilities.problems),
  });
}

/** Leaves out what is undefined, so that absent facts are absent keys. */
function object(entries: Readonly<Record<string, Json | undefined>>): Json {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as Json;
}

function guid(value: Guid, kinds: readonly GuidKind[]): Json {
  return guidText(value, kinds);
}

function named(value: number | undefined, set: ConstantSetName): Json | undefined {
  return value === undefined ? undefined : numberText(value, set);
}

function topologyToJson({ nodes, nodeNames, connections, categories }: Topology): Json {
  return object({
    nodes: nodes.map((node) => guid(node, ['node-type'])),
    nodeNames: nodeNames && Object.fromEntries(nodeNames.map(({ node, name }) => [node, name])),
    connections: connections.map((connection) => object({ ...connection })),
    categories: categories?.map((category) => guid(category, ['filter-category'])),
  });
}

function filterToJson({ path, name, device, categories, aliases, driver }: FilterIdentity): Json {
  return object({
    path,
    name,
    device,
    categories: categories.map((category) => guid(category, ['filter-category'])),
    aliases:
      aliases &&
      Object.fromEntries(aliases.map((alias) => [guid(alias.category, ['filter-category']), alias.path])),
    driver: driver && object({ ...driver }),
  });
}

function pinToJson(pin: PinFactory): Json {
  return object({
    id: pin.id,
    name: pin.name,
    category:
      pin.category && guid(pin.category, ['node-type', 'filter-category', 'pin-name', 'pin-category']),
    DataFlow: named(pin.dataFlow, 'KSPIN_DATAFLOW'),
    Communication: named(pin.communication, 'KSPIN_COMMUNICATION'),
    instances: object({
      local: instancesToJson(pin.instances.local),
      global: instancesToJson(pin.instances.global),
      necessary: pin.instances.necessary,
    }),
    interfaces: pin.interfaces.map((item) => identifierToJson(item, 'KSPIN_INTERFACE')),
    mediums: pin.mediums.map((item) => identifierToJson(item, 'KSPIN_MEDIUM')),
    dataRanges: pin.dataRanges.map(rangeToJson),
    constrainedDataRanges: pin.constrainedDataRanges?.map(rangeToJson),
    defaultFormat: pin.defaultFormat && formatToJson(pin.defaultFormat),
    modes: pin.modes?.map(({ mode, defaultFormat, formats }) =>
      object({
        mode: guid(mode, ['audio-processing-mode']),
        defaultFormat: defaultFormat && formatToJson(defaultFormat),
        formats: formats && toHex(formats),
      }),
    ),
    physicalConnection: pin.physicalConnection && object({ ...pin.physicalConnection }),
    problems: problemsToJson(pin.problems),
  });
}

function instancesToJson(instances: Instances | undefined): Json | undefined {
  return instances && { PossibleCount: instances.PossibleCount, CurrentCount: instances.CurrentCount };
}

function identifierToJson(item: Identifier, struct: 'KSPIN_INTERFACE' | 'KSPIN_MEDIUM'): Json {
  return structToJson(struct, { ...item });
}

/** Members as a descriptor has them, for people and diffs, and the bytes as the driver gave them. */
function formatToJson(bytes: Uint8Array): Json {
  const request = decodeFormat(bytes, 'x64');
  const { KSPIN_CONNECT: _, ...format } = request ? descriptorJson(request) : {};
  return object({ ...format, bytes: toHex(bytes) });
}

/** Decoded members for people and diffs, and the bytes as the driver gave them. */
function rangeToJson(range: DataRange): Json {
  const { DataRange: _header, ...tail } = range.struct === 'KSDATARANGE' ? {} : range.value;
  return object({
    KSDATARANGE: structToJson('KSDATARANGE', rangeHeader(range)),
    [range.struct]: range.struct === 'KSDATARANGE' ? undefined : structToJson(range.struct, tail),
    bytes: toHex(range.bytes),
    attributes: range.attributes && toHex(range.attributes),
  });
}

function problemsToJson(problems: readonly PropertyProblem[]): Json | undefined {
  if (problems.length === 0) return undefined;
  return problems.map(({ property, message, win32, bytes }) =>
    object({ property, message, win32, bytes: bytes && toHex(bytes) }),
  );
}
