// KSPROPSETID_Topology: what the filter is and how it is wired inside; and KSPROPSETID_General: who made it.
import { concatBytes } from '#ks/bytes.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import { guidToBytes } from '#ks/guid.ts';
import { componentId, encodeList, encodeWideString, topologyProperties } from '#ks/properties.ts';
import { encodeStruct } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { list, value } from './answer.ts';
import type { Properties, Property } from './property.ts';

export const topologySet: Properties = new Map<number, Property>([
  [
    topologyProperties.CATEGORIES,
    {
      subject: 'handle',
      get: ({ filter, output }) => list(guids(categoriesOf(filter.capabilities)), output.length),
    },
  ],
  [
    topologyProperties.NODES,
    {
      subject: 'handle',
      get: ({ filter, output }) => list(guids(filter.capabilities.topology.nodes), output.length),
    },
  ],
  [
    topologyProperties.CONNECTIONS,
    {
      subject: 'handle',
      get: ({ filter, output }) => {
        const connections = filter.capabilities.topology.connections.map((item) => ({ ...item }));
        return list(encodeList('KSTOPOLOGY_CONNECTION', connections), output.length);
      },
    },
  ],
  [
    topologyProperties.NAME,
    {
      subject: 'node',
      get: ({ filter, nodeId, output }) => {
        const named = filter.capabilities.topology.nodeNames?.find(({ node }) => node === nodeId);
        return value(named && encodeWideString(named.name), output.length);
      },
    },
  ],
]);

export const generalSet: Properties = new Map<number, Property>([
  [
    componentId,
    {
      subject: 'handle',
      get: ({ filter, output }) => {
        const { component } = filter.capabilities;
        return value(component && encodeStruct('KSCOMPONENTID', component, 'x64'), output.length);
      },
    },
  ],
]);

function categoriesOf({ filter, topology }: Capabilities): readonly Guid[] {
  return topology.categories ?? filter.categories;
}

function guids(values: readonly Guid[]): Uint8Array {
  const items = concatBytes(values.map(guidToBytes));
  const header = { Size: 8 + items.length, Count: values.length };
  return concatBytes([encodeStruct('KSMULTIPLE_ITEM', header, 'x64'), items]);
}
