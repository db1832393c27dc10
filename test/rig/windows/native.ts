// The few calls of Windows that the rig's own tests make, straight through koffi and without a line of the
// device host: what the rig does must be seen without the code it is there to test. Runs in Node for Windows.
import koffi from 'koffi';

const system = `${process.env.SystemRoot}\\System32`;
const kernel32 = koffi.load(`${system}\\kernel32.dll`);
const setupapi = koffi.load(`${system}\\setupapi.dll`);
const ksuser = koffi.load(`${system}\\ksuser.dll`);

const createFile = kernel32.func('CreateFileW', 'uintptr_t', [
  'str16',
  'uint32_t',
  'uint32_t',
  'void*',
  'uint32_t',
  'uint32_t',
  'void*',
]);
const deviceIoControl = kernel32.func('DeviceIoControl', 'int32_t', [
  'uintptr_t',
  'uint32_t',
  'void*',
  'uint32_t',
  'void*',
  'uint32_t',
  'void*',
  'void*',
]);
const closeHandle = kernel32.func('CloseHandle', 'int32_t', ['uintptr_t']);
const getLastError = kernel32.func('GetLastError', 'uint32_t', []);
const createPinNative = ksuser.func('KsCreatePin', 'uint32_t', ['uintptr_t', 'void*', 'uint32_t', 'void*']);
const getClassDevs = setupapi.func('SetupDiGetClassDevsW', 'uintptr_t', [
  'void*',
  'str16',
  'void*',
  'uint32_t',
]);
const enumInterfaces = setupapi.func('SetupDiEnumDeviceInterfaces', 'int32_t', [
  'uintptr_t',
  'void*',
  'void*',
  'uint32_t',
  'void*',
]);
const interfaceDetail = setupapi.func('SetupDiGetDeviceInterfaceDetailW', 'int32_t', [
  'uintptr_t',
  'void*',
  'void*',
  'uint32_t',
  'void*',
  'void*',
]);

type Handle = number | bigint;

const ioctlKsProperty = 0x002f0003;
const genericReadWrite = 0xc0000000;
const openExisting = 3;
const presentInterfaces = 0x12;

/** A GUID's text as the bytes Windows keeps: the first three fields little-endian. */
export function guidBytes(text: string): Buffer {
  const bytes = Buffer.from(text.replaceAll(/[{}-]/g, ''), 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}

/** Paths of the present interfaces of a category, as SetupDi lists them. */
export function interfacePaths(category: string): string[] {
  const guid = guidBytes(category);
  const set = getClassDevs(guid, null, null, presentInterfaces);
  const paths: string[] = [];
  for (let index = 0; ; index++) {
    const data = Buffer.alloc(32);
    data.writeUInt32LE(data.length, 0);
    if (!enumInterfaces(set, null, guid, index, data)) return paths;
    const detail = Buffer.alloc(2048);
    detail.writeUInt32LE(8, 0);
    interfaceDetail(set, data, detail, detail.length, null, null);
    paths.push(detail.toString('utf16le', 4).split('\0', 1)[0] ?? '');
  }
}

export function openFilter(path: string): Handle {
  return createFile(path, genericReadWrite, 0, null, openExisting, 0, null);
}

export function close(handle: Handle): void {
  closeHandle(handle);
}

export interface PropertyAnswer {
  readonly win32: number;
  readonly returned: number;
  readonly hex: string;
}

/** IOCTL_KS_PROPERTY with the input as hex; the bytes returned as hex. */
export function property(handle: Handle, input: string, room: number): PropertyAnswer {
  const request = Buffer.from(input, 'hex');
  const output = Buffer.alloc(room);
  const returned = Buffer.alloc(4);
  const buffer = room === 0 ? null : output;
  const done = deviceIoControl(
    handle,
    ioctlKsProperty,
    request,
    request.length,
    buffer,
    room,
    returned,
    null,
  );
  const win32 = done ? 0 : getLastError();
  const length = returned.readUInt32LE(0);
  return { win32, returned: length, hex: output.subarray(0, Math.min(length, room)).toString('hex') };
}

/** The same with KSPROPERTY_TYPE_SET: the value, as hex, is in the output buffer. */
export function setProperty(handle: Handle, input: string, value: string): number {
  const [request, output] = [Buffer.from(input, 'hex'), Buffer.from(value, 'hex')];
  const returned = Buffer.alloc(4);
  const done = deviceIoControl(
    handle,
    ioctlKsProperty,
    request,
    request.length,
    output,
    output.length,
    returned,
    null,
  );
  return done ? 0 : getLastError();
}

/** KsCreatePin with the block as hex; the handle means nothing unless `win32` is 0. */
export function createPin(filter: Handle, block: string): { readonly win32: number; readonly pin: Handle } {
  const pin = Buffer.alloc(8);
  const win32 = createPinNative(filter, Buffer.from(block, 'hex'), genericReadWrite, pin);
  return { win32, pin: pin.readBigUInt64LE(0) };
}
