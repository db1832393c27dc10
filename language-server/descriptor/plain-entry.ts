// A connect that was read the quick way, and with which all is well. Where its members stand is asked of the tree, and only
// when somebody needs a place: for a request without mistakes that is mostly nobody.
import { type ConnectRequest, complete } from '#ks/connect.ts';
import { problemsOf } from '#ks/members.ts';
import type { Path } from '#ks/path.ts';
import { statusNamed } from '#ks/status.ts';
import type { ObjectScan } from '#language-server/text/brackets.ts';
import type { TextRange } from '#language-server/text/text-range.ts';
import { requestOf, saysEnough, selectorOf } from './connect.ts';
import type { ConnectText } from './connect-text.ts';
import type { ConnectEntry, Expectation, Place } from './document.ts';
import { readPlain } from './plain.ts';
import type { ReadObject } from './read.ts';

/** Undefined for a connect that must be read from its tree. `base` is where it starts in the text that was scanned. */
export function plainEntry(source: ConnectText, scan: ObjectScan, base: number): ConnectEntry | undefined {
  const value = readPlain(source.text, scan, base);
  if (value === undefined) return undefined;
  const request = requestOf(value);
  if (problemsOf(complete(request), 'x64').length > 0) return undefined;
  const text = value.expect as string | undefined;
  const status = text === undefined ? undefined : statusNamed(text.trim());
  if (text !== undefined && status === undefined) return undefined;
  const expect = text === undefined || status === undefined ? undefined : { ...status, text };
  return new PlainEntry(source, value, request, expect);
}

const anyFilter: ConnectEntry['filter'] = {};
const nothing: readonly never[] = [];
const everythingRead: ReadonlySet<string> = new Set();

class PlainEntry implements ConnectEntry {
  readonly filter: ConnectEntry['filter'];
  readonly request: ConnectRequest | undefined;
  readonly expect: Expectation | undefined;
  readonly unreadable = everythingRead;
  readonly problems = nothing;
  readonly underivable = nothing;
  readonly #source: ConnectText;
  readonly #value: ReadObject;

  constructor(
    source: ConnectText,
    value: ReadObject,
    request: ConnectRequest,
    expect: Expectation | undefined,
  ) {
    this.#source = source;
    this.#value = value;
    this.filter = value.filter === undefined ? anyFilter : selectorOf(value.filter);
    this.request = saysEnough((key) => key in value) ? request : undefined;
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
    return this.#value.name === undefined ? { start: 0, end: 1 } : this.#source.entry.head;
  }
  get places(): ReadonlyMap<string, Place> {
    return this.#source.entry.places;
  }
  get hasMembers(): boolean {
    return Object.keys(this.#value).length > 0;
  }
  isWritten(path: Path): boolean {
    let value: unknown = this.#value;
    for (const part of path) {
      if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false;
      value = (value as Readonly<Record<string | number, unknown>>)[part];
      if (value === undefined) return false;
    }
    return true;
  }
}

/** All of its keys are known to be those of a connect, and it has some. */
export const isPlainConnect = (entry: ConnectEntry): boolean =>
  entry instanceof PlainEntry && entry.hasMembers;
