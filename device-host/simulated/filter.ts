// A simulated filter: what a capability file says of it, and how many of its pins are open. A driver keeps two counts, of
// the pins made through one filter handle and of all, and clients look at both.

import type { Handle } from '#device-host/backend.ts';
import type { Capabilities, Instances, PinFactory } from '#ks/capabilities.ts';
import type { SimulatedStream } from './stream.ts';

export interface SimulatedPin {
  readonly pinId: number;
  /** The filter handle it was made through. */
  readonly through: Handle;
  readonly stream: SimulatedStream;
}

export interface SimulatedFilter {
  /** Another value when its file was written anew: what is open stays open. */
  capabilities: Capabilities;
  /** Open pins by their handle. */
  readonly pins: Map<Handle, SimulatedPin>;
  /** What was set on volume and mute nodes, by node. */
  readonly nodeValues: Map<number, number>;
}

/** The pin factory as the driver would describe it now, through this filter handle. */
export function pinNow(filter: SimulatedFilter, pinId: number, through: Handle): PinFactory | undefined {
  const pin = filter.capabilities.pins.find(({ id }) => id === pinId);
  if (pin === undefined) return undefined;
  const open = [...filter.pins.values()].filter((other) => other.pinId === pinId);
  const { local, global } = pin.instances;
  return {
    ...pin,
    instances: {
      ...pin.instances,
      ...(local && { local: more(local, open.filter((other) => other.through === through).length) }),
      ...(global && { global: more(global, open.length) }),
    },
  };
}

/** The file's own count stays: those instances belong to somebody else. */
function more(instances: Instances, opened: number): Instances {
  return { ...instances, CurrentCount: instances.CurrentCount + opened };
}

/** The filter as it would be captured now. */
export function capabilitiesNow(filter: SimulatedFilter, through: Handle): Capabilities {
  const pins = filter.capabilities.pins.map((pin) => pinNow(filter, pin.id, through) ?? pin);
  return { ...filter.capabilities, pins };
}
