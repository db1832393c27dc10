// How each row of the Filters view looks. Names, numbers and ranges are written by the same functions as in hovers
// and diagnostics, so that a person meets one spelling everywhere.

import { type Identifier, type PinFactory, unlimitedInstances } from '#ks/capabilities.ts';
import { whyNotConnectable } from '#ks/connectable.ts';
import { type ConstantSetName, numberText } from '#ks/constants.ts';
import { rangeHeader } from '#ks/data-range.ts';
import { describeRange } from '#ks/describe-range.ts';
import { guidText } from '#ks/guid.ts';
import { structToJson } from '#ks/struct-json.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { count, sentence } from '#ks/words.ts';
import type { FilterRow, GroupName } from './filter-rows.ts';
import type { FilterEntry } from './filters.ts';
import { presentHost, presentProblem, presentTrouble, presentUnfinished } from './present-trouble.ts';
import type { Presented } from './presented.ts';
import { markdownFacts, markdownText, shortLine, shortPath } from './text.ts';

type Of<Kind extends FilterRow['kind']> = Extract<FilterRow, { readonly kind: Kind }>;

const groups: Readonly<
  Record<GroupName, { readonly label: string; readonly icon: string; readonly noun: string }>
> = {
  identity: { label: 'Identity', icon: 'info', noun: 'fact' },
  ranges: { label: 'Data ranges', icon: 'list-unordered', noun: 'data range' },
  constrained: { label: 'Possible now', icon: 'list-filter', noun: 'data range' },
  modes: { label: 'Signal processing modes', icon: 'settings', noun: 'mode' },
  interfaces: { label: 'Interfaces', icon: 'symbol-interface', noun: 'interface' },
  mediums: { label: 'Mediums', icon: 'radio-tower', noun: 'medium' },
  instances: { label: 'Instances', icon: 'layers', noun: 'count' },
  topology: { label: 'Topology', icon: 'type-hierarchy', noun: 'entry' },
  problems: { label: 'Problems', icon: 'warning', noun: 'problem' },
};

export function presentFilter(row: FilterRow): Presented {
  switch (row.kind) {
    case 'host':
      return presentHost(row.state);
    case 'trouble':
      return presentTrouble(sentence(row.message));
    case 'unfinished':
      return presentUnfinished(row.call);
    case 'filter':
      return filter(row.entry);
    case 'pin':
      return pin(row.pin);
    case 'group':
      return group(row);
    case 'range':
      return range(row);
    case 'interface':
      return identifier('KSPIN_INTERFACE', row.identifier, 'symbol-interface');
    case 'medium':
      return identifier('KSPIN_MEDIUM', row.identifier, 'radio-tower');
    case 'instances':
      return instances(row);
    case 'necessary':
      return leaf('symbol-number', 'Necessary', `${row.amount} before the filter can run`);
    case 'node':
      return leaf('symbol-event', nodeLabel(row), guidText(row.type, ['node-type']));
    case 'mode':
      return mode(row);
    case 'fact':
      return leaf(row.icon, shortLine(row.label), shortLine(row.value), markdownText(row.value));
    case 'wire':
      return leaf('arrow-small-right', row.from, `to ${row.to}`);
    case 'problem':
      return presentProblem(row.problem);
  }
}

function nodeLabel({ index, name }: Of<'node'>): string {
  return name === undefined ? `Node ${index}` : `Node ${index}: ${shortLine(name)}`;
}

function leaf(icon: string, label: string, description: string, tooltip?: string): Presented {
  return { label, description, icon, open: 'leaf', ...(tooltip ? { tooltip } : {}) };
}

/** The categories that say most, best first; the others are in the tooltip. */
const telling = [
  'KSCATEGORY_VIDEO_CAMERA',
  'KSCATEGORY_TOPOLOGY',
  'KSCATEGORY_RENDER',
  'KSCATEGORY_CAPTURE',
  'KSCATEGORY_VIDEO',
  'KSCATEGORY_AUDIO',
];

