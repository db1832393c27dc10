// The side of the door that opens on real drivers. Each function is one call of Windows, its answer a value.

import type { Backend, Handle, IoctlAnswer } from '#device-host/backend.ts';
import type { NativeCall, NativeFailure } from '#device-host/protocol.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import type { Arch } from '#ks/struct.ts';
import { loadKoffi } from './koffi.ts';
import { loadWindows, type NativeAnswer, type Windows } from './libraries.ts';
import { isInvalid, overlappedWith, pointerAt, u32 } from './memory.ts';
import { listInterfaces } from './setup-api.ts';

/** GENERIC_READ | GENERIC_WRITE */
const readWrite = 0xc0000000;
/** FILE_SHARE_READ | FILE_SHARE_WRITE: looking at a filter must not keep others out of it. */
const shareReadWrite = 3;
const openExisting = 3;
const errorInvalidHandle = 6;
const errorIoPending = 997;

/** Fails, in words for people, where Windows or koffi is missing. */
export function windowsBackend(): Result<Backend, string> {
  if (process.platform !== 'win32') {
    return fail('local needs Windows; use simulate:FILE.kscaps.json or exec:COMMAND');
  }
  const koffi = loadKoffi();
  if (!koffi.ok) return koffi;
  const windows = loadWindows(koffi.value);
  return windows.ok ? ok(backend(windows.value)) : windows;
}

function backend(windows: Windows): Backend {
  const layout: Arch = process.arch === 'ia32' ? 'x86' : 'x64';
  /** Open pins. KsCreatePin makes their handles for overlapped use, CreateFile makes a filter's as we ask for it. */
  const pins = new Set<Handle>();
  return {
    kind: 'windows',
    layout,
    interfaces: (category, only) => listInterfaces(windows, layout, category, only),
    open: (path) => openFilter(windows, layout, path),
    ioctl: (handle, code, input, output) => {
      const buffer = typeof output === 'number' ? new Uint8Array(output) : output;
      const isOverlapped = pins.has(handle);
      return isOverlapped
        ? overlappedIoControl(windows, layout, handle, code, input, buffer)
        : deviceIoControl(windows, handle, code, input, buffer, null);
    },
    createPin: async (filter, connect, access) => {
      const pin = await ksCreatePin(windows, layout, filter, connect, access);
      if (pin.ok) pins.add(pin.value);
      return pin;
    },
    close: async (handle) => {
      pins.delete(handle);
      const answer = await windows.call('CloseHandle', handle);
      return answer.result === 0n ? failed('close', nonZero(answer)) : ok(undefined);
    },
  };
}

type Opened = Result<Handle, NativeFailure>;

async function openFilter(windows: Windows, layout: Arch, path: string): Promise<Opened> {
  // Without FILE_FLAG_OVERLAPPED: each call has a worker thread of its own to wait on.
  const attributes = 0;
  const answer = await windows.call(
    'CreateFileW',
    userModePath(path),
    readWrite,
    shareReadWrite,
    null,
    openExisting,
    attributes,
    null,
  );
  return isInvalid(answer.result, layout) ? failed('open', nonZero(answer)) : ok(answer.result);
}

async function deviceIoControl(
  windows: Windows,
  handle: Handle,
  code: number,
  input: Uint8Array,
  output: Uint8Array,
  overlapped: Uint8Array | null,
): Promise<IoctlAnswer> {
  const returned = new Uint8Array(4);
  // A size question has no buffer at all: drivers look at the pointer too.
  const buffer = output.length === 0 ? null : output;
  const answer = await windows.call(
    'DeviceIoControl',
    handle,
    code,
    input,
    input.length,
    buffer,
    output.length,
    returned,
    overlapped,
  );
  return { win32: answer.result === 0n ? nonZero(answer) : 0, returned: u32(returned, 0), output };
}

/** On a handle for overlapped use a call without OVERLAPPED may come back before the driver has finished. */
async function overlappedIoControl(
  windows: Windows,
  layout: Arch,
  handle: Handle,
  code: number,
  input: Uint8Array,
  output: Uint8Array,
): Promise<IoctlAnswer> {
  const manualReset = 1;
  const event = await windows.call('CreateEventW', null, manualReset, 0, null);
  if (event.result === 0n) return { win32: nonZero(event), returned: 0, output };
  const overlapped = overlappedWith(event.result, layout);
  let answer = await deviceIoControl(windows, handle, code, input, output, overlapped);
  if (answer.win32 === errorIoPending) {
    const returned = new Uint8Array(4);
    const wait = 1;
    const ended = await windows.call('GetOverlappedResult', handle, overlapped, returned, wait);
    answer = { win32: ended.result === 0n ? nonZero(ended) : 0, returned: u32(returned, 0), output };
  }
  await windows.call('CloseHandle', event.result);
  return answer;
}

async function ksCreatePin(
  windows: Windows,
  layout: Arch,
  filter: Handle,
  connect: Uint8Array,
  access: number,
): Promise<Opened> {
  const pin = new Uint8Array(8);
  // In user mode the result is a Win32 code, whatever the prototype says: 0 is the only success.
  const { result } = await windows.call('KsCreatePin', filter, connect, access, pin);
  if (result !== 0n) return failed('createPin', Number(result));
  const handle = pointerAt(pin, layout);
  return isInvalid(handle, layout) ? failed('createPin', errorInvalidHandle) : ok(handle);
}

/** A path that a driver gave may be a kernel one. */
function userModePath(path: string): string {
  return path.startsWith('\\??\\') ? `\\\\?\\${path.slice(4)}` : path;
}

/** A call that failed without saying why must not look like success. */
function nonZero({ lastError }: NativeAnswer): number {
  const errorGenFailure = 31;
  return lastError === 0 ? errorGenFailure : lastError;
}

function failed(call: NativeCall, win32: number): Result<Handle, NativeFailure> & { readonly ok: false } {
  return fail({ call, win32 });
}
