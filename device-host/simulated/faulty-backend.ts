// A simulated backend with one fault of faults.ts: each call goes through to an honest one until it comes to the point at which
// the driver misbehaves.
import type { Backend, Handle, IoctlAnswer } from '#device-host/backend.ts';
import { filterKey } from '#device-host/list-filters.ts';
import type { NativeCall, NativeFailure } from '#device-host/protocol.ts';
import { timedBackend } from '#device-host/timed.ts';
import { type Capabilities, type Instances, isTaken } from '#ks/capabilities.ts';
import {
  connectionProperties,
  decodeInstances,
  ioctlKsProperty,
  pinProperties,
  pinPropertyRequest,
  propertySets,
} from '#ks/properties.ts';
import { fail, type Result } from '#ks/result.ts';
import { win32Of } from '#ks/status.ts';
import { decodeStruct } from '#ks/struct.ts';
import { statusCodes } from '#ks/verdict.ts';
import { simulatedBackend } from './backend.ts';
import type { Fault, FaultPoint } from './faults.ts';
import { hiddenRefusal } from './hidden-rules.ts';
import { isSpoilt, spoiltAnswer } from './spoil-answer.ts';

const errorFileNotFound = 2;
const errorDeviceRemoved = 1617;

export interface FaultyOptions {
  readonly fault: Fault;
  /** Whether the driver of the filter with this path has the fault; the others are honest. */
  readonly affects: (filter: Capabilities['filter']) => boolean;
  /** Ends this process as a driver does, without a word. */
  readonly die: () => void;
}

/** The filters of a capability file behind a driver with a fault. */
export function faultyBackend(all: readonly Capabilities[], { fault, affects, die }: FaultyOptions): Backend {
  const affected = new Set(
    all
      .map(({ filter }) => filter)
      .filter(affects)
      .map(({ path }) => filterKey(path)),
  );
  const honest = simulatedBackend(
    fault.kind === 'held' ? all.map((filter) => (affects(filter.filter) ? held(filter) : filter)) : all,
  );
  /** Open handles of the affected filters. */
  const filters = new Set<Handle>();
  const pins = new Set<Handle>();
  let gone = false;

  /** Undefined lets the call through. */
  async function interrupt(at: FaultPoint | undefined): Promise<number | undefined> {
    if (gone) return errorDeviceRemoved;
    if (fault.at !== at) return undefined;
    if (fault.kind === 'hang') return new Promise<never>(() => {});
    if (fault.kind === 'die') die();
    if (fault.kind !== 'vanish') return undefined;
    gone = true;
    return errorDeviceRemoved;
  }

  return timedBackend({
    kind: honest.kind,
    layout: honest.layout,
    interfaces: async (category, only) => {
      const listed = await honest.interfaces(category, only);
      if (!gone || !listed.ok) return listed;
      return { ...listed, value: listed.value.filter(({ path }) => !affected.has(filterKey(path))) };
    },
    open: async (path) => {
      const isAffected = affected.has(filterKey(path));
      if (isAffected && gone) return failed('open', errorFileNotFound);
      const stopped = isAffected ? await interrupt('open') : undefined;
      if (stopped !== undefined) return failed('open', stopped);
      const opened = await honest.open(path);
      if (opened.ok && isAffected) filters.add(opened.value);
      return opened;
    },
    ioctl: async (handle, code, input, output) => {
      const room = typeof output === 'number' ? new Uint8Array(output) : output;
      const isAffected = filters.has(handle) || pins.has(handle);
      const stopped = isAffected ? await interrupt(pointOf(code, input)) : undefined;
      if (stopped !== undefined) return { win32: stopped, returned: 0, output: room };
      if (fault.kind === 'spoil' && filters.has(handle) && isSpoilt(fault.how, input)) {
        const whole = await wholeAnswer(honest, handle, code, input);
        return whole === undefined
          ? honest.ioctl(handle, code, input, room)
          : spoiltAnswer(fault.how, whole, room);
      }
      return honest.ioctl(handle, code, input, room);
    },
    createPin: async (handle, connect, access) => {
      if (!filters.has(handle)) return honest.createPin(handle, connect, access);
      const stopped = (await interrupt('create')) ?? (await refusedFirst(honest, fault, handle, connect));
      if (stopped !== undefined) return failed('createPin', stopped);
      const pin = await honest.createPin(handle, connect, access);
      const refusal = pin.ok && fault.kind === 'rule' ? hiddenRefusal(fault.rule, connect) : undefined;
      if (pin.ok && refusal !== undefined) {
        await honest.close(pin.value);
        return failed('createPin', win32Of(refusal));
      }
      if (pin.ok) pins.add(pin.value);
      return pin;
    },
    close: async (handle) => {
      // A handle can be closed also when its device is gone.
      if (pins.delete(handle) && !gone) await interrupt('close');
      filters.delete(handle);
      return honest.close(handle);
    },
  });
}

/** Where in a fault's table a property request is: a state that is set, or the data ranges that are read. */
function pointOf(code: number, input: Uint8Array): FaultPoint | undefined {
  const property = code === ioctlKsProperty ? decodeStruct('KSPROPERTY', input, 'x64') : undefined;
  if (property?.Set === propertySets.pin && property.Id === pinProperties.DATARANGES) return 'property';
  const isState = property?.Set === propertySets.connection && property.Id === connectionProperties.STATE;
  return isState && property.Flags === 2 ? 'state' : undefined;
}

/** Undefined when there is no value to spoil. */
async function wholeAnswer(
  honest: Backend,
  handle: Handle,
  code: number,
  input: Uint8Array,
): Promise<Uint8Array | undefined> {
  const { returned } = await honest.ioctl(handle, code, input, 0);
  const whole: IoctlAnswer = await honest.ioctl(handle, code, input, returned);
  return whole.win32 === 0 && returned > 0 ? whole.output : undefined;
}

async function refusedFirst(
  honest: Backend,
  fault: Fault,
  filter: Handle,
  connect: Uint8Array,
): Promise<number | undefined> {
  if (fault.kind !== 'rule' || fault.rule !== 'instance-first') return undefined;
  const pinId = decodeStruct('KSPIN_CONNECT', connect, 'x64')?.PinId;
  for (const id of [pinProperties.CINSTANCES, pinProperties.GLOBALCINSTANCES]) {
    const request = pinPropertyRequest(id, Number(pinId ?? 0));
    const { win32, output } = await honest.ioctl(filter, ioctlKsProperty, request, 8);
    const counts: Instances | undefined = win32 === 0 ? decodeInstances(output) : undefined;
    if (isTaken(counts)) return win32Of(statusCodes.insufficientResources);
  }
  return undefined;
}

/** As if somebody else had opened every pin of the filter once. */
function held(filter: Capabilities): Capabilities {
  const pins = filter.pins.map((pin) => {
    const { global } = pin.instances;
    const taken = global && { ...global, CurrentCount: global.CurrentCount + 1 };
    return { ...pin, instances: { ...pin.instances, ...(taken && { global: taken }) } };
  });
  return { ...filter, pins };
}

function failed(call: NativeCall, win32: number): Result<Handle, NativeFailure> & { readonly ok: false } {
  return fail({ call, win32 });
}
