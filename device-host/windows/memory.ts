// The few ways in which Windows puts numbers and text into memory that are not KS structures.
import { viewOf } from '#ks/bytes.ts';
import type { Arch } from '#ks/struct.ts';

export function u32(bytes: Uint8Array, offset: number): number {
  return viewOf(bytes).getUint32(offset, true);
}

export function withU32(bytes: Uint8Array, offset: number, value: number): Uint8Array {
  viewOf(bytes).setUint32(offset, value, true);
  return bytes;
}

export function pointerAt(bytes: Uint8Array, layout: Arch): bigint {
  const view = viewOf(bytes);
  return layout === 'x64' ? view.getBigUint64(0, true) : BigInt(view.getUint32(0, true));
}

/**
 * OVERLAPPED (minwinbase.h) of this process: two words and an offset of eight bytes, then the event. It stays where it is, because
 * the system writes into it when a driver has finished.
 */
export function overlappedWith(event: bigint): Uint8Array {
  const bytes = new Uint8Array(new ArrayBuffer(32));
  const view = viewOf(bytes);
  if (process.arch === 'ia32') view.setUint32(16, Number(event), true);
  else view.setBigUint64(24, event, true);
  return bytes;
}

/** The text as UTF-16 with its NUL. */
export function wideText(text: string): Uint8Array {
  const bytes = new Uint8Array(2 * text.length + 2);
  const view = viewOf(bytes);
  for (let index = 0; index < text.length; index++) view.setUint16(2 * index, text.charCodeAt(index), true);
  return bytes;
}

/** UTF-16 text up to its NUL, or to the end of the bytes. */
export function readWide(bytes: Uint8Array, offset: number): string {
  const view = viewOf(bytes);
  let text = '';
  for (let at = offset; at + 1 < bytes.length; at += 2) {
    const unit = view.getUint16(at, true);
    if (unit === 0) break;
    text += String.fromCharCode(unit);
  }
  return text;
}

/** Some calls answer NULL, others INVALID_HANDLE_VALUE, and -1 comes out of koffi signed or not: none is a handle. */
export function isInvalid(handle: bigint, layout: Arch): boolean {
  const bits = layout === 'x64' ? 64 : 32;
  const value = BigInt.asUintN(bits, handle);
  return value === 0n || value === BigInt.asUintN(bits, -1n);
}
