// KSPROPERTY_CONNECTION_STATE of an open pin, one step at a time, each with its time. The first step that a driver refuses ends
// the way: where the pin stands then is asked of the driver and not assumed.
import {
  connectionProperties,
  decodeUlong,
  ioctlKsProperty,
  propertyRequest,
  propertySets,
} from '#ks/properties.ts';
import { encodeState, isState, states, stepsBetween } from '#ks/stream-state.ts';
import type { Backend, Handle } from './backend.ts';
import { readFixed } from './property.ts';
import type { SetStateResult, StateStep } from './protocol.ts';

const stateSize = 4;

/** Leads the pin to `wanted`. `last` is the state that we set last: not every driver answers a GET. */
export async function setState(
  backend: Backend,
  pin: Handle,
  wanted: number,
  last: number = states.stop,
): Promise<SetStateResult> {
  let state = (await readState(backend, pin)) ?? last;
  const steps: StateStep[] = [];
  for (const to of stepsBetween(state, wanted)) {
    const step = await takeStep(backend, pin, state, to);
    steps.push(step);
    if (step.win32 !== 0) return { steps, state: (await readState(backend, pin)) ?? state };
    state = to;
  }
  return { steps, state };
}

/** Undefined where the driver has no GET for it, or answers something that is no state. */
async function readState(backend: Backend, pin: Handle): Promise<number | undefined> {
  const request = propertyRequest(propertySets.connection, connectionProperties.STATE);
  const answer = await readFixed(backend, pin, request, stateSize);
  const state = answer.ok ? decodeUlong(answer.value.bytes) : undefined;
  return state !== undefined && isState(state) ? state : undefined;
}

async function takeStep(backend: Backend, pin: Handle, from: number, to: number): Promise<StateStep> {
  const request = propertyRequest(propertySets.connection, connectionProperties.STATE, 'set');
  const { win32, elapsedMs } = await backend.ioctl(pin, ioctlKsProperty, request, encodeState(to));
  return { from, to, win32, elapsedMs };
}
