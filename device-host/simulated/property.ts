// A property of a simulated driver: what it belongs to, and what answers each verb. The tables of properties are beside this
// file, one per property set, as in the rig's driver.

import type { Handle } from '#device-host/backend.ts';
import { viewOf } from '#ks/bytes.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { StatusAnswer } from './answer.ts';
import type { SimulatedFilter } from './filter.ts';
import type { SimulatedStream } from './stream.ts';

/** A request as a property sees it: sizes checked, the subject found. */
export interface Asked {
  readonly filter: SimulatedFilter;
  /** The filter handle that was asked, or through which the pin that was asked was made. */
  readonly through: Handle;
  readonly input: Uint8Array;
  /** Room for the answer; of a SET it is the value. */
  readonly output: Uint8Array;
  /** The pin factory, for a factory's property and for an open pin. */
  readonly pinId: number;
  /** For a node's property. */
  readonly nodeId: number;
}

/** What an open pin's property sees. */
export interface AskedPin extends Asked {
  readonly stream: SimulatedStream;
}

/** What BASICSUPPORT says of a property's values. */
export interface ValueKind {
  /** VARENUM of wtypes.h. */
  readonly type: number;
  readonly range?: { readonly minimum: number; readonly maximum: number; readonly step: number };
}

export interface Property<A extends Asked = Asked> {
  /** What it belongs to, and with it the shortest input: KSPROPERTY, KSP_PIN or KSP_NODE. */
  readonly subject: 'handle' | 'factory' | 'node';
  readonly get?: (asked: A) => StatusAnswer;
  readonly set?: (asked: A) => StatusAnswer;
  readonly values?: ValueKind;
}

/** By id. */
export type Properties<A extends Asked = Asked> = ReadonlyMap<number, Property<A>>;

/** By the GUID of the set. */
export type PropertySets<A extends Asked = Asked> = ReadonlyMap<Guid, Properties<A>>;

export function ulongBytes(number: number): Uint8Array {
  const bytes = new Uint8Array(4);
  viewOf(bytes).setUint32(0, number, true);
  return bytes;
}
