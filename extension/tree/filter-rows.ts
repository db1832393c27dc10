// The rows of the Filters view: filter -> pins -> data ranges, modes, interfaces, mediums, instances, problems; then the
// topology. A row's id is made of the filter's path and of positions, so that expansion survives a refresh.
import type { HostState } from '#device-host/client/index.ts';
import type { UnfinishedCall } from '#device-host/protocol.ts';
import { toHex } from '#ks/bytes.ts';
import type { Capabilities, Identifier, ModeFormats, PinFactory, PropertyProblem } from '#ks/capabilities.ts';
import type { DataRange } from '#ks/data-range.ts';
import { describeFormat } from '#ks/describe-format.ts';
import { decodeFormat } from '#ks/format-bytes.ts';
import { guidText } from '#ks/guid.ts';
import { structToJson } from '#ks/struct-json.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { endText, startOf, targetOf } from '#ks/topology.ts';
import { count } from '#ks/words.ts';
import { entryOf, type FilterEntry, type FiltersSnapshot } from './filters.ts';

/** Of a value that is only there as bytes; the capability file has all of them. */
const shownBytes = 256;

export type FilterRow = { readonly id: string } & (
  | { readonly kind: 'host'; readonly state: HostState }
  | { readonly kind: 'trouble'; readonly message: string }
  | { readonly kind: 'unfinished'; readonly call: UnfinishedCall }
  | { readonly kind: 'filter'; readonly entry: FilterEntry }
  | { readonly kind: 'pin'; readonly pin: PinFactory; readonly filter: string }
  | { readonly kind: 'group'; readonly group: GroupName; readonly rows: readonly FilterRow[] }
  | { readonly kind: 'range'; readonly range: DataRange; readonly index: number }
  | { readonly kind: 'interface' | 'medium'; readonly identifier: Identifier }
  | {
      readonly kind: 'instances';
      readonly scope: 'filter' | 'system';
      readonly current: number;
      readonly possible: number;
    }
  | { readonly kind: 'necessary'; readonly amount: number }
  | { readonly kind: 'node'; readonly index: number; readonly type: Guid; readonly name: string | undefined }
  | { readonly kind: 'mode'; readonly mode: Guid; readonly rows: readonly FilterRow[] }
  | { readonly kind: 'fact'; readonly label: string; readonly value: string; readonly icon: string }
  | { readonly kind: 'wire'; readonly from: string; readonly to: string }
  | { readonly kind: 'problem'; readonly problem: PropertyProblem }
);

export type GroupName =
  | 'identity'
  | 'ranges'
  | 'constrained'
  | 'modes'
  | 'interfaces'
  | 'mediums'
  | 'instances'
  | 'topology'
  | 'problems';

/** Host trouble first, then why the last listing failed, then the filters that are known. */
export function filterRoots(snapshot: FiltersSnapshot): readonly FilterRow[] {
  const { kind } = snapshot.host;
  const host: FilterRow[] =
    kind === 'hung' || kind === 'dead' || kind === 'given-up'
      ? [{ id: 'host', kind: 'host', state: snapshot.host }]
      : [];
  // A host that does not start gives the same sentence twice: as its state and as the answer to the listing.
  const known = host.length > 0 && snapshot.problem === snapshot.host.reason;
  const problems = snapshot.problem === undefined || known ? [] : [snapshot.problem];
  const troubles = [...problems, ...snapshot.notes].map(
    (message, index): FilterRow => ({ id: `trouble/${index}`, kind: 'trouble', message }),
  );
  const filters = snapshot.filters.map(
    (entry): FilterRow => ({ id: `filter/${entry.summary.path}`, kind: 'filter', entry }),
  );
  const empty: FilterRow[] =
    snapshot.listed && filters.length + troubles.length + host.length === 0
      ? [{ id: 'none', kind: 'trouble', message: 'This target has no kernel-streaming filter.' }]
      : [];
  return [...host, ...unfinishedRows(snapshot.host), ...troubles, ...filters, ...empty];
}

/** After a crash or a bugcheck: the calls that the journal knows to have gone into a driver and not come back. */
function unfinishedRows(state: HostState): readonly FilterRow[] {
  if (state.kind !== 'running') return [];
  return state.hello.unfinished.map((call) => ({ id: `unfinished/${call.id}`, kind: 'unfinished', call }));
}

export function filterChildren(row: FilterRow, snapshot: FiltersSnapshot): readonly FilterRow[] {
  switch (row.kind) {
    case 'filter':
      return entryRows(row.id, entryOf(snapshot, row.entry.summary.path) ?? row.entry);
    case 'pin':
      return pinRows(row.id, row.pin);
    case 'group':
    case 'mode':
      return row.rows;
    default:
      return [];
  }
}

function entryRows(id: string, entry: FilterEntry): readonly FilterRow[] {
  const trouble: FilterRow[] =
    entry.problem === undefined ? [] : [{ id: `${id}/trouble`, kind: 'trouble', message: entry.problem }];
  return [...trouble, ...(entry.capabilities ? capabilityRows(id, entry.capabilities) : [])];
}

export function capabilityRows(id: string, capabilities: Capabilities): readonly FilterRow[] {
  const pins = capabilities.pins.map(
    (pin): FilterRow => ({ id: `${id}/pin${pin.id}`, kind: 'pin', pin, filter: capabilities.filter.path }),
  );
  return [
    ...pins,
    ...group(`${id}/topology`, 'topology', topologyRows(`${id}/topology`, capabilities.topology)),
    ...group(`${id}/identity`, 'identity', identityRows(`${id}/identity`, capabilities)),
    ...problemGroup(id, capabilities.problems),
  ];
}

