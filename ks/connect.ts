// A connect request: the value between a descriptor's text and the bytes that KsCreatePin takes.
//
// In memory (layouts.md section 2): KSPIN_CONNECT, KSDATAFORMAT, the format block, variable bytes, and, when
// KSDATAFORMAT.Flags says so, an attribute list at the next multiple of 8 after the format. Nothing but address
// arithmetic holds the parts together, so this file is the one that does it.
import type { Guid } from '#ks/tables/guid-kinds.ts';
import { attributeBody, attributeFromBytes } from './attributes.ts';
import { concatBytes, roundUp8, viewOf } from './bytes.ts';
import { completeRequest } from './derive.ts';
import { blockOfBytes, blockOfKey, blockSize } from './format-blocks.ts';
import { type FieldProblem, problemsOf } from './members.ts';
import { type Attribute, type ConnectRequest, formatHasAttributes } from './request.ts';
import { fail, ok, type Result } from './result.ts';
import { type Arch, decodeStruct, encodeStruct, type StructValue, sizeOf, writeStruct } from './struct.ts';

export type { FieldProblem } from './members.ts';
export type { Attribute, ConnectRequest } from './request.ts';

/** The request with every derivable member filled in; what is written stays as it is. */
export function complete(request: ConnectRequest): ConnectRequest {
  return completeRequest(request);
}

/**
 * The exact bytes for KsCreatePin: KSPIN_CONNECT (72 bytes x64, 64 x86), KSDATAFORMAT, block, Bytes, attributes.
 * Derivable members are derived first. Fails with every member that is neither written nor derivable and every
 * number that does not fit its member.
 */
export function encodeConnect(
  request: ConnectRequest,
  arch: Arch,
): Result<Uint8Array, readonly FieldProblem[]> {
  const full = completeRequest(request);
  const problems = problemsOf(full, arch);
  if (problems.length > 0) return fail(problems);
  const head = encodeHead(full, arch);
  if (full.Attributes === undefined) return ok(head);
  // Both sizes of KSPIN_CONNECT are multiples of 8, so rounding the whole rounds the format too.
  const gap = new Uint8Array(roundUp8(head.length) - head.length);
  return ok(concatBytes([head, gap, encodeAttributes(full.Attributes, arch)]));
}

/** Everything before the attribute list, written into one piece of memory. */
function encodeHead(full: ConnectRequest, arch: Arch): Uint8Array {
  const formatAt = sizeOf('KSPIN_CONNECT', arch);
  const blockAt = formatAt + sizeOf('KSDATAFORMAT', arch);
  const block = encodeBlock(full, arch);
  const bytes = new Uint8Array(blockAt + block.length + (full.Bytes?.length ?? 0));
  const view = viewOf(bytes);
  writeStruct('KSPIN_CONNECT', full.KSPIN_CONNECT, arch, view, 0);
  writeStruct('KSDATAFORMAT', full.KSDATAFORMAT, arch, view, formatAt);
  bytes.set(block, blockAt);
  if (full.Bytes) bytes.set(full.Bytes, blockAt + block.length);
  return bytes;
}

function encodeBlock(request: ConnectRequest, arch: Arch): Uint8Array {
  const block = request.block && blockOfKey(request.block.key);
  if (!block || !request.block) return new Uint8Array();
  return encodeStruct(block.struct, request.block.value, arch).subarray(0, blockSize(block, arch));
}

/** KSMULTIPLE_ITEM, then each KSATTRIBUTE at a multiple of 8; the last one is not padded. */
function encodeAttributes(attributes: readonly Attribute[], arch: Arch): Uint8Array {
  const items = attributes.map((attribute, index) => {
    const bytes = concatBytes([
      encodeStruct('KSATTRIBUTE', attribute.AttributeHeader, arch),
      attributeBody(attribute),
    ]);
    const gap = index === attributes.length - 1 ? 0 : roundUp8(bytes.length) - bytes.length;
    return concatBytes([bytes, new Uint8Array(gap)]);
  });
  const list = concatBytes(items);
  const header = encodeStruct('KSMULTIPLE_ITEM', { Size: 8 + list.length, Count: attributes.length }, arch);
  return concatBytes([header, list]);
}

