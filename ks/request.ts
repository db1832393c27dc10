// The value that everything passes on: text becomes a connect request, a connect request becomes bytes.
import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { BlockKey } from './format-blocks.ts';
import type { Path } from './path.ts';
import type { StructValue, Value } from './struct.ts';

/** KSDATAFORMAT_ATTRIBUTES: an attribute list follows the format (ks.h). */
export const formatHasAttributes = 0x2;

/**
 * GENERIC_READ | GENERIC_WRITE (winnt.h): the ACCESS_MASK for KsCreatePin when DesiredAccess is not written. It streams either
 * way, whatever the pin's data flow.
 */
export const defaultAccess = 0xc0000000;

export interface Attribute {
  /** KSATTRIBUTE: Size, Flags, Attribute. */
  readonly AttributeHeader: StructValue;
  /** The rest of KSATTRIBUTE_AUDIOSIGNALPROCESSING_MODE. */
  readonly SignalProcessingMode?: Guid;
  /** The rest of any other attribute. */
  readonly Bytes?: Uint8Array;
}

/** What a descriptor says: members that were not written are absent until they are derived. */
export interface ConnectRequest {
  readonly DesiredAccess?: number;
  readonly KSPIN_CONNECT: StructValue;
  readonly KSDATAFORMAT: StructValue;
  readonly block?: { readonly key: BlockKey; readonly value: StructValue };
  /** After the block: palette, colour masks, codec bytes; or everything, for a Specifier that nothing knows. */
  readonly Bytes?: Uint8Array;
  readonly Attributes?: readonly Attribute[];
}

/** The value at a descriptor path (the block's key comes first for the block); undefined where nothing is written. */
export function memberAt(request: ConnectRequest, path: Path): Value | undefined {
  let value: Value | undefined;
  let depth = 1;
  const first = path[0];
  if (first === 'KSPIN_CONNECT' || first === 'KSDATAFORMAT') value = request[first];
  else if (first === 'Attributes' && typeof path[1] === 'number' && path[2] === 'AttributeHeader') {
    value = request.Attributes?.[path[1]]?.AttributeHeader;
    depth = 3;
  } else if (first !== undefined && first === request.block?.key) value = request.block.value;
  // Without copies and iterators: rules and derivations ask for members millions of times in a large file.
  for (; depth < path.length && value !== undefined; depth++) {
    const key = path[depth] as string | number;
    value = typeof value === 'object' ? (value as Readonly<Record<string | number, Value>>)[key] : undefined;
  }
  return value;
}
