// Every GUID that has a name in the headers a kernel-streaming developer reads. One flat list, so that names,
// completion and hover come from one place; the rows themselves are in generated/, packed by kind and header.

import { guidRows } from './generated/guid-rows.ts';
import type { Guid, GuidKind } from './guid-kinds.ts';

/** One name of a GUID. A value may have several names. */
export interface NamedGuid {
  readonly name: string;
  readonly value: Guid;
  readonly kind: GuidKind;
  /** The header that defines the name. */
  readonly header: string;
}

/**
 * All named GUIDs. Where a value has several names, the preferred one comes first: a KS name before a
 * DirectShow one, the defining name before a `#define` alias of it.
 */
export const namedGuids: readonly NamedGuid[] = guidRows.flatMap(([kind, header, rows]) =>
  rows.map(([name, value]) => ({ name, value, kind, header })),
);
