// The other side of the door: filters made from a capability file, which answer bytes with bytes as ks.sys does. It is what
// kspin talks to where there is no Windows, and the twin that the rig's real driver is compared with.

import type { Backend, Handle, InterfaceEntry } from '#device-host/backend.ts';
import { filterKey } from '#device-host/list-filters.ts';
import type { NativeFailure } from '#device-host/protocol.ts';
import { timedBackend, type UntimedAnswer } from '#device-host/timed.ts';
import type { Capabilities, FilterIdentity } from '#ks/capabilities.ts';
import { explainBytes } from '#ks/explain.ts';
import { ioctlKsProperty } from '#ks/properties.ts';
import { fail, ok, type Result } from '#ks/result.ts';
import { win32Of } from '#ks/status.ts';
import { type Arch, decodeStruct } from '#ks/struct.ts';
import { type StatusAnswer, told } from './answer.ts';
import { answerFilterProperty, answerPinProperty } from './answer-property.ts';
import { capabilitiesNow, type SimulatedFilter } from './filter.ts';
import { ntStatuses } from './statuses.ts';
import { type Clock, SimulatedStream } from './stream.ts';

const errorFileNotFound = 2;
const errorInvalidHandle = 6;
const layout: Arch = 'x64';

interface Simulation {
  filters: readonly SimulatedFilter[];
  /** Open filters by their handle. */
  readonly handles: Map<Handle, SimulatedFilter>;
  readonly clock: Clock;
  newHandle(): Handle;
}

export interface SimulatedBackend extends Backend {
  /** The target has these filters from now on, as if devices had come, gone or been built anew. */
  replace(all: readonly Capabilities[]): void;
  /** Filters and pins that are open now. */
  openHandles(): number;
}

/**
 * Filters that answer from what the capability file says of them, and keep their own instance counts. The positions of
 * running pins go by `clock`.
 */
export function simulatedBackend(
  all: readonly Capabilities[],
  clock: Clock = () => performance.now(),
): SimulatedBackend {
  const simulation = newSimulation(all, clock);
  const backend = timedBackend({
    kind: 'simulated',
    layout,
    interfaces: async (category) =>
      ok(
        simulation.filters
          .map(({ capabilities }) => capabilities.filter)
          .filter(({ categories }) => categories.includes(category))
          .map(interfaceOf),
      ),
    open: async (path) => openFilter(simulation, path),
    ioctl: async (handle, code, input, output) =>
      control(simulation, handle, code, input, typeof output === 'number' ? new Uint8Array(output) : output),
    createPin: async (handle, connect) => createPin(simulation, handle, connect),
    close: async (handle) => close(simulation, handle),
  });
  return {
    ...backend,
    replace: (next) => {
      simulation.filters = replaced(simulation.filters, next);
    },
    openHandles: () =>
      simulation.filters.reduce((count, { pins }) => count + pins.size, simulation.handles.size),
  };
}

function newSimulation(all: readonly Capabilities[], clock: Clock): Simulation {
  let last = 0n;
  return {
    filters: all.map(newFilter),
    handles: new Map(),
    clock,
    newHandle: () => {
      last += 4n;
      return last;
    },
  };
}

function newFilter(capabilities: Capabilities): SimulatedFilter {
  return { capabilities, pins: new Map(), nodeValues: new Map() };
}

/** Filters that are still there keep their pins and handles; of one that is gone the open handles go on answering. */
function replaced(
  filters: readonly SimulatedFilter[],
  all: readonly Capabilities[],
): readonly SimulatedFilter[] {
  const known = new Map(filters.map((filter) => [filterKey(filter.capabilities.filter.path), filter]));
  return all.map((capabilities) => {
    const filter = known.get(filterKey(capabilities.filter.path)) ?? newFilter(capabilities);
    filter.capabilities = capabilities;
    return filter;
  });
}

function openFilter(simulation: Simulation, path: string): Result<Handle, NativeFailure> {
  const key = filterKey(path);
  const filter = simulation.filters.find(({ capabilities }) => filterKey(capabilities.filter.path) === key);
  if (filter === undefined) return fail({ call: 'open', win32: errorFileNotFound });
  const handle = simulation.newHandle();
  simulation.handles.set(handle, filter);
  return ok(handle);
}

function control(
  simulation: Simulation,
  handle: Handle,
  code: number,
  input: Uint8Array,
  output: Uint8Array,
): UntimedAnswer {
  const answer = answerOf(simulation, handle, code, input, output);
  if (answer === undefined) return { win32: errorInvalidHandle, returned: 0, output };
  if (answer.bytes) output.set(answer.bytes);
  return { win32: win32Of(answer.status), returned: answer.information, output };
}

/** Undefined for a handle that is none. */
function answerOf(
  { filters, handles }: Simulation,
  handle: Handle,
  code: number,
  input: Uint8Array,
  output: Uint8Array,
): StatusAnswer | undefined {
  const filter = handles.get(handle) ?? filters.find(({ pins }) => pins.has(handle));
  if (filter === undefined) return undefined;
  if (code !== ioctlKsProperty) return told(ntStatuses.invalidDeviceRequest);
  const pin = filter.pins.get(handle);
  return pin
    ? answerPinProperty(filter, pin, input, output)
    : answerFilterProperty(filter, handle, input, output);
}

function createPin(
  simulation: Simulation,
  handle: Handle,
  connect: Uint8Array,
): Result<Handle, NativeFailure> {
  const filter = simulation.handles.get(handle);
  if (filter === undefined) return fail({ call: 'createPin', win32: errorInvalidHandle });
  const { status } = explainBytes(connect, layout, capabilitiesNow(filter, handle));
  if (status !== ntStatuses.success) return fail({ call: 'createPin', win32: win32Of(status) });
  const pin = simulation.newHandle();
  const pinId = Number(decodeStruct('KSPIN_CONNECT', connect, layout)?.PinId);
  filter.pins.set(pin, { pinId, through: handle, stream: new SimulatedStream(connect, simulation.clock) });
  return ok(pin);
}

function close({ filters, handles }: Simulation, handle: Handle): Result<void, NativeFailure> {
  const wasPin = filters.some(({ pins }) => pins.delete(handle));
  const known = handles.delete(handle) || wasPin;
  return known ? ok(undefined) : fail({ call: 'close', win32: errorInvalidHandle });
}

function interfaceOf({ path, name, device, driver }: FilterIdentity): InterfaceEntry {
  return { path, ...(name && { name }), ...(device && { device }), ...(driver && { driver }) };
}
