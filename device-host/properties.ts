// Properties by set and id, of a filter, of one of its pin factories or nodes, or of an open pin: what a driver developer
// wants to ask that no list of ours has. Reading changes nothing; writing is a call of its own.
import { concatBytes, toHex } from '#ks/bytes.ts';
import {
  ioctlKsProperty,
  nodePropertyRequest,
  type PropertyVerb,
  pinProperties,
  pinPropertyRequest,
  propertyRequest,
  propertySets,
} from '#ks/properties.ts';
import { win32Text } from '#ks/status.ts';
import type { Guid } from '#ks/tables/guid-kinds.ts';
import type { Backend, Handle } from './backend.ts';
import { type PropertyAnswer, readFixed, readVariable } from './property.ts';
import type { PropertyResult, PropertyTarget, ProposeResult } from './protocol.ts';

export interface PropertyQuestion {
  readonly target: PropertyTarget;
  readonly set: Guid;
  readonly id: number;
  readonly verb: PropertyVerb;
  /** After the structure of the target. */
  readonly input?: Uint8Array;
}

/** KSPROPERTY, KSP_PIN or KSP_NODE, whichever the target takes, and what the caller puts behind it. */
export function requestOf({ target, set, id, verb, input }: PropertyQuestion): Uint8Array {
  const head = headOf(target, set, id, verb);
  return input === undefined ? head : concatBytes([head, input]);
}

function headOf(target: PropertyTarget, set: Guid, id: number, verb: PropertyVerb): Uint8Array {
  switch (target.on) {
    case 'filter':
      return propertyRequest(set, id, verb);
    case 'factory':
      return pinPropertyRequest(id, target.pinId, verb, set);
    case 'node':
      return nodePropertyRequest(set, id, target.node, verb);
    case 'pin':
      return target.node === undefined
        ? propertyRequest(set, id, verb)
        : nodePropertyRequest(set, id, target.node, verb);
  }
}

/** `size` is that of the value where it is known; without it the driver is asked for it. */
export async function readProperty(
  backend: Backend,
  handle: Handle,
  question: PropertyQuestion,
  size: number | undefined,
): Promise<PropertyResult> {
  const started = performance.now();
  const request = requestOf(question);
  const answer =
    question.verb === 'setSupport'
      ? await readFixed(backend, handle, request, 0)
      : size === undefined
        ? await readVariable(backend, handle, request)
        : await readFixed(backend, handle, request, size);
  const atMs = performance.now();
  return { ...resultOf(answer), elapsedMs: atMs - started, atMs };
}

/** A SET: KS takes the value from the output buffer. */
export async function writeProperty(
  backend: Backend,
  handle: Handle,
  question: Omit<PropertyQuestion, 'verb'>,
  value: Uint8Array,
): Promise<PropertyResult> {
  const request = requestOf({ ...question, verb: 'set' });
  const { win32, elapsedMs } = await backend.ioctl(handle, ioctlKsProperty, request, value);
  return {
    win32,
    ...(win32 === 0 ? {} : { message: `The driver refused the value: ${win32Text(win32)}.` }),
    elapsedMs,
    atMs: performance.now(),
  };
}

/**
 * KSPROPERTY_PIN_PROPOSEDATAFORMAT for each format: a SET that changes nothing, it asks whether the pin would take it. A
 * driver without it answers each the same way.
 */
export async function proposeFormats(
  backend: Backend,
  filter: Handle,
  pinId: number,
  formats: readonly Uint8Array[],
  stopped: () => boolean,
): Promise<ProposeResult> {
  const request = pinPropertyRequest(pinProperties.PROPOSEDATAFORMAT, pinId, 'set', propertySets.pin);
  const answers: { win32: number; elapsedMs: number }[] = [];
  for (const format of formats) {
    if (stopped()) break;
    const { win32, elapsedMs } = await backend.ioctl(filter, ioctlKsProperty, request, format);
    answers.push({ win32, elapsedMs });
  }
  return answers;
}

function resultOf(answer: PropertyAnswer): Pick<PropertyResult, 'win32' | 'value' | 'message' | 'malformed'> {
  if (answer.ok) {
    const { bytes, doubt } = answer.value;
    return { win32: 0, value: toHex(bytes), ...(doubt === undefined ? {} : { message: doubt }) };
  }
  const { win32 = 0, message, bytes } = answer.error;
  return { win32, message, ...(bytes === undefined ? {} : { malformed: toHex(bytes) }) };
}
