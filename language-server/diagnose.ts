// Everything that is known to be wrong with a document, in the order of its text.
import type { Capabilities } from '#ks/capabilities.ts';
import { selectsFilter } from '#ks/filter-selector.ts';
import type { CapabilityReading } from './capability-file.ts';
import { type ConnectEntry, type DescriptorDocument, rangeOfPath } from './descriptor/document.ts';
import { movedBy, movedFindings } from './descriptor/moved.ts';
import { type FileCheck, type Segment, type Segments, withIndex } from './descriptor/segments.ts';
import type { Finding } from './finding.ts';
import { filtersOfFile, type KnownFilters, liveFilters, nothingKnown, readingOf } from './known-filters.ts';
import { runRules } from './rules/run.ts';
import type { LiveFilters, Workspace } from './workspace.ts';

export interface DiagnoseOptions {
  /** Filters to check every connect against, in place of the capability files that the connects name. */
  readonly capabilities?: readonly Capabilities[];
  /** The index of a connect: what was found in others is left out. */
  readonly connect?: number;
}

/** Text problems and the findings of all rules. Pure: the same document and files give the same list. */
export function diagnose(
  doc: DescriptorDocument,
  workspace: Workspace,
  options: DiagnoseOptions = {},
): readonly Finding[] {
  const source = sourceOf(doc, workspace);
  const { connect } = options;
  const found = [...doc.problems];
  const { segments } = doc;
  if (segments === undefined) {
    for (const entry of doc.connects) {
      if (connect === undefined || connect === entry.index) found.push(...findingsOf(entry, options, source));
    }
  } else {
    for (const index of connect === undefined ? foundIn(segments, options, source) : [connect]) {
      const segment = segments.connects[index];
      const findings = segment === undefined ? [] : keptFindings(segment, options, source);
      found.push(...movedFindings(findings, movedBy(segments.starts[index] ?? 0)));
    }
  }
  return found.length < 2 ? found : found.toSorted(inTextOrder);
}

/** What is known outside of the text, looked up once for a document. */
interface Source {
  readonly read: (path: string) => CapabilityReading;
  readonly live: LiveFilters | undefined;
}

function sourceOf(doc: DescriptorDocument, workspace: Workspace): Source {
  const readings = new Map<string, CapabilityReading>();
  return {
    live: workspace.live?.(),
    read: (path) => {
      const reading = readings.get(path) ?? readingOf(workspace, doc.uri, path);
      readings.set(path, reading);
      return reading;
    },
  };
}

/** The segments with findings. After an edit only those that were read anew are checked, as long as the files say the same. */
function foundIn(segments: Segments, options: DiagnoseOptions, source: Source): readonly number[] {
  const { connects, kept } = segments;
  const { capabilities } = options;
  const holds = (check: FileCheck): boolean =>
    check.capabilities === capabilities &&
    [...check.readings].every(([path, reading]) => whatIsKnown(path, source) === reading);
  if (kept.check !== undefined && holds(kept.check)) return kept.check.found;
  const before = kept.before !== undefined && holds(kept.before.check) ? kept.before : undefined;
  const readings = new Map(before?.check.readings);
  const all: number[] = [];
  let found = before?.check.found ?? all;
  for (const index of before?.changed ?? connects.keys()) {
    const segment = connects[index];
    if (segment === undefined) continue;
    const path = segment.entry.filter.capabilities;
    if (capabilities === undefined) readings.set(path, whatIsKnown(path, source));
    const finds = keptFindings(segment, options, source).length > 0;
    if (before !== undefined) found = withIndex(found, index, finds);
    else if (finds) all.push(index);
  }
  kept.check = { capabilities, readings, found };
  return found;
}

/** What was found in a connect holds as long as the connect is as it was read and the files that it names say the same. */
function keptFindings(
  { entry, kept }: Segment,
  options: DiagnoseOptions,
  source: Source,
): readonly Finding[] {
  const { capabilities } = options;
  const reading = capabilities === undefined ? whatIsKnown(entry.filter.capabilities, source) : undefined;
  const before = kept.checked;
  if (before !== undefined && before.reading === reading && before.capabilities === capabilities) {
    return before.findings;
  }
  const findings = findingsOf(entry, options, source);
  kept.checked = { capabilities, reading, findings };
  return findings;
}

/** The same value as long as the same is known of the filters that a connect with this capability file may mean. */
function whatIsKnown(path: string | undefined, { read, live }: Source): unknown {
  if (path === undefined) return live;
  const reading = read(path);
  return reading.ok ? reading.value : reading.error;
}

function findingsOf(entry: ConnectEntry, options: DiagnoseOptions, source: Source): readonly Finding[] {
  const { known, problems } = filtersFor(entry, options, source);
  const { request } = entry;
  const found = request === undefined ? nothing : runRules(entry, request, known);
  const all = [entry.problems, unexplained(entry, found), problems, found];
  // Most connects have none, and each keeps what was found.
  return all.every(({ length }) => length === 0) ? nothing : all.flat();
}

const nothing: readonly Finding[] = [];

/** A request that is wrong in itself leaves members underivable; the rule that says so says enough. */
const unexplained = (entry: ConnectEntry, found: readonly Finding[]): readonly Finding[] =>
  found.some(({ severity }) => severity === 'error') ? nothing : entry.underivable;

const inTextOrder = (a: Finding, b: Finding): number =>
  a.range.start - b.range.start || a.range.end - b.range.end;

interface Filters {
  readonly known: KnownFilters;
  readonly problems: readonly Finding[];
}

/** The filters that the connect may mean, or why there are none. */
function filtersFor(entry: ConnectEntry, { capabilities }: DiagnoseOptions, { read, live }: Source): Filters {
  if (capabilities !== undefined) {
    const filters = capabilities.filter(({ filter }) => selectsFilter(entry.filter, filter));
    return { known: { filters, origin: { kind: 'given' } }, problems: [] };
  }
  const path = entry.filter.capabilities;
  if (path === undefined) return { known: liveFilters(live, entry.filter), problems: [] };
  const reading = read(path);
  if (!reading.ok) {
    const message = `The capability file ${path} ${reading.error}. The request was not checked against a pin.`;
    return { known: nothingKnown, problems: [capabilityProblem(entry, 'capabilities', 'error', message)] };
  }
  const known = filtersOfFile(path, reading.value, entry.filter);
  if (known.filters.length > 0) return { known, problems: [] };
  const names = reading.value.filters.map(({ filter }) => filter.name ?? filter.path).join(', ');
  const member = entry.filter.device === undefined ? 'category' : 'device';
  const message = `No filter of ${path} matches; it has ${names === '' ? 'none' : names}. The request was not checked against a pin.`;
  return { known: nothingKnown, problems: [capabilityProblem(entry, member, 'warning', message)] };
}

function capabilityProblem(
  entry: ConnectEntry,
  member: string,
  severity: Finding['severity'],
  message: string,
): Finding {
  const path = ['filter', member];
  return {
    code: 'capabilities',
    severity,
    message,
    range: rangeOfPath(entry, path),
    connect: entry.index,
    path,
    related: [],
    fixes: [],
  };
}
