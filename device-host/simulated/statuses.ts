// The NTSTATUS values that ks.sys answers property requests with (ntstatus.h).
export const ntStatuses = {
  success: 0x00000000,
  bufferOverflow: 0x80000005,
  notImplemented: 0xc0000002,
  invalidParameter: 0xc000000d,
  invalidDeviceRequest: 0xc0000010,
  invalidDeviceState: 0xc0000184,
  bufferTooSmall: 0xc0000023,
  nameTooLong: 0xc0000106,
  notSupported: 0xc00000bb,
  notFound: 0xc0000225,
  noMatch: 0xc0000272,
  propertySetNotFound: 0xc0000230,
} as const;
