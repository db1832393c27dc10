// A connect request with one member changed: fixes and "nearest" proposals are made of such steps.
import type { Path } from './path.ts';
import type { ConnectRequest } from './request.ts';
import type { StructValue, Value } from './struct.ts';

/**
 * The request with the member at a descriptor path written as `value`, or no longer written when that is undefined.
 * Structures on the way are made; the first part must be KSPIN_CONNECT, KSDATAFORMAT or the key of the request's block.
 */
export function withMember(request: ConnectRequest, path: Path, value: Value | undefined): ConnectRequest {
  const [part, ...rest] = path;
  if (part === 'KSPIN_CONNECT' || part === 'KSDATAFORMAT') {
    return { ...request, [part]: changed(request[part], rest, value) };
  }
  const { block } = request;
  if (block === undefined || part !== block.key) return request;
  return { ...request, block: { key: block.key, value: changed(block.value, rest, value) } };
}

function changed(struct: StructValue, path: Path, value: Value | undefined): StructValue {
  const [part, ...rest] = path;
  const name = String(part);
  const { [name]: inner, ...others } = struct;
  if (rest.length > 0) {
    const nested = typeof inner === 'object' && !Array.isArray(inner) ? (inner as StructValue) : {};
    return { ...struct, [name]: changed(nested, rest, value) };
  }
  return value === undefined ? others : { ...struct, [name]: value };
}
