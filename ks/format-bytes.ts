// A data format by itself, as properties carry it: KSDATAFORMAT, its block and what follows, without the KSPIN_CONNECT that a
// connect request has in front.
import { concatBytes } from './bytes.ts';
import { type ConnectRequest, decodeConnect, encodeConnect, type FieldProblem } from './connect.ts';
import { ok, type Result } from './result.ts';
import { type Arch, sizeOf } from './struct.ts';

/** The format part of a request: KSDATAFORMAT (64 bytes), block, Bytes, attributes. Fails as encodeConnect does. */
export function encodeFormat(
  request: ConnectRequest,
  arch: Arch,
): Result<Uint8Array, readonly FieldProblem[]> {
  const whole = encodeConnect(request, arch);
  return whole.ok ? ok(whole.value.subarray(sizeOf('KSPIN_CONNECT', arch))) : whole;
}

/** The format as a request whose KSPIN_CONNECT says nothing; undefined when not even KSDATAFORMAT is whole. */
export function decodeFormat(bytes: Uint8Array, arch: Arch): ConnectRequest | undefined {
  const connect = new Uint8Array(sizeOf('KSPIN_CONNECT', arch));
  const { request } = decodeConnect(concatBytes([connect, bytes]), arch);
  return request && { ...request, KSPIN_CONNECT: {} };
}