function categoryNames(categories: readonly Guid[]): readonly string[] {
  const rank = (name: string): number => (telling.includes(name) ? telling.indexOf(name) : telling.length);
  return categories
    .map((category) => guidText(category, ['filter-category']))
    .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

function filterIcon(categories: readonly string[]): string {
  if (categories.some((name) => name.includes('VIDEO'))) return 'device-camera-video';
  if (categories.includes('KSCATEGORY_TOPOLOGY')) return 'type-hierarchy';
  return categories.some((name) => name.includes('AUDIO')) ? 'unmute' : 'circuit-board';
}

function filter({ summary, capabilities, problem: failure }: FilterEntry): Presented {
  const categories = categoryNames(summary.categories);
  const label = shortLine(summary.name ?? shortPath(summary.path));
  const trouble = failure ?? summary.problem;
  const pins = capabilities && count(capabilities.pins.length, 'pin');
  const description = [pins, trouble ? 'could not be read' : categories[0]].filter(Boolean).join(', ');
  return {
    label,
    description,
    tooltip: markdownFacts([
      ['Filter', label],
      ['Categories', categories.join(', ')],
      ['Device', summary.device],
      ['Path', summary.path],
      ['Driver', driverText(capabilities?.filter.driver)],
      ['Problem', trouble],
    ]),
    icon: trouble ? 'warning' : filterIcon(categories),
    ...(trouble ? { color: 'list.warningForeground' } : {}),
    contextValue: 'filter',
    open: 'collapsed',
    spoken: `Filter ${label}, ${description}`,
  };
}

function driverText(driver: { version?: string; date?: string; provider?: string } | undefined): string {
  return [driver?.provider, driver?.version, driver?.date].filter(Boolean).join(', ');
}

/** `KSPIN_DATAFLOW_IN` -> `in`: in a row of pins the prefix says nothing. */
function shortName(value: number | undefined, set: ConstantSetName): string | undefined {
  return value === undefined ? undefined : numberText(value, set).replace(`${set}_`, '').toLowerCase();
}

function pin(factory: PinFactory): Presented {
  const flow = shortName(factory.dataFlow, 'KSPIN_DATAFLOW');
  const communication = shortName(factory.communication, 'KSPIN_COMMUNICATION');
  const fallback = factory.category && guidText(factory.category, ['pin-category', 'pin-name', 'node-type']);
  const name = shortLine(factory.name ?? fallback ?? 'no name');
  const use = usage(factory);
  const description = [flow, communication, use].filter(Boolean).join(', ');
  return {
    label: `Pin ${factory.id}: ${name}`,
    description,
    tooltip: markdownFacts([
      ['Pin', `${factory.id}, ${name}`],
      ['Category', fallback],
      [
        'Data flow',
        factory.dataFlow === undefined ? undefined : numberText(factory.dataFlow, 'KSPIN_DATAFLOW'),
      ],
      [
        'Communication',
        factory.communication === undefined
          ? undefined
          : numberText(factory.communication, 'KSPIN_COMMUNICATION'),
      ],
      ['Data ranges', String(factory.dataRanges.length)],
      ['Problems', factory.problems.length === 0 ? undefined : String(factory.problems.length)],
    ]),
    icon: pinIcon(factory),
    ...(factory.problems.length > 0 ? { color: 'list.warningForeground' } : {}),
    // A pin that no client can connect to has nothing to start a descriptor from.
    contextValue: whyNotConnectable(factory) === undefined ? 'pin' : 'pin.internal',
    open: 'collapsed',
    spoken: `Pin ${factory.id}, ${name}, ${description}`,
  };
}

function pinIcon(factory: PinFactory): string {
  if (factory.problems.length > 0) return 'warning';
  const out =
    factory.dataFlow !== undefined && numberText(factory.dataFlow, 'KSPIN_DATAFLOW').endsWith('_OUT');
  return out ? 'arrow-right' : 'arrow-left';
}

/** `1 of 6 open`; the scope that is full decides, because it is the one that stops a connect. */
function usage({ instances: { local, global } }: PinFactory): string | undefined {
  const known = [local, global].filter((counted) => counted !== undefined);
  const tightest = known.sort(
    (a, b) => a.PossibleCount - a.CurrentCount - (b.PossibleCount - b.CurrentCount),
  )[0];
  if (!tightest || tightest.PossibleCount === 0) return undefined;
  return `${tightest.CurrentCount} of ${possibleText(tightest.PossibleCount)} open`;
}

/** KSINSTANCE_INDETERMINATE (0xFFFFFFFF): the driver decides at each connect (ks.h). */
function possibleText(possible: number): string {
  return possible === unlimitedInstances ? 'any number' : String(possible);
}

function group({ group: name, rows }: Of<'group'>): Presented {
  const { label, icon, noun } = groups[name];
  return {
    label,
    description: String(rows.length),
    icon,
    contextValue: `group.${name}`,
    open: name === 'ranges' || name === 'problems' ? 'expanded' : 'collapsed',
    spoken: `${label}, ${count(rows.length, noun)}`,
    ...(name === 'problems' ? { color: 'list.warningForeground' } : {}),
  };
}

function mode({ mode: guid, rows }: Of<'mode'>): Presented {
  const label = guidText(guid, ['audio-processing-mode']);
  const said = rows.length === 0 ? 'no format of its own' : '';
  return {
    label,
    ...(said ? { description: said } : {}),
    icon: 'settings',
    open: rows.length === 0 ? 'leaf' : 'collapsed',
    spoken: ['Mode', label, said].filter(Boolean).join(' '),
  };
}

function range({ range: dataRange, index }: Of<'range'>): Presented {
  const header = rangeHeader(dataRange);
  const guid = (member: string): string => guidText(header[member] as Guid);
  const text = describeRange(dataRange);
  return {
    label: shortLine(text),
    tooltip: markdownFacts([
      ['Data range', `${index}, ${dataRange.struct}`],
      ['MajorFormat', guid('MajorFormat')],
      ['SubFormat', guid('SubFormat')],
      ['Specifier', guid('Specifier')],
      ['FormatSize', String(header.FormatSize)],
      ['SampleSize', String(header.SampleSize)],
      ['Flags', numberText(Number(header.Flags), 'KSDATARANGE_FLAGS')],
      ['Attributes', dataRange.attributes ? count(dataRange.attributes.length, 'byte') : undefined],
    ]),
    icon: 'symbol-ruler',
    contextValue: 'range',
    open: 'leaf',
    spoken: `Data range ${index}, ${text}`,
  };
}

function identifier(struct: 'KSPIN_INTERFACE' | 'KSPIN_MEDIUM', value: Identifier, icon: string): Presented {
  const json = structToJson(struct, { ...value }) as Readonly<Record<keyof Identifier, string | number>>;
  const flags = value.Flags === 0 ? '' : `, Flags ${json.Flags}`;
  return leaf(
    icon,
    String(json.Id),
    `${json.Set}${flags}`,
    markdownFacts([
      ['Set', `${json.Set} {${value.Set}}`],
      ['Id', `${json.Id} (${value.Id})`],
      ['Flags', String(json.Flags)],
    ]),
  );
}

function instances({ scope, current, possible }: Of<'instances'>): Presented {
  const property = scope === 'filter' ? 'KSPROPERTY_PIN_CINSTANCES' : 'KSPROPERTY_PIN_GLOBALCINSTANCES';
  return leaf(
    'symbol-number',
    scope === 'filter' ? 'This filter' : 'Whole system',
    `${current} of ${possibleText(possible)} open`,
    markdownFacts([['From', property]]),
  );
}
