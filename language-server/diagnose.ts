// Everything that is known to be wrong with a document, in the order of its text.
import type { Capabilities } from '#ks/capabilities.ts';
import { selectsFilter } from '#ks/filter-selector.ts';
import { fail } from '#ks/result.ts';
import { type ConnectEntry, type DescriptorDocument, rangeOfPath } from './descriptor/document.ts';
import { movedBy, movedFindings } from './descriptor/moved.ts';
import type { Segment } from './descriptor/segments.ts';
import { isAbsolutePath } from './features/relative-uri.ts';
import type { Finding } from './finding.ts';
import { runRules } from './rules/run.ts';
import type { CapabilityReading, Workspace } from './workspace.ts';

export interface DiagnoseOptions {
  /** Filters to check every connect against, in place of the capability files that the connects name. */
  readonly capabilities?: readonly Capabilities[];
}

/** Text problems and the findings of all rules. Pure: the same document and files give the same list. */
export function diagnose(
  doc: DescriptorDocument,
  workspace: Workspace,
  options: DiagnoseOptions = {},
): readonly Finding[] {
  const readings = new Map<string, CapabilityReading>();
  const read = (path: string): CapabilityReading => {
    const known = readings.get(path);
    if (known !== undefined) return known;
    const reading = isAbsolutePath(path)
      ? fail('is an absolute path: expected one relative to this file')
      : workspace.readCapabilities(doc.uri, path);
    readings.set(path, reading);
    return reading;
  };
  const found = [...doc.problems];
  const { segments } = doc;
  if (segments === undefined) {
    for (const entry of doc.connects) found.push(...findingsOf(entry, options, read));
  } else {
    for (let index = 0; index < segments.connects.length; index++) {
      const segment = segments.connects[index];
      const findings = segment === undefined ? [] : keptFindings(segment, options, read);
      if (findings.length > 0) found.push(...movedFindings(findings, movedBy(segments.starts[index] ?? 0)));
    }
  }
  return found.length < 2 ? found : found.toSorted(inTextOrder);
}

/** What was found in a connect holds as long as the connect is as it was read and the files that it names say the same. */
function keptFindings(
  { entry, kept }: Segment,
  options: DiagnoseOptions,
  read: (path: string) => CapabilityReading,
): readonly Finding[] {
  const { capabilities } = options;
  const path = entry.filter.capabilities;
  const file = capabilities !== undefined || path === undefined ? undefined : read(path);
  const reading = file?.ok === false ? file.error : file?.value;
  const before = kept.checked;
  if (before !== undefined && before.reading === reading && before.capabilities === capabilities) {
    return before.findings;
  }
  const findings = findingsOf(entry, options, read);
  kept.checked = { capabilities, reading, findings };
  return findings;
}

function findingsOf(
  entry: ConnectEntry,
  options: DiagnoseOptions,
  read: (path: string) => CapabilityReading,
): readonly Finding[] {
  const { filters, problems } = filtersFor(entry, options, read);
  const found = entry.request === undefined ? [] : runRules(entry, entry.request, filters);
  return [...entry.problems, ...unexplained(entry, found), ...problems, ...found];
}

/** A request that is wrong in itself leaves members underivable; the rule that says so says enough. */
const unexplained = (entry: ConnectEntry, found: readonly Finding[]): readonly Finding[] =>
  found.some(({ severity }) => severity === 'error') ? [] : entry.underivable;

const inTextOrder = (a: Finding, b: Finding): number =>
  a.range.start - b.range.start || a.range.end - b.range.end;

interface Filters {
  readonly filters: readonly Capabilities[];
  readonly problems: readonly Finding[];
}

/** The recorded filters that the connect may mean, or why there are none. */
function filtersFor(
  entry: ConnectEntry,
  options: DiagnoseOptions,
  read: (path: string) => CapabilityReading,
): Filters {
  if (options.capabilities !== undefined) {
    return {
      filters: options.capabilities.filter(({ filter }) => selectsFilter(entry.filter, filter)),
      problems: [],
    };
  }
  const path = entry.filter.capabilities;
  if (path === undefined) return { filters: [], problems: [] };
  const reading = read(path);
  if (!reading.ok) {
    const message = `The capability file ${path} ${reading.error}. The request was not checked against a pin.`;
    return { filters: [], problems: [capabilityProblem(entry, 'capabilities', 'error', message)] };
  }
  const filters = reading.value.filter(({ filter }) => selectsFilter(entry.filter, filter));
  if (filters.length > 0) return { filters, problems: [] };
  const names = reading.value.map(({ filter }) => filter.name ?? filter.path).join(', ');
  const member = entry.filter.device === undefined ? 'category' : 'device';
  const message = `No filter of ${path} matches; it has ${names === '' ? 'none' : names}. The request was not checked against a pin.`;
  return { filters: [], problems: [capabilityProblem(entry, member, 'warning', message)] };
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
