// The requests that only the extension sends: which connects a document has, and one of them as the bytes that
// KsCreatePin takes.
import { toHex } from '#ks/bytes.ts';
import { encodeConnect } from '#ks/connect.ts';
import { defaultAccess } from '#ks/request.ts';
import type {
  ConnectAtParams,
  ConnectAtResult,
  ConnectsResult,
  WireConnect,
  WireRange,
} from '#language-server/protocol.ts';
import {
  type ConnectEntry,
  connectsOf,
  type DescriptorDocument,
  rangeOfPath,
} from '#language-server/service.ts';
import { toRange } from './convert.ts';
import type { OpenDocuments } from './open-documents.ts';

const nameOf = (entry: ConnectEntry): string => entry.name ?? `connect ${entry.index + 1}`;

export function connectsIn(documents: OpenDocuments, uri: string): ConnectsResult {
  const doc = documents.read(uri);
  if (doc === undefined) return [];
  return connectsOf(doc).map((entry) => ({
    index: entry.index,
    name: nameOf(entry),
    range: toRange(doc, entry.range),
  }));
}

export function connectAt(documents: OpenDocuments, params: ConnectAtParams): ConnectAtResult {
  const doc = documents.read(params.uri);
  const entry = doc && findConnect(doc, params);
  if (doc === undefined || entry === undefined) return null;
  const errors = documents
    .findings(params.uri)
    .filter(({ connect, severity }) => connect === entry.index && severity === 'error').length;
  return {
    index: entry.index,
    name: nameOf(entry),
    version: documents.version(params.uri),
    range: toRange(doc, entry.range),
    head: toRange(doc, entry.head),
    desiredAccess: entry.request?.DesiredAccess ?? defaultAccess,
    filter: entry.filter,
    ...(entry.expect === undefined ? {} : { expect: entry.expect }),
    errors,
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
