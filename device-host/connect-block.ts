// KsCreatePin takes a pointer and no length: it works out how much memory to send from the numbers inside the block. A wrong
// number there makes it read past our buffer, so the buffer is made as large as the block claims to be.
import { roundUp8, viewOf } from '#ks/bytes.ts';
import { type Arch, sizeOf } from '#ks/struct.ts';

const formatHeaderSize = 64;
const flagsOffset = 4;
/** KSDATAFORMAT_ATTRIBUTES */
const hasAttributes = 0x2;
/** The block travels in a UNICODE_STRING, whose length has 16 bits, behind the pin's create name (rules.md, KST-012). */
const nameLimit = 0xffff;
const createNameSize = 80;
export const blockLimit: number = nameLimit - createNameSize;

/**
 * Bytes of the block as KsCreatePin reads it: KSPIN_CONNECT and FormatSize bytes; with KSDATAFORMAT_ATTRIBUTES
 * rounded to 8 and KSMULTIPLE_ITEM.Size more (pin-properties.md section 5). Memory past the end counts as zeros.
 */
export function blockSize(block: Uint8Array, layout: Arch): number {
  const start = sizeOf('KSPIN_CONNECT', layout);
  const formatSize = u32(block, start);
  const end = start + formatSize;
  if ((u32(block, start + flagsOffset) & hasAttributes) === 0) return end;
  return roundUp8(end) + u32(block, roundUp8(end));
}

/** The block with zeros up to the size that KsCreatePin will read; undefined when it would read more than any name holds. */
export function readableBlock(block: Uint8Array, layout: Arch): Uint8Array | undefined {
  const header = sizeOf('KSPIN_CONNECT', layout) + formatHeaderSize;
  const size = Math.max(blockSize(block, layout), block.length, header);
  if (size > nameLimit) return undefined;
  // The list header after the format is read too, before anything says how long the list is.
  const readable = new Uint8Array(roundUp8(size) + 8);
  readable.set(block);
  return readable;
}

function u32(bytes: Uint8Array, offset: number): number {
  return offset + 4 <= bytes.length ? viewOf(bytes).getUint32(offset, true) : 0;
}