export function pinRows(id: string, pin: PinFactory): readonly FilterRow[] {
  const identifiers = (kind: 'interface' | 'medium', list: readonly Identifier[]): readonly FilterRow[] =>
    list.map((identifier, index) => ({ id: `${id}/${kind}s/${index}`, kind, identifier }));
  const ranges = (name: GroupName, list: readonly DataRange[]): readonly FilterRow[] =>
    group(
      `${id}/${name}`,
      name,
      list.map((range, index) => ({ id: `${id}/${name}/${index}`, kind: 'range', range, index })),
    );
  const { physicalConnection: wired } = pin;
  return [
    ...ranges('ranges', pin.dataRanges),
    ...ranges('constrained', pin.constrainedDataRanges ?? []),
    ...defaultFormat(id, pin.defaultFormat),
    ...group(`${id}/modes`, 'modes', modeRows(`${id}/modes`, pin.modes ?? [])),
    ...fact(id, 'Wired to', wired && `pin ${wired.pin} of ${wired.path}`, 'plug'),
    ...group(`${id}/interfaces`, 'interfaces', identifiers('interface', pin.interfaces)),
    ...group(`${id}/mediums`, 'mediums', identifiers('medium', pin.mediums)),
    ...group(`${id}/instances`, 'instances', instanceRows(`${id}/instances`, pin)),
    ...problemGroup(id, pin.problems),
  ];
}

function defaultFormat(id: string, bytes: Uint8Array | undefined): readonly FilterRow[] {
  const format = bytes && decodeFormat(bytes, 'x64');
  return fact(id, 'Default format', format && describeFormat(format), 'star-empty');
}

function modeRows(id: string, modes: readonly ModeFormats[]): readonly FilterRow[] {
  return modes.map(({ mode, defaultFormat: preferred, formats }, index): FilterRow => {
    const modeId = `${id}/${index}`;
    // As they came: how wide their offsets are is not agreed.
    const list = formats && `${count(formats.length, 'byte')}: ${toHex(formats.subarray(0, shownBytes))}`;
    const rows = [...defaultFormat(modeId, preferred), ...fact(modeId, 'Formats', list, 'list-unordered')];
    return { id: modeId, kind: 'mode', mode, rows };
  });
}

function instanceRows(id: string, { instances }: PinFactory): readonly FilterRow[] {
  const scopes = [
    ['filter', instances.local],
    ['system', instances.global],
  ] as const;
  const counts = scopes.flatMap(([scope, counted]): FilterRow[] =>
    counted
      ? [
          {
            id: `${id}/${scope}`,
            kind: 'instances',
            scope,
            current: counted.CurrentCount,
            possible: counted.PossibleCount,
          },
        ]
      : [],
  );
  const necessary: FilterRow[] = instances.necessary
    ? [{ id: `${id}/necessary`, kind: 'necessary', amount: instances.necessary }]
    : [];
  return [...counts, ...necessary];
}

/** What is known of the filter as a whole, beside its name. */
function identityRows(id: string, { filter, component, topology }: Capabilities): readonly FilterRow[] {
  const { driver, aliases = [] } = filter;
  const named = topology.categories?.map((category) => guidText(category, ['filter-category'])).join(', ');
  return [
    ...fact(
      id,
      'Driver',
      [driver?.provider, driver?.version, driver?.date].filter(Boolean).join(', '),
      'chip',
    ),
    ...aliases.flatMap(({ category, path }) =>
      fact(id, `Alias ${guidText(category, ['filter-category'])}`, path, 'link'),
    ),
    ...fact(id, 'Categories by the driver', named, 'tag'),
    ...Object.entries(component ? structToJson('KSCOMPONENTID', component) : {}).flatMap(([member, value]) =>
      fact(id, `Component ${member}`, String(value), 'package'),
    ),
  ];
}

function fact(id: string, label: string, value: string | undefined, icon: string): readonly FilterRow[] {
  return value === undefined || value === ''
    ? []
    : [{ id: `${id}/${label}`, kind: 'fact', label, value, icon }];
}

function topologyRows(id: string, topology: Capabilities['topology']): readonly FilterRow[] {
  const names = new Map(topology.nodeNames?.map(({ node, name }) => [node, name]));
  const nodes = topology.nodes.map(
    (type, index): FilterRow => ({
      id: `${id}/node${index}`,
      kind: 'node',
      index,
      type,
      name: names.get(index),
    }),
  );
  const wires = topology.connections.map(
    (wire, index): FilterRow => ({
      id: `${id}/wire${index}`,
      kind: 'wire',
      from: endText(startOf(wire)),
      to: endText(targetOf(wire)),
    }),
  );
  return [...nodes, ...wires];
}

function problemGroup(id: string, problems: readonly PropertyProblem[]): readonly FilterRow[] {
  const rows = problems.map(
    (problem, index): FilterRow => ({ id: `${id}/problems/${index}`, kind: 'problem', problem }),
  );
  return group(`${id}/problems`, 'problems', rows);
}

function group(id: string, name: GroupName, rows: readonly FilterRow[]): readonly FilterRow[] {
  return rows.length === 0 ? [] : [{ id, kind: 'group', group: name, rows }];
}
