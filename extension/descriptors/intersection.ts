// The format that a driver proposes for a pin: KSPROPERTY_PIN_DATAINTERSECTION with the pin's own data ranges. It reads, it
// opens no pin.
import type { HostSupervisor } from '#device-host/client/index.ts';
import { concatBytes, fromHex, toHex } from '#ks/bytes.ts';
import type { PinFactory } from '#ks/capabilities.ts';
import { decodeConnect } from '#ks/connect.ts';
import { type DataRange, encodeDataRanges } from '#ks/data-range.ts';
import type { Format } from '#ks/intersection.ts';
import { pinProperties, propertySets } from '#ks/properties.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import { win32Text } from '#ks/status.ts';
import { sizeOf } from '#ks/struct.ts';

/** The error is a sentence: what the driver answered in place of a format. */
export async function proposedFormat(
  host: HostSupervisor,
  filter: string,
  pin: PinFactory,
  ranges: readonly DataRange[],
): Promise<Result<Format, string>> {
  const answer = await host.readProperty({
    target: { on: 'factory', filter, pinId: pin.id },
    set: propertySets.pin,
    id: pinProperties.DATAINTERSECTION,
    input: toHex(encodeDataRanges(ranges)),
  });
  if (!answer.ok) return fail(answer.error.message);
  const { value, win32, message } = answer.value;
  const bytes = value === undefined ? undefined : fromHex(value);
  if (!bytes) return fail(message ?? `KSPROPERTY_PIN_DATAINTERSECTION failed with ${win32Text(win32)}.`);
  // A format is read as a request is, whose head it lacks.
  const head = new Uint8Array(sizeOf('KSPIN_CONNECT', 'x64'));
  const { request } = decodeConnect(concatBytes([head, bytes]), 'x64');
  return request
    ? ok(request)
    : fail(`The driver answered ${bytes.length} bytes, which hold no KSDATAFORMAT.`);
}
