// A connect that was read the quick way: its text says clearly what it means. Where its members stand is asked of the tree, and
// only when somebody needs a place: for a request without mistakes that is mostly nobody.
import type { ConnectRequest } from '#ks/connect.ts';
import { completeHead } from '#ks/derive.ts';
import { connectLeaves, problemsOf } from '#ks/members.ts';
import type { Path } from '#ks/path.ts';
import { memberAt } from '#ks/request.ts';
import { statusNamed } from '#ks/status.ts';
import type { Finding } from '#language-server/finding.ts';
import type { ObjectScan } from '#language-server/text/brackets.ts';
import { memberSpan } from '#language-server/text/member-span.ts';
import type { TextRange } from '#language-server/text/text-range.ts';
import { headOf, saysEnough, selectorOf } from './connect.ts';
import type { ConnectText } from './connect-text.ts';
import type { ConnectEntry, Expectation, Place } from './document.ts';
import { type PlainConnect, readPlain } from './plain.ts';
import { isWrittenIn, type ReadObject } from './read.ts';
import type { SharedFormat } from './shared-format.ts';

/** Undefined for a connect that must be read from its tree. `base` is where it starts in the text that was scanned. */
export function plainEntry(source: ConnectText, scan: ObjectScan, base: number): ConnectEntry | undefined {
  const plain = readPlain(source.text, scan, base);
  if (plain === undefined) return undefined;
  const { value } = plain;
  const text = value.expect as string | undefined;
  const status = text === undefined ? undefined : statusNamed(text.trim());
  if (text !== undefined && status === undefined) return undefined;
  const expect = text === undefined || status === undefined ? undefined : { ...status, text };
  return new PlainEntry(source, plain, expect);
}

const anyFilter: ConnectEntry['filter'] = {};
const nothing: readonly never[] = [];
const everythingRead: ReadonlySet<string> = new Set();

class PlainEntry implements ConnectEntry {
  readonly filter: ConnectEntry['filter'];
  readonly #request: ConnectRequest;
  readonly request: ConnectRequest | undefined;
  #sendable: boolean | undefined;
  readonly expect: Expectation | undefined;
  readonly unreadable = everythingRead;
  readonly #source: ConnectText;
  readonly #value: ReadObject;
  readonly format: SharedFormat;

  constructor(source: ConnectText, { value, format }: PlainConnect, expect: Expectation | undefined) {
    this.#source = source;
    this.#value = value;
    this.format = format;
    this.filter = value.filter === undefined ? anyFilter : selectorOf(value.filter);
    this.#request = { ...format.request, ...headOf(value) };
    this.request = saysEnough((key) => key in value) ? this.#request : undefined;
    this.expect = expect;
  }
  get index(): number {
    return this.#source.index;
  }
  get name(): string | undefined {
    return this.#value.name as string | undefined;
  }
  get range(): TextRange {
    return { start: 0, end: this.#source.text.length };
  }
  get head(): TextRange {
    return this.placeOf(['name'])?.value ?? { start: 0, end: 1 };
  }
  /** Members that are neither written nor derivable are named with the place where they are missing. */
  get problems(): readonly Finding[] {
    return this.#canBeSent ? nothing : this.#source.entry.problems;
  }
  get underivable(): readonly Finding[] {
    return this.#canBeSent ? nothing : this.#source.entry.underivable;
  }
  get #canBeSent(): boolean {
    this.#sendable ??= this.format.fits && headFits(this.#request);
    return this.#sendable;
  }
  get places(): ReadonlyMap<string, Place> {
    return this.#source.entry.places;
  }
  placeOf(path: Path): Place | undefined {
    const { text } = this.#source;
    const span = path.length > 0 && this.isWritten(path) ? memberSpan(text, path) : undefined;
    const first = span && text[span.value.start];
    return span && { path, ...span, container: first === '{' || first === '[' };
  }
  get hasMembers(): boolean {
    return Object.keys(this.#value).length > 0;
  }
  isWritten(path: Path): boolean {
    return isWrittenIn(this.#value, path);
  }
}

const connectPaths = connectLeaves.map(({ path }) => path);
const fitsByWritten = new Map<number, boolean>();

/** What follows in KSPIN_CONNECT depends on which members are written, and those that were read fit. */
function headFits(request: ConnectRequest): boolean {
  let written = 0;
  for (let leaf = 0; leaf < connectPaths.length; leaf++)
    written = written * 2 + (memberAt(request, connectPaths[leaf] as Path) === undefined ? 0 : 1);
  const known = fitsByWritten.get(written);
  if (known !== undefined) return known;
  const head = { KSPIN_CONNECT: completeHead(request.KSPIN_CONNECT), KSDATAFORMAT: {} };
  const fits = problemsOf(head, 'x64', connectLeaves).length === 0;
  fitsByWritten.set(written, fits);
  return fits;
}

/** All of its keys are known to be those of a connect, and it has some. */
export const isPlainConnect = (entry: ConnectEntry): boolean =>
  entry instanceof PlainEntry && entry.hasMembers;
