// Lists device interfaces through SetupDi*, with the names that people know a device by. The structures are laid out by hand,
// as setupapi.h has them, because koffi is given bytes only.

import type { InterfaceEntry } from '#device-host/backend.ts';
import type { DriverFacts, NativeFailure } from '#device-host/protocol.ts';
import { guidToBytes } from '#ks/guid.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import type { Arch } from '#ks/struct.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { Windows } from './call-threads.ts';
import { isInvalid, readWide, u32, wideText, withU32 } from './memory.ts';

const errorNoMoreItems = 259;
/** DIGCF_PRESENT | DIGCF_DEVICEINTERFACE */
const presentInterfaces = 0x12;
const keyRead = 0x20019;
const dicsFlagGlobal = 1;
const diregDrv = 2;
const spdrpDeviceDescription = 0;
const spdrpFriendlyName = 12;
/** More interfaces than any machine has: an enumeration that does not end is a broken driver's. */
const interfaceLimit = 4096;
/** A path is at most 32767 characters long. */
const detailLimit = 70_000;

/** sizeof SP_DEVICE_INTERFACE_DATA and SP_DEVINFO_DATA alike: a size, a GUID, a ULONG and a pointer. */
const dataSize = { x64: 32, x86: 28 } as const;
/** What cbSize of SP_DEVICE_INTERFACE_DETAIL_DATA_W must say: a DWORD and one WCHAR, padded. */
const detailHeaderSize = { x64: 8, x86: 6 } as const;
const detailPathOffset = 4;

/** Present interfaces of one category. An interface that vanishes while it is being described is left out. */
export async function listInterfaces(
  windows: Windows,
  layout: Arch,
  category: Guid,
  only?: 'paths',
): Promise<Result<readonly InterfaceEntry[], NativeFailure>> {
  const guid = guidToBytes(category);
  const set = await windows.call('SetupDiGetClassDevsW', guid, null, null, presentInterfaces);
  if (isInvalid(set.result, layout)) return fail({ call: 'interfaces', win32: set.lastError });
  try {
    const entries: InterfaceEntry[] = [];
    for (let index = 0; index < interfaceLimit; index++) {
      const data = withU32(new Uint8Array(dataSize[layout]), 0, dataSize[layout]);
      const next = await windows.call('SetupDiEnumDeviceInterfaces', set.result, null, guid, index, data);
      if (next.result === 0n) {
        if (next.lastError === errorNoMoreItems) break;
        return fail({ call: 'interfaces', win32: next.lastError });
      }
      const entry = await describe(windows, layout, set.result, data, only);
      if (entry !== undefined) entries.push(entry);
    }
    return ok(entries);
  } finally {
    await windows.call('SetupDiDestroyDeviceInfoList', set.result);
  }
}

async function describe(
  windows: Windows,
  layout: Arch,
  set: bigint,
  data: Uint8Array,
  only: 'paths' | undefined,
): Promise<InterfaceEntry | undefined> {
  const required = new Uint8Array(4);
  await windows.call('SetupDiGetDeviceInterfaceDetailW', set, data, null, 0, required, null);
  const size = u32(required, 0);
  if (size < detailPathOffset || size > detailLimit) return undefined;
  const detail = withU32(new Uint8Array(size), 0, detailHeaderSize[layout]);
  const info = withU32(new Uint8Array(dataSize[layout]), 0, dataSize[layout]);
  const got = await windows.call('SetupDiGetDeviceInterfaceDetailW', set, data, detail, size, null, info);
  if (got.result === 0n) return undefined;
  const path = readWide(detail, detailPathOffset);
  if (only === 'paths') return { path };
  const name = (await interfaceName(windows, layout, set, data)) ?? (await deviceName(windows, set, info));
  const device = await instanceId(windows, set, info);
  const driver = await driverFacts(windows, layout, set, info);
  return {
    path,
    ...(name === undefined ? {} : { name }),
    ...(device === undefined ? {} : { device }),
    ...(driver === undefined ? {} : { driver }),
  };
}

/** FriendlyName of the interface's own key; reading needs no more rights than a user has. */
async function interfaceName(windows: Windows, layout: Arch, set: bigint, data: Uint8Array) {
  const key = await windows.call('SetupDiOpenDeviceInterfaceRegKey', set, data, 0, keyRead);
  if (isInvalid(key.result, layout)) return undefined;
  const name = await registryText(windows, key.result, 'FriendlyName');
  await windows.call('RegCloseKey', key.result);
  return name;
}

async function deviceName(windows: Windows, set: bigint, info: Uint8Array): Promise<string | undefined> {
  for (const property of [spdrpFriendlyName, spdrpDeviceDescription]) {
    const text = new Uint8Array(1024);
    const got = await windows.call(
      'SetupDiGetDeviceRegistryPropertyW',
      set,
      info,
      property,
      null,
      text,
      text.length - 2,
      null,
    );
    if (got.result !== 0n && readWide(text, 0) !== '') return readWide(text, 0);
  }
  return undefined;
}

async function instanceId(windows: Windows, set: bigint, info: Uint8Array): Promise<string | undefined> {
  const text = new Uint8Array(1024);
  const got = await windows.call('SetupDiGetDeviceInstanceIdW', set, info, text, text.length / 2, null);
  return got.result === 0n ? undefined : readWide(text, 0);
}

/** The driver's own key (class key of the device) holds what the INF said of the driver. */
async function driverFacts(
  windows: Windows,
  layout: Arch,
  set: bigint,
  info: Uint8Array,
): Promise<DriverFacts | undefined> {
  const key = await windows.call('SetupDiOpenDevRegKey', set, info, dicsFlagGlobal, 0, diregDrv, keyRead);
  if (isInvalid(key.result, layout)) return undefined;
  const version = await registryText(windows, key.result, 'DriverVersion');
  const date = await registryText(windows, key.result, 'DriverDate');
  const provider = await registryText(windows, key.result, 'ProviderName');
  await windows.call('RegCloseKey', key.result);
  if (version === undefined && date === undefined && provider === undefined) return undefined;
  return {
    ...(version === undefined ? {} : { version }),
    ...(date === undefined ? {} : { date }),
    ...(provider === undefined ? {} : { provider }),
  };
}

async function registryText(windows: Windows, key: bigint, name: string): Promise<string | undefined> {
  const text = new Uint8Array(1024);
  // A value in the registry need not end with a NUL: the last two bytes are never given to it.
  const size = withU32(new Uint8Array(4), 0, text.length - 2);
  const got = await windows.call('RegQueryValueExW', key, wideText(name), null, null, text, size);
  const value = readWide(text, 0);
  return got.result === 0n && value !== '' ? value : undefined;
}
