// KsCreatePin takes a pointer and no length: it works out how much memory to send from the numbers inside the block. A wrong
// number there makes it read past our buffer, so the buffer is made as large as the block claims to be.
import { roundUp8 } from '#ks/bytes.ts';
import { sizeAsSent } from '#ks/connect.ts';
import { type Arch, sizeOf } from '#ks/struct.ts';

/** No request is longer: the block travels in a UNICODE_STRING, whose length has 16 bits (rules.md, KST-012). */
const blockLimit = 0xffff;

/** The block with zeros up to the size that KsCreatePin will read; undefined when that is more than a request can be. */
export function readableBlock(block: Uint8Array, layout: Arch): Uint8Array | undefined {
  const header = sizeOf('KSPIN_CONNECT', layout) + sizeOf('KSDATAFORMAT', layout);
  const size = Math.max(sizeAsSent(block, layout), block.length, header);
  if (size > blockLimit) return undefined;
  // The list header after the format is read too, before anything says how long the list is.
  const readable = new Uint8Array(roundUp8(size) + sizeOf('KSMULTIPLE_ITEM', layout));
  readable.set(block);
  return readable;
}
