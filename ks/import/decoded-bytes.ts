// The bytes of a request as what a descriptor can say of them, with everything that it cannot: nothing is lost without a word.
import { decodeConnect, encodeConnect } from '#ks/connect.ts';
import type { ConnectRequest } from '#ks/request.ts';
import type { Arch } from '#ks/struct.ts';

export interface DecodedBytes {
  /** Absent when not even the heads are there. */
  readonly request?: ConnectRequest;
  /** What was not understood, or comes out otherwise when the request is encoded again. */
  readonly problems: readonly string[];
  /** The architecture with which nothing would be wrong, where this one leaves something. */
  readonly better?: Arch;
}

export function decodeBytes(bytes: Uint8Array, arch: Arch): DecodedBytes {
  const { request, problems: found } = decodeConnect(bytes, arch);
  const problems = found.map(({ offset, message }) => `byte ${offset}: ${message}`);
  if (request !== undefined && problems.length === 0) problems.push(...lostBytes(request, bytes, arch));
  const other: Arch = arch === 'x64' ? 'x86' : 'x64';
  return {
    ...(request ? { request } : {}),
    problems,
    ...(problems.length > 0 && fits(bytes, other) ? { better: other } : {}),
  };
}

/** Padding between the parts has no member in a descriptor: when it is not zero, the bytes cannot be had back. */
function lostBytes(request: ConnectRequest, bytes: Uint8Array, arch: Arch): readonly string[] {
  const again = encodeConnect(request, arch);
  if (!again.ok) return ['the descriptor cannot be encoded again'];
  const first = bytes.findIndex((byte, index) => again.value[index] !== byte);
  if (first < 0) return [];
  const was = bytes[first]?.toString(16).padStart(2, '0');
  return [`byte ${first}: 0x${was} is in padding, which a descriptor does not keep; it becomes 0`];
}

function fits(bytes: Uint8Array, arch: Arch): boolean {
  const { request, problems } = decodeConnect(bytes, arch);
  return request !== undefined && problems.length === 0;
}
