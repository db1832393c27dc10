// Prepares one connect for the rules: derivation runs once, and what could not be read is hidden from them. Of each connect
// they ask some hundred questions, so answering one makes nothing new.

import type { ConnectRequest } from '#ks/connect.ts';
import { complete } from '#ks/connect.ts';
import { type Derived, deriveAt } from '#ks/derive.ts';
import type { Path } from '#ks/path.ts';
import { memberAt } from '#ks/request.ts';
import type { Value } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { isUnreadable } from '#language-server/descriptor/connect.ts';
import type { ConnectEntry } from '#language-server/descriptor/document.ts';
import { isWrittenIn } from '#language-server/descriptor/read.ts';
import type { SharedFormat } from '#language-server/descriptor/shared-format.ts';
import type { Recorded } from './recorded.ts';
import type { Subject } from './rule.ts';

export const subjectOf = (
  entry: ConnectEntry,
  written: ConnectRequest,
  recorded: Recorded | undefined,
): Subject => new ConnectSubject(entry, written, recorded);

/** A format alone, for the rules that look at nothing else: all of it is understood. */
export const subjectOfFormat = (format: SharedFormat): Subject =>
  new ConnectSubject(
    { format, unreadable: new Set(), isWritten: (path) => isWrittenIn(format.value, path) },
    format.request,
    undefined,
  );

type Read = Pick<ConnectEntry, 'format' | 'unreadable' | 'isWritten'>;

class ConnectSubject implements Subject {
  readonly written: ConnectRequest;
  readonly recorded: Recorded | undefined;
  readonly #entry: Read;
  readonly #hides: boolean;
  #completed: ConnectRequest | undefined;

  constructor(entry: Read, written: ConnectRequest, recorded: Recorded | undefined) {
    this.written = written;
    this.recorded = recorded;
    this.#entry = entry;
    this.#hides = entry.unreadable.size > 0;
  }
  get completed(): ConnectRequest {
    this.#completed ??= this.#entry.format?.completedOf(this.written) ?? complete(this.written);
    return this.#completed;
  }
  value(...path: Path): Value | undefined {
    return this.valueAt(path);
  }
  number(...path: Path): number | undefined {
    return this.numberAt(path);
  }
  guid(...path: Path): Guid | undefined {
    return this.guidAt(path);
  }
  numberAt(path: Path): number | undefined {
    const found = this.valueAt(path);
    if (typeof found === 'number') return found;
    return typeof found === 'bigint' ? Number(found) : undefined;
  }
  guidAt(path: Path): Guid | undefined {
    const found = this.valueAt(path);
    return typeof found === 'string' ? found : undefined;
  }
  derived(...path: Path): Derived | undefined {
    return this.#isHidden(path) ? undefined : deriveAt(this.written, path);
  }
  isWritten(...path: Path): boolean {
    return this.#entry.isWritten(path);
  }
  isUnreadable(...path: Path): boolean {
    return this.#isHidden(path);
  }
  valueAt(path: Path): Value | undefined {
    if (this.#isHidden(path)) return undefined;
    const written = memberAt(this.written, path);
    // Of a structure some members may be written, and others follow.
    return written === undefined || typeof written === 'object' ? memberAt(this.completed, path) : written;
  }
  #isHidden(path: Path): boolean {
    return this.#hides && isUnreadable(this.#entry, path);
  }
}
