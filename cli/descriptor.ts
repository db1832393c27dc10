// One connect out of a descriptor file, for the commands that do something with it. A file that says anything unclearly is not
// acted on: what was meant is not known. Findings of rules do not stop anyone: wrong requests may be sent on purpose.
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ConnectName } from '#device-host/protocol.ts';
import type { ConnectRequest, FieldProblem } from '#ks/connect.ts';
import type { Path } from '#ks/path.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import {
  type ConnectEntry,
  connectsOf,
  type DescriptorDocument,
  parseDescriptor,
  rangeOfPath,
} from '#language-server/service.ts';
import { readText } from './files.ts';
import { findingRow, placeText } from './report/finding-row.ts';

export interface LoadedConnect {
  readonly file: string;
  readonly doc: DescriptorDocument;
  readonly entry: ConnectEntry;
  readonly request: ConnectRequest;
  /** As written, else `connect 1`. */
  readonly name: string;
}

export interface LoadProblem {
  /** `text`: the file is there, but a place in it is wrong; `usage`: it cannot be read, or which connect is meant is open. */
  readonly kind: 'text' | 'usage';
  readonly lines: readonly string[];
}

/** `wanted` is the name of a connect; without it the file must have just one. */
export function loadConnect(
  file: string,
  wanted: string | undefined,
  cwd: string,
): Result<LoadedConnect, LoadProblem> {
  const opened = openDescriptor(file, cwd);
  if (!opened.ok) return opened;
  const { doc, connects } = opened.value;
  const entry = chooseConnect(file, connects, wanted);
  return entry.ok ? connectOf(file, doc, entry.value) : entry;
}

export interface AnyConnect {
  readonly name: string;
  /** What a run must return, as written. */
  readonly expect: string | undefined;
  readonly connect: Result<LoadedConnect, LoadProblem>;
}

/** Every connect of a file; those that cannot be acted on with the reason. */
export function loadConnects(file: string, cwd: string): Result<readonly AnyConnect[], LoadProblem> {
  const opened = openDescriptor(file, cwd);
  if (!opened.ok) return opened;
  const { doc, connects } = opened.value;
  return ok(
    connects.map((entry) => ({
      name: nameOf(entry),
      expect: entry.expect?.text,
      connect: connectOf(file, doc, entry),
    })),
  );
}

interface Opened {
  readonly doc: DescriptorDocument;
  readonly connects: readonly ConnectEntry[];
}

function openDescriptor(file: string, cwd: string): Result<Opened, LoadProblem> {
  const path = resolve(cwd, file);
  const text = readText(path);
  if (!text.ok) return usage(`${file} ${text.error}`);
  if (text.value.trim() === '') return usage(`${file} is empty: it has no connect`);
  const doc = parseDescriptor(text.value, pathToFileURL(path).href);
  const connects = connectsOf(doc);
  // A file that cannot be read as a descriptor has no names to choose from.
  if (connects.length === 0 && doc.problems.length > 0) return textProblems(file, doc, undefined);
  return ok({ doc, connects });
}

function connectOf(
  file: string,
  doc: DescriptorDocument,
  entry: ConnectEntry,
): Result<LoadedConnect, LoadProblem> {
  const { request } = entry;
  if (request === undefined || errorsOf(doc, entry).length > 0) return textProblems(file, doc, entry);
  return ok({ file, doc, entry, request, name: nameOf(entry) });
}

function chooseConnect(
  file: string,
  connects: readonly ConnectEntry[],
  wanted: string | undefined,
): Result<ConnectEntry, LoadProblem> {
  const names = connects.map(
    (entry) => `  ${nameOf(entry)}${entry.name === undefined ? ' (it has no name)' : ''}`,
  );
  const [only, ...others] = connects;
  if (only === undefined) return usage(`${file} has no connect: add one to its "connects"`);
  if (wanted === undefined) {
    if (others.length === 0) return ok(only);
    return usage(`${file} has ${connects.length} connects: choose one with --connect NAME`, ...names);
  }
  const [found, second] = connects.filter((entry) => nameOf(entry) === wanted);
  if (found === undefined) return usage(`${file} has no connect named "${wanted}". It has:`, ...names);
  if (second !== undefined) return usage(`${file} has more than one connect named "${wanted}": rename one`);
  return ok(found);
}

/** For the journal of a device host. */
export function connectName({ doc, name }: LoadedConnect): ConnectName {
  return { file: fileURLToPath(doc.uri), connect: name };
}

function nameOf({ name, index }: ConnectEntry): string {
  return name ?? `connect ${index + 1}`;
}

function errorsOf(doc: DescriptorDocument, entry: ConnectEntry) {
  return [...doc.problems, ...entry.problems].filter(({ severity }) => severity === 'error');
}

function textProblems(
  file: string,
  doc: DescriptorDocument,
  entry: ConnectEntry | undefined,
): Result<never, LoadProblem> {
  const problems = entry === undefined ? doc.problems : errorsOf(doc, entry);
  const lines = problems.map((finding) => {
    const row = findingRow(file, doc, finding);
    return `${placeText(row)}: error: ${row.message} [${row.code}]`;
  });
  if (lines.length > 0) return fail({ kind: 'text', lines });
  return fail({ kind: 'text', lines: [`${file}: the connect has neither KSPIN_CONNECT nor KSDATAFORMAT`] });
}

/** What the encoder missed, at the places in the file. */
export function fieldProblemLines(
  loaded: LoadedConnect,
  problems: readonly FieldProblem[],
): readonly string[] {
  return problems.map(
    ({ path, message, code }) => `${memberPlace(loaded, path)}: error: ${message} [${code}]`,
  );
}

/** Where the member is written, else where what is around it is: `speaker.kspin.json:12:7`. */
export function memberPlace({ file, doc, entry }: LoadedConnect, path: Path): string {
  const { line, character } = doc.lines.positionAt(rangeOfPath(entry, path).start);
  return placeText({ file, line: line + 1, column: character + 1 });
}

function usage(...lines: readonly string[]): Result<never, LoadProblem> {
  return fail({ kind: 'usage', lines });
}
