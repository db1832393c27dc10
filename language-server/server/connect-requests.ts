// The requests that only the extension sends: which connects a document has, one of them as the bytes that KsCreatePin takes,
// and what became of the capability files that it names.
import { toHex } from '#ks/bytes.ts';
import { encodeConnect } from '#ks/connect.ts';
import { defaultAccess } from '#ks/request.ts';
import type {
  CapabilityFilesResult,
  ConnectAtParams,
  ConnectAtResult,
  ConnectsResult,
  NamedCapabilityFile,
  WireConnect,
  WireRange,
} from '#language-server/protocol.ts';
import {
  type ConnectEntry,
  connectsOf,
  type DescriptorDocument,
  type Finding,
  rangeOfPath,
  readingOf,
  resolveUri,
  type Workspace,
} from '#language-server/service.ts';
import { toRange } from './convert.ts';
import type { WorkspaceDescriptor } from './workspace-descriptors.ts';

const nameOf = (entry: ConnectEntry): string => entry.name ?? `connect ${entry.index + 1}`;

export function connectsIn(doc: DescriptorDocument): ConnectsResult {
  return connectsOf(doc).map((entry) => ({
    index: entry.index,
    name: nameOf(entry),
    range: toRange(doc, entry.range),
    ...(entry.expect === undefined ? {} : { expect: entry.expect.text }),
  }));
}

export function capabilityFilesIn(doc: DescriptorDocument, workspace: Workspace): CapabilityFilesResult {
  const paths = new Set(connectsOf(doc).flatMap(({ filter }) => filter.capabilities ?? []));
  return [...paths].map((path): NamedCapabilityFile => {
    const uri = resolveUri(doc.uri, path);
    const read = readingOf(workspace, doc.uri, path);
    return {
      path,
      ...(uri === undefined ? {} : { uri }),
      ...(read.ok ? { filters: read.value.filters.length } : { filters: 0, problem: read.error }),
    };
  });
}

/** `findingsIn` are at least those of the connect with this index: a document of thousands is not gone through for one. */
export function connectAt(
  { doc, version }: WorkspaceDescriptor,
  findingsIn: (index: number) => readonly Finding[],
  params: ConnectAtParams,
): ConnectAtResult {
  const entry = findConnect(doc, params);
  if (entry === undefined) return null;
  const errors = findingsIn(entry.index).filter(
    ({ connect, severity }) => connect === entry.index && severity === 'error',
  );
  return {
    index: entry.index,
    name: nameOf(entry),
    version: version ?? 0,
    range: toRange(doc, entry.range),
    head: toRange(doc, entry.head),
    desiredAccess: entry.request?.DesiredAccess ?? defaultAccess,
    filter: entry.filter,
    ...(entry.expect === undefined ? {} : { expect: entry.expect }),
    errors: errors.length,
    ...bytesOf(doc, entry, params.arch ?? 'x64'),
    ranges: rangesOf(doc, entry),
  };
}

function findConnect(
  doc: DescriptorDocument,
  { index, position }: ConnectAtParams,
): ConnectEntry | undefined {
  if (index !== undefined) return doc.connects.find((entry) => entry.index === index);
  if (position === undefined) return undefined;
  const offset = doc.lines.offsetAt(position);
  return doc.connects.find(({ range }) => range.start <= offset && offset <= range.end);
}

/** What the text does not say clearly is never guessed at: there are no bytes then. */
function bytesOf(
  doc: DescriptorDocument,
  entry: ConnectEntry,
  arch: 'x64' | 'x86',
): Pick<WireConnect, 'bytes' | 'problems'> {
  const unclear = [...entry.problems, ...entry.underivable].map(({ message, range }) => ({
    message,
    range: toRange(doc, range),
  }));
  if (unclear.length > 0) return { problems: unclear };
  if (entry.request === undefined) {
    const message = 'The connect has neither KSPIN_CONNECT nor KSDATAFORMAT.';
    return { problems: [{ message, range: toRange(doc, entry.head) }] };
  }
  const encoded = encodeConnect(entry.request, arch);
  if (encoded.ok) return { bytes: toHex(encoded.value), problems: [] };
  return {
    problems: encoded.error.map(({ path, message }) => ({
      message,
      range: toRange(doc, rangeOfPath(entry, path)),
    })),
  };
}

function rangesOf(doc: DescriptorDocument, entry: ConnectEntry): Readonly<Record<string, WireRange>> {
  return Object.fromEntries([...entry.places].map(([path, { value }]) => [path, toRange(doc, value)]));
}
