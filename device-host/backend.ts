// The one door to drivers, with two sides: Windows through koffi, and a simulated one. Everything else in the device host
// (enumeration, preflight, journal) stands above it and cannot tell them apart: bytes in, bytes out, failures as values.
import type { Result } from '#ks/result.ts';
import type { Arch } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { DriverFacts, NativeFailure } from './protocol.ts';

/** An open filter or pin. Only its backend knows what the number means. */
export type Handle = bigint;

/** One device interface: the same filter appears once in every category it registered. */
export interface InterfaceEntry {
  readonly path: string;
  readonly name?: string;
  /** Device instance id. */
  readonly device?: string;
  readonly driver?: DriverFacts;
}

/** How long the system had a call: measured around the native call itself, without the way there and back. */
export interface Timed {
  readonly elapsedMs: number;
}

/** A value or a code, and the time it took. */
export type TimedResult<T> = Result<T, NativeFailure> & Timed;

/** What DeviceIoControl said. `returned` counts even when the call failed with ERROR_MORE_DATA: it is the size to ask for. */
export interface IoctlAnswer extends Timed {
  /** 0 is success. */
  readonly win32: number;
  /** lpBytesReturned as the driver set it: not checked, it may be larger than the buffer. */
  readonly returned: number;
  /** The whole output buffer. */
  readonly output: Uint8Array;
}

export interface Backend {
  readonly kind: 'windows' | 'simulated';
  /** The layout of the process that calls the driver. */
  readonly layout: Arch;
  /** Present interfaces of a category; with `paths` nothing but their paths, which is quicker. */
  interfaces(category: Guid, only?: 'paths'): Promise<Result<readonly InterfaceEntry[], NativeFailure>>;
  open(path: string): Promise<TimedResult<Handle>>;
  /** `output` is the length of an empty buffer, or the bytes of a SET, which KS also takes from the output buffer. */
  ioctl(handle: Handle, code: number, input: Uint8Array, output: number | Uint8Array): Promise<IoctlAnswer>;
  /** KsCreatePin: 0 gives the pin's handle, anything else is its Win32 code. */
  createPin(filter: Handle, connect: Uint8Array, access: number): Promise<TimedResult<Handle>>;
  close(handle: Handle): Promise<TimedResult<void>>;
}