/** The create name that carries the block has a 16-bit length in bytes, prefix included (pin-properties.md section 5). */
export const largestBlock = 0xffff - 80;

/**
 * How many bytes KsCreatePin takes from its caller's memory: it trusts FormatSize, and the attribute list header when Flags
 * announces one, whatever the caller wrote (ReactOS ksuser.c). Memory behind `bytes` counts as zeros.
 */
export function sizeAsSent(bytes: Uint8Array, arch: Arch): number {
  const start = sizeOf('KSPIN_CONNECT', arch);
  const format = decodeStruct('KSDATAFORMAT', bytes, arch, start);
  const end = start + Number(format?.FormatSize ?? 0);
  if ((Number(format?.Flags ?? 0) & formatHasAttributes) === 0) return end;
  const list = roundUp8(end);
  const header = decodeStruct('KSMULTIPLE_ITEM', bytes, arch, list);
  return list + Number(header?.Size ?? 0);
}

/**
 * The block that reaches the driver: less than `bytes` is cut off, more is filled with zeros. Undefined when there is no
 * KSDATAFORMAT in it, or when it is longer than can be sent.
 */
export function bytesAsSent(bytes: Uint8Array, arch: Arch): Uint8Array | undefined {
  const size = sizeAsSent(bytes, arch);
  if (size < sizeOf('KSPIN_CONNECT', arch) + sizeOf('KSDATAFORMAT', arch) || size > largestBlock)
    return undefined;
  const sent = new Uint8Array(size);
  sent.set(bytes.subarray(0, size));
  return sent;
}

export interface ByteProblem {
  /** Bytes from the start of what was decoded. */
  readonly offset: number;
  readonly message: string;
}

export interface DecodedConnect {
  /** Undefined only when not even KSPIN_CONNECT and KSDATAFORMAT are whole. */
  readonly request: ConnectRequest | undefined;
  /** In order of offset; empty when the bytes encode back to themselves. */
  readonly problems: readonly ByteProblem[];
}

/** Reads the bytes of a connect request. Never throws; what can be read of a malformed one is kept. */
export function decodeConnect(bytes: Uint8Array, arch: Arch): DecodedConnect {
  const start = sizeOf('KSPIN_CONNECT', arch);
  const connect = decodeStruct('KSPIN_CONNECT', bytes, arch);
  const format = decodeStruct('KSDATAFORMAT', bytes, arch, start);
  if (!connect || !format) {
    return {
      request: undefined,
      problems: [{ offset: bytes.length, message: tooShort(bytes.length, arch) }],
    };
  }
  const problems: ByteProblem[] = [];
  const end = endOfFormat(bytes, start, format, problems);
  const decoded = decodeBlock(format, bytes.slice(start + 64, end), arch);
  const attributes =
    end < bytes.length ? decodeAttributes(bytes, start + roundUp8(end - start), arch, problems) : undefined;
  return {
    request: {
      KSPIN_CONNECT: connect,
      KSDATAFORMAT: format,
      ...decoded,
      ...(attributes ? { Attributes: attributes } : {}),
    },
    problems: inOrder(problems),
  };
}

/** The first problem is the one that a reader should look at first. */
export function inOrder(problems: readonly ByteProblem[]): readonly ByteProblem[] {
  return problems.toSorted((a, b) => a.offset - b.offset);
}

function tooShort(length: number, arch: Arch): string {
  const needed = sizeOf('KSPIN_CONNECT', arch) + sizeOf('KSDATAFORMAT', arch);
  return `${length} bytes cannot hold KSPIN_CONNECT and KSDATAFORMAT, which take ${needed} on ${arch}.`;
}

