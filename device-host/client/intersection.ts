// KSPROPERTY_PIN_DATAINTERSECTION: which format of a data range a driver chooses, and whether the driver keeps its word on it.
// Opens nothing and changes nothing.
import { fromHex, toHex } from '#ks/bytes.ts';
import type { ConnectRequest } from '#ks/connect.ts';
import { type DataRange, encodeDataRanges } from '#ks/data-range.ts';
import { decodeFormat } from '#ks/format-bytes.ts';
import { pinProperties, propertySets } from '#ks/properties.ts';
import { ok, type Result } from '#ks/result.ts';
import { win32Text } from '#ks/status.ts';
import type { Arch } from '#ks/struct.ts';
import type { CallOptions, DeviceHost, HostFailure } from './device-host.ts';

export interface Intersection {
  /** 0: the driver chose a format. */
  readonly win32: number;
  /** KSDATAFORMAT and what follows. */
  readonly bytes?: Uint8Array;
  /** Its KSPIN_CONNECT says nothing. */
  readonly format?: ConnectRequest;
  /** What is odd about the driver's answers, in sentences. */
  readonly findings: readonly string[];
}

const errorMoreData = 234;

/** Asks with these ranges, in their order, as a client that wants one of them would. */
export async function intersect(
  host: DeviceHost,
  filter: string,
  pinId: number,
  ranges: readonly DataRange[],
  layout: Arch,
  options?: CallOptions,
): Promise<Result<Intersection, HostFailure>> {
  const question = {
    target: { on: 'factory', filter, pinId },
    set: propertySets.pin,
    id: pinProperties.DATAINTERSECTION,
    input: toHex(encodeDataRanges(ranges)),
  } as const;
  const sized = await host.readProperty({ ...question, size: 0 }, options);
  if (!sized.ok) return sized;
  const chosen = await host.readProperty(question, options);
  if (!chosen.ok) return chosen;
  const { win32, value, message } = chosen.value;
  const bytes = value === undefined ? undefined : fromHex(value);
  if (bytes === undefined) return ok({ win32, findings: message === undefined ? [] : [message] });
  const format = decodeFormat(bytes, layout);
  const proposed = await host.propose({ filter, pinId, formats: [toHex(bytes)] }, options);
  const findings = [
    ...(message === undefined ? [] : [message]),
    ...sizeFindings(sized.value.win32),
    ...formatFindings(bytes, format),
    ...(proposed.ok ? proposalFindings(proposed.value[0]?.win32) : []),
  ];
  return ok({ win32, bytes, ...(format ? { format } : {}), findings });
}

/** A client that asks for the size expects STATUS_BUFFER_OVERFLOW (pin-properties.md section 2). */
function sizeFindings(win32: number): readonly string[] {
  if (win32 === errorMoreData) return [];
  return [
    `Asked for the size alone, the driver answers ${win32Text(win32)}; clients expect ERROR_MORE_DATA.`,
  ];
}

function formatFindings(bytes: Uint8Array, format: ConnectRequest | undefined): readonly string[] {
  if (format === undefined) return [`${bytes.length} bytes hold no KSDATAFORMAT.`];
  const size = Number(format.KSDATAFORMAT.FormatSize);
  return size === bytes.length ? [] : [`FormatSize says ${size}; ${bytes.length} bytes came.`];
}

/** ERROR_NOT_SUPPORTED, ERROR_NOT_FOUND, ERROR_SET_NOT_FOUND, ERROR_INVALID_FUNCTION: the pin cannot be asked. */
const unasked: readonly number[] = [50, 1168, 1170, 1];

function proposalFindings(win32: number | undefined): readonly string[] {
  if (win32 === undefined || win32 === 0 || unasked.includes(win32)) return [];
  return [`The driver chose this format, and PROPOSEDATAFORMAT refuses it: ${win32Text(win32)}.`];
}
