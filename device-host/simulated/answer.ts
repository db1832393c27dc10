// What a simulated driver says to one property request, and the rules for answers whose size the client does not know
// (pin-properties.md section 2).
import { ntStatuses } from './statuses.ts';

export interface StatusAnswer {
  readonly status: number;
  /** IoStatus.Information: what DeviceIoControl reports as bytes returned. */
  readonly information: number;
  readonly bytes?: Uint8Array;
}

/** An answer of no bytes: a refusal, or the success of a SET. */
export function told(status: number): StatusAnswer {
  return { status, information: 0 };
}

/** A value or a string; undefined is a fact that the file does not have. No room asks for the size, too little is refused. */
export function value(bytes: Uint8Array | undefined, room: number): StatusAnswer {
  if (bytes === undefined) return told(ntStatuses.notFound);
  if (room === 0) return { status: ntStatuses.bufferOverflow, information: bytes.length };
  if (room < bytes.length) return told(ntStatuses.bufferTooSmall);
  return { status: ntStatuses.success, information: bytes.length, bytes };
}

/** KSMULTIPLE_ITEM and its items: room for 4 bytes asks for its size alone, for 8 for its size and count. */
export function list(bytes: Uint8Array, room: number): StatusAnswer {
  return value(room === 4 || room === 8 ? bytes.subarray(0, room) : bytes, room);
}
