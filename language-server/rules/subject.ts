// Prepares one connect for the rules: derivation runs once, and what could not be read is hidden from them.

import type { ConnectRequest } from '#ks/connect.ts';
import { complete } from '#ks/connect.ts';
import { deriveAt } from '#ks/derive.ts';
import type { Path } from '#ks/path.ts';
import { memberAt } from '#ks/request.ts';
import type { Value } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { isUnreadable } from '#language-server/descriptor/connect.ts';
import type { ConnectEntry } from '#language-server/descriptor/document.ts';
import type { Recorded } from './recorded.ts';
import type { Subject } from './rule.ts';

export function subjectOf(
  entry: ConnectEntry,
  written: ConnectRequest,
  recorded: Recorded | undefined,
): Subject {
  const completed = complete(written);
  const anyUnreadable = entry.unreadable.size > 0;
  const hidden = (path: Path): boolean => anyUnreadable && isUnreadable(entry, path);

  const value = (...path: Path): Value | undefined => (hidden(path) ? undefined : memberAt(completed, path));
  return {
    written,
    completed,
    recorded,
    value,
    number(...path) {
      const found = value(...path);
      return typeof found === 'number' || typeof found === 'bigint' ? Number(found) : undefined;
    },
    guid(...path) {
      const found = value(...path);
      return typeof found === 'string' ? (found as Guid) : undefined;
    },
    derived: (...path) => (hidden(path) ? undefined : deriveAt(written, path)),
    isWritten: (...path) => entry.isWritten(path),
    isUnreadable: (...path) => hidden(path),
  };
}
