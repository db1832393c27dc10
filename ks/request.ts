// The value that everything passes on: text becomes a connect request, a connect request becomes bytes.
import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { BlockKey } from './format-blocks.ts';
import type { Path } from './path.ts';
import { type StructValue, type Value, valueAt } from './struct.ts';

/** KSDATAFORMAT_ATTRIBUTES: an attribute list follows the format (ks.h). */
export const formatHasAttributes = 0x2;

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

/** The structure that a path starts in, and the rest of the path inside it. */
function rootOf(request: ConnectRequest, path: Path): { root: StructValue | undefined; rest: Path } {
  const [first, second, third] = path;
  if (first === 'KSPIN_CONNECT' || first === 'KSDATAFORMAT')
    return { root: request[first], rest: path.slice(1) };
  if (first === 'Attributes' && typeof second === 'number' && third === 'AttributeHeader') {
    return { root: request.Attributes?.[second]?.AttributeHeader, rest: path.slice(3) };
  }
  if (first !== undefined && first === request.block?.key)
    return { root: request.block.value, rest: path.slice(1) };
  return { root: undefined, rest: [] };
}

/** The value at a descriptor path (the block's key comes first for the block); undefined where nothing is written. */
export function memberAt(request: ConnectRequest, path: Path): Value | undefined {
  const { root, rest } = rootOf(request, path);
  return valueAt(root, rest);
}