/** Where the format ends: FormatSize decides only when an attribute list follows, otherwise all bytes belong to it. */
function endOfFormat(bytes: Uint8Array, start: number, format: StructValue, problems: ByteProblem[]): number {
  const size = Number(format.FormatSize);
  const available = bytes.length - start;
  if (size < 64 || size > available) {
    problems.push({
      offset: start,
      message: `FormatSize is ${size}, but ${available} bytes of format are here.`,
    });
    return bytes.length;
  }
  const listFollows = (Number(format.Flags) & formatHasAttributes) !== 0;
  if (listFollows && size < available) return start + size;
  if (listFollows) {
    problems.push({
      offset: bytes.length,
      message: 'Flags announces an attribute list, but the bytes end with the format.',
    });
  }
  if (size === available) return bytes.length;
  problems.push({
    offset: start + size,
    message: `${available - size} bytes follow the ${size} that FormatSize counts, and Flags announces no attribute list.`,
  });
  return bytes.length;
}

function decodeBlock(
  format: StructValue,
  bytes: Uint8Array,
  arch: Arch,
): Pick<ConnectRequest, 'block' | 'Bytes'> {
  const block = blockOfBytes(format.Specifier as Guid, bytes);
  const size = block ? blockSize(block, arch) : 0;
  if (!block || bytes.length < size) return bytes.length > 0 ? { Bytes: bytes } : {};
  // A tail's own bytes are not part of the block: give the decoder room for the whole structure.
  const room = new Uint8Array(Math.max(sizeOf(block.struct, arch), size));
  room.set(bytes.subarray(0, size));
  const decoded = decodeStruct(block.struct, room, arch) ?? {};
  const value = Object.fromEntries(Object.entries(decoded).filter(([member]) => member !== block.tail));
  const rest = bytes.slice(size);
  return { block: { key: block.key, value }, ...(rest.length > 0 ? { Bytes: rest } : {}) };
}

function decodeAttributes(
  bytes: Uint8Array,
  start: number,
  arch: Arch,
  problems: ByteProblem[],
): readonly Attribute[] | undefined {
  const header = decodeStruct('KSMULTIPLE_ITEM', bytes, arch, start);
  if (!header) {
    problems.push({
      offset: Math.min(start, bytes.length),
      message: 'The attribute list is shorter than its KSMULTIPLE_ITEM header.',
    });
    return undefined;
  }
  if (Number(header.Size) !== bytes.length - start) {
    problems.push({
      offset: start,
      message: `The attribute list says ${header.Size} bytes, but ${bytes.length - start} are here.`,
    });
  }
  const attributes = readAttributes(bytes, start + 8, arch, problems);
  if (attributes.length !== Number(header.Count)) {
    problems.push({
      offset: start + 4,
      message: `The attribute list counts ${header.Count} attributes, but holds ${attributes.length}.`,
    });
  }
  return attributes;
}

/** Each attribute at a multiple of 8 after the one before it, as far as they can be read. */
function readAttributes(
  bytes: Uint8Array,
  start: number,
  arch: Arch,
  problems: ByteProblem[],
): readonly Attribute[] {
  const header = sizeOf('KSATTRIBUTE', arch);
  const attributes: Attribute[] = [];
  let at = start;
  let end = start;
  while (at < bytes.length) {
    const left = bytes.length - at;
    const size = left < header ? 0 : viewOf(bytes).getUint32(at, true);
    if (size < header || size > left) {
      const message =
        left < header
          ? `${left} bytes after the last attribute are no attribute.`
          : `An attribute says it has ${size} bytes; ${left} are left.`;
      problems.push({ offset: at, message });
      return attributes;
    }
    attributes.push(attributeFromBytes(bytes.slice(at, at + size), arch));
    end = at + size;
    at += roundUp8(size);
  }
  if (end < bytes.length) {
    const message = `${bytes.length - end} bytes of padding follow the last attribute; encoding leaves them out.`;
    problems.push({ offset: end, message });
  }
  return attributes;
}
