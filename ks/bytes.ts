// Bytes as text and back. ks/ runs in browsers too, so it has no Buffer to lean on.

const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Lower-case hex without separators. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i++) text += hexPairs[bytes[i] ?? 0];
  return text;
}

/** Bytes of hex text; white space between bytes is allowed. Undefined for anything that is not whole bytes of hex. */
export function fromHex(text: string): Uint8Array | undefined {
  const digits = text.replace(/\s+/g, '');
  if (digits.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(digits)) return undefined;
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = (hexValue(digits.charCodeAt(i * 2)) << 4) | hexValue(digits.charCodeAt(i * 2 + 1));
  }
  return bytes;
}

/** Of a digit's code; letters of either case follow nine places behind the digits in the low four bits. */
function hexValue(code: number): number {
  return (code & 15) + (code > 0x39 ? 9 : 0);
}

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** KS steps through lists and to attribute lists by multiples of 8 bytes. */
export function roundUp8(size: number): number {
  return Math.ceil(size / 8) * 8;
}

/** The view that layouts are read and written through; KS memory is little-endian. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
