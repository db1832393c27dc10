// The side of the door that opens on real drivers. Each function is one call of Windows, its answer a value.

import type { Backend, Handle, IoctlAnswer, TimedResult } from '#device-host/backend.ts';
import type { NativeCall } from '#device-host/protocol.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import type { Arch } from '#ks/struct.ts';
import { startCallThreads, type Windows } from './call-threads.ts';
import type { NativeAnswer } from './libraries.ts';
import { isInvalid, pointerAt, u32, wideText } from './memory.ts';
import { listInterfaces } from './setup-api.ts';

/** GENERIC_READ | GENERIC_WRITE */
const readWrite = 0xc0000000;
/** FILE_SHARE_READ | FILE_SHARE_WRITE: looking at a filter must not keep others out of it. */
const shareReadWrite = 3;
const openExisting = 3;
const errorInvalidHandle = 6;

/**
 * Fails, in words for people, where Windows or koffi is missing. `program` runs the threads that make the calls: main.ts, or
 * what was made of it.
 */
export async function windowsBackend(program: string | URL): Promise<Result<Backend, string>> {
  if (process.platform !== 'win32') {
    return fail('local needs Windows; use simulate:FILE.kscaps.json or exec:COMMAND');
  }
  const windows = await startCallThreads(program);
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
      const how = pins.has(handle) ? 'DeviceIoControlAndWait' : 'DeviceIoControl';
      return ioControl(windows, how, handle, code, input, buffer);
    },
    createPin: async (filter, connect, access) => {
      const pin = await ksCreatePin(windows, layout, filter, connect, access);
      if (pin.ok) pins.add(pin.value);
      return pin;
    },
    close: async (handle) => {
      pins.delete(handle);
      const answer = await windows.call('CloseHandle', handle);
      const { elapsedMs } = answer;
      return answer.result === 0n
        ? failed('close', nonZero(answer), elapsedMs)
        : { ...ok(undefined), elapsedMs };
    },
  };
}

async function openFilter(windows: Windows, layout: Arch, path: string): Promise<TimedResult<Handle>> {
  // Without FILE_FLAG_OVERLAPPED: each call has a thread of its own to wait on.
  const attributes = 0;
  const answer = await windows.call(
    'CreateFileW',
    wideText(userModePath(path)),
    readWrite,
    shareReadWrite,
    null,
    openExisting,
    attributes,
    null,
  );
  const { elapsedMs } = answer;
  if (isInvalid(answer.result, layout)) return failed('open', nonZero(answer), elapsedMs);
  return { ...ok(answer.result), elapsedMs };
}

async function ioControl(
  windows: Windows,
  how: 'DeviceIoControl' | 'DeviceIoControlAndWait',
  handle: Handle,
  code: number,
  input: Uint8Array,
  output: Uint8Array,
): Promise<IoctlAnswer> {
  const returned = new Uint8Array(4);
  // A size question has no buffer at all: drivers look at the pointer too.
  const buffer = output.length === 0 ? null : output;
  const answer = await windows.call(
    how,
    handle,
    code,
    input,
    input.length,
    buffer,
    output.length,
    returned,
    null,
  );
  const { elapsedMs } = answer;
  return { win32: answer.result === 0n ? nonZero(answer) : 0, returned: u32(returned, 0), output, elapsedMs };
}
async function ksCreatePin(
  windows: Windows,
  layout: Arch,
  filter: Handle,
  connect: Uint8Array,
  access: number,
): Promise<TimedResult<Handle>> {
  const pin = new Uint8Array(8);
  // In user mode the result is a Win32 code, whatever the prototype says: 0 is the only success.
  const { result, elapsedMs } = await windows.call('KsCreatePin', filter, connect, access, pin);
  if (result !== 0n) return failed('createPin', Number(result), elapsedMs);
  const handle = pointerAt(pin, layout);
  if (isInvalid(handle, layout)) return failed('createPin', errorInvalidHandle, elapsedMs);
  return { ...ok(handle), elapsedMs };
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

function failed(call: NativeCall, win32: number, elapsedMs: number): TimedResult<never> {
  return { ...fail({ call, win32 }), elapsedMs };
}
