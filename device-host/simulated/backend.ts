// The other side of the door: filters made from a capability file, which answer bytes with bytes as ks.sys does. It is what
// kspin talks to where there is no Windows, and the twin that the rig's real driver is compared with.

import type { Backend, Handle, InterfaceEntry } from '#device-host/backend.ts';
import { blockLimit, blockSize } from '#device-host/connect-block.ts';
import { filterKey } from '#device-host/list-filters.ts';
import type { Capabilities } from '#ks/capabilities.ts';
import { type ConnectRequest, decodeConnect } from '#ks/connect.ts';
import { explain } from '#ks/explain.ts';
import { ioctlKsProperty } from '#ks/properties.ts';
import { formatHasAttributes } from '#ks/request.ts';
import { fail, ok } from '#ks/result.ts';
import { win32Of } from '#ks/status.ts';
import type { Arch } from '#ks/struct.ts';
import { type Stage, stages } from '#ks/verdict.ts';
import { answerProperty } from './answer-property.ts';
import { attributeListStatus } from './attribute-list.ts';
import { capabilitiesNow, type SimulatedFilter } from './filter.ts';
import { ntStatuses } from './statuses.ts';

const errorFileNotFound = 2;
const errorInvalidHandle = 6;
const layout: Arch = 'x64';

/** Filters that answer from what the capability file says of them, and keep their own instance counts. */
export function simulatedBackend(all: readonly Capabilities[]): Backend {
  const filters = all.map((capabilities): SimulatedFilter => ({ capabilities, pins: new Map() }));
  const handles = new Map<Handle, SimulatedFilter>();
  let lastHandle = 0n;
  const newHandle = () => {
    lastHandle += 4n;
    return lastHandle;
  };

  return {
    kind: 'simulated',
    layout,
    interfaces: async (category) =>
      ok(
        filters
          .filter(({ capabilities }) => capabilities.filter.categories.includes(category))
          .map(({ capabilities }) => interfaceOf(capabilities)),
      ),
    open: async (path) => {
      const filter = filters.find(
        ({ capabilities }) => filterKey(capabilities.filter.path) === filterKey(path),
      );
      if (filter === undefined) return fail({ call: 'open', win32: errorFileNotFound });
      const handle = newHandle();
      handles.set(handle, filter);
      return ok(handle);
    },
    ioctl: async (handle, code, input, output) => {
      const buffer = typeof output === 'number' ? new Uint8Array(output) : output;
      const filter = handles.get(handle);
      if (filter === undefined) return { win32: errorInvalidHandle, returned: 0, output: buffer };
      const answer =
        code === ioctlKsProperty
          ? answerProperty(filter, handle, input, buffer)
          : { status: ntStatuses.invalidDeviceRequest, information: 0 };
      if (answer.bytes) buffer.set(answer.bytes);
      return { win32: win32Of(answer.status), returned: answer.information, output: buffer };
    },
    createPin: async (handle, connect) => {
      const filter = handles.get(handle);
      if (filter === undefined) return fail({ call: 'createPin', win32: errorInvalidHandle });
      const { status, pinId } = judge(filter, handle, connect);
      if (status !== ntStatuses.success) return fail({ call: 'createPin', win32: win32Of(status) });
      const pin = newHandle();
      filter.pins.set(pin, { pinId, through: handle });
      return ok(pin);
    },
    close: async (handle) => {
      const wasPin = filters.some(({ pins }) => pins.delete(handle));
      const known = handles.delete(handle) || wasPin;
      return known ? ok(undefined) : fail({ call: 'close', win32: errorInvalidHandle });
    },
  };
}

function interfaceOf({ filter }: Capabilities): InterfaceEntry {
  const { path, name, device, driver } = filter;
  return { path, ...(name && { name }), ...(device && { device }), ...(driver && { driver }) };
}

/** What reaches the driver is what ksuser.dll sends: as many bytes as the block itself says, if they fit into a name. */
function judge(filter: SimulatedFilter, through: Handle, connect: Uint8Array) {
  const size = blockSize(connect, layout);
  if (size > blockLimit) return { status: ntStatuses.nameTooLong, pinId: 0 };
  const block = connect.subarray(0, size);
  const { request } = decodeConnect(block, layout);
  if (request === undefined) return { status: ntStatuses.invalidParameter, pinId: 0 };
  const { stage, status } = explain(withoutAttributes(request), capabilitiesNow(filter, through));
  const list = attributeListStatus(block, layout);
  const listDecides = list !== ntStatuses.success && !beforeAttributes(stage);
  return { status: listDecides ? list : status, pinId: Number(request.KSPIN_CONNECT.PinId) };
}

function withoutAttributes({ Attributes: _attributes, ...request }: ConnectRequest): ConnectRequest {
  const Flags = Number(request.KSDATAFORMAT.Flags) & ~formatHasAttributes;
  return { ...request, KSDATAFORMAT: { ...request.KSDATAFORMAT, Flags } };
}

/** Whether a check that comes before the look at the attribute list has refused. */
function beforeAttributes(stage: Stage | undefined): boolean {
  return stage !== undefined && stages.indexOf(stage) < stages.indexOf('attributes');
}
