// The functions of Windows that kspin calls, and the one way it calls them: on a worker thread, so that a driver that never
// answers leaves the event loop free to say so.
//
// koffi learns integers and pointers and no structure: it checks nothing about a pointer, so every buffer is bytes that ks/ or
// setup-api.ts laid out. The libraries are named by absolute path, because a search order can be made to find another ksuser.dll.
import { fail, ok, type Result } from '#ks/result.ts';
import type { Koffi } from './koffi.ts';

/** Handles and other integers of pointer size go in as bigint and come out as either. */
type Word = number | bigint;
type Bytes = Uint8Array | null;

type NativeFunction = ReturnType<ReturnType<Koffi['load']>['func']>;

/** name -> [library, result, parameters]; `int32_t` results are BOOL or LSTATUS. */
const functions = {
  CreateFileW: ['kernel32', 'uintptr_t', 'str16 uint32_t uint32_t void* uint32_t uint32_t void*'],
  DeviceIoControl: ['kernel32', 'int32_t', 'uintptr_t uint32_t void* uint32_t void* uint32_t void* void*'],
  CreateEventW: ['kernel32', 'uintptr_t', 'void* int32_t int32_t void*'],
  GetOverlappedResult: ['kernel32', 'int32_t', 'uintptr_t void* void* int32_t'],
  CloseHandle: ['kernel32', 'int32_t', 'uintptr_t'],
  GetLastError: ['kernel32', 'uint32_t', ''],
  KsCreatePin: ['ksuser', 'uint32_t', 'uintptr_t void* uint32_t void*'],
  SetupDiGetClassDevsW: ['setupapi', 'uintptr_t', 'void* str16 void* uint32_t'],
  SetupDiEnumDeviceInterfaces: ['setupapi', 'int32_t', 'uintptr_t void* void* uint32_t void*'],
  SetupDiGetDeviceInterfaceDetailW: ['setupapi', 'int32_t', 'uintptr_t void* void* uint32_t void* void*'],
  SetupDiGetDeviceInstanceIdW: ['setupapi', 'int32_t', 'uintptr_t void* void* uint32_t void*'],
  SetupDiGetDeviceRegistryPropertyW: [
    'setupapi',
    'int32_t',
    'uintptr_t void* uint32_t void* void* uint32_t void*',
  ],
  SetupDiOpenDeviceInterfaceRegKey: ['setupapi', 'uintptr_t', 'uintptr_t void* uint32_t uint32_t'],
  SetupDiOpenDevRegKey: ['setupapi', 'uintptr_t', 'uintptr_t void* uint32_t uint32_t uint32_t uint32_t'],
  SetupDiDestroyDeviceInfoList: ['setupapi', 'int32_t', 'uintptr_t'],
  RegQueryValueExW: ['advapi32', 'int32_t', 'uintptr_t str16 void* void* void* void*'],
  RegCloseKey: ['advapi32', 'int32_t', 'uintptr_t'],
} as const;

export type FunctionName = Exclude<keyof typeof functions, 'GetLastError'>;

export interface NativeAnswer {
  readonly result: bigint;
  /** GetLastError of the thread that made the call. */
  readonly lastError: number;
}

export interface Windows {
  call(name: FunctionName, ...args: readonly (Word | Bytes | string)[]): Promise<NativeAnswer>;
}

/** Loads the libraries and looks up every function, so that a missing one is known before any call. */
export function loadWindows(koffi: Koffi): Result<Windows, string> {
  const system = `${process.env.SystemRoot ?? 'C:\\Windows'}\\System32`;
  const libraries = new Map<string, ReturnType<Koffi['load']>>();
  const found = new Map<string, NativeFunction>();
  try {
    for (const [name, [library, result, parameters]] of Object.entries(functions)) {
      const loaded = libraries.get(library) ?? koffi.load(`${system}\\${library}.dll`);
      libraries.set(library, loaded);
      found.set(name, loaded.func(name, result, parameters === '' ? [] : parameters.split(' ')));
    }
  } catch (error) {
    return fail(`a system library cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  }
  return ok({ call: (name, ...args) => callAsync(found, name, args) });
}

/** koffi keeps the thread's last error for the callback only: after an `await` it would be another call's. */
function callAsync(
  found: ReadonlyMap<string, NativeFunction>,
  name: FunctionName,
  args: readonly (Word | Bytes | string)[],
): Promise<NativeAnswer> {
  const native = found.get(name);
  const getLastError = found.get('GetLastError');
  if (native === undefined || getLastError === undefined) throw new Error(`${name} was not looked up`);
  return new Promise((settle, reject) => {
    native.async(...args, (error: unknown, result: Word) => {
      // `args` is named here so that its buffers live until the call has returned, however long that takes.
      if (error) reject(new Error(`${name}(${args.length} arguments) could not be called: ${String(error)}`));
      else settle({ result: BigInt(result), lastError: Number(getLastError()) });
    });
  });
}
