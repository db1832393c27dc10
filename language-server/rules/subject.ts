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
import type { Recorded } from './recorded.ts';
import type { Subject } from './rule.ts';

export const subjectOf = (
  entry: ConnectEntry,
  written: ConnectRequest,
  recorded: Recorded | undefined,
): Subject => new ConnectSubject(entry, written, recorded);

class ConnectSubject implements Subject {
  readonly written: ConnectRequest;
  readonly completed: ConnectRequest;
  readonly recorded: Recorded | undefined;
  readonly #entry: ConnectEntry;
  readonly #hides: boolean;

  constructor(entry: ConnectEntry, written: ConnectRequest, recorded: Recorded | undefined) {
    this.written = written;
    this.completed = complete(written);
    this.recorded = recorded;
    this.#entry = entry;
    this.#hides = entry.unreadable.size > 0;
  }
  value(...path: Path): Value | undefined {
    return this.#at(path);
  }
  number(...path: Path): number | undefined {
    const found = this.#at(path);
    if (typeof found === 'number') return found;
    return typeof found === 'bigint' ? Number(found) : undefined;
  }
  guid(...path: Path): Guid | undefined {
    const found = this.#at(path);
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
  #at(path: Path): Value | undefined {
    return this.#isHidden(path) ? undefined : memberAt(this.completed, path);
  }
  #isHidden(path: Path): boolean {
    return this.#hides && isUnreadable(this.#entry, path);
  }
}
