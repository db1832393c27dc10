// The functions of Windows that kspin calls, for the threads that call them.
//
// koffi learns integers and pointers and no structure: it checks nothing about a pointer, so every buffer is bytes that ks/ or
// setup-api.ts laid out. The libraries are named by absolute path, because a search order can be made to find another ksuser.dll.
import { fail, ok, type Result } from '#ks/result.ts';
import type { Koffi } from './koffi.ts';
import { overlappedWith } from './memory.ts';

/** A number, or a pointer to bytes. Text is bytes too, as UTF-16 with its NUL. */
export type NativeArgument = number | bigint | Uint8Array | null;

type NativeFunction = ReturnType<ReturnType<Koffi['load']>['func']>;

/** name -> [library, result, parameters]; `int32_t` results are BOOL or LSTATUS. */
const functions = {
  CreateFileW: ['kernel32', 'uintptr_t', 'void* uint32_t uint32_t void* uint32_t uint32_t void*'],
  DeviceIoControl: ['kernel32', 'int32_t', 'uintptr_t uint32_t void* uint32_t void* uint32_t void* void*'],
  CreateEventW: ['kernel32', 'uintptr_t', 'void* int32_t int32_t void*'],
  GetOverlappedResult: ['kernel32', 'int32_t', 'uintptr_t void* void* int32_t'],
  CloseHandle: ['kernel32', 'int32_t', 'uintptr_t'],
  GetLastError: ['kernel32', 'uint32_t', ''],
  KsCreatePin: ['ksuser', 'uint32_t', 'uintptr_t void* uint32_t void*'],
  SetupDiGetClassDevsW: ['setupapi', 'uintptr_t', 'void* void* void* uint32_t'],
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
  RegQueryValueExW: ['advapi32', 'int32_t', 'uintptr_t void* void* void* void* void*'],
  RegCloseKey: ['advapi32', 'int32_t', 'uintptr_t'],
} as const;

type FunctionName = keyof typeof functions;

/** What a thread can be told to do. */
export const calls = [
  ...(Object.keys(functions) as FunctionName[]),
  /** DeviceIoControl on a handle for overlapped use, as a pin's is: without OVERLAPPED it may come back before the driver has finished. */
  'DeviceIoControlAndWait',
] as const;

export type CallName = (typeof calls)[number];

export interface NativeAnswer {
  readonly result: bigint;
  /** GetLastError of the thread that made the call. */
  readonly lastError: number;
  /** Of the function alone, in milliseconds. */
  readonly elapsedMs: number;
}

/** Makes a call, and returns when it has returned. */
export type NativeCaller = (name: CallName, args: readonly NativeArgument[]) => NativeAnswer;

/** Loads the libraries and looks up every function, so that a missing one is known before any call. For one thread. */
export function loadFunctions(koffi: Koffi): Result<NativeCaller, string> {
  const found = lookUp(koffi);
  if (!found.ok) return found;
  const native = found.value;
  const call = (name: FunctionName, args: readonly NativeArgument[]): NativeAnswer => {
    const started = performance.now();
    const result: number | bigint = native[name](...args);
    // At once: anything that Node does may set another one.
    const lastError = Number(native.GetLastError());
    return { result: BigInt(result), lastError, elapsedMs: performance.now() - started };
  };
  const ioControlAndWait = waitingIoControl(call);
  return ok((name, args) => (name === 'DeviceIoControlAndWait' ? ioControlAndWait(args) : call(name, args)));
}

const errorIoPending = 997;

/** DeviceIoControl with an OVERLAPPED of the thread's own in the last argument's place, followed by the wait for its end. */
function waitingIoControl(call: (name: FunctionName, args: readonly NativeArgument[]) => NativeAnswer) {
  let overlapped: Uint8Array | undefined;
  return (args: readonly NativeArgument[]): NativeAnswer => {
    overlapped ??= overlappedWith(call('CreateEventW', [null, 1, 0, null]).result);
    const [handle = null, , , , , , returned = null] = args;
    const begun = call('DeviceIoControl', [...args.slice(0, -1), overlapped]);
    if (begun.result !== 0n || begun.lastError !== errorIoPending) return begun;
    const wait = 1;
    const ended = call('GetOverlappedResult', [handle, overlapped, returned, wait]);
    return { ...ended, elapsedMs: begun.elapsedMs + ended.elapsedMs };
  };
}

function lookUp(koffi: Koffi): Result<Readonly<Record<FunctionName, NativeFunction>>, string> {
  const system = `${process.env.SystemRoot ?? 'C:\\Windows'}\\System32`;
  const libraries = new Map<string, ReturnType<Koffi['load']>>();
  try {
    const found = Object.entries(functions).map(([name, [library, result, parameters]]) => {
      const loaded = libraries.get(library) ?? koffi.load(`${system}\\${library}.dll`);
      libraries.set(library, loaded);
      return [name, loaded.func(name, result, parameters === '' ? [] : parameters.split(' '))] as const;
    });
    return ok(Object.fromEntries(found) as Record<FunctionName, NativeFunction>);
  } catch (error) {
    return fail(`a system library cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  }
}
